import { encode } from 'uqr';
import { CopyButton } from '@/components/output-media/copy-button';
import { Dialog } from '@/ui/dialog';
import { useActiveDocument } from '@/workspace/use-workspace';
import { toShareLink } from './share-link';
import { t } from './texts';

interface ShareDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The link to what is shown, to copy or to scan. */
export function ShareDialog({ isOpen, onClose }: ShareDialogProps) {
  return (
    <Dialog title={t.share} isOpen={isOpen} onClose={onClose}>
      {isOpen && <ShareBody />}
    </Dialog>
  );
}

function ShareBody() {
  const open = useActiveDocument();
  const [node = null, second] = open?.selection ?? [];
  const link = toShareLink({ address: window.location.href, nodeId: second === undefined ? node : null });
  if (link.kind !== 'link') return <p>{link.kind === 'draft' ? t.draft : t.local}</p>;
  return (
    <div className="flex flex-col items-center gap-3">
      <label className="flex w-full flex-col gap-1">
        {t.link}
        <span className="flex items-center gap-1">
          <input
            readOnly
            value={link.href}
            className="h-(--control) min-w-0 flex-1 rounded-control border border-border-strong bg-sunken px-2 font-mono text-secondary pointer-coarse:h-11"
            onFocus={(event) => event.target.select()}
          />
          <CopyButton label={t.copyLink} value={link.href} />
        </span>
      </label>
      <QrCode text={link.href} />
      <p className="text-secondary text-muted">{link.isLoopback ? t.loopback : t.scan}</p>
      <p className="text-secondary text-muted">{t.holds}</p>
    </div>
  );
}

/** Dark on light in both themes: many readers know nothing else. */
function QrCode({ text }: { readonly text: string }) {
  const { size, data } = encode(text, { border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg role="img" aria-label={t.code} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className="size-56">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
