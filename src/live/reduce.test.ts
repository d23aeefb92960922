import { describe, expect, it } from 'vitest';
import { MAX_LOG_LINES, MAX_RUNS_KEPT } from '@/config/limits';
import { toClientId, toNodeId, toPromptId } from '@/protocol/ids';
import type { ServerEvent } from '@/protocol/server-event';
import { createLiveState, loseTrackOfRuns, reduceLive as reduceLiveAt, withoutRuns } from './reduce';
import type { LiveState } from './state';

const begin = createLiveState(toClientId('c'));
const start = (id: string): ServerEvent => ({ kind: 'execution-start', promptId: toPromptId(id), timestampMs: 1 });
const success = (id: string): ServerEvent => ({ kind: 'execution-success', promptId: toPromptId(id) });
const executing = (node: string | null, id?: string): ServerEvent => ({
  kind: 'executing',
  nodeId: node === null ? null : toNodeId(node),
  displayNodeId: null,
  ...(id === undefined ? {} : { promptId: toPromptId(id) }),
});

const reduceLive = (state: LiveState, event: ServerEvent): LiveState => reduceLiveAt(state, event, 0);

function reduce(...events: ServerEvent[]): LiveState {
  return events.reduce(reduceLive, begin);
}

describe('live state', () => {
  it('gives events without a prompt id to the active run', () => {
    const state = reduce(start('a'), executing('3'));
    expect(state).toMatchObject({ activePromptId: 'a', runs: { a: { currentNodeId: '3' } } });
    expect(reduceLive(begin, executing('3'))).toBe(begin);
  });

  it('gives them to nobody while the active run may have ended unheard', () => {
    const lost = loseTrackOfRuns(reduce(start('a'), executing('3', 'a')));
    expect(lost.runs[toPromptId('a')]?.state).toBe('unknown');
    expect(reduceLive(lost, executing('4'))).toBe(lost);
    expect(reduceLive(lost, executing('4', 'a')).runs[toPromptId('a')]).toMatchObject({ state: 'running', currentNodeId: '4' });
  });

  it('has no active run any more once that was looked for in vain', () => {
    const state = reduce(start('a'));
    expect(loseTrackOfRuns(state).activePromptId).toBe('a');
    expect(loseTrackOfRuns(state, [toPromptId('a')])).toMatchObject({ activePromptId: null, runs: { a: { state: 'unknown' } } });
    expect(loseTrackOfRuns(state, [toPromptId('b')])).toBe(state);
  });

  it('has no active run once it ended, and keeps the run', () => {
    expect(reduce(start('a'), success('a'))).toMatchObject({ activePromptId: null, runs: { a: { state: 'done' } } });
    expect(reduce(start('a'), executing(null, 'a'))).toMatchObject({ activePromptId: null, runs: { a: { state: 'running' } } });
  });

  it('does not begin a run from its last words', () => {
    expect(reduceLive(begin, executing(null, 'a'))).toBe(begin);
  });

  it('is the same for the same words', () => {
    const state = reduce({ kind: 'status', queueRemaining: 2 }, start('a'), success('a'));
    expect(reduceLive(state, { kind: 'status', queueRemaining: 2 })).toBe(state);
    expect(reduceLive(state, start('a'))).toBe(state);
    expect(reduceLive(state, { kind: 'unknown', type: 'x' })).toBe(state);
  });

  it('bounds runs, dropping those that are over first', () => {
    const events = Array.from({ length: MAX_RUNS_KEPT + 5 }, (_, index) => [
      start(`r${index}`),
      ...(index < 3 ? [] : [success(`r${index}`)]),
    ]);
    const state = reduce(...events.flat());
    expect(Object.keys(state.runs)).toHaveLength(MAX_RUNS_KEPT);
    expect(Object.keys(state.runs).slice(0, 4)).toEqual(['r0', 'r1', 'r2', 'r8']);
  });

  it('bounds log lines to the newest', () => {
    const lines = (count: number, from: number): ServerEvent => ({
      kind: 'logs',
      entries: Array.from({ length: count }, (_, index) => ({ t: '', m: String(from + index) })),
    });
    const { logs } = reduce(lines(MAX_LOG_LINES, 0), lines(3, MAX_LOG_LINES));
    expect([logs.lines.length, logs.lines[0]?.m, logs.lines.at(-1)?.m]).toEqual([MAX_LOG_LINES, '3', String(MAX_LOG_LINES + 2)]);
  });

  it('forgets only runs that are over', () => {
    const state = withoutRuns(reduce(start('a'), success('a'), start('b')), [toPromptId('a'), toPromptId('b')]);
    expect(Object.keys(state.runs)).toEqual(['b']);
  });
});
