/**
 * Carries the finished jobs this browser has seen to the user's folder on the server, one small file per job beside an index per month,
 * and what the user's other browsers wrote back: all own ones, and of others' the newest. The months there are stand in a setting, which can be asked for without a failure when there are
 * none. What cannot be written now is written with a later job or at the next connection; nothing here is ever an error to people.
 */
import * as z from 'zod/mini';
import type { ApiClient } from '@/api/client';
import { MAX_MIRROR_READS, MAX_MIRROR_WRITES, MAX_MIRRORED_A_MONTH } from '@/config/limits';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { PromptId } from '@/protocol/ids';
import type { Ledger } from './create-ledger';
import type { LedgerRow } from './ledger-store';

/** What the mirror needs of the client. */
export type MirrorClient = Pick<ApiClient, 'setting' | 'saveSetting' | 'readUserdata' | 'writeUserdata' | 'deleteUserdata'>;

export interface Mirror {
  /** Brings what other browsers wrote, and writes what of ours is not there yet. Never throws. */
  readonly sync: () => Promise<void>;
  /** Deletes jobs from the folder. Never throws. */
  readonly forget: (ids: readonly PromptId[]) => Promise<void>;
  readonly dispose: () => void;
}

const MONTHS_SETTING = 'Comfydeck.Ledger.Months';
const FOLDER = 'comfydeck/jobs';
/** Beside the current month the one before, so that the first of a month does not begin empty. */
const MONTHS_READ = 2;

/**
 * Creates the mirror of a ledger; jobs are written as the ledger keeps them.
 * @param isAllowed asked before anything is read or written: not everybody has a folder on the server, and a wall leaves it alone.
 */
export function createMirror(ledger: Ledger, client: MirrorClient, isAllowed: () => Promise<boolean>): Mirror {
  const mirror = new MirrorBook(ledger, client, isAllowed);
  const stop = ledger.onKept((ids) => void mirror.inTurn(() => mirror.push(ids)));
  return {
    sync: () => mirror.inTurn(() => mirror.sync()),
    forget: (ids) => mirror.inTurn(() => mirror.forget(ids)),
    dispose: stop,
  };
}

type Index = ReadonlyMap<string, JsonObject>;

class MirrorBook {
  private readonly ledger: Ledger;
  private readonly client: MirrorClient;
  private readonly isAllowed: () => Promise<boolean>;
  private turn: Promise<void> = Promise.resolve();

  constructor(ledger: Ledger, client: MirrorClient, isAllowed: () => Promise<boolean>) {
    this.isAllowed = isAllowed;
    this.ledger = ledger;
    this.client = client;
  }

  /** One after the other: an index is read, changed and written. A failure ends only its own turn. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const workIfAllowed = async (): Promise<void> => ((await this.isAllowed()) ? work() : undefined);
    this.turn = this.turn.then(workIfAllowed).catch(() => undefined);
    return this.turn;
  }

  async push(ids: readonly PromptId[]): Promise<void> {
    const rows = selectMirrored(await this.ledger.readRows(ids));
    for (const [month, ofMonth] of groupByMonth(rows)) await this.pushMonth(month, ofMonth);
  }

  async sync(): Promise<void> {
    const months = readMonths(await this.client.setting(MONTHS_SETTING));
    for (const month of months.toSorted().slice(-MONTHS_READ)) await this.pull(month);
    await this.pushMissing();
  }

  async forget(ids: readonly PromptId[]): Promise<void> {
    const gone = new Set<string>(ids);
    for (const month of readMonths(await this.client.setting(MONTHS_SETTING))) {
      const index = await this.readIndex(month);
      const listed = [...index.keys()].filter((id) => gone.has(id));
      if (listed.length === 0) continue;
      for (const id of listed) await this.client.deleteUserdata(toPath(month, id)).catch(() => undefined);
      await this.writeIndex(month, new Map([...index].filter(([id]) => !gone.has(id))));
    }
  }

  private async pull(month: string): Promise<void> {
    const index = await this.readIndex(month);
    const { entries } = this.ledger.state.getState().jobs;
    const known = new Set<string>(entries.map((entry) => entry.promptId));
    const missing = [...index.keys()].filter((id) => !known.has(id)).slice(-MAX_MIRROR_READS);
    const rows: LedgerRow[] = [];
    for (const id of missing) {
      const row = parseRow(await this.client.readUserdata(toPath(month, id)).catch(() => ''));
      if (row?.id === id) rows.push(row);
    }
    await this.ledger.addRows(rows);
  }

  /** Jobs that ended while the server was away, and lines that two browsers took from each other. */
  private async pushMissing(): Promise<void> {
    const { entries } = this.ledger.state.getState().jobs;
    const rows = selectMirrored(await this.ledger.readRows(entries.map(({ promptId }) => promptId)));
    const months = new Set(readMonths(await this.client.setting(MONTHS_SETTING)));
    for (const [month, ofMonth] of groupByMonth(rows)) {
      const index: Index = months.has(month) ? await this.readIndex(month) : new Map();
      const missing = ofMonth.filter((row) => !index.has(row.id));
      if (missing.length > 0) await this.pushMonth(month, missing);
    }
  }

