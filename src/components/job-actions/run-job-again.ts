import { NO_NODE_TYPES } from '@/graph/node-types/parse-node-types';
import type { Job } from '@/jobs/job';
import { findSubmission } from '@/jobs/submission';
import { toAppError } from '@/lib/errors';
import type { AppError } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import type { PromptNodeErrors } from '@/protocol/prompt';
import type { QueueItem } from '@/protocol/queue';
import { historyEntryQuery } from '@/session/queries/history';
import { queueQuery } from '@/session/queries/queue';
import type { Session } from '@/session/session';
import { resubmitPrompt, submitPrompt } from '@/session/submit-prompt';
import type { SubmitInput, SubmitResult } from '@/session/submit-prompt';
import { findNodeTitle } from '../job-row/prompt-facts';
import { toJobTitle } from '../job-row/job-title';
import { knownNodeTypes } from '../node-types/read-node-types';
import { wordFailure } from '../server-failure/word-failure';
import { t } from './texts';
import { fromQueueItem, fromRequest } from './to-resubmission';
import { withNewSeeds } from './with-new-seeds';

/** What came of sending a job again. */
export type AgainOutcome =
  SubmitResult | { readonly kind: 'no-prompt' } | { readonly kind: 'no-seed' } | { readonly kind: 'failed'; readonly error: AppError };

/**
 * Queues what a job ran once more, exactly as it was sent, under a new id: the kept request of this page, else what queue or history
 * tell of it. One whose fate is not known is looked for first. Never throws.
 * @param sender the name told as `queued_by`; empty tells none.
 */
export async function runJobAgain(session: Session, job: Job, sender = ''): Promise<AgainOutcome> {
  try {
    const isOwed = job.state === 'unknown' || job.state === 'lost';
    const kept = isOwed ? await resubmitPrompt(session, job.id) : null;
    if (kept !== null) return kept;
    const input = await findInput(session, job);
    return input === null ? { kind: 'no-prompt' } : await submitPrompt(session, withSender(input, sender));
  } catch (error) {
    return { kind: 'failed', error: toAppError(error) };
  }
}

/** The same with other seeds, see `withNewSeeds`. Never throws. */
export async function runJobWithNewSeed(session: Session, job: Job, sender = ''): Promise<AgainOutcome> {
  try {
    const input = await findInput(session, job);
    if (input === null) return { kind: 'no-prompt' };
    const changed = withNewSeeds(input, { nodeTypes: knownNodeTypes(session) ?? NO_NODE_TYPES, random: session.random });
    return changed === null ? { kind: 'no-seed' } : await submitPrompt(session, withSender(changed, sender));
  } catch (error) {
    return { kind: 'failed', error: toAppError(error) };
  }
}

function withSender(input: SubmitInput, sender: string): SubmitInput {
  const name = sender.trim();
  return name === '' ? input : { ...input, extraData: { ...input.extraData, queued_by: name } };
}

async function findInput(session: Session, job: Job): Promise<SubmitInput | null> {
  const submission = findSubmission(session.memory.getState(), job.id);
  if (submission !== null) return fromRequest(submission.request, submission.name);
  const item = await findItem(session, job);
  if (item !== null) return fromQueueItem(item, job.workflowName);
  if (job.prompt === null) return null;
  const extraData = job.workflow === null ? {} : { extra_pnginfo: { workflow: job.workflow } };
  return fromQueueItem({ prompt: job.prompt, extraData, outputNodeIds: [] }, job.workflowName);
}

async function findItem(session: Session, job: Job): Promise<QueueItem | null> {
  const queue = session.queryClient.getQueryData(queueQuery(session).queryKey);
  const queued = [...(queue?.running ?? []), ...(queue?.pending ?? [])].find((item) => item.promptId === job.id);
  return queued ?? session.queryClient.query(historyEntryQuery(session, job.id));
}

/** What came of it, in words. */
export function wordAgain(outcome: AgainOutcome, job: Job): { readonly message: string; readonly tone: 'success' | 'info' | 'danger' } {
  const name = toJobTitle(job);
  switch (outcome.kind) {
    case 'accepted': {
      const refused = new Set(Object.values(outcome.nodeErrors).flatMap((node) => node.dependentOutputs)).size;
      return refused === 0
        ? { message: t.queuedAgain({ name }), tone: 'success' }
        : { message: t.queuedPartly({ name, refused }), tone: 'danger' };
    }
    case 'rejected': {
      const reason =
        wordNodeError(outcome.nodeErrors, job.prompt) ?? [outcome.error.message, outcome.error.details].filter(Boolean).join(': ');
      return { message: t.refusedAgain({ name, reason }), tone: 'danger' };
    }
    case 'unknown':
      return { message: t.noAnswer({ name }), tone: 'info' };
    case 'no-prompt':
      return { message: t.nothingToRun({ name }), tone: 'danger' };
    case 'no-seed':
      return { message: t.noSeed({ name }), tone: 'danger' };
    case 'failed':
      return { message: t.againFailed({ name, reason: wordFailure(outcome.error) }), tone: 'danger' };
  }
}

/** The first thing the server had against a node, in its own words. */
function wordNodeError(nodeErrors: PromptNodeErrors, prompt: JsonObject | null): string | null {
  const [found] = Object.entries(nodeErrors);
  if (found === undefined) return null;
  const [id, { errors }] = found;
  const [error] = errors;
  if (error === undefined) return null;
  const node = `${findNodeTitle(prompt, toNodeId(id))} #${id}`;
  const message = [error.message, error.details].filter(Boolean).join(': ');
  return error.inputName === null ? t.atNode({ node, message }) : t.atInput({ node, input: error.inputName, message });
}
