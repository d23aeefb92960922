import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { linked, sketchDocument, TYPES } from '../document/fixtures/small-graph';
import { exportPrompt, type ExportedPrompt } from './export-prompt';

/** One Scale inside: IMAGE in, `factor` promoted, IMAGE out. */
const SCALING: JsonObject = {
  id: 'scaling',
  name: 'Scaling',
  inputs: [
    { id: 'a', name: 'pic', type: 'IMAGE', linkIds: [1] },
    { id: 'b', name: 'by', type: 'FLOAT', linkIds: [2] },
  ],
  outputs: [{ id: 'c', name: 'IMAGE', type: 'IMAGE', linkIds: [3] }],
  nodes: [
    {
      id: 30,
      type: 'Scale',
      inputs: [linked('image', 'IMAGE', 1), linked('factor', 'FLOAT', 2, true)],
      outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [3] }],
      widgets_values: [1.5],
    },
  ],
  links: [
    { id: 1, origin_id: -10, origin_slot: 0, target_id: 30, target_slot: 0, type: 'IMAGE' },
    { id: 2, origin_id: -10, origin_slot: 1, target_id: 30, target_slot: 7, type: 'FLOAT' },
    { id: 3, origin_id: 30, origin_slot: 0, target_id: -20, target_slot: 0, type: 'IMAGE' },
  ],
};

/** Holds one Scaling. */
const OUTER: JsonObject = {
  id: 'outer',
  name: 'Outer',
  inputs: [
    { id: 'a', name: 'image', type: 'IMAGE', linkIds: [1] },
    { id: 'b', name: 'amount', type: 'FLOAT', linkIds: [2] },
  ],
  outputs: [{ id: 'c', name: 'IMAGE', type: 'IMAGE', linkIds: [3] }],
  nodes: [
    {
      id: 40,
      type: 'scaling',
      inputs: [linked('by', 'FLOAT', 2), linked('pic', 'IMAGE', 1)],
      outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [3] }],
      widgets_values: [2.5],
    },
  ],
  links: [
    { id: 1, origin_id: -10, origin_slot: 0, target_id: 40, target_slot: 0, type: 'IMAGE' },
    { id: 2, origin_id: -10, origin_slot: 1, target_id: 40, target_slot: 1, type: 'FLOAT' },
    { id: 3, origin_id: 40, origin_slot: 0, target_id: -20, target_slot: 0, type: 'IMAGE' },
  ],
};

function run(
  instance: JsonObject,
  definitions: readonly JsonValue[] = [SCALING, OUTER],
  others: readonly JsonObject[] = [],
): ExportedPrompt {
  const nodes = [
    { id: 1, type: 'Load', widgets_values: ['x.png'] },
    { id: 5, outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [90] }], ...instance },
    { id: 9, type: 'SaveImage', inputs: [linked('images', 'IMAGE', 90)], widgets_values: ['out'] },
    ...others,
  ];
  const links = [
    [11, 1, 0, 5, 0, 'IMAGE'],
    [12, 7, 0, 5, 1, 'FLOAT'],
    [90, 5, 0, 9, 0, 'IMAGE'],
  ];
  return exportPrompt(sketchDocument(nodes, links, { definitions: { subgraphs: definitions } }), TYPES);
}

function inputs(exported: ExportedPrompt, id: string): JsonValue | undefined {
  return (exported.prompt[id] as JsonObject | undefined)?.['inputs'];
}

const scaling: JsonObject = { type: 'scaling', inputs: [linked('pic', 'IMAGE', 11)] };
const outer: JsonObject = { type: 'outer', inputs: [linked('image', 'IMAGE', 11)] };

