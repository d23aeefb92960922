import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { sketchTypes } from '../document/fixtures/small-graph';
import { expandInputs } from './expand-inputs';
import type { InputSpec } from './node-type';

function expand(
  inputs: JsonObject,
  values: Readonly<Record<string, JsonValue>> = {},
  connected: readonly string[] = [],
): readonly InputSpec[] {
  const type = sketchTypes({ T: { inputs } }).get('T');
  return type === undefined ? [] : expandInputs(type, new Map(Object.entries(values)), new Set(connected));
}

const names = (specs: readonly InputSpec[]): readonly string[] => specs.map((spec) => spec.name);

const resize: JsonObject = {
  how: [
    'COMFY_DYNAMICCOMBO_V3',
    {
      options: [
        { key: 'size', inputs: { required: { width: ['INT', { default: 512 }] }, optional: { crop: [['no', 'yes'], {}] } } },
        { key: 'like', inputs: { required: { other: ['IMAGE', {}] } } },
        {
          key: 'deep',
          inputs: { required: { how: ['COMFY_DYNAMICCOMBO_V3', { options: [{ key: 'a', inputs: { required: { n: ['INT'] } } }] }] } },
        },
      ],
    },
  ],
  after: ['INT'],
};

describe('dynamic combo', () => {
  it('is followed by the inputs of the chosen option, names joined with a dot', () => {
    expect(names(expand(resize, { how: 'size' }))).toEqual(['how', 'how.width', 'how.crop', 'after']);
    expect(expand(resize, { how: 'like' })[1]).toMatchObject({ name: 'how.other', isWidget: false, hasSocket: true });
  });

  it('starts with its first option; an unknown key has no inputs', () => {
    expect(names(expand(resize))).toEqual(['how', 'how.width', 'how.crop', 'after']);
    expect(names(expand(resize, { how: 'gone' }))).toEqual(['how', 'after']);
  });

  it('nests', () => {
    expect(names(expand(resize, { how: 'deep' }))).toEqual(['how', 'how.how', 'how.how.n', 'after']);
  });
});

describe('autogrow', () => {
  const grow = (template: JsonObject): JsonObject => ({ images: ['COMFY_AUTOGROW_V3', { template }] });
  const byPrefix = grow({ input: { required: { image: ['IMAGE', {}] } }, prefix: 'image', min: 2, max: 4 });

  it('has min rows, one more than the last connected, at most max; the container itself is no input', () => {
    expect(names(expand(byPrefix))).toEqual(['images.image0', 'images.image1']);
    expect(names(expand(byPrefix, {}, ['images.image1']))).toEqual(['images.image0', 'images.image1', 'images.image2']);
    expect(names(expand(byPrefix, {}, ['images.image3']))).toHaveLength(4);
  });

  it('requires only the first min rows', () => {
    expect(expand(byPrefix, {}, ['images.image1']).map((spec) => spec.isRequired)).toEqual([true, true, false]);
  });

  it('takes given names', () => {
    expect(names(expand(grow({ input: { required: { v: ['INT'] } }, names: ['a', 'b', 'c'], min: 1 }), {}, ['images.a']))).toEqual([
      'images.a',
      'images.b',
    ]);
  });

  it('makes rows of several sockets', () => {
    const rows = grow({ input: { required: { image: ['IMAGE'], mask: ['MASK'] } }, prefix: 'x', min: 1, max: 9 });
    expect(names(expand(rows, {}, ['images.mask0']))).toEqual(['images.image0', 'images.mask0', 'images.image1', 'images.mask1']);
  });

  it('turns template widgets into sockets', () => {
    const [spec] = expand(grow({ input: { required: { text: ['STRING', {}] } }, prefix: 'text', min: 1 }));
    expect(spec).toMatchObject({ isWidget: false, hasSocket: true, type: 'STRING' });
  });

  it('never makes more rows than a machine can bear', () => {
    expect(expand(grow({ input: { required: { a: ['IMAGE'] } }, prefix: 'a', min: 1e9, max: 1e9 })).length).toBeLessThan(1000);
  });
});

describe('dynamic group', () => {
  const group: JsonObject = {
    rows: ['COMFY_DYNAMICGROUP_V3', { template: { required: { text: ['STRING'], n: ['INT'] } }, min: 0, max: 5 }],
  };

  it('is a count, then that many rows of fields', () => {
    expect(names(expand(group))).toEqual(['rows']);
    expect(names(expand(group, { rows: 2 }))).toEqual(['rows', 'rows.0.text', 'rows.0.n', 'rows.1.text', 'rows.1.n']);
  });
});

describe('dynamic slot', () => {
  it('brings its inputs when connected', () => {
    const slot: JsonObject = { s: ['COMFY_DYNAMICSLOT_V3', { slotType: 'IMAGE', inputs: { required: { n: ['INT'] } } }] };
    expect(expand(slot)).toMatchObject([{ name: 's', type: 'IMAGE', hasSocket: true }]);
    expect(names(expand(slot, {}, ['s']))).toEqual(['s', 's.n']);
  });
});
