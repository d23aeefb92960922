import { expect, it } from 'vitest';
import { createDocument } from '@/graph/document/create-document';
import { createNode } from '@/graph/document/create-node';
import type { WorkflowDocument } from '@/graph/document/model';
import { addNode } from '@/graph/edit/nodes';
import { setWidgetValue } from '@/graph/edit/widget';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import type { JsonValue } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import { willRepeat } from './will-repeat';

const { nodeTypes } = parseNodeTypes(
  new Map([
    [
      'Sampler',
      {
        input: {
          required: {
            seed: ['INT', { default: 0, min: 0, max: 1000, control_after_generate: true }],
            text: ['STRING', { multiline: true, dynamicPrompts: true }],
          },
        },
        output: [],
        output_node: true,
      },
    ],
  ]),
);

function documentWith(values: Readonly<Record<string, JsonValue>>): WorkflowDocument {
  const nodeType = nodeTypes.get('Sampler');
  if (nodeType === undefined) throw new Error('no such type');
  const node = createNode(nodeType, { id: toNodeId(1), position: { x: 0, y: 0 } });
  const document = addNode(createDocument(), { graphId: 'root', node });
  return Object.entries(values).reduce(
    (current, [name, value]) => setWidgetValue(current, { graphId: 'root', nodeId: toNodeId(1), name, value, nodeTypes }),
    document,
  );
}

it.each([
  ['randomize', false],
  ['increment', false],
  ['fixed', true],
])('a seed that is set to %s', (mode, expected) => {
  expect(willRepeat(documentWith({ 'seed:control': mode, seed: 0 }), nodeTypes)).toBe(expected);
  expect(willRepeat(documentWith({ 'seed:control': mode, seed: 1000 }), nodeTypes)).toBe(mode === 'increment' ? true : expected);
});

it('choices in a text make each run another, a plain text does not', () => {
  expect(willRepeat(documentWith({ 'seed:control': 'fixed', text: 'a {red|blue} boat' }), nodeTypes)).toBe(false);
  expect(willRepeat(documentWith({ 'seed:control': 'fixed', text: 'a red boat' }), nodeTypes)).toBe(true);
});

it('an empty workflow stays as it is', () => {
  expect(willRepeat(createDocument(), nodeTypes)).toBe(true);
});