  private async pushMonth(month: string, rows: readonly LedgerRow[]): Promise<void> {
    const months = readMonths(await this.client.setting(MONTHS_SETTING));
    const index: Index = months.includes(month) ? await this.readIndex(month) : new Map();
    const room = Math.max(0, MAX_MIRRORED_A_MONTH - index.size);
    const written = rows.filter(({ isMine }, at) => isMine || at < room);
    if (written.length === 0) return;
    for (const row of written)
      await this.client.writeUserdata(toPath(month, row.id), stringifyExactJson(toFile(row)), { overwrite: false });
    await this.writeIndex(month, new Map([...index, ...written.map((row): [string, JsonObject] => [row.id, toLine(row)])]));
    if (!months.includes(month)) await this.client.saveSetting(MONTHS_SETTING, [...months, month].toSorted());
  }

  private async readIndex(month: string): Promise<Index> {
    const lines = parseJson(await this.client.readUserdata(`${FOLDER}/${month}.json`));
    const pairs = isJsonArray(lines) ? lines.flatMap((line): [string, JsonObject][] => toPair(line)) : [];
    return new Map(pairs);
  }

  private async writeIndex(month: string, index: Index): Promise<void> {
    await this.client.writeUserdata(`${FOLDER}/${month}.json`, stringifyExactJson([...index.values()]), { overwrite: true });
  }
}

/** Own jobs all, of others the newest: a browser that looks far back must not write thousands of files. Oldest first. */
function selectMirrored(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  const byTime = rows.toSorted((a, b) => a.atMs - b.atMs);
  const others = new Set(byTime.filter(({ isMine }) => !isMine).slice(-MAX_MIRROR_WRITES));
  return byTime.filter((row) => row.isMine || others.has(row));
}

/** By universal time, so that two browsers in different places mean the same file. */
function toMonth(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 7);
}

function groupByMonth(rows: readonly LedgerRow[]): ReadonlyMap<string, readonly LedgerRow[]> {
  const months = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    const month = toMonth(row.atMs);
    months.set(month, [...(months.get(month) ?? []), row]);
  }
  return months;
}

function toPath(month: string, id: string): string {
  return `${FOLDER}/${month}/${id}.json`;
}

function toFile({ id, atMs, isMine, body }: LedgerRow): JsonObject {
  return { format: 'comfydeck-job', version: 1, id, atMs, isMine, body };
}

function toLine({ id, atMs, body }: LedgerRow): JsonObject {
  const status = isJsonObject(body['status']) ? (body['status']['status_str'] ?? null) : null;
  return { id, atMs, status };
}

function toPair(line: JsonValue): [string, JsonObject][] {
  return isJsonObject(line) && typeof line['id'] === 'string' && SAFE_ID.test(line['id']) ? [[line['id'], line]] : [];
}

/** An index is a file that anybody may have written: an id must not lead out of the folder. */
const SAFE_ID = /^[\w-]{1,100}$/;

const fileSchema = z.object({
  id: z.string(),
  atMs: z.number(),
  isMine: z.catch(z.boolean(), true),
  body: z.custom<JsonObject>(isJsonObject),
});

function parseRow(text: string): LedgerRow | null {
  const parsed = fileSchema.safeParse(parseJson(text));
  return parsed.success ? { kind: 'entry', ...parsed.data } : null;
}

function parseJson(text: string): JsonValue {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}

const MONTH = /^\d{4}-\d{2}$/;

function readMonths(value: JsonValue): readonly string[] {
  return isJsonArray(value) ? value.filter((month): month is string => typeof month === 'string' && MONTH.test(month)) : [];
}
