import { ProtocolError } from '@/lib/errors';
import { parseHistory, type History, type HistoryEntry } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';
import { sendForJson, sendOk, type CallOptions, type Transport } from './request';
import { pathPart } from './urls';

/** Which part of the history. */
export interface HistoryWindow {
  /** Alone: the newest so many. */
  readonly maxItems?: number;
  /** Counts from the oldest; not known before 0.3.60. */
  readonly offset?: number;
}

/** Finished runs, kept in the server's memory. Source: ComfyUI `server.py` `/history`. */
export interface HistoryApi {
  /** Oldest finished first. */
  readonly history: (window?: HistoryWindow, options?: CallOptions) => Promise<History>;
  /** Null when the server does not have it: pending, running, unknown or deleted. */
  readonly historyEntry: (id: PromptId, options?: CallOptions) => Promise<HistoryEntry | null>;
  /** Files of the runs stay. */
  readonly deleteHistory: (ids: readonly PromptId[], options?: CallOptions) => Promise<void>;
  readonly clearHistory: (options?: CallOptions) => Promise<void>;
}

/** Binds the routes of the history. */
export function createHistoryApi(transport: Transport): HistoryApi {
  const post = async (json: unknown, options?: CallOptions) => {
    await sendOk(transport, { method: 'POST', path: '/history', json, ...options });
  };
  return {
    history: ({ maxItems, offset } = {}, options) =>
      sendForJson(transport, { path: '/history', params: { max_items: maxItems, offset }, ...options }, parseHistory),
    historyEntry: (id, options) => sendForJson(transport, { path: `/history/${pathPart(id)}`, ...options }, (json) => readEntry(json, id)),
    deleteHistory: (ids, options) => post({ delete: ids }, options),
    clearHistory: (options) => post({ clear: true }, options),
  };
}

/**
 * A single entry that cannot be read is an error, not a gap: the caller asked for this one. Some clusters answer an unknown id with
 * the whole history.
 */
function readEntry(json: unknown, id: PromptId): HistoryEntry | null {
  const { entries, diagnostics } = parseHistory(json);
  const broken = diagnostics.find((diagnostic) => diagnostic.params?.['promptId'] === id);
  if (broken !== undefined) throw new ProtocolError('bad-shape', String(broken.params?.['reason'] ?? broken.code));
  return entries.find((entry) => entry.promptId === id) ?? null;
}
