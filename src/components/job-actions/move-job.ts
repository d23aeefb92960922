import type { Job } from '@/jobs/job';
import { findSubmission, withSubmission } from '@/jobs/submission';
import type { Submission } from '@/jobs/submission';
import { toAppError } from '@/lib/errors';
import type { AppError } from '@/lib/errors';
import { createUuid } from '@/lib/random';
import type { PromptId } from '@/protocol/ids';
import type { Queue, QueueItem } from '@/protocol/queue';
import type { Session } from '@/session/session';
import { submitPrompt } from '@/session/submit-prompt';
import type { SubmitInput } from '@/session/submit-prompt';
import { fromQueueItem, fromRequest } from './to-resubmission';

/**
 * `moved`: it waits at the new place under a new id. `started`: it began meanwhile and was left alone. `gone`: it no longer waited.
 * `no-room`: the numbers of its new neighbours leave none between them. `not-kept`: the server gave it another number than asked for.
 * `unknown`: the server did not answer when it was sent again; it is looked for. `failed`: nothing was changed, or its body is kept as lost.
 */
export type MoveResult =
  | { readonly kind: 'moved' | 'not-kept' | 'unknown'; readonly promptId: PromptId }
  | { readonly kind: 'started' | 'gone' | 'no-room' | 'refused' | 'same' }
  | { readonly kind: 'failed'; readonly error: AppError; readonly isKept: boolean };

/**
 * Moves a waiting job before another one, or to the end: it is taken out of the queue and its kept body sent again with a number between
 * its neighbours. Never twice: it is sent only after a read shows that it neither waits nor runs. Never throws.
 * @param beforeId the job it shall run before; null = the end.
 */
export async function moveJob(session: Session, job: Pick<Job, 'id' | 'workflowName'>, beforeId: PromptId | null): Promise<MoveResult> {
  let plan: MovePlan | null = null;
  try {
    const queue = await session.readQueue();
    const item = queue.pending.find(({ promptId }) => promptId === job.id);
    if (item === undefined) return { kind: isRunning(queue, job.id) ? 'started' : 'gone' };
    const number = findNumber(queue.pending, item, beforeId);
    if (typeof number !== 'number') return { kind: number };
    plan = { input: { ...toInput(session, item, job.workflowName), number }, name: job.workflowName };
    await session.client.deleteQueued([job.id]);
    const after = await session.readQueue();
    if (isRunning(after, job.id)) return { kind: 'started' };
    if (after.pending.some(({ promptId }) => promptId === job.id)) return { kind: 'refused' };
    if ((await session.client.historyEntry(job.id)) !== null) return { kind: 'started' };
  } catch (error) {
    // Whether it was deleted is not known: the next read of the queue shows it, or shows it as lost with its body.
    return { kind: 'failed', error: toAppError(error), isKept: plan !== null };
  }
  return sendAgain(session, job.id, plan);
}

interface MovePlan {
  readonly input: SubmitInput & { readonly number: number };
  readonly name: string | null;
}

async function sendAgain(session: Session, oldId: PromptId, plan: MovePlan): Promise<MoveResult> {
  session.forgetJobs([oldId]);
  try {
    const result = await submitPrompt(session, plan.input);
    if (result.kind === 'rejected') {
      keepAsLost(session, plan);
      return { kind: 'refused' };
    }
    await session.readQueue().catch(() => undefined);
    if (result.kind === 'unknown') return { kind: 'unknown', promptId: result.promptId };
    return { kind: result.number === plan.input.number ? 'moved' : 'not-kept', promptId: result.promptId };
  } catch (error) {
    keepAsLost(session, plan);
    return { kind: 'failed', error: toAppError(error), isKept: true };
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

function toInput(session: Session, item: QueueItem, name: string | null): SubmitInput {
  const kept = findSubmission(session.memory.getState(), item.promptId);
  const input = kept === null ? fromQueueItem(item, name) : fromRequest(kept.request, kept.name);
  const sender = item.extraData['queued_by'];
  return typeof sender === 'string' ? { ...input, extraData: { ...input.extraData, queued_by: sender } } : input;
}

function isRunning(queue: Queue, id: PromptId): boolean {
  return queue.running.some(({ promptId }) => promptId === id);
}

/** Out of the server's queue, but not out of the world: it stands among the lost ones, to be sent again. */
function keepAsLost(session: Session, { input: { number: _place, ...input }, name }: MovePlan): void {
  const id = createUuid(session.random);
  const { prompt, extraData, partialExecutionTargets } = input;
  const submission: Submission = {
    id,
    promptId: id as PromptId,
    state: 'lost',
    name,
    number: null,
    createdAtMs: null,
    request: {
      prompt,
      ...(extraData === undefined ? {} : { extraData }),
      ...(partialExecutionTargets === undefined ? {} : { partialExecutionTargets }),
    },
    wasQueued: true,
    missedReads: 0,
  };
  session.memory.setState((memory) => withSubmission(memory, submission), true);
}
