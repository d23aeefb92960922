import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Job, RunProgress } from '@/jobs/job';
import { findDueNodes, isRunOver } from '@/jobs/run-progress';
import { NO_RUN_TIMES, observeRunTimes, parseRunTimes, type RunTimes } from '@/jobs/run-times';
import { findSubmission } from '@/jobs/submission';
import type { JsonObject } from '@/lib/json';
import type { NodeId, PromptId } from '@/protocol/ids';
import { historyQuery } from '@/session/queries/history';
import { queueQuery } from '@/session/queries/queue';
import type { Session } from '@/session/session';
import { storageKey, type KeyValueStorage } from '@/workspace/storage';

const stores = new WeakMap<Session, StoreApi<RunTimes>>();
/** Runs end in bursts; what was learnt is written down together. */
const WRITE_DELAY_MS = 2_000;

/** What this browser has learnt of a server's run times; lives and dies with the session. */
export function runTimesOf(session: Session): StoreApi<RunTimes> {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const created = createStore<RunTimes>(() => NO_RUN_TIMES);
  stores.set(session, created);
  return created;
}

/** A prompt and the nodes its run has to pass. */
export interface DuePrompt {
  readonly prompt: JsonObject;
  readonly nodeIds: readonly NodeId[];
}

/** The prompt behind a run, from what is known without asking; null when nobody knows it. */
export function findPrompt(session: Session, id: PromptId): DuePrompt | null {
  const queue = session.queryClient.getQueryData(queueQuery(session).queryKey);
  const history = session.queryClient.getQueryData(historyQuery(session).queryKey);
  const listed = [...(queue?.running ?? []), ...(queue?.pending ?? []), ...(history?.entries ?? [])];
  const item = listed.find(({ promptId }) => promptId === id);
  if (item !== undefined) return { prompt: item.prompt, nodeIds: findDueNodes(item.prompt, item.outputNodeIds) };
  const submission = findSubmission(session.memory.getState(), id);
  return submission === null ? null : toDuePrompt(submission.request.prompt);
}

/** The same for a job whose prompt is at hand. */
export function toDuePrompt(prompt: NonNullable<Job['prompt']>): DuePrompt {
  return { prompt, nodeIds: findDueNodes(prompt, []) };
}

/**
 * Learns from every run that ends while the page watches, and keeps it in this browser.
 * @returns ends it; what was learnt last is written.
 */
export function keepRunTimes(session: Session, storage: KeyValueStorage): () => void {
  const key = storageKey(session.serverId, 'run-times');
  const store = runTimesOf(session);
  store.setState(readStored(storage.read(key)), true);
  let timer: { readonly cancel: () => void } | null = null;
  const write = (): void => {
    timer = null;
    storage.write(key, JSON.stringify(store.getState()));
  };
  const learn = (run: RunProgress): void => {
    const due = findPrompt(session, run.promptId);
    if (due === null) return;
    store.setState((times) => observeRunTimes(times, run, due.prompt), true);
    timer ??= session.clock.after(WRITE_DELAY_MS, write);
  };
  const unsubscribe = session.live.subscribe(({ runs }, before) => {
    if (runs === before.runs) return;
    for (const run of Object.values(runs)) {
      const earlier = before.runs[run.promptId];
      if (run.state === 'done' && earlier !== undefined && !isRunOver(earlier)) learn(run);
    }
  });
  return () => {
    unsubscribe();
    if (timer === null) return;
    timer.cancel();
    write();
  };
}

function readStored(text: string | null): RunTimes {
  try {
    return text === null ? NO_RUN_TIMES : parseRunTimes(JSON.parse(text));
  } catch {
    return NO_RUN_TIMES;
  }
}
