import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandContext } from '@/components/commands/command';
import { readNodeTypes } from '@/components/node-types/read-node-types';
import { runWorkflow, type RunOutcome } from '@/components/run-workflow/run-workflow';
import { wordOutcome } from '@/components/run-workflow/word-outcome';
import { LOOP_JOBS_AHEAD, LOOP_PAUSE_MS } from '@/config/limits';
import type { TimerHandle } from '@/lib/clock';
import type { PromptId } from '@/protocol/ids';
import { cancelJob } from '@/session/cancel-job';
import { selectJobs } from '@/session/select-jobs';
import type { DocumentId, Workspace } from '@/workspace/workspace';
import { t } from './texts';
import { willRepeat } from './will-repeat';

/** A loop that runs one document again and again. */
export interface Loop {
  readonly documentId: DocumentId;
  /** How many runs it ends after; null = when it is stopped. */
  readonly limit: number | null;
  /** Runs that were accepted, and those of them that are done. */
  readonly sent: number;
  readonly done: number;
}

export interface LoopRequest {
  readonly documentId: DocumentId;
  readonly limit: number | null;
  /** `asked`: stop where every run would be the same; `allowed`: go on all the same; `randomize`: draw all seeds anew for each run. */
  readonly seeds: 'asked' | 'allowed' | 'randomize';
}

/** The loop of one page: at most one at a time, whatever document is in front. */
export interface AutoQueue {
  readonly state: LoopStore;
  /** Begins a loop, ending another. Where every run would be the same and that was not allowed, it asks instead. */
  readonly start: (context: LoopContext, request: LoopRequest) => Promise<void>;
  /** Sends nothing more and takes back what waits; what runs goes on. */
  readonly stop: () => void;
}

export interface LoopState {
  readonly loop: Loop | null;
  /** What the chip asks: how long to loop, or what to do about runs that would all be the same. */
  readonly question: { readonly kind: 'how' } | { readonly kind: 'repeats'; readonly request: LoopRequest } | null;
}

type LoopStore = StoreApi<LoopState>;

export type LoopContext = Pick<CommandContext, 'session' | 'workspace' | 'announce'>;

const queues = new WeakMap<Workspace, AutoQueue>();

/** The loop of a workspace's page; lives and dies with the workspace. */
export function autoQueueOf(workspace: Workspace): AutoQueue {
  const known = queues.get(workspace);
  if (known !== undefined) return known;
  const state: LoopStore = createStore<LoopState>(() => ({ loop: null, question: null }));
  let running: Looping | null = null;
  const created: AutoQueue = {
    state,
    start: async (context, request) => {
      running?.stop();
      if (request.seeds === 'asked' && (await wouldRepeat(context, request.documentId))) {
        state.setState({ question: { kind: 'repeats', request } });
        return;
      }
      state.setState({ question: null });
      running = new Looping(context, request, state);
      running.wake();
    },
    stop: () => running?.stop(),
  };
  queues.set(workspace, created);
  return created;
}

/** A server that does not tell its node types lets the run itself say so. */
async function wouldRepeat({ session, workspace }: LoopContext, documentId: DocumentId): Promise<boolean> {
  const document = workspace.documents.getState().documents[documentId]?.document;
  const nodeTypes = await readNodeTypes(session).catch(() => null);
  return document !== undefined && nodeTypes !== null && willRepeat(document, nodeTypes);
}

/** One loop from its start to its end. Acts whenever a job may have changed; never on a timer alone. */
class Looping {
  private readonly context: LoopContext;
  private readonly request: LoopRequest;
  private readonly state: LoopStore;
  private readonly undoGroup: string;
  private readonly open = new Set<PromptId>();
  private readonly removers: (() => void)[];
  private pause: TimerHandle | null = null;
  private sentAtMs = -Infinity;
  private isSending = false;
  private isOver = false;

