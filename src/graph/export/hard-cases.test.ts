import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { linked, sketchDocument, sketchTypes } from '../document/fixtures/small-graph';
import { exportPrompt } from './export-prompt';

const types = sketchTypes({
  Load: { inputs: { image: [['x.png'], { image_upload: true }] }, output: ['IMAGE', 'MASK'] },
  Scale: { inputs: { image: ['IMAGE', {}], factor: ['FLOAT', { default: 2 }] }, output: ['IMAGE'] },
  Pass: { inputs: { first: ['*', {}], second: ['*', {}] }, output: ['*', '*'] },
  Noise: {
    inputs: { seed: ['INT', { control_after_generate: true }], steps: ['INT', {}], name: [['euler', 'heun'], {}] },
    output: ['IMAGE'],
  },
  Forced: { inputs: { kind: [['a', 'b'], { forceInput: true }], size: ['INT', {}] }, output: ['IMAGE'] },
  Words: { inputs: { text: ['STRING', { multiline: true, dynamicPrompts: true }] }, output: ['STRING'] },
  Video: { inputs: { images: ['IMAGE', {}], rate: ['FLOAT', { default: 8 }], format: [['gif', 'mp4'], {}] } },
  Save: { inputs: { images: ['IMAGE', {}] } },
  KSampler: { inputs: { sampler_name: [['euler', 'heun'], {}] } },
  Clip: { inputs: { save_output: ['BOOLEAN', { default: true }] } },
  Grow: {
    inputs: {
      before: ['INT', {}],
      pics: ['COMFY_AUTOGROW_V3', { template: { input: { required: { pic: ['IMAGE', {}] } }, prefix: 'pic', min: 1, max: 4 } }],
      after: ['INT', {}],
    },
  },
  Remote: {
    inputs: { file: ['COMBO', { remote: { route: '/list', refresh_button: true }, control_after_generate: true }], after: ['INT', {}] },
  },
  RemoteAlone: { inputs: { file: ['COMBO', { remote: { route: '/list' } }], after: ['INT', {}] } },
  PreviewAny: { inputs: { source: ['*', {}], after: ['INT', {}] } },
  Bend: { inputs: { curve: ['CURVE', {}], after: ['INT', {}] } },
});

function inputsOf(nodes: readonly JsonObject[], links: readonly JsonValue[] = [], rest: JsonObject = {}): Record<string, JsonValue> {
  const { prompt } = exportPrompt(sketchDocument(nodes, links, rest), types, { random: (words) => words.fill(0) });
  return Object.fromEntries(Object.entries(prompt).map(([id, node]) => [id, (node as JsonObject)['inputs'] ?? null]));
}

const LOAD: JsonObject = { id: 1, type: 'Load', widgets_values: ['x.png', 'image'] };
const wire = (id: number, from: readonly [number, number], to: readonly [number, number]): JsonObject => ({
  id,
  origin_id: from[0],
  origin_slot: from[1],
  target_id: to[0],
  target_slot: to[1],
  type: '*',
});
const slot = (name: string, type: string, linkIds: readonly number[]): JsonObject => ({ id: name, name, type, linkIds });

describe('a converted widget', () => {
  const source: JsonObject = { id: 2, type: 'Noise', widgets_values: [1, 'fixed', 2, 'heun'] };

  it.each<[string, JsonObject]>([
    [
      'of 2023: the widget with its whole configuration',
      { name: 'steps', type: 'INT', link: 7, widget: { name: 'steps', config: ['INT', {}] } },
    ],
    ['of 2024: the widget by name', { name: 'steps', type: 'INT', link: 7, widget: { name: 'steps' } }],
    [
      'since 1.16: beside the sockets of all others',
      { name: 'steps', type: 'INT', link: 7, widget: { name: 'steps' }, localized_name: 'steps' },
    ],
    ['without the mark', { name: 'steps', type: 'INT', link: 7 }],
  ])('%s', (_era, input) => {
    const nodes = [source, { id: 3, type: 'Noise', inputs: [input], widgets_values: [5, 'fixed', 6, 'heun'] }];
    expect(inputsOf(nodes, [[7, 2, 0, 3, 0, 'INT']])['3']).toEqual({ seed: 5, steps: ['2', 0], name: 'heun' });
  });

  it('whose link is gone keeps its value', () => {
    const converted = { name: 'steps', type: 'INT', link: null, widget: { name: 'steps' } };
    expect(inputsOf([{ id: 3, type: 'Noise', inputs: [converted], widgets_values: [5, 'fixed', 6, 'heun'] }])['3']).toMatchObject({
      steps: 6,
    });
  });
});

