/**
 * Jobs taken from the server's queue to be sent later or elsewhere in it. The body is kept here, as held and standing for the job it
 * replaces, before the job is deleted; only when that is surely gone does the held one count. So a page that ends anywhere in between
 * leaves exactly one of the two.
 */
import { findSubmission, withSubmission, withoutSubmissions } from '@/jobs/submission';
import type { Submission } from '@/jobs/submission';
import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { createUuid } from '@/lib/random';
import { toClientId, toPromptId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import type { PromptRequest } from '@/protocol/prompt';
import type { Queue, QueueItem } from '@/protocol/queue';
import { HISTORY_PAGE_SIZE } from '@/config/limits';
import type { Session } from './session';

/** What became of a job that was to be taken from the queue: `off` it is; `started` runs or ran; `waiting` the server did not let go. */
export type TakenOff = 'off' | 'started' | 'waiting';

/** Ids are looked up in one page of history when there are more. */
const MAX_SINGLE_READS = 4;

/** Makes the held form of a waiting job, to be sent with `number` if one is given. */
export function toHeld(session: Session, item: QueueItem, number?: number): Submission {
  const id = createUuid(session.random);
  const kept = findSubmission(session.memory.getState(), item.promptId);
  const request = kept === null || (kept.blanked ?? []).length > 0 ? fromItem(item) : fromKept(kept.request);
  return {
    id,
    promptId: toPromptId(id),
    state: 'held',
    name: kept?.name ?? null,
    number: number ?? null,
    createdAtMs: kept?.createdAtMs ?? null,
    request: number === undefined ? request : { ...request, number },
    wasQueued: false,
    missedReads: 0,
    replaces: item.promptId,
    heldAtMs: session.clock.nowMs(),
  };
}

/**
 * Takes the jobs that `held` stand for off the server. Those that began meanwhile are left alone and their held forms dropped.
 * @returns what became of each, by `Submission.id`.
 * @throws ApiError when the server does not answer: nothing is decided then, and `settleHeld` decides later.
 */
export async function takeOff(session: Session, held: readonly Submission[]): Promise<ReadonlyMap<string, TakenOff>> {
  session.memory.setState((memory) => held.reduce(withSubmission, memory), true);
  await session.saveSubmissions();
  await session.client.deleteQueued(held.flatMap((one) => one.replaces ?? []));
  return settleHeld(session, held);
}

/**
 * Finds out which of the jobs that `held` stand for are gone, and keeps one of each pair.
 * @throws ApiError when the server does not answer.
 */
export async function settleHeld(session: Session, held: readonly Submission[]): Promise<ReadonlyMap<string, TakenOff>> {
  // The queue first: what stands in neither after that has not run.
  const queue = await session.readQueue();
  const missing = held.flatMap(({ replaces }) => (replaces && !isListed(queue, replaces) ? [replaces] : []));
  const over = await findOver(session, missing);
  const fates = new Map(held.map((one): [string, TakenOff] => [one.id, judge(queue, over, one.replaces ?? null)]));
  session.memory.setState((memory) => {
    const off = held.filter((one) => fates.get(one.id) === 'off');
    const dropped = held.filter((one) => fates.get(one.id) !== 'off').map((one) => one.promptId);
    const without = withoutSubmissions(memory, new Set([...dropped, ...off.flatMap((one) => one.replaces ?? [])]));
    return off.reduce((state, one) => withSubmission(state, { ...one, replaces: null }), without);
  }, true);
  await session.saveSubmissions();
  return fates;
}

function judge(queue: Queue, over: ReadonlySet<PromptId>, id: PromptId | null): TakenOff {
  if (id === null) return 'off';
  if (queue.pending.some(({ promptId }) => promptId === id)) return 'waiting';
  return isListed(queue, id) || over.has(id) ? 'started' : 'off';
}

function isListed({ running, pending }: Queue, id: PromptId): boolean {
  return running.some(({ promptId }) => promptId === id) || pending.some(({ promptId }) => promptId === id);
}

async function findOver({ client }: Session, ids: readonly PromptId[]): Promise<ReadonlySet<PromptId>> {
  if (ids.length === 0) return new Set();
  if (ids.length > MAX_SINGLE_READS) {
    const { entries } = await client.history({ maxItems: HISTORY_PAGE_SIZE });
    return new Set(entries.map(({ promptId }) => promptId));
  }
  const found = await Promise.all(ids.map((id) => client.historyEntry(id)));
  return new Set(found.flatMap((entry) => (entry === null ? [] : [entry.promptId])));
}

/** What was added for one submission; the next gets its own. Who sent it stays its sender. */
const OWN_NAMES: ReadonlySet<string> = new Set(['client_id', 'create_time', 'comfydeck_id']);

function fromKept({ prompt, extraData, clientId, partialExecutionTargets }: PromptRequest): PromptRequest {
  return {
    prompt,
    extraData: withoutOwn(extraData ?? {}),
    ...(clientId === undefined ? {} : { clientId }),
    ...(partialExecutionTargets === undefined ? {} : { partialExecutionTargets }),
  };
}

function fromItem({ prompt, extraData, outputNodeIds }: QueueItem): PromptRequest {
  const sender = extraData['client_id'];
  return {
    prompt: wrapArrays(prompt),
    extraData: withoutOwn(extraData),
    ...(typeof sender === 'string' ? { clientId: toClientId(sender) } : {}),
    ...(outputNodeIds.length === 0 ? {} : { partialExecutionTargets: outputNodeIds }),
  };
}

function withoutOwn(extraData: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(extraData).filter(([name]) => !OWN_NAMES.has(name)));
}

/** The server unwraps `{"__value__": […]}` in place; sent back bare, such an array would count as a wire. Source: ComfyUI `execution.py`. */
function wrapArrays(prompt: JsonObject): JsonObject {
  const wrap = (value: JsonValue): JsonValue => (isJsonArray(value) && !isWire(prompt, value) ? { __value__: value } : value);
  const nodes = Object.entries(prompt).map(([id, node]): [string, JsonValue] => {
    const inputs = isJsonObject(node) ? node['inputs'] : undefined;
    if (!isJsonObject(node) || !isJsonObject(inputs)) return [id, node];
    return [id, { ...node, inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, wrap(value)])) }];
  });
  return Object.fromEntries(nodes);
}

function isWire(prompt: JsonObject, [from, slot, ...more]: readonly JsonValue[]): boolean {
  const isNode = (typeof from === 'string' || typeof from === 'number') && prompt[String(from)] !== undefined;
  return isNode && typeof slot === 'number' && more.length === 0;
}
