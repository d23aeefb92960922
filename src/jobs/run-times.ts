/**
 * What past runs say about the next: how long nodes of a class take, and how long runs of the same kind took. Pure; kept by
 * `components/run-times`. Two runs are of one kind when they have the same node classes at the same sizes and step counts.
 */
import { MAX_NODE_CLASSES_TIMED, MAX_RUN_KINDS_TIMED, MAX_TIMES_KEPT } from '@/config/limits';
import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { toPromptId } from '@/protocol/ids';
import type { NodeId } from '@/protocol/ids';
import type { NodeRunState, RunProgress } from './job';
import { createRun, selectNodeShare } from './run-progress';

/** Durations in ms, the newest last; each list is bounded by `MAX_TIMES_KEPT`. */
export interface RunTimes {
  /** By node class. */
  readonly classes: Readonly<Record<string, readonly number[]>>;
  /** By kind of run; the longest unused stands first. */
  readonly kinds: Readonly<Record<string, KindTimes>>;
}

export interface KindTimes {
  /** Finished runs of this kind, those answered from the cache as well. */
  readonly runs: number;
  /** By node class. */
  readonly classes: Readonly<Record<string, readonly number[]>>;
}

export const NO_RUN_TIMES: RunTimes = { classes: {}, kinds: {} };

/** Fewer comparable runs say nothing about the next. */
const LEAST_RUNS = 3;
/** Taken for a class that never ran, when nothing else is known either. */
const UNKNOWN_MS = 1;

/** What is left of a run: the likely time, and the middle half of what past runs make of it. */
export interface TimeLeft {
  readonly likelyMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
}

/** Inputs that say how much work a node does. */
const SIZE_INPUTS: ReadonlySet<string> = new Set([
  'steps',
  'width',
  'height',
  'batch_size',
  'length',
  'frames',
  'num_frames',
  'upscale_by',
  'scale_by',
  'amount',
  'duration',
]);

/** Asked for with every step of a run. */
const kindsByPrompt = new WeakMap<JsonObject, string>();

/** What makes runs comparable, as a short text: the same classes with the same sizes in any order. */
export function toRunKind(prompt: JsonObject): string {
  const known = kindsByPrompt.get(prompt);
  if (known !== undefined) return known;
  const kind = readKind(prompt);
  kindsByPrompt.set(prompt, kind);
  return kind;
}

function readKind(prompt: JsonObject): string {
  const parts = Object.values(prompt).map((node) => {
    const inputs = isJsonObject(node) ? node['inputs'] : undefined;
    const sizes = Object.entries(isJsonObject(inputs) ? inputs : {}).flatMap(([name, value]) =>
      SIZE_INPUTS.has(name) && (typeof value === 'number' || typeof value === 'bigint') ? [`${name}=${String(value)}`] : [],
    );
    return [classOf(node), ...sizes.toSorted()].join(' ');
  });
  return hash(parts.toSorted().join('\n'));
}

/** Takes in a run that is done. Nodes without a heard duration (cached, missed) teach nothing. */
export function observeRunTimes(times: RunTimes, run: RunProgress, prompt: JsonObject): RunTimes {
  if (run.state !== 'done') return times;
  const heard = Object.entries(run.nodes).flatMap(([id, { tookMs }]): readonly (readonly [string, number])[] => {
    const name = classOf(prompt[id]);
    return tookMs === null || name === '' ? [] : [[name, tookMs]];
  });
  if (heard.length === 0) return times;
  const kind = toRunKind(prompt);
  const { [kind]: before = { runs: 0, classes: {} }, ...others } = times.kinds;
  const grown: KindTimes = { runs: Math.min(before.runs + 1, MAX_TIMES_KEPT), classes: heard.reduce(withTime, before.classes) };
  return {
    classes: bound(heard.reduce(withTime, times.classes), MAX_NODE_CLASSES_TIMED),
    kinds: bound({ ...others, [kind]: grown }, MAX_RUN_KINDS_TIMED),
  };
}

/**
 * How much of a run is behind it, 0 to 1, each node counting as much as its class took before; a class that never ran counts like the
 * others of the run. Cached nodes count nothing.
 * @param nodeIds the nodes the run has to pass.
 * @returns null when there is nothing to count.
 */