describe('saved values', () => {
  it.each<[string, readonly JsonValue[], JsonObject]>([
    ['with the control slot', [5, 'randomize', 6, 'heun'], { seed: 5, steps: 6, name: 'heun' }],
    ['with a truth value in the control slot', [5, true, 6, 'heun'], { seed: 5, steps: 6, name: 'heun' }],
    ['with nothing in the control slot', [5, null, 6, 'heun'], { seed: 5, steps: 6, name: 'heun' }],
    ['that end after the control slot', [5, 'fixed'], { seed: 5, steps: 0, name: 'euler' }],
    ['that end before it', [5], { seed: 5, steps: 0, name: 'euler' }],
    ['with surplus at the end', [5, 'fixed', 6, 'heun', '', null, 'text'], { seed: 5, steps: 6, name: 'heun' }],
    ['as an empty list', [], { seed: 0, steps: 0, name: 'euler' }],
  ])('%s', (_name, values, expected) => {
    expect(inputsOf([{ id: 3, type: 'Noise', widgets_values: values }])['3']).toEqual(expected);
  });

  it('a list of choices that must be an input has no slot', () => {
    expect(inputsOf([{ id: 3, type: 'Forced', widgets_values: [9] }])['3']).toEqual({ size: 9 });
    expect(inputsOf([{ id: 3, type: 'Forced', widgets_values: ['a', 9] }])['3']).toEqual({ size: 9 });
  });

  it('a choice from a remote list has a switch and a button behind it, then its control', () => {
    const values = ['a.png', false, 'refresh', 'fixed', '', 7];
    expect(inputsOf([{ id: 3, type: 'Remote', widgets_values: values }])['3']).toEqual({ file: 'a.png', after: 7 });
    expect(inputsOf([{ id: 3, type: 'RemoteAlone', widgets_values: ['a.png', false, 7] }])['3']).toEqual({ file: 'a.png', after: 7 });
  });

  it('a choice from a remote list that was never fetched is sent as it stands', () => {
    expect(inputsOf([{ id: 3, type: 'Remote' }])['3']).toEqual({ file: 'Loading...', after: 0 });
  });

  it('what a preview showed is surplus', () => {
    const values = [7, 'shown text', 'shown text', false];
    expect(inputsOf([{ id: 3, type: 'PreviewAny', widgets_values: values }])['3']).toEqual({ after: 7 });
  });

  it('by name, with widgets that no definition lists: sent; the preview is not', () => {
    const values = { rate: 12, format: 'mp4', crf: 19, pix_fmt: 'yuv420p', videopreview: { hidden: false } };
    expect(inputsOf([{ id: 3, type: 'Video', widgets_values: values }])['3']).toEqual({
      rate: 12,
      format: 'mp4',
      crf: 19,
      pix_fmt: 'yuv420p',
    });
  });
});

describe('values of classes that changed their ways', () => {
  it('a sampler by its name of 2023', () => {
    expect(inputsOf([{ id: 3, type: 'KSampler', widgets_values: ['sample_heun'] }])['3']).toEqual({ sampler_name: 'heun' });
  });

  it('a video saved under the old name of its switch', () => {
    expect(inputsOf([{ id: 3, type: 'Clip', widgets_values: { save_image: false } }])['3']).toEqual({ save_output: false });
    expect(inputsOf([{ id: 3, type: 'Clip', widgets_values: { save_output: true, save_image: false } }])['3']).toMatchObject({
      save_output: true,
    });
  });
});

