/**
 * JSON messages of the socket, `{type, data}`, decoded into `ServerEvent`. Source: ComfyUI `server.py` send_json, `execution.py`,
 * `comfy_execution/progress.py`. History entries carry the same data as `[type, data]` pairs and are decoded here too.
 */
import * as z from 'zod/mini';
import { ProtocolError } from '@/lib/errors';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { parseServerJson } from './json-text';
import { toNodeId } from './ids';
import { jsonObjectSchema, nodeIdSchema, numberSchema, parseWith, promptIdSchema } from './schema';
import type { ExecutionError, LogEntry, NodeProgress, ServerEvent } from './server-event';

/**
 * Decodes one text frame. Types this program does not know (custom nodes send their own) become `unknown`.
 * @throws JsonError when the text is not JSON; ProtocolError `bad-shape` when it is no message, or a known one without what it must have.
 */
export function decodeTextMessage(text: string): ServerEvent {
  const json = parseServerJson(text);
  const type = isJsonObject(json) ? json['type'] : undefined;
  if (!isJsonObject(json) || typeof type !== 'string') throw new ProtocolError('bad-shape', 'socket message without type');
  return decodeMessage(type, json['data'] ?? null);
}

/**
 * Decodes one message from its type and data, for socket frames and for the `messages` of a history entry.
 * @throws ProtocolError `bad-shape` for a known type without what it must have.
 */
export function decodeMessage(type: string, data: JsonValue): ServerEvent {
  return Object.hasOwn(DECODERS, type) ? (DECODERS[type]?.(data) ?? { kind: 'unknown', type }) : { kind: 'unknown', type };
}

const timestamp = z.optional(numberSchema);
const nodeOrNull = z.catch(z.nullable(nodeIdSchema), null);

const statusSchema = z.object({
  status: z.object({ exec_info: z.object({ queue_remaining: numberSchema }) }),
  sid: z.optional(z.string()),
});
const startSchema = z.object({ prompt_id: promptIdSchema, timestamp });
const cachedSchema = z.object({ prompt_id: promptIdSchema, nodes: z.catch(z.array(nodeIdSchema), []), timestamp });
const executingSchema = z.object({ prompt_id: z.optional(promptIdSchema), node: nodeOrNull, display_node: nodeOrNull });
const progressStateSchema = z.object({ prompt_id: promptIdSchema, nodes: jsonObjectSchema });
const progressSchema = z.object({
  value: numberSchema,
  max: numberSchema,
  prompt_id: z.optional(promptIdSchema),
  node: nodeOrNull,
});
const executedSchema = z.object({
  prompt_id: promptIdSchema,
  node: nodeIdSchema,
  display_node: nodeOrNull,
  output: z.catch(z.nullable(jsonObjectSchema), null),
});
const interruptedSchema = z.object({ prompt_id: promptIdSchema, node_id: nodeOrNull, timestamp });
const logsSchema = z.object({ entries: z.array(z.object({ t: z.catch(z.string(), ''), m: z.string() })) });

const DECODERS: Readonly<Record<string, (data: JsonValue) => ServerEvent>> = {
  status: decodeStatus,
  execution_start: (data) => {
    const start = parseWith(startSchema, data, 'execution_start');
    return { kind: 'execution-start', promptId: start.prompt_id, ...timestampMs(start.timestamp) };
  },
  execution_cached: (data) => {
    const cached = parseWith(cachedSchema, data, 'execution_cached');
    return { kind: 'execution-cached', promptId: cached.prompt_id, nodeIds: cached.nodes, ...timestampMs(cached.timestamp) };
  },
  executing: decodeExecuting,
  progress_state: decodeProgressState,
  progress: decodeProgress,
  executed: (data) => {
    const executed = parseWith(executedSchema, data, 'executed');
    const displayNodeId = executed.display_node ?? executed.node;
    return { kind: 'executed', promptId: executed.prompt_id, nodeId: executed.node, displayNodeId, output: executed.output };
  },
  execution_success: (data) => {
    const success = parseWith(startSchema, data, 'execution_success');
    return { kind: 'execution-success', promptId: success.prompt_id, ...timestampMs(success.timestamp) };
  },
  execution_error: (data) => {
    const { prompt_id, timestamp: time } = parseWith(startSchema, data, 'execution_error');
    return { kind: 'execution-error', promptId: prompt_id, error: parseExecutionError(data), ...timestampMs(time) };
  },
  execution_interrupted: (data) => {
    const interrupted = parseWith(interruptedSchema, data, 'execution_interrupted');
    const node = interrupted.node_id === null ? {} : { nodeId: interrupted.node_id };
    return { kind: 'execution-interrupted', promptId: interrupted.prompt_id, ...node, ...timestampMs(interrupted.timestamp) };
  },
  feature_flags: (data) => ({ kind: 'feature-flags', flags: parseWith(jsonObjectSchema, data, 'feature_flags') }),
  logs: (data) => ({ kind: 'logs', entries: parseLogEntries(data) }),
};

