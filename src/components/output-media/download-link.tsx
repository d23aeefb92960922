import { Download } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { OutputFile } from '@/jobs/job';
import { toAppError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { wordFailure } from '../server-failure/word-failure';
import { toDownloadName } from './output-ref';
import { t } from './texts';

export interface DownloadLinkProps {
  readonly file: OutputFile;
  readonly jobId: PromptId | null;
  readonly className?: string;
}

/**
 * Saves an output on this computer. A server on another origin is read first and handed over as bytes: there the browser ignores
 * `download` and would open the file, which may be a page with scripts.
 */
export function DownloadLink({ file, jobId, className }: DownloadLinkProps) {
  const { client } = useSession();
  const announce = useToast();
  const name = toDownloadName(file.filename);
  const url = client.viewUrl(file, jobId === null ? {} : { cacheKey: jobId });

  const handleClick = (event: MouseEvent): void => {
    if (isOwnOrigin(url)) return;
    event.preventDefault();
    client.readFile(file).then(
      (bytes) => saveBytes(bytes, name),
      (error: unknown) => announce(t.downloadFailed({ name, reason: wordFailure(toAppError(error)) }), 'danger'),
    );
  };

  return (
    <a href={url} download={name} onClick={handleClick} className={className ?? LINK_AS_BUTTON}>
      <Download size={16} strokeWidth={1.75} aria-hidden />
      <span className="max-sm:sr-only">{t.download}</span>
    </a>
  );
}

const LINK_AS_BUTTON =
  'inline-flex min-h-7 items-center justify-center gap-1.5 rounded-control border border-border-strong bg-raised px-2.5 whitespace-nowrap hover:bg-sunken pointer-coarse:min-h-11 pointer-coarse:min-w-11';

function isOwnOrigin(url: string): boolean {
  return new URL(url, window.location.href).origin === window.location.origin;
}

/** The object URL lives until the next task, long enough for the click. */
function saveBytes(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