describe('types of the third generation', () => {
  it('growing rows take no slot and are sent by row, as far as they are connected', () => {
    const row = (index: number, link: number | null): JsonObject => ({ name: `pics.pic${index}`, type: 'IMAGE', link });
    const grown = { id: 3, type: 'Grow', inputs: [row(0, 11), row(1, null), row(2, 12), row(3, null)], widgets_values: [5, 6] };
    const links = [
      [11, 1, 0, 3, 0, 'IMAGE'],
      [12, 1, 0, 3, 2, 'IMAGE'],
    ];
    expect(inputsOf([LOAD, grown], links)['3']).toEqual({ before: 5, after: 6, 'pics.pic0': ['1', 0], 'pics.pic2': ['1', 0] });
  });

  it('a curve is marked as one, whatever its form', () => {
    const points = [
      [0, 0],
      [1, 0.5],
    ];
    expect(inputsOf([{ id: 3, type: 'Bend', widgets_values: [points, 2] }])['3']).toEqual({
      curve: { __type__: 'CURVE', __value__: points },
      after: 2,
    });
    expect(inputsOf([{ id: 3, type: 'Bend', widgets_values: [{ points, interpolation: 'linear' }, 2] }])['3']).toMatchObject({
      curve: { __type__: 'CURVE', __value__: { points, interpolation: 'linear' } },
    });
  });
});

describe('bypass by any type', () => {
  const pass = (mode: number): JsonObject => ({
    id: 4,
    type: 'Pass',
    mode,
    inputs: [linked('first', '*', 20), linked('second', '*', 21)],
    outputs: [
      { name: 'a', type: '*' },
      { name: 'b', type: '*' },
    ],
  });
  const other: JsonObject = { id: 2, type: 'Load', widgets_values: ['x.png', 'image'] };
  const links = (at: number): readonly JsonValue[] => [
    [20, 1, 0, 4, 0, 'IMAGE'],
    [21, 2, 0, 4, 1, 'IMAGE'],
    [22, 4, at, 9, 0, '*'],
  ];
  const save: JsonObject = { id: 9, type: 'Save', inputs: [linked('images', 'IMAGE', 22)] };

  it('takes the opposite input', () => {
    expect(inputsOf([LOAD, other, pass(4), save], links(0))['9']).toEqual({ images: ['1', 0] });
    expect(inputsOf([LOAD, other, pass(4), save], links(1))['9']).toEqual({ images: ['2', 0] });
  });

  it('of an output with no input opposite takes the first', () => {
    const reroute = { id: 8, type: 'Reroute', inputs: [linked('', '*', 22)], outputs: [{ name: '', type: '*', links: [23] }] };
    const behind = { ...save, inputs: [linked('images', '*', 23)] };
    expect(inputsOf([LOAD, other, pass(4), reroute, behind], [...links(5), [23, 8, 0, 9, 0, '*']])['9']).toEqual({ images: ['1', 0] });
  });
});

/** Two Scale fed by one input of the definition, their factor by another; the second passes on the first. */
const twice = (
  nodes: { readonly first?: JsonObject; readonly second?: JsonObject; readonly more?: readonly JsonObject[] } = {},
): JsonObject => ({
  id: 'twice',
  name: 'Twice',
  inputs: [slot('pic', 'IMAGE', [1, 2]), slot('by', 'FLOAT', [3, 4])],
  outputs: [slot('IMAGE', 'IMAGE', [5])],
  nodes: [
    {
      id: 30,
      type: 'Scale',
      inputs: [linked('image', 'IMAGE', 1), linked('factor', 'FLOAT', 3, true)],
      widgets_values: [1.5],
      ...nodes.first,
    },
    {
      id: 31,
      type: 'Scale',
      inputs: [linked('image', 'IMAGE', 2), linked('factor', 'FLOAT', 4, true)],
      widgets_values: [7],
      ...nodes.second,
    },
    ...(nodes.more ?? []),
  ],
  links: [
    wire(1, [-10, 0], [30, 0]),
    wire(2, [-10, 0], [31, 0]),
    wire(3, [-10, 1], [30, 1]),
    wire(4, [-10, 1], [31, 1]),
    wire(5, [30, 0], [-20, 0]),
  ],
});