export function selectWeightedShare(run: RunProgress, prompt: JsonObject, nodeIds: readonly NodeId[], times: RunTimes): number | null {
  const due = nodeIds.filter((id) => run.nodes[id]?.state !== 'cached');
  if (due.length === 0) return nodeIds.length === 0 ? null : 1;
  const known = times.kinds[toRunKind(prompt)]?.classes ?? {};
  const weigh = (id: NodeId): number | null => {
    const name = classOf(prompt[id]);
    return quantile(known[name] ?? times.classes[name] ?? [], 0.5);
  };
  const weights = due.map(weigh);
  const usual = quantile(
    weights.filter((weight) => weight !== null),
    0.5,
  );
  const toWeight = (index: number): number => Math.max(weights[index] ?? usual ?? UNKNOWN_MS, UNKNOWN_MS);
  const total = due.reduce((sum, _id, index) => sum + toWeight(index), 0);
  const passed = due.reduce((sum, id, index) => sum + toWeight(index) * shareOf(run.nodes[id]), 0);
  return Math.min(1, passed / total);
}

/** What is left of a run by at least three comparable ones that are over; null when fewer are known, or one of its nodes never ran in them. */
export function selectTimeLeft(run: RunProgress, prompt: JsonObject, nodeIds: readonly NodeId[], times: RunTimes): TimeLeft | null {
  const kind = times.kinds[toRunKind(prompt)];
  if (kind === undefined || kind.runs < LEAST_RUNS || run.state !== 'running') return null;
  const left = { likelyMs: 0, leastMs: 0, mostMs: 0 };
  for (const id of nodeIds) {
    const open = 1 - shareOf(run.nodes[id]);
    if (open === 0) continue;
    const past = kind.classes[classOf(prompt[id])] ?? [];
    if (past.length < LEAST_RUNS) return null;
    left.likelyMs += open * (quantile(past, 0.5) ?? 0);
    left.leastMs += open * (quantile(past, 0.25) ?? 0);
    left.mostMs += open * (quantile(past, 0.75) ?? 0);
  }
  return left;
}

/** How long a run of this prompt takes when nothing of it is cached; null as for `selectTimeLeft`. */
export function selectRunTime(prompt: JsonObject, nodeIds: readonly NodeId[], times: RunTimes): TimeLeft | null {
  return selectTimeLeft(createRun(toPromptId('')), prompt, nodeIds, times);
}

/** Stored JSON → times. What has another form is left out: it will be learnt anew. */
export function parseRunTimes(json: unknown): RunTimes {
  if (!isJsonObject(json)) return NO_RUN_TIMES;
  const kinds = isJsonObject(json['kinds']) ? json['kinds'] : {};
  const read = Object.entries(kinds).flatMap(([kind, entry]): readonly (readonly [string, KindTimes])[] => {
    const runs = isJsonObject(entry) ? entry['runs'] : undefined;
    return isJsonObject(entry) && typeof runs === 'number' ? [[kind, { runs, classes: readClasses(entry['classes']) }]] : [];
  });
  return { classes: readClasses(json['classes']), kinds: Object.fromEntries(read) };
}

function readClasses(json: JsonValue | undefined): Readonly<Record<string, readonly number[]>> {
  if (!isJsonObject(json)) return {};
  return Object.fromEntries(
    Object.entries(json).map(([name, list]) => [name, (Array.isArray(list) ? list : []).filter(isDuration).slice(-MAX_TIMES_KEPT)]),
  );
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function shareOf(node: NodeRunState | undefined): number {
  return node === undefined ? 0 : selectNodeShare(node);
}

function classOf(node: JsonValue | undefined): string {
  const name = isJsonObject(node) ? node['class_type'] : undefined;
  return typeof name === 'string' ? name : '';
}

function withTime(
  classes: Readonly<Record<string, readonly number[]>>,
  [name, tookMs]: readonly [string, number],
): Record<string, readonly number[]> {
  const { [name]: before = [], ...others } = classes;
  return { ...others, [name]: [...before, Math.round(tookMs)].slice(-MAX_TIMES_KEPT) };
}

function bound<T>(entries: Readonly<Record<string, T>>, limit: number): Readonly<Record<string, T>> {
  const all = Object.entries(entries);
  return all.length <= limit ? entries : Object.fromEntries(all.slice(-limit));
}

function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at));
}

/** FNV-1a, twice with different starts: short keys for long texts. */
function hash(text: string): string {
  const once = (start: number): string => {
    let value = start;
    for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16_777_619) >>> 0;
    return value.toString(36);
  };
  return `${once(2_166_136_261)}${once(84_696_351)}`;
}
