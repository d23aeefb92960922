import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { linked, sketchDocument, sketchTypes, TYPES } from '../document/fixtures/small-graph';
import { writeWorkflow } from '../document/write-workflow';
import type { NodeTypes } from '../node-types/node-type';
import { exportPrompt } from './export-prompt';

function promptOf(
  nodes: readonly JsonObject[],
  links: readonly JsonValue[] = [],
  types: NodeTypes = TYPES,
  rest: JsonObject = {},
): JsonObject {
  return exportPrompt(sketchDocument(nodes, links, rest), types, { nowMs: new Date(2026, 2, 4, 5, 6, 7).getTime() }).prompt;
}

function inputsOf(prompt: JsonObject, id: string): JsonValue | undefined {
  return (prompt[id] as JsonObject | undefined)?.['inputs'];
}

const LOADER: JsonObject = { id: 1, type: 'Load', widgets_values: ['x.png', 'image'] };
const SAVE: JsonObject = { id: 9, type: 'SaveImage', inputs: [linked('images', 'IMAGE', 90)], widgets_values: ['out'] };

describe('a plain chain', () => {
  it('holds widgets, links as texts, class and title; control slots and buttons are not sent', () => {
    const nodes = [
      { id: 3, type: 'Model', title: 'My model', widgets_values: ['b.safetensors'] },
      { id: 4, type: 'Sampler', inputs: [linked('model', 'MODEL', 1)], widgets_values: [18446744073709551615n, 'randomize', 9] },
      LOADER,
    ];
    expect(promptOf(nodes, [[1, 3, 0, 4, 0, 'MODEL']])).toEqual({
      '1': { class_type: 'Load', inputs: { image: 'x.png' }, _meta: { title: 'Load' } },
      '3': { class_type: 'Model', inputs: { name: 'b.safetensors' }, _meta: { title: 'My model' } },
      '4': { class_type: 'Sampler', inputs: { seed: 18446744073709551615n, steps: 9, model: ['3', 0] }, _meta: { title: 'Sampler' } },
    });
  });

  it('a linked widget is sent as link, whatever its slot holds', () => {
    const types = sketchTypes({ A: { output: ['INT'] }, B: { inputs: { n: ['INT'] } } });
    const nodes = [
      { id: 1, type: 'A' },
      { id: 2, type: 'B', inputs: [linked('n', 'INT', 1, true)], widgets_values: [5] },
    ];
    expect(inputsOf(promptOf(nodes, [[1, 1, 0, 2, 0, 'INT']], types), '2')).toEqual({ n: ['1', 0] });
  });

  it('list values are wrapped, curves marked; empty lists of choices are not sent', () => {
    const types = sketchTypes({
      T: { inputs: { many: ['COMBO', { options: ['a'], multiselect: true }], curve: ['CURVE', {}], none: [[], {}] } },
    });
    expect(
      inputsOf(
        promptOf(
          [
            {
              id: 1,
              type: 'T',
              widgets_values: [
                ['a', 'b'],
                [
                  [0, 0],
                  [1, 1],
                ],
              ],
            },
          ],
          [],
          types,
        ),
        '1',
      ),
    ).toEqual({
      many: { __value__: ['a', 'b'] },
      curve: {
        __type__: 'CURVE',
        __value__: [
          [0, 0],
          [1, 1],
        ],
      },
    });
  });

  it('the count of a dynamic group is not sent, its rows are', () => {
    const types = sketchTypes({ T: { inputs: { rows: ['COMFY_DYNAMICGROUP_V3', { template: { required: { t: ['STRING'] } } }] } } });
    expect(inputsOf(promptOf([{ id: 1, type: 'T', widgets_values: [2, 'a', 'b'] }], [], types), '1')).toEqual({
      'rows.0.t': 'a',
      'rows.1.t': 'b',
    });
  });
});

