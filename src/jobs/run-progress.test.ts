import { describe, expect, it } from 'vitest';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { ExecutionError } from '@/protocol/server-event';
import { createRun, endRun, isRunOver, loseTrackOf, reduceRun as reduceRunAt } from './run-progress';
import type { RunEvent } from './run-progress';
import type { RunProgress } from './job';

const reduceRun = (run: RunProgress, event: RunEvent): RunProgress => reduceRunAt(run, event, 0);
const promptId = toPromptId('p1');
const id = toNodeId;

function run(...events: RunEvent[]): RunProgress {
  return events.reduce(reduceRun, createRun(promptId));
}

function executing(node: string | null, display = node): RunEvent {
  return { kind: 'executing', promptId, nodeId: node === null ? null : id(node), displayNodeId: display === null ? null : id(display) };
}

function snapshot(nodes: Record<string, ['running' | 'finished', number, number, string?]>): RunEvent {
  return {
    kind: 'progress-state',
    promptId,
    nodes: Object.entries(nodes).map(([nodeId, [state, value, max, display]]) => ({
      nodeId: id(nodeId),
      displayNodeId: id(display ?? nodeId),
      state,
      value,
      max,
    })),
  };
}

function failure(exceptionType = 'ValueError'): RunEvent {
  const error: ExecutionError = { nodeId: id('5'), nodeType: 'X', exceptionType, message: 'boom\n', traceback: [], currentInputs: {} };
  return { kind: 'execution-error', promptId, error };
}

const started: RunEvent = { kind: 'execution-start', promptId, timestampMs: 1000 };
const success: RunEvent = { kind: 'execution-success', promptId, timestampMs: 2000 };

describe('one run', () => {
  it('times each node from hearing its start to hearing its end, and cached ones not at all', () => {
    const heard: [RunEvent, number][] = [
      [started, 0],
      [{ kind: 'execution-cached', promptId, nodeIds: [id('1')] }, 5],
      [snapshot({ 2: ['running', 0, 1] }), 10],
      [snapshot({ 2: ['running', 1, 1] }), 200],
      [snapshot({ 2: ['finished', 1, 1] }), 350],
      [executing('3'), 360],
      [success, 400],
    ];
    const state = heard.reduce((run, [event, atMs]) => reduceRunAt(run, event, atMs), createRun(promptId));
    expect(state.nodes).toMatchObject({ 1: { tookMs: null }, 2: { startedAtMs: 10, tookMs: 340 }, 3: { tookMs: 40 } });
  });

  it('follows node by node to success', () => {
    const state = run(
      started,
      { kind: 'execution-cached', promptId, nodeIds: [id('1')] },
      snapshot({ 2: ['running', 0, 1] }),
      executing('2'),
      { kind: 'progress', promptId, nodeId: id('2'), value: 3, max: 20 },
    );
    expect(state).toMatchObject({ state: 'running', startedAtMs: 1000, currentNodeId: '2' });
    expect(state.nodes).toMatchObject({ 1: { state: 'cached' }, 2: { state: 'running', value: 3, max: 20 } });
    const ended = reduceRun(state, success);
    expect(ended).toMatchObject({ state: 'done', currentNodeId: null, nodes: { 1: { state: 'cached' }, 2: { state: 'done' } } });
  });

  it('is not ended by `executing` without a node', () => {
    const state = run(started, executing('2'), executing(null));
    expect(state).toMatchObject({ state: 'running', currentNodeId: null });
    expect(reduceRun(state, { kind: 'executed', promptId, nodeId: id('2'), displayNodeId: id('2'), output: { images: [] } })).toMatchObject(
      {
        nodes: { 2: { output: { images: [] } } },
      },
    );
  });

  it('changes nothing once over, whatever comes late', () => {
    const ended = run(started, executing('2'), success);
    const late: RunEvent[] = [started, executing('2'), failure(), snapshot({ 2: ['running', 0, 1] }), { ...started, timestampMs: 9000 }];
    for (const event of late) expect(reduceRun(ended, event)).toBe(ended);
    expect(loseTrackOf(ended)).toBe(ended);
    expect(endRun(ended, 'failed')).toBe(ended);
  });

  it('goes on after a blocked output and keeps the reason on the node', () => {
    const state = run(started, executing('5'), failure('ExecutionBlocked'));
    expect(state).toMatchObject({ state: 'running', error: null, nodes: { 5: { state: 'running', text: 'boom' } } });
    expect(reduceRun(state, success).state).toBe('done');
  });

  it('marks the failing node and no other', () => {
    const state = run(started, snapshot({ 4: ['running', 1, 2], 5: ['running', 0, 1] }), failure());
    expect(state).toMatchObject({ state: 'failed', error: { exceptionType: 'ValueError' } });
    expect(state.nodes).toMatchObject({ 4: { state: 'waiting' }, 5: { state: 'failed' } });
  });

  it('stops the running node when interrupted', () => {
    const state = run(started, executing('2'), { kind: 'execution-interrupted', promptId });
    expect(state).toMatchObject({ state: 'cancelled', nodes: { 2: { state: 'waiting' } } });
    expect(isRunOver(state)).toBe(true);
  });
});

