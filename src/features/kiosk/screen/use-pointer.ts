import { useEffect, useState } from 'react';
import type { TimerHandle } from '@/lib/clock';
import { useSession } from '@/session/session-provider';

const POINTER_SHOWN_MS = 3_000;
/** Whoever touches the screen reads it. */
const TOUCH_LASTS_MS = 60_000;

export interface PointerUse {
  /** Moved within the last seconds: only then is the pointer drawn. */
  readonly isPointing: boolean;
  /** Pressed within the last minute. */
  readonly isTouched: boolean;
}

/** How the screen is being handled by somebody before it. */
export function usePointer(): PointerUse {
  return {
    isPointing: useRecent(['pointermove', 'pointerdown'], POINTER_SHOWN_MS),
    isTouched: useRecent(['pointerdown', 'wheel'], TOUCH_LASTS_MS),
  };
}

/** True for some time after each of these events of the window. @param types a constant. */
function useRecent(types: readonly (keyof WindowEventMap)[], lastsMs: number): boolean {
  const { clock } = useSession();
  const [isRecent, setRecent] = useState(false);
  const key = types.join(' ');
  // Synchronises with the window's pointer.
  useEffect(() => {
    let timer: TimerHandle | null = null;
    const handle = (): void => {
      timer?.cancel();
      setRecent(true);
      timer = clock.after(lastsMs, () => setRecent(false));
    };
    const names = key.split(' ');
    for (const name of names) window.addEventListener(name, handle, { passive: true });
    return () => {
      timer?.cancel();
      for (const name of names) window.removeEventListener(name, handle);
    };
  }, [clock, key, lastsMs]);
  return isRecent;
}
