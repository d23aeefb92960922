import clsx from 'clsx';
import { Box } from 'lucide-react';
import { useState } from 'react';
import { useLoadTurn } from '@/components/output-media/use-load-turn';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';
import type { ModelItem } from './model-items';

/** Pictures the server turned out not to have: not asked for again as rows come and go. */
const missing = new WeakMap<Session, Set<string>>();

function missingOf(session: Session): Set<string> {
  const found = missing.get(session) ?? new Set<string>();
  missing.set(session, found);
  return found;
}

export interface ModelPreviewProps {
  readonly item: ModelItem;
  /** The server offers pictures of this kind. */
  readonly isOffered: boolean;
  /** While a list scrolls. */
  readonly isHeld?: boolean;
  /** Empty where the name stands beside it. */
  readonly alt: string;
  readonly className: string;
}

/** The picture beside a model's file, where there is one; pictures wait for their turn. */
export function ModelPreview({ item, isOffered, isHeld = false, alt, className }: ModelPreviewProps) {
  const session = useSession();
  const url = session.client.modelPreviewUrl(item.folder, item.file);
  const known = missingOf(session);
  const [isGone, setGone] = useState(known.has(url));
  const isWanted = isOffered && !isGone;
  const { mayLoad, end } = useLoadTurn(isHeld || !isWanted);
  const handleError = (): void => {
    known.add(url);
    setGone(true);
    end();
  };
  return (
    <span className={clsx('flex shrink-0 items-center justify-center overflow-hidden rounded-control bg-sunken text-muted', className)}>
      {isWanted && mayLoad ? (
        <img src={url} alt={alt} className="size-full object-cover" onLoad={end} onError={handleError} />
      ) : (
        <Box size={16} strokeWidth={1.75} aria-hidden />
      )}
    </span>
  );
}