describe('muted nodes', () => {
  it('are left out; a socket fed by one is missing, a widget keeps its value', () => {
    const types = sketchTypes({ A: { output: ['INT'] }, B: { inputs: { n: ['INT'], m: ['*', {}] } } });
    const nodes = [
      { id: 1, type: 'A', mode: 2 },
      { id: 2, type: 'B', inputs: [linked('n', 'INT', 1, true), linked('m', '*', 2)], widgets_values: [5] },
    ];
    const prompt = promptOf(
      nodes,
      [
        [1, 1, 0, 2, 0, 'INT'],
        [2, 1, 0, 2, 1, '*'],
      ],
      types,
    );
    expect(Object.keys(prompt)).toEqual(['2']);
    expect(inputsOf(prompt, '2')).toEqual({ n: 5 });
  });
});

describe('bypassed nodes', () => {
  const through = (middle: JsonObject, consumer: JsonObject, links: readonly JsonValue[]): JsonValue | undefined =>
    inputsOf(promptOf([LOADER, { id: 2, mode: 4, ...middle }, consumer], links), '9');

  it('pass on the input of the same slot if it fits', () => {
    const middle = { type: 'Scale', inputs: [linked('image', 'IMAGE', 1)] };
    expect(
      through(middle, SAVE, [
        [1, 1, 0, 2, 0, 'IMAGE'],
        [90, 2, 0, 9, 0, 'IMAGE'],
      ]),
    ).toMatchObject({ images: ['1', 0] });
  });

  it('else the first of the exact type', () => {
    const middle = { type: 'Switch', inputs: [linked('mask', 'MASK', 1), linked('image', 'IMAGE', 2)] };
    expect(
      through(middle, SAVE, [
        [1, 1, 1, 2, 0, 'MASK'],
        [2, 1, 0, 2, 1, 'IMAGE'],
        [90, 2, 0, 9, 0, 'IMAGE'],
      ]),
    ).toMatchObject({ images: ['1', 0] });
  });

  it('and nothing when none fits', () => {
    const middle = { type: 'Sampler', inputs: [linked('model', 'MODEL', 1)] };
    const result = through(middle, SAVE, [
      [1, 1, 0, 2, 0, 'MODEL'],
      [90, 2, 0, 9, 0, 'LATENT'],
    ]);
    expect(result).toEqual({ filename_prefix: 'out' });
  });

  it('chains of them are followed to the end', () => {
    const nodes = [
      LOADER,
      { id: 2, type: 'Scale', mode: 4, inputs: [linked('image', 'IMAGE', 1)] },
      { id: 3, type: 'Scale', mode: 4, inputs: [linked('image', 'IMAGE', 2)] },
      SAVE,
    ];
    const prompt = promptOf(nodes, [
      [1, 1, 0, 2, 0, 'IMAGE'],
      [2, 2, 0, 3, 0, 'IMAGE'],
      [90, 3, 0, 9, 0, 'IMAGE'],
    ]);
    expect(inputsOf(prompt, '9')).toMatchObject({ images: ['1', 0] });
  });

  it('sockets count before widgets, whatever the order of the definition', () => {
    const types = sketchTypes({
      A: { output: ['STRING'] },
      Mid: { inputs: { text: ['STRING'], in: ['STRING', { forceInput: true }] }, output: ['STRING'] },
      End: { inputs: { t: ['STRING', { forceInput: true }] } },
    });
    const nodes = [
      { id: 1, type: 'A' },
      { id: 2, type: 'Mid', mode: 4, inputs: [linked('in', 'STRING', 1)] },
      { id: 3, type: 'End', inputs: [linked('t', 'STRING', 2)] },
    ];
    expect(
      inputsOf(
        promptOf(
          nodes,
          [
            [1, 1, 0, 2, 0, 'STRING'],
            [2, 2, 0, 3, 0, 'STRING'],
          ],
          types,
        ),
        '3',
      ),
    ).toEqual({ t: ['1', 0] });
  });
});

