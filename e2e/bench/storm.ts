import type { EngineEvent } from '@/embedded/engine/engine';
import type { JsonObject } from '@/lib/json';
import { createRandom, pickIndex } from './generate/random';
import type { BenchServer } from './serve';

/** What the sender did. */
export interface StormReport {
  readonly sent: number;
  /** Epoch ms at which the last message left. */
  readonly lastSentAtMs: number;
}

export interface StormOptions {
  readonly perSecond: number;
  readonly seconds: number;
  readonly promptId: string;
  readonly nodeIds: readonly string[];
  /** A picture for every twentieth message. */
  readonly preview?: Buffer;
  /** Called between two ticks, for what else happens meanwhile. */
  readonly onTick?: (elapsedMs: number) => void;
}

const TICK_MS = 4;
const STEPS = 20;
const PREVIEW_EVERY = 20;
/** Nodes named by one `progress_state`. */
const STATE_NODES = 4;

/**
 * Sends by the clock: however late a tick comes, the count that is due by then goes out. Every message carries its number from 1 on as
 * `bench`, which clients ignore.
 */
export async function sendStorm(server: BenchServer, options: StormOptions): Promise<StormReport> {
  const { perSecond, seconds, onTick } = options;
  const random = createRandom(7);
  const startedAt = performance.now();
  let sent = 0;
  let lastSentAtMs = 0;
  for (;;) {
    const elapsedMs = Math.min(performance.now() - startedAt, seconds * 1_000);
    const due = Math.floor((elapsedMs * perSecond) / 1_000);
    while (sent < due) {
      sent++;
      lastSentAtMs = performance.timeOrigin + performance.now();
      server.emit(messageOf(sent, options, random));
    }
    onTick?.(elapsedMs);
    if (elapsedMs >= seconds * 1_000) return { sent, lastSentAtMs };
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
}

const ALL = { kind: 'all' } as const;

function messageOf(number: number, { promptId, nodeIds, preview }: StormOptions, random: () => number): EngineEvent {
  const nodeAt = (offset: number): string => nodeIds[(Math.floor(number / STEPS) + offset) % nodeIds.length] ?? '1';
  const node = nodeAt(0);
  const common = { prompt_id: promptId, bench: number };
  if (preview !== undefined && number % PREVIEW_EVERY === 0) {
    const metadata = { node_id: node, display_node_id: node, parent_node_id: node, real_node_id: node, prompt_id: promptId };
    return { kind: 'preview', audience: ALL, mimeType: 'image/png', bytes: preview, metadata };
  }
  if (number % STEPS === 1) return json('executing', { node, display_node: node, ...common });
  if (pickIndex(random, 5) > 0) return json('progress', { value: number % STEPS, max: STEPS, node, ...common });
  const states = Array.from({ length: STATE_NODES }, (_none, offset) => {
    const id = nodeAt(offset);
    const ids = { node_id: id, display_node_id: id, parent_node_id: null, real_node_id: id };
    return [id, { value: number % STEPS, max: STEPS, state: 'running', prompt_id: promptId, ...ids }] as const;
  });
  return json('progress_state', { ...common, nodes: Object.fromEntries(states) });
}

function json(type: string, data: JsonObject): EngineEvent {
  return { kind: 'json', audience: ALL, type, data };
}

/** The first words about a run. */
export function announceRun(server: BenchServer, promptId: string): void {
  server.emit({
    kind: 'json',
    audience: ALL,
    type: 'execution_start',
    data: { prompt_id: promptId, timestamp: Math.round(performance.timeOrigin) },
  });
}

/** The last words about a run. */
export function endRun(server: BenchServer, promptId: string): void {
  server.emit({
    kind: 'json',
    audience: ALL,
    type: 'execution_success',
    data: { prompt_id: promptId, timestamp: Math.round(performance.timeOrigin) },
  });
  server.forgetRun();
}