describe('nodes', () => {
  it('concludes that a node is through from the next one only where no snapshots are sent', () => {
    expect(run(started, executing('2'), executing('3')).nodes).toMatchObject({ 2: { state: 'done' }, 3: { state: 'running' } });
    const both = run(started, snapshot({ 2: ['running', 0, 1] }), executing('2'), executing('3'));
    expect(both.nodes).toMatchObject({ 2: { state: 'running' }, 3: { state: 'running' } });
  });

  it('shows an expansion on the node the user sees', () => {
    const state = run(
      started,
      executing('12'),
      snapshot({ 12: ['finished', 1, 1], '12.0.0.3': ['running', 2, 8, '12'] }),
      executing('12.0.0.3', '12'),
      { kind: 'progress', promptId, nodeId: id('12.0.0.3'), value: 5, max: 8 },
    );
    expect(Object.keys(state.nodes)).toEqual(['12']);
    expect(state.nodes).toMatchObject({ 12: { state: 'running', value: 5, max: 8 } });
  });

  it('joins what several nodes of one expansion show, each item once', () => {
    const shown = (node: string, filename: string): RunEvent => {
      return {
        kind: 'executed',
        promptId,
        nodeId: id(node),
        displayNodeId: id('12'),
        output: { images: [{ filename, subfolder: '', type: 'temp' }] },
      };
    };
    const state = run(started, shown('12.0.0.1', 'a.png'), shown('12.0.0.2', 'b.png'), shown('12.0.0.2', 'b.png'));
    expect(state.nodes[id('12')]?.output?.['images']).toMatchObject([{ filename: 'a.png' }, { filename: 'b.png' }]);
  });

  it('ignores steps that arrive after the node is through', () => {
    const done = run(started, snapshot({ 2: ['finished', 1, 1] }));
    expect(reduceRun(done, { kind: 'progress', promptId, nodeId: id('2'), value: 3, max: 20 })).toBe(done);
  });

  it('keeps a cached node cached when its output is sent again', () => {
    const state = run(
      started,
      { kind: 'execution-cached', promptId, nodeIds: [id('3')] },
      { kind: 'executed', promptId, nodeId: id('3'), displayNodeId: id('3'), output: { images: [] } },
      snapshot({ 3: ['finished', 1, 1] }),
    );
    expect(state.nodes).toMatchObject({ 3: { state: 'cached', output: { images: [] } } });
  });

  it('answers the same reference when an event says nothing new', () => {
    const state = run(started, snapshot({ 2: ['running', 1, 4] }), executing('2'));
    for (const event of [started, executing('2'), snapshot({ 2: ['running', 1, 4] })]) expect(reduceRun(state, event)).toBe(state);
  });
});

describe('missed events', () => {
  it('is unknown after a gap and running again with the first proof', () => {
    const lost = loseTrackOf(run(started, executing('2')));
    expect(lost.state).toBe('unknown');
    expect(reduceRun(lost, { kind: 'text', nodeId: id('2'), text: 'hello' }).state).toBe('unknown');
    expect(reduceRun(lost, executing(null)).state).toBe('unknown');
    expect(reduceRun(lost, { kind: 'progress', promptId, nodeId: id('2'), value: 1, max: 2 }).state).toBe('running');
  });

  it('begins anew when the same job is started a second time', () => {
    const again = run(started, snapshot({ 2: ['finished', 1, 1] }), { ...started, timestampMs: 5000 });
    expect(again).toMatchObject({ startedAtMs: 5000, nodes: {} });
  });

  it('takes the end from history', () => {
    const ended = endRun(run(started, executing('2')), 'failed', {
      nodeId: id('7'),
      nodeType: 'X',
      exceptionType: 'E',
      message: 'm',
      traceback: [],
      currentInputs: {},
    });
    expect(ended).toMatchObject({ state: 'failed', nodes: { 2: { state: 'waiting' }, 7: { state: 'failed' } } });
  });
});
