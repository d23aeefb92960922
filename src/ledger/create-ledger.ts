/**
 * The ledger of one server: what outlives the server's memory and this page. Finished jobs as history told them and prompts this browser
 * sent or holds, kept in the browser, never with a credential. What the browser refuses to keep lasts as long as the page.
 */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { LEDGER_PAGE_SIZE, LEDGER_WRITE_DELAY_MS, MAX_LEDGER_ENTRIES, MAX_LEDGER_SUBMISSIONS } from '@/config/limits';
import { toFinishedJob } from '@/jobs/finished-job';
import type { KeptJobs } from '@/jobs/merge-jobs';
import type { Submission } from '@/jobs/submission';
import type { Clock, TimerHandle } from '@/lib/clock';
import type { JsonValue } from '@/lib/json';
import type { HistoryEntry } from '@/protocol/history';
import { toPromptId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import { parseHistoryJson, toHistoryJson } from './history-json';
import { createMemoryLedgerStore } from './ledger-store';
import type { LedgerRow, LedgerStore } from './ledger-store';
import { parseSubmissionJson, toSubmissionJson } from './submission-json';

export interface LedgerState {
  /** `memory`: the browser keeps nothing, so the ledger ends with the page. */
  readonly status: 'loading' | 'kept' | 'memory';
  /** Finished jobs read so far, oldest first. */
  readonly jobs: KeptJobs;
  /** False while older ones may be read. */
  readonly isWhole: boolean;
}

export interface Ledger {
  readonly state: StoreApi<LedgerState>;
  /** Reads what is kept; answers the submissions, oldest first. Never throws. */
  readonly load: () => Promise<readonly Submission[]>;
  /** Reads on until at least so many finished jobs are known. Never throws. */
  readonly readMore: (count: number) => Promise<void>;
  /** Keeps finished jobs that are not kept yet; written together a moment later. */
  readonly keepEntries: (entries: readonly HistoryEntry[], isMine: (entry: HistoryEntry) => boolean) => void;
  /** Keeps submissions as they are now. Resolves when they are written. Never throws. */
  readonly keepSubmissions: (submissions: readonly Submission[]) => Promise<void>;
  readonly dropSubmissions: (ids: readonly string[]) => Promise<void>;
  /** Kept submissions by id, as another tab may have left them. Never throws. */
  readonly readSubmissions: (ids: readonly string[]) => Promise<readonly Submission[]>;
  /** Writes a submission as `sending` only while it is kept as `held`: of several tabs one gets it. */
  readonly claim: (submission: Submission) => Promise<boolean>;
  /** Drops finished jobs, or all of them. */
  readonly forget: (ids: readonly PromptId[] | 'all') => Promise<void>;
  /** Rows as written, for the mirror. */
  readonly readRows: (ids: readonly string[]) => Promise<readonly LedgerRow[]>;
  /** Adds rows another browser wrote; broken ones are left out. */
  readonly addRows: (rows: readonly LedgerRow[]) => Promise<void>;
  /** Called with the ids of finished jobs after they were written. Answers the remover. */
  readonly onKept: (listener: (ids: readonly PromptId[]) => void) => () => void;
  /** One small value shared by the tabs, changed in one step. */
  readonly note: (name: string, change: (before: JsonValue | null) => JsonValue | null) => Promise<JsonValue | null>;
  /** Writes what still waits to be written. */
  readonly flush: () => Promise<void>;
  readonly dispose: () => void;
}

/** Creates the ledger on a store; it reads nothing before `load`. */
export function createLedger(store: LedgerStore, clock: Clock): Ledger {
  const ledger = new LedgerBook(store, clock);
  return {
    state: ledger.state,
    load: () => ledger.load(),
    readMore: (count) => ledger.readMore(count),
    keepEntries: (entries, isMine) => ledger.keepEntries(entries, isMine),
    keepSubmissions: (submissions) => ledger.keepSubmissions(submissions),
    dropSubmissions: (ids) => ledger.use((kept) => kept.remove('submission', ids)),
    readSubmissions: (ids) => ledger.readSubmissions(ids),
    claim: (submission) => ledger.claim(submission),
    forget: (ids) => ledger.forget(ids),
    readRows: (ids) => ledger.use((kept) => kept.read('entry', ids)),
    addRows: (rows) => ledger.addRows(rows),
    onKept: (listener) => ledger.onKept(listener),
    note: (name, change) => ledger.use((kept) => kept.note(name, change)),
    flush: () => ledger.flush(),
    dispose: () => ledger.dispose(),
  };
}

const NO_JOBS: KeptJobs = { entries: [], mine: new Set() };

class LedgerBook {
  readonly state = createStore<LedgerState>(() => ({ status: 'loading', jobs: NO_JOBS, isWhole: false }));
  private store: LedgerStore;
  private readonly clock: Clock;
  private readonly known = new Map<PromptId, { readonly entry: HistoryEntry; readonly atMs: number }>();
  private readonly mine = new Set<PromptId>();
  private readonly unwritten = new Map<PromptId, HistoryEntry>();
  private readonly listeners = new Set<(ids: readonly PromptId[]) => void>();
  private timer: TimerHandle | null = null;
  private writing: Promise<void> = Promise.resolve();
  private readonly orders = new Map<string, number>();
  private lastOrder = 0;

  constructor(store: LedgerStore, clock: Clock) {
    this.store = store;
    this.clock = clock;
  }

  async load(): Promise<readonly Submission[]> {
    const [rows, sent] = await this.use((store) =>
      Promise.all([store.newest('entry', LEDGER_PAGE_SIZE), store.newest('submission', MAX_LEDGER_SUBMISSIONS)]),
    );
    this.takeRows(rows);
    this.state.setState((state) => ({
      status: state.status === 'memory' ? 'memory' : 'kept',
      isWhole: rows.length < LEDGER_PAGE_SIZE,
    }));
    return this.takeSubmissions(sent).toReversed();
  }

  async readMore(count: number): Promise<void> {
    if (this.state.getState().isWhole || this.known.size >= count) return;
    const rows = await this.use((store) => store.newest('entry', count));
    this.takeRows(rows);
    if (rows.length < count) this.state.setState({ isWhole: true });
  }

  keepEntries(entries: readonly HistoryEntry[], isMine: (entry: HistoryEntry) => boolean): void {
    const fresh = entries.filter((entry) => !this.known.has(entry.promptId));
    if (fresh.length === 0) return;
    for (const entry of fresh) {
      if (isMine(entry)) this.mine.add(entry.promptId);
      this.known.set(entry.promptId, { entry, atMs: this.timeOf(entry) });
      this.unwritten.set(entry.promptId, entry);
    }
    this.publish();
    this.timer ??= this.clock.after(LEDGER_WRITE_DELAY_MS, () => void this.flush());
  }

  flush(): Promise<void> {
    this.timer?.cancel();
    this.timer = null;
    if (this.unwritten.size === 0) return this.writing;
    const rows = [...this.unwritten.values()].map((entry) => this.toRow(entry));
    this.unwritten.clear();
    this.writing = this.use(async (store) => {
      await store.write(rows);
      await store.trim('entry', MAX_LEDGER_ENTRIES);
    }).then(() => this.listeners.forEach((tell) => tell(rows.map((row) => toPromptId(row.id)))));
    return this.writing;
  }

  keepSubmissions(submissions: readonly Submission[]): Promise<void> {
    const rows = submissions.map((one) => this.toSubmissionRow(one));
    return this.use((store) => store.write(rows));
  }

  claim(submission: Submission): Promise<boolean> {
    const row = this.toSubmissionRow({ ...submission, state: 'sending' });
    return this.use((store) => store.swap(row, (before) => before?.body['state'] === 'held'));
  }

  async readSubmissions(ids: readonly string[]): Promise<readonly Submission[]> {
    const rows = await this.use((store) => store.read('submission', ids));
    return this.takeSubmissions(rows);
  }

  async forget(ids: readonly PromptId[] | 'all'): Promise<void> {
    for (const id of ids === 'all' ? [...this.known.keys()] : ids) {
      this.known.delete(id);
      this.mine.delete(id);
      this.unwritten.delete(id);
    }
    this.publish();
    await this.use((store) => store.remove('entry', ids));
  }

  async addRows(rows: readonly LedgerRow[]): Promise<void> {
    const fresh = rows.filter((row) => !this.known.has(toPromptId(row.id)) && parseHistoryJson(row.id, row.body) !== null);
    if (fresh.length === 0) return;
    this.takeRows(fresh);
    await this.use(async (store) => {
      await store.write(fresh);
      await store.trim('entry', MAX_LEDGER_ENTRIES);
    });
  }

  onKept(listener: (ids: readonly PromptId[]) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Works on the store; one that fails is replaced by memory for as long as the page lasts. */
  async use<T>(work: (store: LedgerStore) => Promise<T>): Promise<T> {
    try {
      return await work(this.store);
    } catch {
      if (this.state.getState().status !== 'memory') {
        this.store.close();
        this.store = createMemoryLedgerStore();
        this.state.setState({ status: 'memory' });
        await this.store.write([...this.known.values()].map(({ entry }) => this.toRow(entry)));
      }
      return work(this.store);
    }
  }

  dispose(): void {
    this.timer?.cancel();
    void this.flush().then(() => this.store.close());
    this.listeners.clear();
  }

  private takeRows(rows: readonly LedgerRow[]): void {
    const count = this.known.size;
    for (const row of rows) {
      const entry = parseHistoryJson(row.id, row.body);
      if (entry === null || this.known.has(entry.promptId)) continue;
      this.known.set(entry.promptId, { entry, atMs: row.atMs });
      if (row.isMine) this.mine.add(entry.promptId);
    }
    // Whoever shows the past draws it anew for each change that is told.
    if (this.known.size !== count) this.publish();
  }

  private publish(): void {
    const all = [...this.known.values()].sort((a, b) => a.atMs - b.atMs);
    for (const { entry } of all.slice(0, Math.max(0, all.length - MAX_LEDGER_ENTRIES))) this.known.delete(entry.promptId);
    const entries = all.slice(-MAX_LEDGER_ENTRIES).map(({ entry }) => entry);
    this.state.setState({ jobs: { entries, mine: new Set(this.mine) } });
  }

  private toRow(entry: HistoryEntry): LedgerRow {
    const id = entry.promptId;
    const atMs = this.known.get(id)?.atMs ?? this.timeOf(entry);
    return { kind: 'entry', id, atMs, isMine: this.mine.has(id), body: toHistoryJson(entry) };
  }

  /** Servers without timestamps tell none: the time they were seen stands in. */
  private timeOf(entry: HistoryEntry): number {
    const { endedAtMs, startedAtMs, createdAtMs } = toFinishedJob(entry, false);
    return endedAtMs ?? startedAtMs ?? createdAtMs ?? this.clock.nowMs();
  }

  private takeSubmissions(rows: readonly LedgerRow[]): readonly Submission[] {
    for (const row of rows) this.orders.set(row.id, row.atMs);
    return rows.map((row) => parseSubmissionJson(row.body)).filter((one) => one !== null);
  }

  /** Times rise, so that submissions come back in the order they were made. */
  private toSubmissionRow(submission: Submission): LedgerRow {
    const atMs = this.orders.get(submission.id) ?? Math.max(this.lastOrder + 1, this.clock.nowMs());
    this.lastOrder = Math.max(this.lastOrder, atMs);
    this.orders.set(submission.id, atMs);
    return { kind: 'submission', id: submission.id, atMs, isMine: true, body: toSubmissionJson(submission) };
  }
}