  constructor(context: LoopContext, request: LoopRequest, state: LoopStore) {
    this.context = context;
    this.request = request;
    this.state = state;
    const { session } = context;
    this.undoGroup = `loop ${session.clock.monotonicMs()}`;
    state.setState({ loop: { documentId: request.documentId, limit: request.limit, sent: 0, done: 0 } });
    this.removers = [
      session.memory.subscribe(() => this.wake()),
      session.queryClient.getQueryCache().subscribe(({ type, query }) => {
        const [, server, topic] = query.queryKey as readonly unknown[];
        if (type === 'updated' && server === session.serverId && (topic === 'queue' || topic === 'history')) this.wake();
      }),
      session.live.subscribe((state, before) => {
        if (state.activePromptId !== before.activePromptId) this.wake();
      }),
    ];
  }

  wake(): void {
    if (this.isOver || !this.settle()) return;
    const { loop } = this.state.getState();
    if (loop === null || this.isSending) return;
    const isAllSent = loop.limit !== null && loop.sent >= loop.limit;
    if (isAllSent && this.open.size === 0) this.end(t.finished({ count: loop.done }), 'success');
    if (isAllSent || this.open.size >= LOOP_JOBS_AHEAD) return;
    const waitMs = this.sentAtMs + LOOP_PAUSE_MS - this.context.session.clock.monotonicMs();
    if (waitMs <= 0) void this.send();
    else this.wakeAfter(waitMs);
  }

  stop(): void {
    if (this.isOver) return;
    const waiting = this.openJobs().filter(({ state }) => state === 'queued');
    this.end(t.stopped({ count: this.state.getState().loop?.done ?? 0 }), 'info');
    // One that cannot be taken back runs; the queue shows it.
    for (const { id } of waiting) void cancelJob(this.context.session, id).catch(() => undefined);
  }

  private wakeAfter(waitMs: number): void {
    this.pause ??= this.context.session.clock.after(waitMs, () => {
      this.pause = null;
      this.wake();
    });
  }

  private openJobs() {
    const { queue, history } = selectJobs(this.context.session);
    return [...queue, ...history].filter(({ id }) => this.open.has(id));
  }

  /** Counts what is done; the first run that came to another end ends the loop. Answers whether it goes on. */
  private settle(): boolean {
    for (const { id, state } of this.openJobs()) {
      if (state === 'queued' || state === 'running' || state === 'unknown') continue;
      this.open.delete(id);
      if (state !== 'done') {
        this.end(t[state], state === 'cancelled' ? 'info' : 'danger');
        return false;
      }
      this.change(({ done, ...loop }) => ({ ...loop, done: done + 1 }));
    }
    return true;
  }

  private async send(): Promise<void> {
    const { documentId, seeds } = this.request;
    const rule = seeds === 'randomize' ? 'randomize' : null;
    this.isSending = true;
    try {
      if (seeds === 'asked' && (await wouldRepeat(this.context, documentId))) {
        this.end(t.repeats, 'danger');
        return;
      }
      if (this.isOver) return;
      this.sentAtMs = this.context.session.clock.monotonicMs();
      this.take(await runWorkflow(this.context, { documentId, count: 1, loop: { undoGroup: this.undoGroup, seeds: rule } }));
    } finally {
      this.isSending = false;
    }
    this.wake();
  }

  private take(outcome: RunOutcome): void {
    for (const id of outcome.promptIds) this.open.add(id);
    this.change(({ sent, ...loop }) => ({ ...loop, sent: sent + outcome.promptIds.length }));
    if (this.isOver) {
      // It was stopped while this one was on its way.
      for (const id of outcome.promptIds) void cancelJob(this.context.session, id).catch(() => undefined);
    } else if (outcome.kind === 'not-open') this.end(t.closed, 'info');
    else if (outcome.kind !== 'queued' && outcome.kind !== 'busy')
      this.end(t.endedWith({ message: wordOutcome(outcome, null).message }), 'danger');
  }

  private change(edit: (loop: Loop) => Loop): void {
    if (!this.isOver) this.state.setState(({ loop }) => ({ loop: loop === null ? null : edit(loop) }));
  }

  private end(message: string, tone: 'info' | 'success' | 'danger'): void {
    this.isOver = true;
    for (const remove of this.removers) remove();
    this.pause?.cancel();
    this.context.workspace.endGroup(this.request.documentId);
    this.state.setState({ loop: null });
    this.context.announce(message, tone);
  }
}
