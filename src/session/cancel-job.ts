import { cancelSubmissions } from '@/jobs/submission';
import type { Clock } from '@/lib/clock';
import type { PromptId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import type { Session } from './session';

/** `gone`: it was neither queued nor running when asked, so it had ended before. `still-there`: the engine did not cancel in time. */
export type CancelResult = { readonly kind: 'cancelled' } | { readonly kind: 'gone' } | { readonly kind: 'still-there' };

/** Looks at the queue after the request; an interrupt acts at the next step of a node. Together 5 s. */
const LOOKS_AFTER_MS = [0, 250, 500, 750, 1_500, 2_000];

/**
 * Takes a job from the queue, or interrupts it when it runs: the verb is chosen from a fresh read, the effect proved by others.
 * A job that starts between read and request is interrupted then.
 * @throws ApiError when the server does not answer.
 */
export async function cancelJob(session: Session, id: PromptId): Promise<CancelResult> {
  const place = findPlace(await session.readQueue(), id);
  if (place === null) return { kind: 'gone' };
  await request(session, id, place);
  let asked = place;
  for (const waitMs of LOOKS_AFTER_MS) {
    await wait(session.clock, waitMs);
    const now = findPlace(await session.readQueue(), id);
    if (now === null) return takeGone(session, id, asked);
    if (now === 'running' && asked === 'pending') {
      await request(session, id, now);
      asked = now;
    }
  }
  return { kind: 'still-there' };
}

/**
 * Drops everything that waits; what runs goes on.
 * @returns how many still wait afterwards, not counting those that came meanwhile.
 * @throws ApiError when the server does not answer.
 */
export async function clearQueue(session: Session): Promise<number> {
  const waiting = new Set((await session.readQueue()).pending.map((item) => item.promptId));
  await session.client.clearQueue();
  const { running, pending } = await session.readQueue();
  const left = pending.filter((item) => waiting.has(item.promptId)).length;
  if (left > 0) return left;
  for (const item of running) waiting.delete(item.promptId);
  session.memory.setState((memory) => cancelSubmissions(memory, waiting), true);
  return 0;
}

/** A cancelled pending prompt leaves no history: that it was cancelled is known here only. */
async function takeGone(session: Session, id: PromptId, asked: 'running' | 'pending'): Promise<CancelResult> {
  if (asked === 'running') return { kind: 'cancelled' };
  if ((await session.client.historyEntry(id)) !== null) return { kind: 'gone' };
  session.memory.setState((memory) => cancelSubmissions(memory, new Set([id])), true);
  return { kind: 'cancelled' };
}

function request({ client }: Session, id: PromptId, place: 'running' | 'pending'): Promise<void> {
  return place === 'running' ? client.interrupt(id) : client.deleteQueued([id]);
}

function findPlace(queue: Queue, id: PromptId): 'running' | 'pending' | null {
  if (queue.running.some((item) => item.promptId === id)) return 'running';
  return queue.pending.some((item) => item.promptId === id) ? 'pending' : null;
}

function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => clock.after(delayMs, resolve));
}
