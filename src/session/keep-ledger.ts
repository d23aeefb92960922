/**
 * Ties the ledger to a session: every history entry that comes into the server cache is kept, every submission as it changes, and what
 * was kept before comes back at the start. Tabs of one browser tell each other which submissions they changed.
 */
import type { QueryKey } from '@tanstack/react-query';
import type { Ledger } from '@/ledger/create-ledger';
import { observeHistory } from '@/jobs/submission';
import type { JobMemory, Submission } from '@/jobs/submission';
import { isJsonArray, isJsonObject } from '@/lib/json';
import type { History, HistoryEntry } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';
import { keys } from './keys';
import type { TabChannel } from './page';
import type { Session } from './session';

export interface LedgerKeeping {
  /** Resolves when what was kept has come back. */
  readonly ready: Promise<void>;
  /** Resolves when the submissions as they are now are written. */
  readonly saved: () => Promise<void>;
  readonly dispose: () => void;
}

export interface LedgerKeepingParts {
  readonly session: Session;
  readonly ledger: Ledger;
  /** Past jobs by which a restart of the server can be told. */
  readonly onRestored: (ids: readonly PromptId[], isOwed: boolean) => void;
}

/** Begins to keep; needs no connection. */
export function keepLedger(parts: LedgerKeepingParts): LedgerKeeping {
  const keeping = new Keeping(parts);
  return { ready: keeping.ready, saved: () => keeping.saved(), dispose: () => keeping.dispose() };
}

class Keeping {
  readonly ready: Promise<void>;
  private readonly parts: LedgerKeepingParts;
  private readonly channel: TabChannel | null;
  private readonly removers: (() => void)[];
  private written: JobMemory['submissions'] = {};
  private writing: Promise<unknown> = Promise.resolve();

  constructor(parts: LedgerKeepingParts) {
    this.parts = parts;
    const { session } = parts;
    this.channel = session.page.openChannel(`comfydeck-ledger/${session.serverId}`);
    this.removers = [
      session.memory.subscribe(() => this.write()),
      session.queryClient.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'success') return;
        const key = event.query.queryKey as QueryKey;
        this.takeAnswer(key, event.query.state.data);
      }),
      this.channel?.onMessage((message) => void this.takeMessage(message)) ?? (() => undefined),
    ];
    this.ready = this.restore();
  }

  async saved(): Promise<void> {
    await this.writing;
  }

  dispose(): void {
    for (const remove of this.removers) remove();
    this.channel?.close();
  }

  private async restore(): Promise<void> {
    const { session, ledger, onRestored } = this.parts;
    this.bringBack(await ledger.load());
    const { submissions } = session.memory.getState();
    const isOwed = Object.values(submissions).some(({ state }) => state === 'accepted');
    const { entries } = ledger.state.getState().jobs;
    onRestored(entries.map((entry) => entry.promptId).slice(-64), isOwed);
  }

  /** What this page did meanwhile is newer than what was kept. */
  private bringBack(kept: readonly Submission[]): void {
    const { session, ledger } = this.parts;
    const { entries } = ledger.state.getState().jobs;
    this.written = { ...Object.fromEntries(kept.map((one) => [one.id, one])), ...this.written };
    session.memory.setState((memory) => {
      const fresh = kept.filter((one) => memory.submissions[one.id] === undefined);
      const all = { ...memory, submissions: { ...Object.fromEntries(fresh.map((one) => [one.id, one])), ...memory.submissions } };
      return fresh.length === 0 ? memory : observeHistory(all, entries, new Set());
    }, true);
  }

  private takeAnswer(key: readonly unknown[], data: unknown): void {
    const { session } = this.parts;
    const isIn = (start: readonly unknown[]): boolean => start.every((part, index) => key[index] === part);
    if (!isIn(keys.history(session.serverId)) || data === null || data === undefined) return;
    // The cache holds what this room put under these keys.
    const entries = isIn(keys.historyLists(session.serverId)) ? (data as History).entries : [data as HistoryEntry];
    this.keep(entries);
  }

  private keep(entries: readonly HistoryEntry[]): void {
    const { session, ledger } = this.parts;
    const sent = new Set(Object.values(session.memory.getState().submissions).map((one) => one.promptId));
    const ids = new Set(Object.keys(session.memory.getState().submissions));
    ledger.keepEntries(entries, ({ promptId, extraData }) => {
      const own = extraData['comfydeck_id'];
      return sent.has(promptId) || extraData['client_id'] === session.clientId || (typeof own === 'string' && ids.has(own));
    });
  }

  private write(): void {
    const { ledger, session } = this.parts;
    const { submissions } = session.memory.getState();
    const before = this.written;
    this.written = submissions;
    const changed = Object.values(submissions).filter((one) => isNews(before[one.id], one));
    const gone = Object.keys(before).filter((id) => submissions[id] === undefined || isSettled(submissions[id]));
    const leaving = gone.filter((id) => before[id] !== undefined && !isSettled(before[id]));
    if (changed.length === 0 && leaving.length === 0) return;
    const work = [
      ...(changed.length === 0 ? [] : [ledger.keepSubmissions(changed)]),
      ...(leaving.length === 0 ? [] : [ledger.dropSubmissions(leaving)]),
    ];
    this.writing = Promise.all([this.writing, ...work]);
    // That a job finished every tab learns by itself.
    const ids = [...changed.map((one) => one.id), ...leaving.filter((id) => submissions[id] === undefined)];
    void this.writing.then(() => this.channel?.post({ kind: 'submissions-changed', ids }));
  }

  /** Another tab wrote last: its word counts. */
  private async takeMessage(message: unknown): Promise<void> {
    const ids = readMessage(message);
    if (ids.length === 0) return;
    const { session, ledger } = this.parts;
    const kept = new Map((await ledger.readSubmissions(ids)).map((one) => [one.id, one]));
    session.memory.setState((memory) => {
      const gone = new Set(ids.filter((id) => !kept.has(id)));
      const submissions = Object.fromEntries(Object.entries(memory.submissions).filter(([id]) => !gone.has(id)));
      for (const [id, one] of kept) submissions[id] = toNewer(submissions[id], one);
      this.written = submissions;
      return { ...memory, submissions };
    }, true);
  }
}

/** The body of this tab is whole; a kept one may have blanks. */
function toNewer(own: Submission | undefined, kept: Submission): Submission {
  if (own === undefined) return kept;
  const { request, blanked = [] } = own;
  return { ...kept, request, blanked, missedReads: own.missedReads };
}

function isNews(before: Submission | undefined, one: Submission): boolean {
  if (isSettled(one)) return false;
  if (before === undefined) return true;
  return (['state', 'promptId', 'number', 'createdAtMs', 'wasQueued', 'replaces', 'request', 'place'] as const).some(
    (key) => before[key] !== one[key],
  );
}

/** Finished ones live on as history entries, refused ones never were jobs. */
function isSettled(one: Submission): boolean {
  return one.state === 'finished' || one.state === 'rejected';
}

function readMessage(message: unknown): readonly string[] {
  if (!isJsonObject(message) || message['kind'] !== 'submissions-changed' || !isJsonArray(message['ids'])) return [];
  return message['ids'].filter((id): id is string => typeof id === 'string');
}
