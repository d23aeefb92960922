import { MAX_RUNS_KEPT } from '@/config/limits';
import type { PromptId } from '@/protocol/ids';
import type { DocumentId, DocumentRuns, RunsState } from './workspace';

/** Nothing run yet. */
export const NO_RUNS: DocumentRuns = { promptIds: [], isSubmitting: false, refusal: null };

/** Changes what is known of one document's runs. Pure. */
export function changeRuns(state: RunsState, id: DocumentId, change: (runs: DocumentRuns) => DocumentRuns): RunsState {
  const before = state[id] ?? NO_RUNS;
  const after = change(before);
  return after === before ? state : { ...state, [id]: after };
}

/** Adds an accepted job; the oldest give way beyond the limit. */
export function addRun(runs: DocumentRuns, promptId: PromptId): DocumentRuns {
  return { ...runs, promptIds: [...runs.promptIds.filter((id) => id !== promptId), promptId].slice(-MAX_RUNS_KEPT) };
}
