import type { Job } from '@/jobs/job';
import { toAppError } from '@/lib/errors';
import type { AppError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import type { QueueItem } from '@/protocol/queue';
import { changeSubmission, findSubmission, selectHeld } from '@/jobs/submission';
import type { JobMemory } from '@/jobs/submission';
import { takeOff, toHeld } from './held-jobs';
import type { TakenOff } from './held-jobs';
import type { Session } from './session';
import { sendHeld } from './submit-prompt';

/**
 * `moved`: it waits at the new place under a new id. `started`: it began meanwhile and was left alone. `gone`: it no longer waited.
 * `no-room`: the numbers of its new neighbours leave none between them. `not-kept`: the server is known not to run jobs by the numbers
 * they are given, or gave it another than asked for.
 * `unknown`: the server did not answer when it was sent again; it is looked for. `failed`: with `isKept` its body is kept here, and
 * which of the two jobs counts is found out later.
 */
export type MoveResult =
  | { readonly kind: 'moved' | 'not-kept' | 'unknown'; readonly promptId: PromptId }
  | { readonly kind: 'started' | 'gone' | 'no-room' | 'refused' | 'same' }
  | { readonly kind: 'failed'; readonly error: AppError; readonly isKept: boolean };

/**
 * Moves a waiting job before another one, or to the end: it is taken out of the queue and its kept body sent again with a number between
 * its neighbours. Never twice and never lost, whenever the page ends: see `held-jobs.ts`. A held job only changes places with other held
 * ones. Never throws.
 * @param beforeId the job it shall run before, held if it is held itself; null = the end.
 */
export async function moveJob(session: Session, job: Pick<Job, 'id' | 'workflowName'>, beforeId: PromptId | null): Promise<MoveResult> {
  const kept = findSubmission(session.memory.getState(), job.id);
  if (kept?.state === 'held' && !kept.replaces) return moveHeld(session, kept.id, beforeId);
  if (!session.order.getState().isKept) return { kind: 'not-kept', promptId: job.id };
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

function moveHeld({ memory }: Session, id: string, beforeId: PromptId | null): MoveResult {
  const held = selectHeld(memory.getState());
  const from = held.findIndex((one) => one.id === id);
  const moved = held[from];
  const others = held.filter((one) => one.id !== id);
  const to = beforeId === null ? others.length : others.findIndex((one) => one.promptId === beforeId);
  if (moved === undefined || to === -1) return { kind: 'gone' };
  if (to === from) return { kind: 'same' };
  const [before, after] = [others[to - 1]?.place, others[to]?.place];
  const place = findPlaceBetween({ before, after, isFirst: to === 0, isLast: to === others.length });
  const order = others.toSpliced(to, 0, moved);
  const places = place === null ? order.map((one, index) => [one.id, index] as const) : [[id, place] as const];
  const put = (state: JobMemory): JobMemory => places.reduce((next, [one, at]) => changeSubmission(next, one, { place: at }), state);
  memory.setState(put, true);
  return { kind: 'moved', promptId: moved.promptId };
}

/** Null when all have to be counted anew: neighbours without a place, or no room left between them. */
function findPlaceBetween(gap: {
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}): number | null {
  const { before, after, isFirst, isLast } = gap;
  if (isFirst) return after === undefined ? null : after - 1;
  if (before === undefined) return null;
  if (isLast) return before + 1;
  if (after === undefined) return null;
  const place = (before + after) / 2;
  return place > before && place < after ? place : null;
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