describe('virtual nodes', () => {
  it('reroutes lead to their source, notes to nothing', () => {
    const nodes = [
      LOADER,
      { id: 2, type: 'Reroute', inputs: [linked('', '*', 1)], outputs: [{ name: '', type: '*', links: [90] }] },
      SAVE,
      { id: 5, type: 'Note', widgets_values: ['hi'] },
    ];
    const prompt = promptOf(nodes, [
      [1, 1, 0, 2, 0, '*'],
      [90, 2, 0, 9, 0, 'IMAGE'],
    ]);
    expect(Object.keys(prompt)).toEqual(['1', '9']);
    expect(inputsOf(prompt, '9')).toMatchObject({ images: ['1', 0] });
  });

  it('a primitive writes its value into direct targets, muted or not', () => {
    for (const mode of [0, 2]) {
      const nodes = [
        {
          id: 1,
          type: 'PrimitiveNode',
          mode,
          outputs: [{ name: 'INT', type: 'INT', links: [1], widget: { name: 'steps' } }],
          widgets_values: [33, 'fixed'],
        },
        { id: 2, type: 'Sampler', inputs: [linked('steps', 'INT', 1, true)], widgets_values: [1, 'fixed', 5] },
      ];
      expect(inputsOf(promptOf(nodes, [[1, 1, 0, 2, 0, 'INT']]), '2')).toMatchObject({ steps: 33 });
    }
  });

  it('behind primitive and reroute the widget keeps its own value', () => {
    const nodes = [
      { id: 1, type: 'PrimitiveNode', outputs: [{ name: 'INT', type: 'INT', links: [1] }], widgets_values: [33, 'fixed'] },
      { id: 3, type: 'Reroute', inputs: [linked('', '*', 1)], outputs: [{ name: '', type: '*', links: [2] }] },
      { id: 2, type: 'Sampler', inputs: [linked('steps', 'INT', 2, true)], widgets_values: [1, 'fixed', 5] },
    ];
    expect(
      inputsOf(
        promptOf(nodes, [
          [1, 1, 0, 3, 0, '*'],
          [2, 3, 0, 2, 0, 'INT'],
        ]),
        '2',
      ),
    ).toMatchObject({ steps: 5 });
  });

  it('a getter takes what the setter of its name takes, whatever the setter’s mode', () => {
    const nodes = [
      LOADER,
      { id: 2, type: 'SetNode', mode: 2, inputs: [linked('IMAGE', 'IMAGE', 1)], widgets_values: ['pic'] },
      { id: 3, type: 'GetNode', outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [90] }], widgets_values: ['pic'] },
      SAVE,
    ];
    const links = [
      [1, 1, 0, 2, 0, 'IMAGE'],
      [90, 3, 0, 9, 0, 'IMAGE'],
    ];
    expect(inputsOf(promptOf(nodes, links), '9')).toMatchObject({ images: ['1', 0] });
    const twice = [...nodes, { id: 4, type: 'SetNode', inputs: [], widgets_values: ['pic'] }];
    expect(inputsOf(promptOf(twice, links), '9')).toEqual({ filename_prefix: 'out' });
  });
});

describe('links that lead nowhere', () => {
  it('to missing nodes or by missing links are left out', () => {
    expect(inputsOf(promptOf([SAVE], [[90, 77, 0, 9, 0, 'IMAGE']]), '9')).toEqual({ filename_prefix: 'out' });
    expect(inputsOf(promptOf([SAVE], []), '9')).toEqual({ filename_prefix: 'out' });
  });

  it('in a circle of virtual nodes are an error', () => {
    const reroute = (id: number, from: number, to: number): JsonObject => ({
      id,
      type: 'Reroute',
      inputs: [linked('', '*', from)],
      outputs: [{ name: '', type: '*', links: [to] }],
    });
    const document = sketchDocument(
      [reroute(1, 2, 1), reroute(2, 1, 2), SAVE],
      [
        [1, 1, 0, 2, 0, '*'],
        [2, 2, 0, 1, 0, '*'],
        [90, 1, 0, 9, 0, 'IMAGE'],
      ],
    );
    expect(exportPrompt(document, TYPES).diagnostics).toMatchObject([{ severity: 'error', code: 'cycle', nodeId: '9', input: 'images' }]);
  });

  it('the incoming link is that of the input, not of the target slot', () => {
    const nodes = [LOADER, { id: 2, type: 'Load', widgets_values: ['x.png'] }, SAVE];
    const prompt = promptOf(nodes, [
      [91, 2, 0, 9, 0, 'IMAGE'],
      [90, 1, 0, 9, 5, 'IMAGE'],
    ]);
    expect(inputsOf(prompt, '9')).toMatchObject({ images: ['1', 0] });
  });
});

