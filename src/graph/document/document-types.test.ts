import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { NodeTypes } from '../node-types/node-type';
import { documentNodeTypes } from './document-types';
import { nodeOf, sketchDocument, TYPES } from './fixtures/small-graph';
import type { SubgraphId, WorkflowDocument } from './model';
import { selectSockets } from './sockets';
import { selectWidgets, withWidgetValue } from './widgets';

const DEFINITION: JsonObject = {
  id: 'def',
  name: 'Sampling',
  version: 1,
  state: { lastNodeId: 20, lastLinkId: 20 },
  inputs: [
    { id: 'i0', name: 'model', type: 'MODEL', linkIds: [1] },
    { id: 'i1', name: 'steps', type: 'INT', linkIds: [2], label: 'Steps' },
    { id: 'i2', name: 'noise', type: 'INT', linkIds: [3] },
  ],
  outputs: [{ id: 'o0', name: 'LATENT', type: 'LATENT', linkIds: [4] }],
  nodes: [
    {
      id: 12,
      type: 'Sampler',
      inputs: [
        { name: 'model', type: 'MODEL', link: 1 },
        { name: 'seed', type: 'INT', widget: { name: 'seed' }, link: 3 },
        { name: 'steps', type: 'INT', widget: { name: 'steps' }, link: 2 },
      ],
      outputs: [{ name: 'LATENT', type: 'LATENT', links: [4] }],
      widgets_values: [77, 'increment', 8],
    },
  ],
  links: [
    { id: 1, origin_id: -10, origin_slot: 0, target_id: 12, target_slot: 0, type: 'MODEL' },
    { id: 2, origin_id: -10, origin_slot: 1, target_id: 12, target_slot: 9, type: 'INT' },
    { id: 3, origin_id: -10, origin_slot: 2, target_id: 12, target_slot: 8, type: 'INT' },
    { id: 4, origin_id: 12, origin_slot: 0, target_id: -20, target_slot: 0, type: 'LATENT' },
  ],
  groups: [],
};

function instance(host: JsonObject, definitions: readonly JsonValue[] = [DEFINITION]): { document: WorkflowDocument; types: NodeTypes } {
  const document = sketchDocument([{ id: 5, type: 'def', ...host }], [], { definitions: { subgraphs: definitions } });
  return { document, types: documentNodeTypes(document, TYPES) };
}

function promoted(host: JsonObject): Readonly<Record<string, JsonValue>> {
  const { document, types } = instance(host);
  return Object.fromEntries(selectWidgets(nodeOf(document, 5), types.get('def')).map(({ name, value }) => [name, value]));
}

describe('the type of a subgraph', () => {
  it('has the definition’s sockets, named as the definition is', () => {
    const { document, types } = instance({});
    const type = types.get('def');
    expect(type?.displayName).toBe('Sampling');
    const { inputs, outputs } = selectSockets(nodeOf(document, 5), type);
    expect(inputs.map(({ name, widget, label }) => [name, widget, label])).toEqual([
      ['model', false, undefined],
      ['steps', true, 'Steps'],
      ['noise', true, undefined],
    ]);
    expect(outputs).toMatchObject([{ name: 'LATENT', type: 'LATENT' }]);
  });

  it('keeps its identity while the definition is unchanged', () => {
    const { document, types } = instance({});
    const moved = { ...document, root: { ...document.root, groups: [] } };
    expect(documentNodeTypes(moved, TYPES).get('def')).toBe(types.get('def'));
    const definition = document.subgraphs.get('def' as SubgraphId);
    if (definition === undefined) throw new Error('no definition');
    const renamed = { ...document, subgraphs: new Map([[definition.id, { ...definition, name: 'Other' }]]) };
    expect(documentNodeTypes(renamed, TYPES).get('def')?.displayName).toBe('Other');
  });

  it('a definition inside itself does not hang', () => {
    const nodes = [{ id: 1, type: 'def', inputs: [{ name: 'model', type: 'MODEL', link: 1 }] }];
    const looped: JsonObject = {
      ...DEFINITION,
      nodes,
      links: [{ id: 1, origin_id: -10, origin_slot: 0, target_id: 1, target_slot: 0, type: 'MODEL' }],
    };
    expect(instance({}, [looped]).types.get('def')?.inputs).toHaveLength(3);
  });

  it('other classes are the server’s, notes are texts', () => {
    const { types } = instance({});
    expect(types.get('Sampler')).toBe(TYPES.get('Sampler'));
    expect(types.get('Note')?.inputs).toMatchObject([{ name: 'text', widget: { kind: 'string', isMultiline: true } }]);
  });
});

