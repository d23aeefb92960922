import { describe, expect, it } from 'vitest';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import { toNodeId } from '@/protocol/ids';
import { buildJob, buildQueueItem, TINY_PROMPT } from '@/testing/builders';
import { filterJobs } from './filter-jobs';
import { toHistoryFacts } from './job-facts';
import { groupByDay, wordDay } from './group-by-day';
import { toDaySpans, toRowIndex } from './history-rows';
import { findRefusedOutputs } from './refused-outputs';

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
const job = (id: string, endedAtMs: number | null) => buildJob(id, { endedAtMs, startedAtMs: null, createdAtMs: null });

describe('days', () => {
  it('group by local date in the order given', () => {
    const groups = groupByDay([job('a', at(25, 23)), job('b', at(25, 0)), job('c', at(24, 23)), job('d', at(25, 1)), job('e', null)]);
    expect(groups.map((group) => group.jobs.map(({ id }) => id))).toEqual([['a', 'b'], ['c'], ['d'], ['e']]);
    expect(new Set(groups.map(({ key }) => key)).size).toBe(4);
  });

  it('list a job under the latest time that is known', () => {
    const [group] = groupByDay([buildJob('a', { endedAtMs: null, startedAtMs: at(3, 1), createdAtMs: at(2, 1) })]);
    expect(group?.atMs).toBe(at(3, 1));
  });

  it('are called today, yesterday, by name, or unknown', () => {
    const nowMs = at(25, 0);
    expect(wordDay(at(25, 23), nowMs)).toBe('Today');
    expect(wordDay(at(24, 0), nowMs)).toBe('Yesterday');
    expect(wordDay(at(24, 23), at(25, 23))).toBe('Yesterday');
    expect(wordDay(at(23, 12), nowMs)).toMatch(/23/);
    expect(wordDay(null, nowMs)).toBe('Day not known');
  });

  it('become rows: a heading, then its jobs', () => {
    const spans = toDaySpans(groupByDay([job('a', at(25, 3)), job('b', at(25, 2)), job('c', at(24, 1))]));
    expect(spans.map(({ headingIndex, firstPosition, lastIndex }) => [headingIndex, firstPosition, lastIndex])).toEqual([
      [0, 0, 2],
      [3, 2, 4],
    ]);
    expect([-1, 0, 1, 2].map((position) => toRowIndex(spans, position))).toEqual([-1, 1, 2, 4]);
    expect(toRowIndex([], 0)).toBe(-1);
  });
});

describe('filters', () => {
  const jobs = [buildJob('a'), buildJob('b', { state: 'failed', workflowName: 'Portrait' }), buildJob('c', { state: 'failed' })];

  it('go by state and text together', () => {
    const ids = (filters: Parameters<typeof filterJobs>[1]) => filterJobs(jobs, filters).map(({ id }) => id);
    expect(ids({ state: 'failed' })).toEqual(['b', 'c']);
    expect(ids({ q: 'portrait' })).toEqual(['b']);
    expect(ids({ state: 'done', q: 'portrait' })).toEqual([]);
    expect(ids({ state: 'nonsense' })).toEqual([]);
  });

  it('leave the list alone when there are none', () => {
    expect(filterJobs(jobs, { q: '  ' })).toBe(jobs);
  });
});

describe('refused outputs', () => {
  const definitions = new Map([
    ['SaveImage', { input: {}, output: [], output_node: true }],
    ['EmptyImage', { input: {}, output: ['IMAGE'], output_node: false }],
  ]);
  const { nodeTypes } = parseNodeTypes(definitions);
  const prompt = { ...TINY_PROMPT, '9': { class_type: 'SaveImage', inputs: {} }, '7': { class_type: 'Gone', inputs: {} } };

  it('are output nodes the server did not take on', () => {
    expect(findRefusedOutputs(buildQueueItem('p', { prompt }), nodeTypes).map(({ nodeId }) => nodeId)).toEqual(['9']);
    expect(findRefusedOutputs(buildQueueItem('p', { prompt, outputNodeIds: [toNodeId('2'), toNodeId('9')] }), nodeTypes)).toEqual([]);
  });

  it('are not concluded from a server that tells nothing', () => {
    expect(findRefusedOutputs(buildQueueItem('p', { prompt, outputNodeIds: [] }), nodeTypes)).toEqual([]);
  });
});

it('a run that only this browser still knows says so', () => {
  expect(toHistoryFacts(buildJob('a', { isGone: true }))).toContain('no longer on the server');
  expect(toHistoryFacts(buildJob('a'))).not.toContain('no longer on the server');
});
