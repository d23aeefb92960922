import { locateProblem } from '@/graph/validate/locate-problem';
import { wordFailure } from '../server-failure/word-failure';
import { runTexts as t } from './problem-texts';
import type { RunOutcome, RunPart } from './run-workflow';
import { nodeLabel, wordProblem, type WordingContext } from './word-problem';

/** A message about a run, for a toast and the live region. */
export interface OutcomeMessage {
  readonly message: string;
  readonly tone: 'success' | 'info' | 'danger';
}

/** What came of pressing Run, in words: what happened, to what, what to do. `context` names the nodes of a refusal. */
export function wordOutcome(outcome: RunOutcome, context: WordingContext | null): OutcomeMessage {
  const count = outcome.promptIds.length;
  if (outcome.kind === 'queued') return wordQueued(count, outcome, context);
  const message = wordEnd(outcome, context);
  return { message: count === 0 ? message : t.afterSome({ queued: count, message }), tone: outcome.kind === 'busy' ? 'info' : 'danger' };
}

type Queued = Extract<RunOutcome, { kind: 'queued' }>;

function wordQueued(count: number, { refusedOutputs: refused, repeats, part }: Queued, context: WordingContext | null): OutcomeMessage {
  if (refused > 0) return { message: t.queuedPartly({ count, refused }), tone: 'danger' };
  if (part !== undefined && context !== null) return { message: wordPart(part, context), tone: 'success' };
  return repeats > 0 ? { message: t.queuedRepeats({ count, repeats }), tone: 'info' } : { message: t.queued({ count }), tone: 'success' };
}

const NAMED_OUTPUTS = 3;

function wordPart({ outputs, others }: RunPart, context: WordingContext): string {
  const names = outputs
    .slice(0, NAMED_OUTPUTS)
    .map((nodeId) => nodeLabel(locateProblem({ severity: 'info', code: '', nodeId }, context.document), context));
  return t.queuedPart({ outputs: t.outputNames({ names: names.join(', '), more: outputs.length - names.length }), others });
}

function wordEnd(outcome: Exclude<RunOutcome, { kind: 'queued' }>, context: WordingContext | null): string {
  switch (outcome.kind) {
    case 'rejected': {
      const [first] = outcome.problems;
      const reason = first === undefined || context === null ? '' : wordProblem(first, context);
      return t.rejected({ reason, count: outcome.problems.length - 1 });
    }
    case 'unknown':
      return t.unknown;
    case 'failed':
      return t.failed({ reason: wordFailure(outcome.error) });
    case 'no-node-types':
      return t.nodeTypesMissing({ reason: wordFailure(outcome.error) });
    case 'not-open':
      return t.nothingOpen;
    case 'busy':
      return t.busy;
  }
}
