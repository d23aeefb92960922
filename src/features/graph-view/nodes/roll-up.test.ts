import { describe, expect, it } from 'vitest';
import { INNER, nestedDocument, OUTER } from '@/graph/document/fixtures/nested-graph';
import { setMode } from '@/graph/edit/nodes';
import type { NodeRunState, RunProgress } from '@/jobs/job';
import { toNodeId } from '@/protocol/ids';
import { buildRun } from '@/testing/builders';
import { countInner, rollUp } from './roll-up';

const five = toNodeId(5);
const state = (change: Partial<NodeRunState>): NodeRunState => ({
  state: 'waiting',
  value: 0,
  max: 0,
  output: null,
  text: null,
  startedAtMs: null,
  tookMs: null,
  ...change,
});
const run = (nodes: Readonly<Record<string, Partial<NodeRunState>>>, change: Partial<RunProgress> = {}): RunProgress =>
  buildRun('p1', {
    nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, state(node)])),
    ...change,
  });

describe('rollUp', () => {
  it('has nothing to say before the run comes inside, whatever runs elsewhere', () => {
    expect(rollUp(run({ '1': { state: 'running' }, '55:1': { state: 'running' }, '5': { state: 'done' } }), five, 2)).toBeNull();
  });

  it('runs while any inner node runs, at any depth, with the share of nodes passed', () => {
    const rolled = rollUp(run({ '5:8': { state: 'done' }, '5:7:12': { state: 'running', value: 5, max: 10 } }), five, 4);
    expect(rolled).toMatchObject({ state: 'running', value: 1.5, max: 4, currentId: '5:7:12' });
  });

  it('fails when any failed', () => {
    expect(rollUp(run({ '5:8': { state: 'done' }, '5:7:12': { state: 'failed' } }), five, 2)?.state).toBe('failed');
  });

  it('is through when all are, or when the run is, with the time of all', () => {
    const nodes = { '5:8': { state: 'done', tookMs: 200 }, '5:7:12': { state: 'cached' } } as const;
    expect(rollUp(run(nodes), five, 2)).toMatchObject({ state: 'done', tookMs: 200, currentId: null });
    expect(rollUp(run(nodes), five, 3)).toMatchObject({ state: 'waiting', tookMs: null });
    expect(rollUp(run(nodes, { state: 'done' }), five, 3)?.state).toBe('done');
    expect(rollUp(run({ '5:8': { state: 'cached' } }), five, 1)?.state).toBe('cached');
  });
});

describe('countInner', () => {
  it('counts what can run inside, nested definitions included', () => {
    const document = nestedDocument();
    expect([countInner(document.subgraphs, OUTER), countInner(document.subgraphs, INNER)]).toEqual([2, 1]);
    const muted = setMode(document, { graphId: OUTER, nodeIds: [toNodeId(8)], mode: 2 });
    expect(countInner(muted.subgraphs, OUTER)).toBe(1);
  });
});
