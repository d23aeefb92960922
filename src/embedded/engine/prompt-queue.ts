import type { JsonObject, JsonValue } from '@/lib/json';
import { PythonError } from './python';
import type { DraftPrompt } from './validate-node';

/** One submitted prompt until it is finished. */
export interface QueueItem {
  /** Lower runs first. */
  readonly number: number;
  readonly promptId: string;
  readonly prompt: DraftPrompt;
  /** As shown to clients: what was sent plus `client_id` and `create_time`. */
  readonly extraData: JsonObject;
  readonly clientId: string | undefined;
  /** Output nodes to run. */
  readonly outputs: readonly string[];
  /** What the order goes by: `number`, or the order of arrival. */
  readonly rank: number;
}

/** The five-item form of queue and history. */
export function toQueueEntry(item: QueueItem): JsonValue {
  return [item.number, item.promptId, item.prompt, item.extraData, item.outputs];
}

/** Pending prompts, kept as Python's `heapq` keeps them, because GET /queue shows the heap as it is. */
export interface PromptQueue {
  /** @throws PythonError when number and id equal those of a pending prompt: Python then compares the prompts themselves. */
  readonly push: (item: QueueItem) => void;
  readonly pop: () => QueueItem | undefined;
  readonly items: () => readonly QueueItem[];
  /** Whether the id was pending; only the first of several goes. */
  readonly remove: (promptId: string) => boolean;
  readonly clear: () => void;
}

/** Creates an empty queue. */
export function createPromptQueue(): PromptQueue {
  let heap: QueueItem[] = [];
  return {
    push: (item) => {
      if (heap.some((other) => other.rank === item.rank && other.promptId === item.promptId)) {
        throw new PythonError('TypeError', "'<' not supported between instances of 'dict' and 'dict'");
      }
      heap.push(item);
      siftUp(heap, 0, heap.length - 1);
    },
    pop: () => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      heap[0] = last;
      sinkToLeaf(heap, 0);
      return first;
    },
    items: () => [...heap],
    remove: (promptId) => {
      const index = heap.findIndex((item) => item.promptId === promptId);
      if (index < 0) return false;
      heap.splice(index, 1);
      for (let i = Math.floor(heap.length / 2) - 1; i >= 0; i--) sinkToLeaf(heap, i);
      return true;
    },
    clear: () => {
      heap = [];
    },
  };
}

function comesBefore(a: QueueItem, b: QueueItem): boolean {
  return a.rank === b.rank ? a.promptId < b.promptId : a.rank < b.rank;
}

/** Moves the item at `index` towards `top` while it comes before its parent. */
function siftUp(heap: QueueItem[], top: number, index: number): void {
  const item = heap[index];
  if (item === undefined) return;
  let at = index;
  while (at > top) {
    const parentAt = (at - 1) >> 1;
    const parent = heap[parentAt];
    if (parent === undefined || !comesBefore(item, parent)) break;
    heap[at] = parent;
    at = parentAt;
  }
  heap[at] = item;
}

/** Python's way down: follow the smaller child to a leaf, then sift up again. It decides the order of equals, which GET /queue shows. */
function sinkToLeaf(heap: QueueItem[], top: number): void {
  const item = heap[top];
  if (item === undefined) return;
  let at = top;
  for (let childAt = 2 * at + 1; childAt < heap.length; childAt = 2 * at + 1) {
    const left = heap[childAt];
    const right = heap[childAt + 1];
    const child = right !== undefined && left !== undefined && !comesBefore(left, right) ? right : left;
    if (child === undefined) break;
    heap[at] = child;
    at = child === right ? childAt + 1 : childAt;
  }
  heap[at] = item;
  siftUp(heap, top, at);
}
