import type { RunProgress } from '@/jobs/job';
import type { LiveState } from '@/live/state';
import type { PromptId } from '@/protocol/ids';

type Runs = Readonly<Record<PromptId, RunProgress>>;

/**
 * Makes a selector of all runs that answers the same reference until a run begins, changes its state or ends: lists of jobs must not
 * be made anew with every step of progress. Progress inside the answer may be old.
 */
export function createRunStatesSelector(): (state: LiveState) => Runs {
  let known: Runs | null = null;
  return ({ runs }) => {
    if (known === null || !isSameStates(known, runs)) known = runs;
    return known;
  };
}

function isSameStates(a: Runs, b: Runs): boolean {
  if (a === b) return true;
  const before = Object.values(a);
  const after = Object.values(b);
  return before.length === after.length && after.every((run) => isSameState(a[run.promptId], run));
}

function isSameState(a: RunProgress | undefined, b: RunProgress): boolean {
  return a === b || (a !== undefined && a.state === b.state && a.startedAtMs === b.startedAtMs && a.error === b.error);
}
