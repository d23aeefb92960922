import type { Clock } from './clock';
import { nextTask } from './next-task';

/** No frames are drawn of a page that is hidden, yet its work goes on. */
const LONGEST_WAIT_MS = 100;

/** Resolves in a task behind the next frame: for long work that nobody waits for, between whose slices the page must stay fluid. */
export function nextFrame(clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(LONGEST_WAIT_MS, () => {
      cancelAnimationFrame(frame);
      resolve();
    });
    const frame = requestAnimationFrame(() => {
      timer.cancel();
      void nextTask().then(resolve);
    });
  });
}
