import type { Job } from '@/jobs/job';
import { toAppError } from '@/lib/errors';
import type { AppError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import type { QueueItem } from '@/protocol/queue';
import { takeOff, toHeld } from './held-jobs';
import type { TakenOff } from './held-jobs';
import type { Session } from './session';
import { sendHeld } from './submit-prompt';

/**
 * `moved`: it waits at the new place under a new id. `started`: it began meanwhile and was left alone. `gone`: it no longer waited.
 * `no-room`: the numbers of its new neighbours leave none between them. `not-kept`: the server gave it another number than asked for.
 * `unknown`: the server did not answer when it was sent again; it is looked for. `failed`: with `isKept` its body is kept here, and
 * which of the two jobs counts is found out later.
 */
export type MoveResult =
  | { readonly kind: 'moved' | 'not-kept' | 'unknown'; readonly promptId: PromptId }
  | { readonly kind: 'started' | 'gone' | 'no-room' | 'refused' | 'same' }
  | { readonly kind: 'failed'; readonly error: AppError; readonly isKept: boolean };

/**
 * Moves a waiting job before another one, or to the end: it is taken out of the queue and its kept body sent again with a number between
 * its neighbours. Never twice and never lost, whenever the page ends: see `held-jobs.ts`. Never throws.
 * @param beforeId the job it shall run before; null = the end.
 */
export async function moveJob(session: Session, job: Pick<Job, 'id' | 'workflowName'>, beforeId: PromptId | null): Promise<MoveResult> {
  let isKept = false;
  try {
    const queue = await session.readQueue();
    const item = queue.pending.find(({ promptId }) => promptId === job.id);
    if (item === undefined) return { kind: queue.running.some(({ promptId }) => promptId === job.id) ? 'started' : 'gone' };
    const number = findNumber(queue.pending, item, beforeId);
    if (typeof number !== 'number') return { kind: number };
    isKept = true;
    const made = toHeld(session, item, number);
    const held = { ...made, name: made.name ?? job.workflowName };
    const fate: TakenOff = (await takeOff(session, [held])).get(held.id) ?? 'waiting';
    if (fate !== 'off') return { kind: fate === 'started' ? 'started' : 'refused' };
    const result = await sendHeld(session, { ...held, replaces: null });
    await session.readQueue().catch(() => undefined);
    if (result === null) return { kind: 'moved', promptId: held.promptId };
    if (result.kind === 'rejected') return { kind: 'refused' };
    if (result.kind === 'unknown') return { kind: 'unknown', promptId: result.promptId };
    return { kind: result.number === number ? 'moved' : 'not-kept', promptId: result.promptId };
  } catch (error) {
    return { kind: 'failed', error: toAppError(error), isKept };
  }
}

/** A number that puts the job before `beforeId`; the reason when there is none. */
export function findNumber(
  pending: readonly QueueItem[],
  item: QueueItem,
  beforeId: PromptId | null,
): number | 'same' | 'gone' | 'no-room' {
  const others = pending.filter((one) => one.promptId !== item.promptId);
  const index = beforeId === null ? others.length : others.findIndex((one) => one.promptId === beforeId);
  if (index === -1) return 'gone';
  if (pending[index]?.promptId === item.promptId) return 'same';
  const [before, after] = [others[index - 1]?.number, others[index]?.number];
  if (before === undefined) return after === undefined ? 'same' : after - 1;
  // The counter of the server goes on in whole steps: the next job that comes still stands behind.
  if (after === undefined) return before + 0.5;
  const number = (before + after) / 2;
  return number > before && number < after ? number : 'no-room';
}