function runTwice(host: JsonObject, definition: JsonObject = twice(), others: readonly JsonObject[] = []): Record<string, JsonValue> {
  const instance = { id: 5, type: 'twice', inputs: [linked('pic', 'IMAGE', 11)], outputs: [{ name: 'IMAGE', type: 'IMAGE' }], ...host };
  const save = { id: 9, type: 'Save', inputs: [linked('images', 'IMAGE', 90)] };
  const links = [
    [11, 1, 0, 5, 0, 'IMAGE'],
    [12, 7, 0, 5, 1, 'FLOAT'],
    [90, 5, 0, 9, 0, 'IMAGE'],
  ];
  return inputsOf([LOAD, instance, save, ...others], links, { definitions: { subgraphs: [definition] } });
}

describe('inside a subgraph', () => {
  it('an input that feeds several nodes feeds them all, its value too', () => {
    expect(runTwice({ widgets_values: [3] })).toMatchObject({
      '5:30': { image: ['1', 0], factor: 3 },
      '5:31': { image: ['1', 0], factor: 3 },
    });
  });

  it('the value stands outside in the newest files too, where inner pictures shown on the instance take no place', () => {
    const previewExposures = [{ name: '$$canvas-image-preview', sourceNodeId: '30', sourcePreviewName: '$$canvas-image-preview' }];
    const host = {
      inputs: [{ name: 'by', type: 'FLOAT', link: null, widget: { name: 'by' } }, linked('pic', 'IMAGE', 11)],
      widgets_values: [3],
    };
    expect(runTwice({ ...host, properties: { previewExposures } })).toMatchObject({ '5:30': { image: ['1', 0], factor: 3 } });
  });

  it('a primitive outside feeds all that its input feeds', () => {
    const primitive = {
      id: 7,
      type: 'PrimitiveNode',
      outputs: [{ name: 'FLOAT', type: 'FLOAT', links: [12] }],
      widgets_values: [9, 'fixed'],
    };
    const host = { inputs: [linked('pic', 'IMAGE', 11), linked('by', 'FLOAT', 12, true)], widgets_values: [3] };
    expect(runTwice(host, twice(), [primitive])).toMatchObject({ '5:30': { factor: 9 }, '5:31': { factor: 9 } });
  });

  it('a bypassed node passes on what comes in through the boundary', () => {
    const prompt = runTwice({}, twice({ first: { mode: 4, outputs: [{ name: 'IMAGE', type: 'IMAGE' }] } }));
    expect(prompt['9']).toEqual({ images: ['1', 0] });
    expect(prompt['5:30']).toBeUndefined();
  });

  it('a muted node leaves the outer socket open', () => {
    expect(runTwice({}, twice({ first: { mode: 2 } }))['9']).toEqual({});
  });

  it('old and native reroutes change nothing', () => {
    const definition = twice({ first: { inputs: [linked('image', 'IMAGE', 7)] } });
    const reroute = { id: 40, type: 'Reroute', inputs: [linked('', '*', 6)], outputs: [{ name: '', type: '*', links: [7] }] };
    const links = [
      ...(definition['links'] as readonly JsonObject[]).slice(1),
      wire(6, [-10, 0], [40, 0]),
      { ...wire(7, [40, 0], [30, 0]), parentId: 2 },
    ];
    const reroutes = [
      { id: 1, pos: [0, 0], linkIds: [7] },
      { id: 2, parentId: 1, pos: [9, 0], linkIds: [7], floating: { slotType: 'output' } },
    ];
    const nodes = [...(definition['nodes'] as readonly JsonObject[]), reroute];
    expect(runTwice({}, { ...definition, nodes, links, reroutes })['5:30']).toMatchObject({ image: ['1', 0] });
  });

  it('a group node is opened there too', () => {
    const group = {
      nodes: [
        {
          type: 'Scale',
          index: 0,
          inputs: [{ name: 'image', type: 'IMAGE', link: null }],
          outputs: [{ name: 'IMAGE', type: 'IMAGE' }],
          widgets_values: [1],
        },
      ],
      links: [],
      external: [],
    };
    const host = {
      id: 30,
      type: 'workflow>One',
      inputs: [linked('image', 'IMAGE', 1)],
      outputs: [{ name: 'IMAGE', type: 'IMAGE' }],
      widgets_values: [6],
    };
    const definition: JsonObject = {
      ...twice(),
      nodes: [host],
      links: [wire(1, [-10, 0], [30, 0]), wire(5, [30, 0], [-20, 0])],
    };
    const instance = { id: 5, type: 'twice', inputs: [linked('pic', 'IMAGE', 11)] };
    const prompt = inputsOf([LOAD, instance], [[11, 1, 0, 5, 0, 'IMAGE']], {
      definitions: { subgraphs: [definition] },
      extra: { groupNodes: { One: group } },
    });
    expect(prompt['5:30:0']).toEqual({ image: ['1', 0], factor: 6 });
  });
});

