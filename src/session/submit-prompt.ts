import type { JsonObject } from '@/lib/json';
import { ApiError, AppError } from '@/lib/errors';
import { createUuid } from '@/lib/random';
import { changeSubmission, findSubmission, withSubmission, withoutSubmissions } from '@/jobs/submission';
import type { Submission } from '@/jobs/submission';
import { findSubmissionId } from '@/jobs/workflow-name';
import { toPromptId } from '@/protocol/ids';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { ApiPrompt, PromptRequest, SubmitOutcome } from '@/protocol/prompt';
import type { QueueItem } from '@/protocol/queue';
import { HISTORY_PAGE_SIZE } from '@/config/limits';
import type { Session } from './session';

/** A kept body lacks what may be secret: `inputs` names it, as `4.api_key`. Its code is `secrets-blanked`. */
export class SecretsBlankedError extends AppError {
  readonly inputs: readonly string[];
  constructor(inputs: readonly string[]) {
    super('secrets-blanked', `inputs that may be secrets were not kept: ${inputs.join(', ')}`);
    this.inputs = inputs;
  }
}

/** What is to run. Client id, prompt id and our own id are added here. */
export interface SubmitInput {
  readonly prompt: JsonObject | ApiPrompt;
  /** Shown for the job until the workflow itself tells its name. */
  readonly name?: string | null;
  /** `extra_pnginfo`, `preview_method`… never with null inside `extra_pnginfo`. */
  readonly extraData?: JsonObject;
  readonly number?: number;
  readonly front?: boolean;
  readonly partialExecutionTargets?: readonly NodeId[];
  /** Sent without client id: every socket hears its progress and previews, none its other events (ComfyUI `server.py`, send). */
  readonly isShared?: boolean;
}

/** `unknown`: no answer came and the prompt was not found. It may be queued yet; `resubmitPrompt` looks again before sending again. */
export type SubmitResult = (SubmitOutcome | { readonly kind: 'unknown'; readonly promptId: PromptId }) & {
  readonly submissionId: string;
  /** With `accepted`: the queue is paused, so it waits in this browser and the server has not judged it yet. */
  readonly isHeld?: true;
};

/**
 * Queues a prompt under an id made here, so that a lost answer never makes it run twice. The whole request is kept. While the queue is
 * paused it is only held.
 * @throws ApiError when the server surely did not take it (413, 401, 500…).
 */
export async function submitPrompt(session: Session, input: SubmitInput): Promise<SubmitResult> {
  const id = createUuid(session.random);
  const { name = null, extraData, isShared = false, ...rest } = input;
  const promptId = toPromptId(id);
  const sender = isShared ? {} : { clientId: session.clientId };
  const request: PromptRequest = { ...rest, ...sender, promptId, extraData: { ...extraData, comfydeck_id: id } };
  const submission: Submission = {
    id,
    promptId,
    state: 'sending',
    name,
    number: null,
    createdAtMs: null,
    request,
    wasQueued: false,
    missedReads: 0,
  };
  if (session.pause.getState().isPaused) return hold(session, submission);
  session.memory.setState((memory) => withSubmission(memory, submission), true);
  return send(session, submission);
}

/** The place asked for is one among jobs of the server, which a held one has no part in. */
function hold(session: Session, { request: { number: _number, front: _front, ...request }, ...submission }: Submission): SubmitResult {
  const held: Submission = { ...submission, request, state: 'held', replaces: null, heldAtMs: session.clock.nowMs() };
  session.memory.setState((memory) => withSubmission(memory, held), true);
  return { kind: 'accepted', promptId: held.promptId, number: 0, nodeErrors: {}, submissionId: held.id, isHeld: true };
}

/**
 * Sends a held prompt under the id it has. What the server refuses or surely did not take stays as `lost`, with its body. Null when
 * another tab sent it.
 * @throws ApiError as `submitPrompt`.
 */
export async function sendHeld(session: Session, held: Submission): Promise<SubmitResult | null> {
  await session.saveSubmissions();
  if (!(await session.ledger.claim(held))) return null;
  const now = session.memory.getState().submissions[held.id];
  if (now?.state !== 'held') {
    // Cancelled while it was claimed: what is kept must say so again.
    if (now !== undefined) await session.ledger.keepSubmissions([now]);
    return null;
  }
  const { id, request } = held;
  const extraData = { ...request.extraData, comfydeck_id: id };
  const sending: Submission = {
    ...held,
    state: 'sending',
    request: { ...request, ...(request.clientId === undefined ? {} : { clientId: session.clientId }), promptId: held.promptId, extraData },
  };
  const keepLost = (): void => session.memory.setState((memory) => withSubmission(memory, { ...held, state: 'lost' }), true);
  session.memory.setState((memory) => withSubmission(memory, sending), true);
  try {
    const result = await send(session, sending);
    if (result.kind === 'rejected') keepLost();
    return result;
  } catch (error) {
    keepLost();
    throw error;
  }
}

