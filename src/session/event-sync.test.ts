import { describe, expect, it } from 'vitest';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { ServerEvent } from '@/protocol/server-event';
import { buildError } from '@/testing/builders';
import { planSync } from './event-sync';

const promptId = toPromptId('a');

describe('what an event asks for', () => {
  const failed = (exceptionType: string): ServerEvent => ({ kind: 'execution-error', promptId, error: buildError({ exceptionType }) });

  it('is the queue for everything that changes it', () => {
    expect(planSync({ kind: 'status', queueRemaining: 1 })).toEqual({ refresh: ['queue'], settle: null });
    expect(planSync({ kind: 'execution-start', promptId })).toEqual({ refresh: ['queue'], settle: null });
  });

  it('is the history entry for everything that may end a run', () => {
    const ends: ServerEvent[] = [
      { kind: 'execution-success', promptId },
      { kind: 'execution-interrupted', promptId },
      failed('ValueError'),
      { kind: 'executing', promptId, nodeId: null, displayNodeId: null },
    ];
    expect(ends.map((event) => planSync(event).settle)).toEqual([promptId, promptId, promptId, promptId]);
  });

  it('is nothing for progress, and nothing for a blocked output', () => {
    const quiet: ServerEvent[] = [
      { kind: 'progress', promptId, nodeId: toNodeId('1'), value: 1, max: 2 },
      { kind: 'progress-state', promptId, nodes: [] },
      { kind: 'executing', promptId, nodeId: toNodeId('1'), displayNodeId: toNodeId('1') },
      { kind: 'unknown', type: 'custom' },
      failed('ExecutionBlocked'),
    ];
    for (const event of quiet) expect(planSync(event)).toEqual({ refresh: [], settle: null });
  });
});
