import type { ManualClock } from '@/lib/clock';
import type { EmbeddedServer } from '../index';
import { sendRaw } from './raw-request';

const MAX_TURNS = 200_000;

/** One turn of the event loop: sockets, files and promises get their chance. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Lets the event loop turn until a condition holds. @throws when it never does. */
export async function until(holds: () => boolean, what = 'the condition'): Promise<void> {
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    if (holds()) return;
    await nextTurn();
  }
  throw new Error(`${what} did not come true`);
}

/** Frames sent so far have arrived at every socket of this process when it resolves: several requests made their way meanwhile. */
export async function flushSockets(origin: string): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await sendRaw(origin, { method: 'GET', path: '/prompt' });
    await nextTurn();
  }
}

/** Moves a manual clock on, turn by turn, until nothing runs and nothing waits. */
export async function runToEnd({ control }: EmbeddedServer, clock: ManualClock): Promise<void> {
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    if (control.engine.queueRemaining() === 0) return;
    await nextTurn();
    clock.advance(5);
  }
  throw new Error('the queue did not empty');
}
