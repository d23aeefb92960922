import * as z from 'zod/mini';
import type { Diagnostic } from '@/lib/diagnostic';
import { ProtocolError, toAppError } from '@/lib/errors';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { toNodeId, toPromptId, type NodeId } from './ids';
import { parseQueueItem, type QueueItem } from './queue';
import { jsonObjectSchema, parseWith } from './schema';
import type { ServerEvent } from './server-event';
import { decodeMessage } from './ws-messages';

/** How a run ended, as far as the server says. */
export interface HistoryStatus {
  /** `success` or `error`; an interrupted run is `error` too: its events tell. */
  readonly statusText: string;
  readonly isCompleted: boolean;
  /** `execution-start`, `execution-cached` and the end, as on the socket. Messages that cannot be read are `unknown`. */
  readonly events: readonly ServerEvent[];
}

/** One finished prompt. Only `prompt` and `outputs` are there on every version. */
export interface HistoryEntry extends QueueItem {
  /** Node id → kind → items, as sent; ids of expanded nodes are ephemeral: see `displayNodeIds`. */
  readonly outputs: JsonObject;
  /** Null on servers before 2023 and where plugins write none. */
  readonly status: HistoryStatus | null;
  /** Visible node by id of the node that made the output; empty on servers without `meta`. */
  readonly displayNodeIds: Readonly<Record<NodeId, NodeId>>;
}

/** GET `/history`, oldest finished first. */
export interface History {
  readonly entries: readonly HistoryEntry[];
  /** One `history-entry-broken` per entry left out; params `promptId` and `reason`. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads GET `/history` and `/history/{id}`; the order of the keys is the order of finishing.
 * @throws ProtocolError `bad-shape` when the whole is no object.
 */
export function parseHistory(json: unknown): History {
  if (!isJsonObject(json)) throw new ProtocolError('bad-shape', 'history: not an object');
  const entries: HistoryEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [promptId, entry] of Object.entries(json)) {
    try {
      entries.push(parseHistoryEntry(promptId, entry));
    } catch (error) {
      const reason = toAppError(error).message;
      diagnostics.push({ severity: 'warning', code: 'history-entry-broken', params: { promptId, reason } });
    }
  }
  return { entries, diagnostics };
}

const entrySchema = z.object({
  prompt: z.array(z.unknown()),
  outputs: jsonObjectSchema,
  status: z.optional(z.unknown()),
  meta: z.optional(z.unknown()),
});

/** The key an entry stands under is its prompt id. */
function parseHistoryEntry(promptId: string, json: unknown): HistoryEntry {
  const entry = parseWith(entrySchema, json, 'history entry');
  return {
    ...parseQueueItem(entry.prompt),
    promptId: toPromptId(promptId),
    outputs: entry.outputs,
    status: parseHistoryStatus(entry.status),
    displayNodeIds: readDisplayNodes(entry.meta),
  };
}

const statusSchema = z.object({
  status_str: z.catch(z.string(), ''),
  completed: z.catch(z.boolean(), false),
  messages: z.catch(z.array(z.unknown()), []),
});

/** Reads `status` of an entry, or `execution_status` of a job; null when it is none. */
export function parseHistoryStatus(json: unknown): HistoryStatus | null {
  const result = z.safeParse(statusSchema, json);
  if (!result.success) return null;
  const { status_str, completed, messages } = result.data;
  return { statusText: status_str, isCompleted: completed, events: messages.map(decodePair) };
}

function decodePair(pair: unknown): ServerEvent {
  const [type, data] = Array.isArray(pair) ? (pair as readonly JsonValue[]) : [];
  if (typeof type !== 'string') return { kind: 'unknown', type: '' };
  try {
    return decodeMessage(type, data ?? null);
  } catch {
    // A message is a decoration of the entry; one that cannot be read must not cost the outputs.
    return { kind: 'unknown', type };
  }
}

function readDisplayNodes(meta: unknown): Readonly<Record<NodeId, NodeId>> {
  if (!isJsonObject(meta)) return {};
  const pairs = Object.entries(meta).flatMap(([id, node]): [NodeId, NodeId][] => {
    const display = isJsonObject(node) ? node['display_node'] : undefined;
    return typeof display === 'string' ? [[toNodeId(id), toNodeId(display)]] : [];
  });
  return Object.fromEntries(pairs);
}
