import { useEffect, useState } from 'react';
import type { MaskRequest } from '@/components/edit-mask/mask-requests';
import { toFileRef } from '@/components/output-media/output-ref';
import { useSession } from '@/session/session-provider';
import { createDraftKeeper, type DraftKeeper } from './keep-draft';
import type { MaskDrafts } from './mask-drafts';
import type { OpenedPicture } from './open-picture';
import type { Mask, Rect } from './pixels/mask';
import { createPainting, type Painting, type WholeChange } from './pixels/painting';

export interface PaintingFacts {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** With one decimal. */
  readonly maskedPercent: string;
  /** False when this browser refused to keep what was painted. */
  readonly isKept: boolean;
}

export interface UsedPainting {
  readonly painting: Painting;
  readonly keeper: DraftKeeper;
  readonly facts: PaintingFacts;
  readonly change: (change: WholeChange) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** The hand finished a step. */
  readonly noteDone: () => void;
}

export interface UsePainting {
  readonly request: MaskRequest;
  readonly opened: OpenedPicture;
  readonly draft: Mask | null;
  readonly drafts: MaskDrafts;
  /** This part must be drawn again. */
  readonly draw: (rect: Rect) => void;
}

/** The painting of one opened picture, kept over a crash while it lasts. */
export function usePainting({ request, opened, draft, drafts, draw }: UsePainting): UsedPainting {
  const { clock } = useSession();
  const [isKept, setKept] = useState(true);
  const [{ painting, keeper }] = useState(() => {
    const { width, height, mask } = opened;
    const made = createPainting({ width, height, data: (draft?.data ?? mask).slice() });
    const key = toFileRef(request.file);
    return { painting: made, keeper: createDraftKeeper({ drafts, key, mask: made.mask, clock, onKept: setKept }) };
  });
  const [facts, setFacts] = useState(() => readFacts(painting));
  // Synchronises with the browser, which may take a hidden page away without a word.
  useEffect(() => {
    const flush = (): void => {
      if (document.visibilityState === 'hidden') keeper.flush();
    };
    document.addEventListener('visibilitychange', flush);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      keeper.flush();
    };
  }, [keeper]);

  const noteDone = (): void => {
    keeper.touch();
    setFacts(readFacts(painting));
  };
  const take = (rect: Rect | null): void => {
    if (rect === null) return;
    draw(rect);
    noteDone();
  };
  return {
    painting,
    keeper,
    facts: { ...facts, isKept },
    change: (change) => take(painting.change(change)),
    undo: () => take(painting.undo()),
    redo: () => take(painting.redo()),
    noteDone,
  };
}

function readFacts(painting: Painting): Omit<PaintingFacts, 'isKept'> {
  const { data } = painting.mask;
  let sum = 0;
  for (const value of data) sum += value;
  return { canUndo: painting.canUndo(), canRedo: painting.canRedo(), maskedPercent: ((sum / data.length / 255) * 100).toFixed(1) };
}
