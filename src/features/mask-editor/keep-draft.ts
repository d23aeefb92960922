import { MASK_DRAFT_DELAY_MS } from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';
import type { MaskDrafts } from './mask-drafts';
import type { Mask } from './pixels/mask';

/** Keeps what is painted, a moment after each change. */
export interface DraftKeeper {
  /** Something was painted. */
  readonly touch: () => void;
  /** Writes what waits, at once. */
  readonly flush: () => void;
  /** The mask is saved or given up: nothing is kept of it. Writes under way come first. */
  readonly drop: () => Promise<void>;
}

export interface DraftKeeperParts {
  readonly drafts: MaskDrafts;
  readonly key: string;
  readonly mask: Mask;
  readonly clock: Clock;
  /** Told with each write whether the browser keeps it. */
  readonly onKept: (isKept: boolean) => void;
}

/** Creates the keeper of one mask. Writes never overlap; of changes during a write one more follows. */
export function createDraftKeeper({ drafts, key, mask, clock, onKept }: DraftKeeperParts): DraftKeeper {
  let timer: TimerHandle | null = null;
  let last: Promise<void> = Promise.resolve();
  const write = (): void => {
    timer = null;
    last = last.then(() =>
      drafts.write(key, mask, clock.nowMs()).then(
        () => onKept(true),
        () => onKept(false),
      ),
    );
  };
  const cancel = (): boolean => {
    const wasWaiting = timer !== null;
    timer?.cancel();
    timer = null;
    return wasWaiting;
  };
  return {
    touch: () => {
      cancel();
      timer = clock.after(MASK_DRAFT_DELAY_MS, write);
    },
    flush: () => {
      if (cancel()) write();
    },
    drop: () => {
      cancel();
      last = last.then(() => drafts.remove(key).catch(() => undefined));
      return last;
    },
  };
}
