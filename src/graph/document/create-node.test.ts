import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { sketchTypes, TYPES } from './fixtures/small-graph';
import { createNode, createVirtualNode, estimateNodeSize, withSyncedInputs } from './create-node';
import { toLinkId } from './ids';
import type { NodeType, NodeTypes } from '../node-types/node-type';
import { withWidgetValue } from './widgets';
import { writeNode } from './write-node';

const place = { id: toNodeId(3), position: { x: 10, y: 20 } };

function typeOf(types: NodeTypes, name: string): NodeType {
  const type = types.get(name);
  if (type === undefined) throw new Error(name);
  return type;
}

describe('a new node', () => {
  it('has defaults and the saved form of the official frontend: sockets first, then widgets', () => {
    const json = writeNode(createNode(typeOf(TYPES, 'Sampler'), place));
    expect(json).toMatchObject({
      id: 3,
      type: 'Sampler',
      pos: [10, 20],
      mode: 0,
      flags: {},
      properties: { 'Node name for S&R': 'Sampler' },
      widgets_values: [0, 'randomize', 20],
      outputs: [{ name: 'LATENT', type: 'LATENT', links: null }],
    });
    expect(json['inputs']).toEqual([
      { name: 'model', type: 'MODEL', link: null },
      { name: 'positive', type: 'CONDITIONING', link: null },
      { name: 'latent', type: 'LATENT', link: null },
      { name: 'seed', type: 'INT', widget: { name: 'seed' }, link: null },
      { name: 'steps', type: 'INT', widget: { name: 'steps' }, link: null },
    ]);
  });

  it('marks optional inputs hollow and list outputs with a grid', () => {
    const types = sketchTypes({ T: { optional: { a: ['IMAGE'] }, output: ['IMAGE'], entry: { output_is_list: [true] } } });
    expect(writeNode(createNode(typeOf(types, 'T'), place))).toMatchObject({
      inputs: [{ name: 'a', shape: 7 }],
      outputs: [{ name: 'IMAGE', shape: 6 }],
    });
  });

  it('includes the inputs of the option a dynamic combo starts with', () => {
    const options = [{ key: 'k', inputs: { required: { n: ['INT', { default: 4 }] } } }];
    const node = createNode(typeOf(sketchTypes({ T: { inputs: { how: ['COMFY_DYNAMICCOMBO_V3', { options }] } } }), 'T'), place);
    expect(node.inputs.map(({ name }) => name)).toEqual(['how', 'how.n']);
    expect(node.widgetValues).toEqual({ form: 'array', values: ['k', 4] });
  });

  it('without widgets has no values', () => {
    expect(createNode(typeOf(TYPES, 'Switch'), place).widgetValues).toEqual({ form: 'none' });
  });
});

describe('virtual nodes', () => {
  it('have what their official form has', () => {
    expect(createVirtualNode('Reroute', place)).toMatchObject({ inputs: [{ name: '', type: '*' }], outputs: [{ name: '', type: '*' }] });
    expect(createVirtualNode('Note', place).widgetValues).toEqual({ form: 'array', values: [''] });
  });
});

describe('syncing inputs', () => {
  const options = [
    { key: 'image', inputs: { required: { other: ['IMAGE', {}] } } },
    { key: 'size', inputs: { required: { n: ['INT'] } } },
  ];
  const type = typeOf(sketchTypes({ T: { inputs: { how: ['COMFY_DYNAMICCOMBO_V3', { options }], end: ['MASK'] } } }), 'T');

  it('follows the chosen option and keeps links of equal name', () => {
    const node = createNode(type, place);
    const wired = { ...node, inputs: node.inputs.map((input) => (input.name === 'end' ? { ...input, link: toLinkId(7) } : input)) };
    const changed = withSyncedInputs(withWidgetValue(wired, type, 'how', 'size'), type);
    expect(changed.inputs.map(({ name, link }) => [name, link])).toEqual([
      ['end', '7'],
      ['how', null],
      ['how.n', null],
    ]);
  });

  it('returns the same node when all is as it should be', () => {
    const node = createNode(type, place);
    expect(withSyncedInputs(node, type)).toBe(node);
  });
});

describe('estimated size', () => {
  it('grows with rows, texts and pictures, and stays within bounds', () => {
    const small = estimateNodeSize(typeOf(TYPES, 'Switch'));
    const text = estimateNodeSize(typeOf(TYPES, 'Text'));
    const picture = estimateNodeSize(typeOf(TYPES, 'Load'));
    expect(text.height).toBeGreaterThan(small.height);
    expect(picture.height).toBeGreaterThan(text.height);
    for (const size of [small, text, picture]) {
      expect(size.width).toBeGreaterThanOrEqual(140);
      expect(size.width).toBeLessThanOrEqual(400);
    }
  });
});
