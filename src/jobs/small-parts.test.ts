import { describe, expect, it } from 'vitest';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { buildHistory, buildHistoryEntry, buildJob, buildRun } from '@/testing/builders';
import { toNewest, withEntry, withoutEntries } from './history-window';
import { countNodes, selectNodeShare, selectOverallShare } from './run-progress';
import { toTiming } from './timing';
import { findSubmissionId, findWorkflow, findWorkflowName } from './workflow-name';

describe('timing', () => {
  it('is the distance of two server times', () => {
    expect(toTiming(buildJob('a', { createdAtMs: 100, startedAtMs: 400, endedAtMs: 1_400 }))).toEqual({ waitedMs: 300, ranMs: 1_000 });
  });
  it('is unknown where an end is missing or time runs backwards', () => {
    expect(toTiming(buildJob('a', { createdAtMs: null, startedAtMs: 400, endedAtMs: 300 }))).toEqual({ waitedMs: null, ranMs: null });
  });
});

describe('names inside a prompt', () => {
  it('are found only where they are texts', () => {
    const workflow = { extra: { comfydeck: { name: 'Portrait' } } };
    expect(findWorkflowName(findWorkflow({ extra_pnginfo: { workflow } }))).toBe('Portrait');
    expect(findWorkflowName({ extra: { comfydeck: { name: 7 } } })).toBeNull();
    expect(findWorkflowName({ extra: [] })).toBeNull();
    expect(findWorkflow({ extra_pnginfo: { workflow: null } })).toBeNull();
    expect([findSubmissionId({ comfydeck_id: 'x' }), findSubmissionId({ comfydeck_id: 3 }), findSubmissionId({})]).toEqual([
      'x',
      null,
      null,
    ]);
  });
});

describe('a cached history', () => {
  it('takes a new entry as the newest and a known one in its place', () => {
    const history = buildHistory(['a', 'b']);
    const again = buildHistoryEntry('a', { end: 'error' });
    const next = [buildHistoryEntry('c'), again].reduce(withEntry, history);
    expect(next.entries.map((entry) => entry.promptId)).toEqual(['a', 'b', 'c']);
    expect(next.entries[0]).toBe(again);
    expect(withEntry(next, again)).toBe(next);
  });

  it('puts an entry where it belongs by its end, whatever order the answers come in', () => {
    const entry = (id: string, startedAtMs: number) => buildHistoryEntry(id, { startedAtMs });
    const history = [entry('a', 1_000), entry('c', 3_000), entry('b', 2_000)].reduce(withEntry, buildHistory());
    expect(history.entries.map((one) => one.promptId)).toEqual(['a', 'b', 'c']);
  });
  it('keeps the newest only', () => {
    const history = buildHistory(['a', 'b', 'c']);
    expect(toNewest(history, 2).entries.map((entry) => entry.promptId)).toEqual(['b', 'c']);
    expect(toNewest(history, 3)).toBe(history);
  });
  it('loses entries by id', () => {
    const history = buildHistory(['a', 'b']);
    expect(withoutEntries(history, new Set([toPromptId('a')])).entries.map((entry) => entry.promptId)).toEqual(['b']);
    expect(withoutEntries(history, new Set([toPromptId('z')]))).toBe(history);
  });
});

describe('share of a run', () => {
  const prompt = {
    '1': { class_type: 'A', inputs: {} },
    '2': { class_type: 'B', inputs: { x: ['1', 0], list: [1, 2] } },
    '3': { class_type: 'C', inputs: { x: ['2', 0], y: ['1', 0], gone: ['9', 0] } },
    '4': { class_type: 'Unused', inputs: { x: ['4', 0] } },
  };
  it('counts what the outputs need, once', () => {
    expect(countNodes(prompt, [toNodeId('3')])).toBe(3);
    expect(countNodes(prompt, [])).toBe(4);
  });
  it('counts passed nodes, and the steps of those under way', () => {
    const node = { value: 0, max: 0, output: null, text: null, startedAtMs: null, tookMs: null };
    const nodes = {
      [toNodeId('1')]: { ...node, state: 'cached' as const },
      [toNodeId('2')]: { ...node, state: 'running' as const, value: 5, max: 20 },
      [toNodeId('3')]: { ...node, state: 'waiting' as const },
    };
    expect(selectOverallShare(buildRun('a', { nodes, nodeCount: 5 }))).toBe(0.25);
    expect(selectOverallShare(buildRun('a', { nodes }))).toBeNull();
    expect(selectNodeShare({ ...node, state: 'running', value: 3, max: 0 })).toBe(0);
  });
});