describe('unknown classes', () => {
  it('are sent with what the file names: links, and values where it names them', () => {
    const nodes = [LOADER, { id: 2, type: 'Gone', inputs: [linked('pic', 'IMAGE', 1)], widgets_values: { amount: 4, videopreview: {} } }];
    expect(promptOf(nodes, [[1, 1, 0, 2, 0, 'IMAGE']])['2']).toEqual({
      class_type: 'Gone',
      inputs: { pic: ['1', 0], amount: 4 },
      _meta: { title: 'Gone' },
    });
  });
});

describe('texts', () => {
  const save = (prefix: string): JsonObject => ({ ...SAVE, inputs: [], widgets_values: [prefix] });
  const prefixOf = (prefix: string, others: readonly JsonObject[] = []): JsonValue | undefined =>
    (inputsOf(promptOf([save(prefix), ...others]), '9') as JsonObject)['filename_prefix'];

  it('%date:…% takes the given moment', () => {
    expect(prefixOf('a_%date:yyyy-MM-dd%')).toBe('a_2026-03-04');
    expect(prefixOf('%date:d.M.yy%')).toBe('4.3.26');
    // One dot looks like Node.widget, to the official frontend too.
    expect(prefixOf('%date:dd.MM%')).toBe('%date:dd.MM%');
    expect(prefixOf('%date:hh-m-ss yy%')).toBe('05-6-07 26');
  });

  it('%Node.widget% is found by its alias, else by its title; unfit signs become _', () => {
    const model = { id: 1, type: 'Model', properties: { 'Node name for S&R': 'M' }, widgets_values: ['dir/x:y.safetensors'] };
    expect(prefixOf('%M.name%', [model])).toBe('dir_x_y.safetensors');
    expect(prefixOf('%Loader.name%', [{ ...model, title: 'Loader' }])).toBe('dir_x_y.safetensors');
  });

  it('what nobody here knows is left for the server', () => {
    for (const text of ['%width%', '%year%', '%Gone.x%', '%M.gone%', '100%']) expect(prefixOf(text)).toBe(text);
  });

  it('other widgets and classes are not replaced', () => {
    const nodes = [{ id: 1, type: 'Text', widgets_values: ['%date:yyyy%'] }];
    expect(inputsOf(promptOf(nodes), '1')).toEqual({ text: '%date:yyyy%' });
  });

  it('dynamic prompts are resolved, the embedded workflow keeps them', () => {
    const document = sketchDocument([{ id: 1, type: 'Text', widgets_values: ['a {b|b} // c'] }]);
    const { prompt, workflow } = exportPrompt(document, TYPES);
    expect(inputsOf(prompt, '1')).toEqual({ text: 'a b ' });
    expect(JSON.stringify(workflow)).toContain('a {b|b} // c');
    expect(workflow).toEqual(writeWorkflow(document));
  });
});

describe('2,000 nodes', () => {
  it('are exported well within a second', () => {
    const nodes: JsonObject[] = [LOADER];
    const links: JsonValue[] = [];
    for (let id = 2; id <= 2_000; id++) {
      nodes.push({ id, type: 'Scale', mode: id % 3 === 0 ? 4 : 0, inputs: [linked('image', 'IMAGE', id)], widgets_values: [2] });
      links.push([id, id - 1, 0, id, 0, 'IMAGE']);
    }
    const document = sketchDocument(nodes, links);
    const started = performance.now();
    const { prompt } = exportPrompt(document, TYPES);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(Object.keys(prompt)).toHaveLength(2_000 - 666);
  });
});
