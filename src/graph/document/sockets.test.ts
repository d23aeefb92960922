import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { linked, nodeOf, sketchDocument, sketchTypes, TYPES } from './fixtures/small-graph';
import type { GraphNode } from './model';
import { selectSockets } from './sockets';

function node(json: JsonObject): GraphNode {
  return nodeOf(sketchDocument([{ id: 1, ...json }]), 1);
}

describe('inputs', () => {
  it('come in the order of the definition, links matched by name whatever the saved order', () => {
    const subject = node({ type: 'Sampler', inputs: [linked('latent', 'LATENT', 3), linked('model', 'MODEL', 1)] });
    const { inputs } = selectSockets(subject, TYPES.get('Sampler'));
    expect(inputs.map(({ name, link, widget }) => [name, link, widget])).toEqual([
      ['model', '1', false],
      ['seed', null, true],
      ['steps', null, true],
      ['positive', null, false],
      ['latent', '3', false],
    ]);
    expect(inputs.map(({ savedIndex }) => savedIndex)).toEqual([1, null, null, null, 0]);
  });

  it('saved ones the definition lacks stay at the end; a socket of a vanished widget goes', () => {
    const subject = node({ type: 'Empty', inputs: [linked('extra', 'IMAGE', 1), linked('old', 'INT', 2, true)] });
    expect(selectSockets(subject, TYPES.get('Empty')).inputs.map(({ name, isKnown }) => [name, isKnown])).toEqual([
      ['width', true],
      ['extra', false],
    ]);
  });

  it('socketless widgets have no socket; optional inputs say so', () => {
    const types = sketchTypes({ T: { inputs: { a: ['INT', { socketless: true }], b: ['IMAGE'] }, optional: { c: ['MASK'] } } });
    expect(selectSockets(node({ type: 'T' }), types.get('T')).inputs.map(({ name, isOptional }) => [name, isOptional])).toEqual([
      ['b', false],
      ['c', true],
    ]);
  });

  it('growing inputs follow the links', () => {
    const template = { input: { required: { image: ['IMAGE'] } }, prefix: 'image', min: 1, max: 9 };
    const types = sketchTypes({ T: { inputs: { images: ['COMFY_AUTOGROW_V3', { template }] } } });
    const subject = node({ type: 'T', inputs: [linked('images.image0', 'IMAGE', 1)] });
    expect(selectSockets(subject, types.get('T')).inputs.map(({ name }) => name)).toEqual(['images.image0', 'images.image1']);
  });

  it('a label of the user wins over the definition’s', () => {
    const types = sketchTypes({ T: { inputs: { a: ['IMAGE', { display_name: 'Picture' }] } } });
    expect(selectSockets(node({ type: 'T' }), types.get('T')).inputs[0]?.label).toBe('Picture');
    expect(selectSockets(node({ type: 'T', inputs: [{ name: 'a', type: 'IMAGE', label: 'mine' }] }), types.get('T')).inputs[0]?.label).toBe(
      'mine',
    );
  });
});

describe('match types', () => {
  const types = sketchTypes({
    T: {
      inputs: { a: ['COMFY_MATCHTYPE_V3', { template: { template_id: 't', allowed_types: '*' } }] },
      output: ['COMFY_MATCHTYPE_V3'],
      entry: { output_matchtypes: ['t'] },
    },
  });

  it('take the saved concrete type once connected', () => {
    const subject = node({ type: 'T', inputs: [linked('a', 'IMAGE', 1)], outputs: [{ name: 'o', type: 'IMAGE', links: null }] });
    const sockets = selectSockets(subject, types.get('T'));
    expect(sockets.inputs[0]?.type).toBe('IMAGE');
    expect(sockets.outputs[0]?.type).toBe('IMAGE');
    expect(selectSockets(node({ type: 'T' }), types.get('T')).inputs[0]?.type).toBe('*');
  });
});

describe('outputs', () => {
  it('are matched by index: names and types of the definition, links and labels of the file', () => {
    const subject = node({ type: 'Load', outputs: [{ name: 'old', type: 'OLD', links: [4], label: 'pic' }] });
    expect(selectSockets(subject, TYPES.get('Load')).outputs).toMatchObject([
      { name: 'IMAGE', type: 'IMAGE', label: 'pic', links: ['4'] },
      { name: 'MASK', type: 'MASK', links: [] },
    ]);
  });

  it('lists are marked by the definition, and by shape where only the file knows', () => {
    const types = sketchTypes({ T: { output: ['IMAGE'], entry: { output_is_list: [true] } } });
    expect(selectSockets(node({ type: 'T' }), types.get('T')).outputs[0]?.isList).toBe(true);
    expect(selectSockets(node({ type: 'Gone', outputs: [{ name: 'a', type: 'X', shape: 6 }] }), undefined).outputs[0]?.isList).toBe(true);
  });
});

it('an unknown class has the sockets of the file', () => {
  const subject = node({
    type: 'Gone',
    inputs: [linked('a', 'X', 1), { name: 'b', type: 'Y', link: null, shape: 7 }],
    outputs: [{ name: 'o', type: 'Z', links: [2] }],
  });
  const { inputs, outputs } = selectSockets(subject, undefined);
  expect(inputs.map(({ name, link, isOptional }) => [name, link, isOptional])).toEqual([
    ['a', '1', false],
    ['b', null, true],
  ]);
  expect(outputs).toMatchObject([{ name: 'o', type: 'Z', links: ['2'], isKnown: false }]);
});
