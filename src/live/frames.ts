import type { Clock, TimerHandle } from '@/lib/clock';
import { HIDDEN_WRITE_INTERVAL_MS } from '@/config/limits';

/** Calls `task` once, soon: at the next painted frame, or after a while where nothing is painted. */
export type Scheduler = (task: () => void) => TimerHandle;

/**
 * Writes happen with the next animation frame; a hidden page paints none, so a timer stands in for it.
 * @param requestFrame the browser's; absent where there is no screen.
 */
export function createFrameScheduler(clock: Clock, requestFrame?: (task: () => void) => TimerHandle): Scheduler {
  return (task) => {
    const handles: TimerHandle[] = [];
    const cancel = (): void => handles.forEach((handle) => handle.cancel());
    const run = (): void => {
      cancel();
      task();
    };
    handles.push(clock.after(HIDDEN_WRITE_INTERVAL_MS, run));
    if (requestFrame !== undefined) handles.push(requestFrame(run));
    return { cancel };
  };
}
