/**
 * The merged lists of one session, made once for everyone who shows them: several panels, the announcer and the bar ask for the same
 * at the same moment, and with thousands of waiting jobs each merge takes its time.
 */
import { mergeJobs } from '@/jobs/merge-jobs';
import type { JobLists, JobSources } from '@/jobs/merge-jobs';
import type { LiveState } from '@/live/state';
import { createRunStatesSelector } from './run-states';
import type { Session } from './session';

export interface SharedJobLists {
  /** The runs, changed only when one begins, changes its state or ends. */
  readonly selectRunStates: (state: LiveState) => JobSources['runs'];
  /** As `mergeJobs`; the same object for the same sources. */
  readonly merge: (sources: JobSources) => JobLists;
}

/** Lists of different depth may be on the page at once. */
const MAX_REMEMBERED = 4;

const shared = new WeakMap<Session, SharedJobLists>();

/** The lists of a session. */
export function jobListsOf(session: Session): SharedJobLists {
  const known = shared.get(session);
  if (known !== undefined) return known;
  const created = createSharedJobLists();
  shared.set(session, created);
  return created;
}

function createSharedJobLists(): SharedJobLists {
  let remembered: readonly { readonly sources: JobSources; readonly lists: JobLists }[] = [];
  return {
    selectRunStates: createRunStatesSelector(),
    merge: (sources) => {
      const found = remembered.find((one) => isSame(one.sources, sources));
      if (found !== undefined) return found.lists;
      const lists = mergeJobs(sources);
      remembered = [{ sources, lists }, ...remembered].slice(0, MAX_REMEMBERED);
      return lists;
    },
  };
}

function isSame(a: JobSources, b: JobSources): boolean {
  const names = ['queue', 'history', 'runs', 'memory', 'clientId', 'kept', 'historyLimit'] as const;
  return names.every((name) => a[name] === b[name]);
}
