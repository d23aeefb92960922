import { describe, expect, it } from 'vitest';
import { createRun } from '@/jobs/run-progress';
import type { NodeRunState, RunProgress } from '@/jobs/job';
import { toNodeId, toPromptId } from '@/protocol/ids';
import { createLooks } from './run-looks';

const waiting: NodeRunState = { state: 'waiting', value: 0, max: 20, output: null, text: null, startedAtMs: null, tookMs: null };

function runWith(states: Readonly<Record<string, Partial<NodeRunState>>>): RunProgress {
  const nodes = Object.fromEntries(Object.entries(states).map(([id, node]) => [toNodeId(id), { ...waiting, ...node }]));
  return { ...createRun(toPromptId('p')), nodes };
}

describe('createLooks', () => {
  it('says so when a node begins, ends or a run is left, and keeps still while one only steps on', () => {
    const looks = createLooks();
    expect(looks.hasChanged(undefined)).toBe(false);
    expect(looks.hasChanged(runWith({ 1: { state: 'running', value: 1 } }))).toBe(true);
    expect(looks.hasChanged(runWith({ 1: { state: 'running', value: 2 } }))).toBe(false);
    expect(looks.hasChanged(runWith({ 1: { state: 'done' } }))).toBe(true);
    expect(looks.hasChanged(runWith({ 1: { state: 'done' }, 2: { state: 'running' } }))).toBe(true);
    expect(looks.hasChanged(undefined)).toBe(true);
  });
});
