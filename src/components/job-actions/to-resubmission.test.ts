import { describe, expect, it } from 'vitest';
import { toClientId, toNodeId, toPromptId } from '@/protocol/ids';
import { buildQueueItem, TINY_PROMPT } from '@/testing/builders';
import { fromQueueItem, fromRequest } from './to-resubmission';

describe('a request kept by this page', () => {
  it('is repeated without ids and place', () => {
    const extraData = { extra_pnginfo: { workflow: { nodes: [] } }, preview_method: 'auto', comfydeck_id: 'old' };
    const request = { prompt: TINY_PROMPT, clientId: toClientId('c'), promptId: toPromptId('p'), front: true, number: 3, extraData };
    expect(fromRequest(request, 'portrait')).toEqual({
      prompt: TINY_PROMPT,
      name: 'portrait',
      extraData: { extra_pnginfo: { workflow: { nodes: [] } }, preview_method: 'auto' },
    });
  });

  it('keeps to the outputs it was for', () => {
    const request = { prompt: TINY_PROMPT, partialExecutionTargets: [toNodeId('2')] };
    expect(fromRequest(request, null).partialExecutionTargets).toEqual(['2']);
  });
});

describe('a prompt told by the server', () => {
  it('loses what was stamped on it, and the nulls that break servers', () => {
    const extraData = { client_id: 'c', create_time: 1, comfydeck_id: 'x', queued_by: 'Ada', extra_pnginfo: { workflow: null } };
    expect(fromQueueItem(buildQueueItem('p', { extraData }), null)).toEqual({
      prompt: TINY_PROMPT,
      name: null,
      extraData: { extra_pnginfo: {} },
      partialExecutionTargets: ['2'],
    });
    expect(fromQueueItem(buildQueueItem('p', { extraData: { extra_pnginfo: null } }), null).extraData).toEqual({});
  });

  it('gets back the wrapping of literal arrays, so that they do not count as wires', () => {
    const prompt = { '1': { class_type: 'A', inputs: { points: [1, 2], size: ['x', 0], wire: ['2', 0], n: 5 } }, '2': { class_type: 'B' } };
    expect(fromQueueItem(buildQueueItem('p', { prompt }), null).prompt).toEqual({
      '1': { class_type: 'A', inputs: { points: { __value__: [1, 2] }, size: { __value__: ['x', 0] }, wire: ['2', 0], n: 5 } },
      '2': { class_type: 'B' },
    });
  });
});