/**
 * Sends a kept prompt again: one without answer after looking for it once more, a lost one under a new id. It takes its turn as any other.
 * @throws ApiError as `submitPrompt`; SecretsBlankedError when its body was kept over a reload without its secrets.
 */
export async function resubmitPrompt(session: Session, promptId: PromptId): Promise<SubmitResult | null> {
  const submission = findSubmission(session.memory.getState(), promptId);
  if (submission === null) return null;
  if (submission.state === 'unanswered') return (await lookUp(session, submission)) ?? send(session, submission);
  if (submission.blanked !== undefined && submission.blanked.length > 0) throw new SecretsBlankedError(submission.blanked);
  const { prompt, extraData, partialExecutionTargets } = submission.request;
  const again: SubmitInput = {
    prompt,
    name: submission.name,
    ...(extraData === undefined ? {} : { extraData }),
    ...(partialExecutionTargets === undefined ? {} : { partialExecutionTargets }),
    ...(submission.request.clientId === undefined ? { isShared: true } : {}),
  };
  // The new one first: between the two a page may end.
  const result = await submitPrompt(session, again);
  if (result.kind !== 'rejected') session.forgetJobs([promptId]);
  return result;
}

async function send(session: Session, submission: Submission): Promise<SubmitResult> {
  const { id, request, promptId } = submission;
  try {
    const outcome = await session.client.submitPrompt(request);
    takeOutcome(session, submission, outcome);
    return { ...outcome, submissionId: id };
  } catch (error) {
    if (!mayHaveArrived(error)) {
      session.memory.setState((memory) => withoutSubmissions(memory, new Set([promptId])), true);
      throw error;
    }
    change(session, id, { state: 'unanswered' });
    return (await lookUp(session, submission)) ?? { kind: 'unknown', promptId, submissionId: id };
  }
}

function takeOutcome(session: Session, { id, request }: Submission, outcome: SubmitOutcome): void {
  const now = session.memory.getState().submissions[id]?.state;
  // The queue may have told of it before this answer came, and it may have been cancelled or have ended since.
  if (now !== 'sending' && now !== 'unanswered') return;
  if (outcome.kind === 'rejected') return change(session, id, { state: 'rejected' });
  if (request.number === undefined && request.front === undefined) session.noteNumber(outcome.number);
  if (request.number !== undefined && outcome.number !== request.number) session.order.setState({ isKept: false });
  change(session, id, { state: 'accepted', promptId: outcome.promptId, number: outcome.number });
}

/** Null when it is neither queued nor finished, or when the server does not answer at all. */
async function lookUp(session: Session, { id, promptId }: Submission): Promise<SubmitResult | null> {
  const isIt = (item: QueueItem): boolean => item.promptId === promptId || findSubmissionId(item.extraData) === id;
  try {
    const { running, pending } = await session.readQueue();
    const item = [...running, ...pending].find(isIt) ?? (await findInHistory(session, promptId, isIt));
    if (item === undefined) return null;
    change(session, id, { state: 'accepted', promptId: item.promptId, number: item.number });
    return { kind: 'accepted', promptId: item.promptId, number: item.number, nodeErrors: {}, submissionId: id };
  } catch {
    // The server is away: whether it has the prompt is exactly what is not known.
    return null;
  }
}

async function findInHistory(session: Session, promptId: PromptId, isIt: (item: QueueItem) => boolean): Promise<QueueItem | undefined> {
  const entry = await session.client.historyEntry(promptId);
  if (entry !== null) return entry;
  const { entries } = await session.client.history({ maxItems: HISTORY_PAGE_SIZE });
  return entries.find(isIt);
}

function change(session: Session, id: string, change: Partial<Submission>): void {
  session.memory.setState((memory) => changeSubmission(memory, id, change), true);
}

/** The request may have reached the server although no usable answer came back. */
function mayHaveArrived(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  if (error.code === 'http') return error.status >= 502 && error.status <= 504;
  return true;
}