describe('an instance', () => {
  it('is opened: inner ids behind a colon, links through the boundary both ways', () => {
    const exported = run(scaling);
    expect(Object.keys(exported.prompt)).toEqual(['1', '9', '5:30']);
    expect(inputs(exported, '5:30')).toEqual({ image: ['1', 0], factor: 1.5 });
    expect(inputs(exported, '9')).toMatchObject({ images: ['5:30', 0] });
  });

  it('inputs are matched by name: compressed lists have other positions', () => {
    expect(
      inputs(run({ ...scaling, inputs: [{ name: 'by', type: 'FLOAT', link: null }, linked('pic', 'IMAGE', 11)] }), '5:30'),
    ).toMatchObject({ image: ['1', 0] });
  });

  it('an input listed twice counts with its link', () => {
    const inputsTwice = [{ name: 'pic', type: 'IMAGE', link: null }, linked('pic', 'IMAGE', 11)];
    expect(inputs(run({ ...scaling, inputs: inputsTwice }), '5:30')).toMatchObject({ image: ['1', 0] });
  });

  it('nested: ids grow, values come from the outermost that has one', () => {
    expect(inputs(run(outer), '5:40:30')).toEqual({ image: ['1', 0], factor: 2.5 });
    expect(inputs(run({ ...outer, widgets_values: [7] }), '5:40:30')).toEqual({ image: ['1', 0], factor: 7 });
  });

  it('a primitive wired to a promoted input wins', () => {
    const primitive = {
      id: 7,
      type: 'PrimitiveNode',
      outputs: [{ name: 'FLOAT', type: 'FLOAT', links: [12] }],
      widgets_values: [9, 'fixed'],
    };
    const host = { ...scaling, inputs: [linked('pic', 'IMAGE', 11), linked('by', 'FLOAT', 12, true)], widgets_values: [3] };
    expect(inputs(run(host, [SCALING], [primitive]), '5:30')).toMatchObject({ factor: 9 });
  });

  it('muted: nothing of it runs; bypassed: its outer inputs go through', () => {
    const muted = run({ ...scaling, mode: 2 });
    expect(Object.keys(muted.prompt)).toEqual(['1', '9']);
    expect(inputs(muted, '9')).toEqual({ filename_prefix: 'out' });
    expect(inputs(run({ ...scaling, mode: 4 }), '9')).toMatchObject({ images: ['1', 0] });
  });

  it('a nested one that is bypassed keeps its inner nodes, but consumers go around it', () => {
    const [inner] = OUTER['nodes'] as readonly JsonObject[];
    const exported = run(outer, [SCALING, { ...OUTER, nodes: [{ ...inner, mode: 4 }] }]);
    expect(Object.keys(exported.prompt)).toContain('5:40:30');
    expect(inputs(exported, '9')).toMatchObject({ images: ['1', 0] });
  });

  it('a link straight through a definition is followed outward', () => {
    const straight = { ...SCALING, links: [{ id: 8, origin_id: -10, origin_slot: 0, target_id: -20, target_slot: 0, type: 'IMAGE' }] };
    expect(inputs(run(scaling, [straight]), '9')).toMatchObject({ images: ['1', 0] });
  });

  it('a getter inside finds a setter outside', () => {
    const getting: JsonObject = {
      ...SCALING,
      nodes: [{ id: 31, type: 'GetNode', widgets_values: ['pic'], outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [8] }] }],
      links: [{ id: 8, origin_id: 31, origin_slot: 0, target_id: -20, target_slot: 0, type: 'IMAGE' }],
    };
    const setter = { id: 6, type: 'SetNode', inputs: [linked('IMAGE', 'IMAGE', 11)], widgets_values: ['pic'] };
    expect(inputs(run(scaling, [getting], [setter]), '9')).toMatchObject({ images: ['1', 0] });
  });
});

