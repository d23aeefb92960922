import { describe, expect, it } from 'vitest';
import { MAX_NODE_CLASSES_TIMED, MAX_RUN_KINDS_TIMED, MAX_TIMES_KEPT } from '@/config/limits';
import type { JsonObject } from '@/lib/json';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { NodeRunState, RunProgress } from './job';
import { findDueNodes } from './run-progress';
import { NO_RUN_TIMES, observeRunTimes, parseRunTimes, selectRunTime, selectTimeLeft, selectWeightedShare, toRunKind } from './run-times';

const PROMPT: JsonObject = {
  '1': { class_type: 'Load', inputs: {} },
  '2': { class_type: 'Sample', inputs: { model: ['1', 0], steps: 20, seed: 7 } },
  '3': { class_type: 'Save', inputs: { images: ['2', 0] } },
};
const IDS = findDueNodes(PROMPT, []);

const node = (change: Partial<NodeRunState>): NodeRunState => ({
  state: 'waiting',
  value: 0,
  max: 0,
  output: null,
  text: null,
  startedAtMs: null,
  tookMs: null,
  ...change,
});
const run = (nodes: RunProgress['nodes'], state: RunProgress['state'] = 'running'): RunProgress => ({
  promptId: toPromptId('p'),
  state,
  startedAtMs: 0,
  currentNodeId: null,
  nodes,
  error: null,
});
const finished = (...tookMs: readonly number[]): RunProgress =>
  run(Object.fromEntries(tookMs.map((took, index) => [String(index + 1), node({ state: 'done', tookMs: took })])), 'done');
const learn = (...runs: readonly RunProgress[]) => runs.reduce((times, one) => observeRunTimes(times, one, PROMPT), NO_RUN_TIMES);
const done = node({ state: 'done' });

describe('the share of a run', () => {
  it('weighs nodes by what their class took before', () => {
    const times = learn(finished(1_000, 8_000, 1_000));
    const half = run({ [toNodeId('1')]: done, [toNodeId('2')]: node({ state: 'running', value: 10, max: 20 }) });
    expect(selectWeightedShare(half, PROMPT, IDS, times)).toBeCloseTo(0.5);
    expect(selectWeightedShare(run({ [toNodeId('1')]: done }), PROMPT, IDS, times)).toBeCloseTo(0.1);
  });

  it('weighs all alike while nothing is known, and a new class like the usual one', () => {
    const first = run({ [toNodeId('1')]: done });
    expect(selectWeightedShare(first, PROMPT, IDS, NO_RUN_TIMES)).toBeCloseTo(1 / 3);
    const times = observeRunTimes(NO_RUN_TIMES, run({ [toNodeId('1')]: node({ state: 'done', tookMs: 400 }) }, 'done'), PROMPT);
    expect(selectWeightedShare(first, PROMPT, IDS, times)).toBeCloseTo(1 / 3);
  });

  it('leaves cached nodes out', () => {
    const cached = node({ state: 'cached' });
    const times = learn(finished(5_000, 1_000, 1_000));
    const rest = run({ [toNodeId('1')]: cached, [toNodeId('2')]: done });
    expect(selectWeightedShare(rest, PROMPT, IDS, times)).toBeCloseTo(0.5);
    const all = run({ [toNodeId('1')]: cached, [toNodeId('2')]: cached, [toNodeId('3')]: cached });
    expect(selectWeightedShare(all, PROMPT, IDS, times)).toBe(1);
    expect(selectWeightedShare(run({}), {}, [], times)).toBeNull();
  });
});

describe('time left', () => {
  const three = learn(finished(1_000, 8_000, 1_000), finished(1_000, 10_000, 1_000), finished(1_000, 12_000, 1_000));

  it('is told from three comparable runs on, with its spread', () => {
    const now = run({ [toNodeId('1')]: done, [toNodeId('2')]: node({ state: 'running', value: 5, max: 10 }) });
    expect(selectTimeLeft(now, PROMPT, IDS, three)).toEqual({ likelyMs: 6_000, leastMs: 5_500, mostMs: 6_500 });
    expect(selectRunTime(PROMPT, IDS, three)).toMatchObject({ likelyMs: 12_000 });
    expect(selectTimeLeft(now, PROMPT, IDS, learn(finished(1, 1, 1), finished(1, 1, 1)))).toBeNull();
  });

  it('is not told of a run of other size, or when a node never ran in those', () => {
    const larger = { ...PROMPT, '2': { class_type: 'Sample', inputs: { model: ['1', 0], steps: 50, seed: 7 } } };
    expect(selectTimeLeft(run({}), larger, IDS, three)).toBeNull();
    const short = learn(finished(1_000), finished(1_000), finished(1_000));
    expect(selectTimeLeft(run({}), PROMPT, IDS, short)).toBeNull();
    expect(selectTimeLeft(run({}, 'unknown'), PROMPT, IDS, three)).toBeNull();
  });

  it('does not depend on ids, seeds or order', () => {
    const other: JsonObject = {
      '9': { class_type: 'Save', inputs: { images: ['8', 0] } },
      '8': { class_type: 'Sample', inputs: { steps: 20, seed: 8n, model: ['7', 0] } },
      '7': { class_type: 'Load', inputs: {} },
    };
    expect(toRunKind(other)).toBe(toRunKind(PROMPT));
  });
});

describe('what is remembered', () => {
  it('learns only from runs that are done', () => {
    expect(observeRunTimes(NO_RUN_TIMES, { ...finished(1, 2, 3), state: 'failed' }, PROMPT)).toBe(NO_RUN_TIMES);
    expect(observeRunTimes(NO_RUN_TIMES, run({ [toNodeId('1')]: node({ state: 'cached' }) }, 'done'), PROMPT)).toBe(NO_RUN_TIMES);
  });

  it('is bounded in every direction; what was used last stays', () => {
    let times = NO_RUN_TIMES;
    for (let index = 0; index < MAX_NODE_CLASSES_TIMED + 20; index++) {
      const prompt = { '1': { class_type: `Class${index}`, inputs: {} } };
      times = observeRunTimes(times, run({ [toNodeId('1')]: node({ state: 'done', tookMs: index }) }, 'done'), prompt);
    }
    for (let index = 0; index < 20; index++) times = observeRunTimes(times, finished(index, index, index), PROMPT);
    expect(Object.keys(times.classes)).toHaveLength(MAX_NODE_CLASSES_TIMED);
    expect(Object.keys(times.kinds)).toHaveLength(MAX_RUN_KINDS_TIMED);
    expect(times.classes['Sample']).toHaveLength(MAX_TIMES_KEPT);
    expect(times.classes['Sample']?.at(-1)).toBe(19);
  });

  it('survives being written down; damaged parts cost only themselves', () => {
    const times = learn(finished(10, 20, 30));
    expect(parseRunTimes(JSON.parse(JSON.stringify(times)))).toEqual(times);
    expect(parseRunTimes({ classes: { A: [1, 'x', -4, 2], B: 7 }, kinds: { k: 3 } })).toEqual({ classes: { A: [1, 2], B: [] }, kinds: {} });
    expect(parseRunTimes('rubbish')).toEqual(NO_RUN_TIMES);
  });
});
