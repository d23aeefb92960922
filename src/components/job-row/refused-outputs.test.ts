import { describe, expect, it } from 'vitest';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import { toNodeId } from '@/protocol/ids';
import { buildQueueItem, TINY_PROMPT } from '@/testing/builders';
import { findRefusedOutputs } from './refused-outputs';

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