describe('promoted widgets, by the form of the file', () => {
  const by = { '5:30': { factor: 3 } };

  it.each<[string, JsonObject]>([
    ['no list, one value each in order of the definition', { widgets_values: [3] }],
    ['a list of inputs', { properties: { proxyWidgets: [['-1', 'by']] }, widgets_values: [3] }],
    ['a list of inner widgets with the values outside', { properties: { proxyWidgets: [['30', 'factor']] }, widgets_values: [3] }],
    ['with a third part that tells them apart', { properties: { proxyWidgets: [['30', 'factor', '30']] }, widgets_values: [3] }],
    [
      'previews in between hold no value',
      {
        properties: {
          proxyWidgets: [
            ['31', '$$canvas-image-preview'],
            ['-1', 'by'],
          ],
        },
        widgets_values: [3],
      },
    ],
  ])('%s', (_form, host) => {
    expect(runTwice(host)).toMatchObject(by);
  });

  it.each<[string, JsonObject]>([
    ['an empty list of values', { properties: { proxyWidgets: [['30', 'factor']] }, widgets_values: [] }],
    ['null for a value that stays inside', { properties: { proxyWidgets: [['30', 'factor']] }, widgets_values: [null] }],
    ['no values at all', {}],
    ['a list that is no list', { properties: { proxyWidgets: { '0': ['30', 'factor'] } }, widgets_values: [] }],
  ])('%s: the inner value counts', (_form, host) => {
    expect(runTwice(host)).toMatchObject({ '5:30': { factor: 1.5 } });
  });
});

