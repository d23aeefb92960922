import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { RunProgress } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import type { SystemStats } from '@/protocol/system';

/** Whether the server runs what waits by the numbers it is given: false once it is known not to. */
export interface OrderState {
  readonly isKept: boolean;
}

/** Finds out whether jobs can be put in another order, before anybody tries. */
export interface OrderWatch {
  readonly store: StoreApi<OrderState>;
  /**
   * The queue as read. Frontends of clusters list what runs as waiting: a job that was heard to run before a read began and still waits
   * in it stands in no queue of its own, and what the frontend lists has no say in what runs next.
   */
  readonly noteRead: (queue: Queue, runs: Readonly<Record<PromptId, RunProgress>>) => void;
  /** The start arguments may say that jobs go to workers. */
  readonly noteStats: (stats: Pick<SystemStats, 'argv'>) => void;
  /** The server is another process now. */
  readonly reset: () => void;
}

const CLUSTER_ARGUMENT = /^--distributed-queue/;

/** Creates the watch of a server of which nothing is known: those that keep the order are the rule. */
export function createOrderWatch(): OrderWatch {
  const store = createStore<OrderState>(() => ({ isKept: true }));
  let ran: ReadonlySet<PromptId> = new Set();
  const lose = (): void => {
    if (store.getState().isKept) store.setState({ isKept: false });
  };
  return {
    store,
    noteRead: ({ running, pending }, runs) => {
      const waiting = pending.map(({ promptId }) => promptId);
      if (running.length === 0 && waiting.some((id) => ran.has(id))) lose();
      ran = new Set(waiting.filter((id) => runs[id]?.state === 'running'));
    },
    noteStats: ({ argv }) => {
      if (argv.some((argument) => CLUSTER_ARGUMENT.test(argument))) lose();
    },
    reset: () => {
      ran = new Set();
      store.setState({ isKept: true });
    },
  };
}
