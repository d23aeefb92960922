import * as z from 'zod/mini';
import { ProtocolError } from '@/lib/errors';
import type { JsonObject } from '@/lib/json';
import type { NodeId, PromptId } from './ids';
import { jsonObjectSchema, nodeIdSchema, numberSchema, parseWith, promptIdSchema } from './schema';

/** One prompt as queue and history carry it: `[number, prompt_id, prompt, extra_data, output_node_ids]`. */
export interface QueueItem {
  /** Sort key: lower runs first. Negative for prompts sent with `front`, may be fractional. */
  readonly number: number;
  readonly promptId: PromptId;
  /** API prompt by node id, constants as the server coerced them. */
  readonly prompt: JsonObject;
  /** What was sent plus `client_id` and, since 0.3.67, `create_time` (ms). */
  readonly extraData: JsonObject;
  /** Output nodes that were accepted. */
  readonly outputNodeIds: readonly NodeId[];
}

/** GET `/queue`. */
export interface Queue {
  readonly running: readonly QueueItem[];
  /** In the order they will run (the server sends heap order). */
  readonly pending: readonly QueueItem[];
}

const numberThenIdSchema = z.tuple([numberSchema, promptIdSchema]);
const nodeIdsSchema = z.catch(z.array(nodeIdSchema), []);
const emptyObject: JsonObject = {};
const extraSchema = z.catch(jsonObjectSchema, emptyObject);

/**
 * Reads one five-item prompt array; further items are ignored, missing `extra_data` and outputs count as empty.
 * @throws ProtocolError `bad-shape` when number, id or prompt are not there.
 */
export function parseQueueItem(json: unknown): QueueItem {
  const items: readonly unknown[] = Array.isArray(json) ? json : [];
  const [number, promptId] = parseWith(numberThenIdSchema, items.slice(0, 2), 'queue item');
  return {
    number,
    promptId,
    prompt: parseWith(jsonObjectSchema, items[2], 'queue item prompt'),
    extraData: z.parse(extraSchema, items[3]),
    outputNodeIds: z.parse(nodeIdsSchema, items[4]),
  };
}

const queueSchema = z.object({ queue_running: z.array(z.unknown()), queue_pending: z.array(z.unknown()) });

/**
 * Reads GET `/queue`. Pending prompts are put in running order: by number, ties by prompt id.
 * @throws ProtocolError `bad-shape`.
 */
export function parseQueue(json: unknown): Queue {
  const { queue_running, queue_pending } = parseWith(queueSchema, json, 'queue');
  return { running: queue_running.map(parseQueueItem), pending: queue_pending.map(parseQueueItem).sort(compareQueueItems) };
}

/** Running order of pending prompts. Source: ComfyUI `execution.py` PromptQueue, a heap of these arrays. */
function compareQueueItems(a: QueueItem, b: QueueItem): number {
  if (a.number !== b.number) return a.number - b.number;
  if (a.promptId === b.promptId) return 0;
  return a.promptId < b.promptId ? -1 : 1;
}

/** The `create_time` the server stamped on a prompt, in ms; null on older servers. */
export function selectCreateTimeMs(item: QueueItem): number | null {
  const time = item.extraData['create_time'];
  return typeof time === 'number' ? time : null;
}

/**
 * Reads the number of prompts pending and running from GET `/prompt`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseQueueRemaining(json: unknown): number {
  const info = parseWith(z.object({ exec_info: z.object({ queue_remaining: numberSchema }) }), json, 'prompt');
  const remaining = info.exec_info.queue_remaining;
  if (Number.isNaN(remaining)) throw new ProtocolError('bad-shape', 'prompt: queue_remaining is not a number');
  return remaining;
}