describe('named wires', () => {
  const get = (id: number, name: string, link: number): JsonObject => ({
    id,
    type: 'GetNode',
    widgets_values: [name],
    outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [link] }],
  });
  const set = (id: number, name: string, link: number, rest: JsonObject = {}): JsonObject => ({
    id,
    type: 'SetNode',
    inputs: [linked('IMAGE', 'IMAGE', link)],
    widgets_values: [name],
    ...rest,
  });
  const getting = (more: readonly JsonObject[] = [], links: readonly JsonObject[] = []): JsonObject => ({
    id: 'twice',
    name: 'Getting',
    inputs: [],
    outputs: [slot('IMAGE', 'IMAGE', [8])],
    nodes: [get(31, 'pic', 8), ...more],
    links: [wire(8, [31, 0], [-20, 0]), ...links],
  });

  it('a muted setter still passes its value', () => {
    expect(runTwice({ inputs: [] }, getting(), [set(6, 'pic', 11, { mode: 2 })])['9']).toEqual({ images: ['1', 0] });
  });

  it('the setter of the own graph comes before that of an enclosing one', () => {
    const inner = [{ ...LOAD, id: 33 }, set(32, 'pic', 9)];
    const prompt = runTwice({ inputs: [] }, getting(inner, [wire(9, [33, 0], [32, 0])]), [set(6, 'pic', 11)]);
    expect(prompt['9']).toEqual({ images: ['5:33', 0] });
  });

  it('two setters of one name are none, and so is a setter of a graph further in', () => {
    expect(runTwice({ inputs: [] }, getting(), [set(6, 'pic', 11), set(7, 'pic', 11)])['9']).toEqual({});
    const links = [
      [11, 1, 0, 6, 0, 'IMAGE'],
      [90, 8, 0, 9, 0, 'IMAGE'],
    ];
    const holder = {
      id: 'twice',
      name: 'Setting',
      inputs: [],
      outputs: [],
      nodes: [{ ...LOAD, id: 33 }, set(32, 'pic', 9)],
      links: [wire(9, [33, 0], [32, 0])],
    };
    const save = { id: 9, type: 'Save', inputs: [linked('images', 'IMAGE', 90)] };
    expect(inputsOf([{ id: 5, type: 'twice' }, get(8, 'pic', 90), save], links, { definitions: { subgraphs: [holder] } })['9']).toEqual({});
  });

  it('a getter wired to another setter is followed through both', () => {
    const nodes = [
      LOAD,
      set(6, 'a', 11),
      get(7, 'a', 12),
      set(8, 'b', 12),
      get(10, 'b', 90),
      { id: 9, type: 'Save', inputs: [linked('images', 'IMAGE', 90)] },
    ];
    const links = [
      [11, 1, 0, 6, 0, 'IMAGE'],
      [12, 7, 0, 8, 0, 'IMAGE'],
      [90, 10, 0, 9, 0, 'IMAGE'],
    ];
    expect(inputsOf(nodes, links)['9']).toEqual({ images: ['1', 0] });
  });
});

describe('odd ids', () => {
  it.each<[string, string | number, string | number]>([
    ['texts', 'load', 'scale'],
    ['texts of numbers', '1', '2'],
    ['negative numbers', -5, -7],
    ['the numbers a definition uses for its ends', -10, -20],
    ['with a colon, as a prompt opened as a workflow has', '5:12', '5:13'],
  ])('%s', (_name, first, second) => {
    const nodes = [
      { ...LOAD, id: first },
      { id: second, type: 'Scale', inputs: [linked('image', 'IMAGE', 1)], widgets_values: [3] },
    ];
    expect(inputsOf(nodes, [[1, first, 0, second, 0, 'IMAGE']])[String(second)]).toEqual({ image: [String(first), 0], factor: 3 });
  });

  it('links to notes and from notes are no links', () => {
    const nodes = [
      { id: 2, type: 'Note', widgets_values: ['read me'], outputs: [{ name: '', type: '*', links: [1] }] },
      { id: 3, type: 'Scale', inputs: [linked('image', 'IMAGE', 1)], widgets_values: [3] },
    ];
    expect(inputsOf(nodes, [[1, 2, 0, 3, 0, '*']])).toEqual({ '3': { factor: 3 } });
  });
});

describe('dynamic prompts', () => {
  it.each([
    ['{a|b}', 'a'],
    ['x // gone\ny', 'x \ny'],
    ['/* gone */x', 'x'],
    ['see http://example.org', 'see http:'],
    [String.raw`\{kept\|so\}`, '{kept|so}'],
    ['{|b} end', ' end'],
    ['{a|{b|c}', 'a'],
  ])('%j is sent as %j', (text, sent) => {
    expect(inputsOf([{ id: 3, type: 'Words', widgets_values: [text] }])['3']).toEqual({ text: sent });
  });
});