describe('values of promoted inputs', () => {
  it('form A: no proxies, in definition order, host wins', () => {
    expect(promoted({ widgets_values: [30, 5] })).toEqual({ steps: 30, noise: 5 });
  });

  it('form B: in proxy order, null places for values that stay inside', () => {
    const proxies = [
      ['-1', 'noise'],
      ['12', 'other'],
      ['-1', 'steps'],
    ];
    expect(promoted({ properties: { proxyWidgets: proxies }, widgets_values: [5, null, 30] })).toEqual({ steps: 30, noise: 5 });
    expect(promoted({ properties: { proxyWidgets: proxies }, widgets_values: [5] })).toEqual({ steps: 8, noise: 5 });
  });

  it('form C: an empty array means the inner values', () => {
    const proxyWidgets = [
      ['12', 'steps'],
      ['12', 'seed'],
      ['12', 'control_after_generate'],
    ];
    expect(promoted({ properties: { proxyWidgets }, widgets_values: [] })).toMatchObject({ steps: 8, noise: 77 });
  });

  it('form D: one value per proxy, the control in its place, previews none', () => {
    const proxyWidgets = [
      ['12', '$$canvas-image-preview'],
      ['12', 'seed'],
      ['12', 'control_after_generate'],
      ['12', 'steps'],
    ];
    expect(promoted({ properties: { proxyWidgets }, widgets_values: [5, 'fixed', 30] })).toEqual({
      steps: 30,
      noise: 5,
      'noise:control': 'fixed',
    });
  });

  it('form E: in the order of the instance’s inputs', () => {
    const inputs = [
      { name: 'noise', type: 'INT', link: null, widget: { name: 'noise' } },
      { name: 'steps', type: 'INT', link: null, widget: { name: 'steps' } },
    ];
    expect(promoted({ inputs, widgets_values: [5, 30] })).toEqual({ steps: 30, noise: 5 });
  });

  it('a longer array has a control slot after each seed', () => {
    expect(promoted({ widgets_values: [30, 5, 'fixed'] })).toEqual({ steps: 30, noise: 5, 'noise:control': 'fixed' });
  });

  it('old proxies carry the path of nested nodes in the name', () => {
    expect(promoted({ properties: { proxyWidgets: [['12', '12: 3: steps']] }, widgets_values: [30] })).toMatchObject({ steps: 30 });
  });

  it('two instances may differ, and writing one leaves the definition alone', () => {
    const { document, types } = instance({ widgets_values: [] });
    const changed = withWidgetValue(nodeOf(document, 5), types.get('def'), 'noise', 6);
    expect(changed.widgetValues).toEqual({ form: 'array', values: [8, 6] });
    expect(selectWidgets(changed, types.get('def')).map(({ value }) => value)).toEqual([8, 6]);
  });
});

describe('nesting', () => {
  const outer: JsonObject = {
    id: 'outer',
    name: 'Outer',
    inputs: [{ id: 'x', name: 'count', type: 'INT', linkIds: [9] }],
    outputs: [],
    nodes: [{ id: 3, type: 'def', inputs: [{ name: 'steps', type: 'INT', link: 9 }], widgets_values: [15, 1] }],
    links: [{ id: 9, origin_id: -10, origin_slot: 0, target_id: 3, target_slot: 0, type: 'INT' }],
  };

  it('a promoted widget of a promoted widget shows the value of the instance between', () => {
    const document = sketchDocument([{ id: 6, type: 'outer' }], [], { definitions: { subgraphs: [DEFINITION, outer] } });
    const type = documentNodeTypes(document, TYPES).get('outer');
    expect(type?.inputs).toMatchObject([{ name: 'count', isWidget: true, widget: { kind: 'int', default: 15 } }]);
    expect(type?.promoted).toEqual([{ name: 'count', innerNodeId: '3', innerName: 'steps' }]);
  });
});