describe('hostile definitions', () => {
  it('one inside itself is an error, not an endless loop', () => {
    const looped = { ...SCALING, nodes: [{ id: 30, type: 'scaling', inputs: [] }] };
    expect(run(scaling, [looped]).diagnostics).toMatchObject([{ severity: 'error', code: 'subgraph-in-itself', nodeId: '5:30' }]);
  });

  it('a few that multiply to billions stop at the limit', () => {
    const levels = Array.from({ length: 12 }, (_, level) => ({
      id: level === 0 ? 'scaling' : `level${level}`,
      name: 'x',
      inputs: [],
      outputs: [],
      links: [],
      nodes: Array.from({ length: 10 }, (__, id) => ({ id, type: `level${level + 1}` })),
    }));
    const started = performance.now();
    expect(run(scaling, levels).diagnostics).toMatchObject([{ severity: 'error', code: 'too-many-nodes' }]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('the node behind an id', () => {
  it('is found with the instances to enter, expanded nodes under the one they came from', () => {
    const { visibleNodeOf } = run(outer);
    expect(visibleNodeOf('9')).toEqual({ path: [], nodeId: '9' });
    expect(visibleNodeOf('5:40:30')).toEqual({ path: ['5', '40'], nodeId: '30' });
    expect(visibleNodeOf('9.0.0.3')).toEqual({ path: [], nodeId: '9' });
    expect(visibleNodeOf('5:40:30.0.1')).toEqual({ path: ['5', '40'], nodeId: '30' });
    expect(visibleNodeOf('77')).toBeNull();
  });
});

describe('group nodes', () => {
  const group: JsonObject = {
    nodes: [
      { type: 'Reroute', index: 0, inputs: [{ name: '', type: '*', link: null }], outputs: [{ name: '', type: '*' }] },
      {
        type: 'Scale',
        index: 1,
        inputs: [{ name: 'image', type: 'IMAGE', link: null }],
        outputs: [{ name: 'IMAGE', type: 'IMAGE' }],
        widgets_values: [1],
      },
      {
        type: 'Scale',
        index: 2,
        inputs: [{ name: 'image', type: 'IMAGE', link: null }],
        outputs: [{ name: 'IMAGE', type: 'IMAGE' }],
        widgets_values: [1],
      },
    ],
    links: [
      [null, 0, 0, 0, 3, 'IMAGE'],
      [0, 0, 1, 0, 8, 'IMAGE'],
      [1, 0, 2, 0, 9, 'IMAGE'],
    ],
    external: [],
  };

  const runGroup = (definition: JsonObject, type = 'workflow>Two'): ExportedPrompt => {
    const nodes = [
      { id: 1, type: 'Load', widgets_values: ['x.png'] },
      {
        id: 5,
        type,
        inputs: [linked('IMAGE', 'IMAGE', 11)],
        outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [90] }],
        widgets_values: [3, 4],
      },
      { id: 9, type: 'SaveImage', inputs: [linked('images', 'IMAGE', 90)], widgets_values: ['out'] },
    ];
    const links = [
      [11, 1, 0, 5, 0, 'IMAGE'],
      [90, 5, 0, 9, 0, 'IMAGE'],
    ];
    return exportPrompt(sketchDocument(nodes, links, { extra: { groupNodes: { Two: definition } } }), TYPES);
  };

  it('are opened by index, values handed out in order, both spellings of the type', () => {
    for (const type of ['workflow>Two', 'workflow/Two']) {
      const exported = runGroup(group, type);
      expect(inputs(exported, '5:1')).toEqual({ image: ['1', 0], factor: 3 });
      expect(inputs(exported, '5:2')).toEqual({ image: ['5:1', 0], factor: 4 });
      expect(inputs(exported, '9')).toMatchObject({ images: ['5:2', 0] });
    }
  });

  it('an output used inside is an outer one too when listed or switched on', () => {
    expect(inputs(runGroup({ ...group, external: [[1, 0, 'IMAGE']] }), '9')).toMatchObject({ images: ['5:1', 0] });
    expect(inputs(runGroup({ ...group, config: { '1': { output: { '0': { visible: true } } } } }), '9')).toMatchObject({
      images: ['5:1', 0],
    });
  });

  it('their members show on the group node', () => {
    expect(runGroup(group).visibleNodeOf('5:2')).toEqual({ path: [], nodeId: '5' });
  });

  it('without a definition they are sent as the class they name, so that the server says what is missing', () => {
    expect(runGroup(group, 'workflow>Gone').prompt['5']).toMatchObject({ class_type: 'workflow>Gone' });
  });
});
