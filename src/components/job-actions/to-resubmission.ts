import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import type { PromptRequest } from '@/protocol/prompt';
import type { QueueItem } from '@/protocol/queue';
import type { SubmitInput } from '@/session/submit-prompt';
import { findSource } from '../job-row/prompt-facts';

/** What a server or this program adds to `extra_data` for one submission; the next gets its own. Who sends it again is its sender. */
const OWN_KEYS: ReadonlySet<string> = new Set(['client_id', 'create_time', 'comfydeck_id', 'queued_by']);

/**
 * The request this page sent for a job, to be sent again under a new id. Its place in the queue is not repeated: a job that once went
 * to the front waits its turn the second time.
 */
export function fromRequest(request: PromptRequest, name: string | null): SubmitInput {
  return {
    prompt: request.prompt,
    name,
    extraData: cleanExtraData(request.extraData ?? {}),
    ...(request.partialExecutionTargets === undefined ? {} : { partialExecutionTargets: request.partialExecutionTargets }),
  };
}

/**
 * The request that repeats a prompt of any client as queue or history tell it, outputs that were left out then included: they are
 * left out again.
 */
export function fromQueueItem(item: Pick<QueueItem, 'prompt' | 'extraData' | 'outputNodeIds'>, name: string | null): SubmitInput {
  const targets: readonly NodeId[] = item.outputNodeIds;
  return {
    prompt: wrapArrays(item.prompt),
    name,
    extraData: cleanExtraData(item.extraData),
    ...(targets.length === 0 ? {} : { partialExecutionTargets: targets }),
  };
}

/** Null in `extra_pnginfo` makes the server's `/api/jobs` fail for everybody: it is left out. */
function cleanExtraData(extraData: JsonObject): JsonObject {
  const pairs = Object.entries(extraData).filter(([key]) => !OWN_KEYS.has(key));
  return Object.fromEntries(pairs.flatMap(([key, value]) => cleanPair(key, value)));
}

function cleanPair(key: string, value: JsonValue): [string, JsonValue][] {
  if (key !== 'extra_pnginfo') return [[key, value]];
  if (!isJsonObject(value)) return [];
  return [[key, Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null))]];
}

/** The server unwraps `{"__value__": […]}` in place; sent as they are, such arrays would count as wires. Source: ComfyUI `execution.py`. */
function wrapArrays(prompt: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(prompt).map(([id, node]) => [id, wrapNode(prompt, node)]));
}

function wrapNode(prompt: JsonObject, node: JsonValue): JsonValue {
  const inputs = isJsonObject(node) ? node['inputs'] : undefined;
  if (!isJsonObject(node) || !isJsonObject(inputs)) return node;
  const entries = Object.entries(inputs).map(([name, value]): [string, JsonValue] => {
    const isLiteral = isJsonArray(value) && findSource(prompt, value) === null;
    return [name, isLiteral ? { __value__: value } : value];
  });
  return { ...node, inputs: Object.fromEntries(entries) };
}