function timestampMs(time: number | undefined): { readonly timestampMs?: number } {
  return time === undefined ? {} : { timestampMs: time };
}

function decodeStatus(data: JsonValue): ServerEvent {
  const { status, sid } = parseWith(statusSchema, data, 'status');
  return { kind: 'status', queueRemaining: status.exec_info.queue_remaining, ...(sid === undefined ? {} : { sid }) };
}

/** Old servers and the frame after a reconnect leave out the prompt id and the display node. */
function decodeExecuting(data: JsonValue): ServerEvent {
  const { prompt_id, node, display_node } = parseWith(executingSchema, data, 'executing');
  return {
    kind: 'executing',
    nodeId: node,
    displayNodeId: display_node ?? node,
    ...(prompt_id === undefined ? {} : { promptId: prompt_id }),
  };
}

function decodeProgress(data: JsonValue): ServerEvent {
  const { value, max, prompt_id, node } = parseWith(progressSchema, data, 'progress');
  return {
    kind: 'progress',
    value,
    max,
    ...(prompt_id === undefined ? {} : { promptId: prompt_id }),
    ...(node === null ? {} : { nodeId: node }),
  };
}

/** Read by hand: it names every node begun so far and comes several times per node. */
function decodeProgressState(data: JsonValue): ServerEvent {
  const { prompt_id, nodes } = parseWith(progressStateSchema, data, 'progress_state');
  return { kind: 'progress-state', promptId: prompt_id, nodes: Object.entries(nodes).flatMap(([id, node]) => readNodeProgress(id, node)) };
}

const NODE_STATES = ['pending', 'running', 'finished', 'error'] as const;

function readNodeProgress(id: string, node: JsonValue): readonly NodeProgress[] {
  if (!isJsonObject(node)) return [];
  const state = NODE_STATES.find((known) => known === node['state']);
  if (state === undefined) return [];
  const display = node['display_node_id'];
  const displayNodeId = toNodeId(typeof display === 'string' || typeof display === 'number' ? display : id);
  return [{ nodeId: toNodeId(id), displayNodeId, value: readNumber(node['value'], 0), max: readNumber(node['max'], 1), state }];
}

function readNumber(value: JsonValue | undefined, fallback: number): number {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : fallback;
}

const executionErrorSchema = z.object({
  node_id: z.catch(nodeIdSchema, toNodeId('')),
  node_type: z.catch(z.string(), ''),
  exception_message: z.catch(z.string(), ''),
  exception_type: z.catch(z.string(), ''),
  traceback: z.catch(z.array(z.string()), []),
  current_inputs: z.catch(jsonObjectSchema, {}),
});

/**
 * Reads the data of `execution_error`, as sent on the socket, kept in history and in `/api/jobs`. Missing parts are empty;
 * the message's trailing newline is cut. `current_inputs` is `[]` for cycles and then counts as empty.
 * @throws ProtocolError `bad-shape` when it is no object.
 */
export function parseExecutionError(data: unknown): ExecutionError {
  const error = parseWith(executionErrorSchema, data, 'execution_error');
  return {
    nodeId: error.node_id,
    nodeType: error.node_type,
    exceptionType: error.exception_type,
    message: error.exception_message.trimEnd(),
    traceback: error.traceback,
    currentInputs: error.current_inputs satisfies JsonObject,
  };
}

/**
 * Reads `{entries: [{t, m}]}` of `logs` frames and of `/internal/logs/raw`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseLogEntries(data: unknown): readonly LogEntry[] {
  return parseWith(logsSchema, data, 'logs').entries;
}
