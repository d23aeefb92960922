import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { InputSpec, NodeType } from './node-type';
import { parseNodeTypes } from './parse-node-types';

function typeOf(entry: JsonObject): NodeType {
  const type = parseNodeTypes(new Map([['T', entry]])).nodeTypes.get('T');
  if (type === undefined) throw new Error('refused');
  return type;
}

function specOf(declared: JsonValue, name = 'x'): InputSpec {
  const [spec] = typeOf({ input: { required: { [name]: declared } } }).inputs;
  if (spec === undefined) throw new Error('no spec');
  return spec;
}

describe('order of inputs', () => {
  const input = {
    required: { b: ['INT'], a: ['INT'] },
    optional: { d: ['INT'], c: ['INT'] },
    hidden: { prompt: 'PROMPT', id: ['UNIQUE_ID'] },
  };

  it('is required, then optional, hidden never', () => {
    expect(typeOf({ input }).inputs.map((spec) => spec.name)).toEqual(['b', 'a', 'd', 'c']);
  });

  it('follows input_order, with unlisted names after the listed', () => {
    const names = typeOf({ input, input_order: { required: ['a', 'gone'], optional: ['c', 'd'] } }).inputs.map((spec) => spec.name);
    expect(names).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('numbers', () => {
  it('reads a limit of 2^64 as 2^64−1, which plain JSON cannot hold', () => {
    const { widget } = specOf(['INT', { default: 0, min: 0, max: 18446744073709551616 }]);
    expect(widget).toMatchObject({ kind: 'int', min: 0n, max: 18446744073709551615n });
  });

  it('keeps an exact big default', () => {
    expect(specOf(['INT', { default: 18446744073709551615n }]).widget).toMatchObject({ default: 18446744073709551615n });
  });

  it('starts at 0 without a default', () => {
    expect(specOf(['INT']).widget).toMatchObject({ default: 0 });
    expect(specOf(['FLOAT', {}]).widget).toMatchObject({ default: 0 });
  });

  it('reads rounding, and false as none', () => {
    expect(specOf(['FLOAT', { round: 0.01 }]).widget).toMatchObject({ round: 0.01 });
    expect(specOf(['FLOAT', { round: false }]).widget).toMatchObject({ round: null });
  });
});

describe('control_after_generate', () => {
  const control = (declared: JsonValue, name: string): unknown => {
    const { widget } = specOf(declared, name);
    return 'control' in widget ? widget.control : 'none';
  };

  it('comes with the option, with its mode if it names one', () => {
    expect(control(['INT', { control_after_generate: true }], 'n')).toEqual({ defaultMode: 'randomize', hasFilter: false });
    expect(control(['INT', { control_after_generate: 'fixed' }], 'n')).toEqual({ defaultMode: 'fixed', hasFilter: false });
  });

  it('comes with the names seed and noise_seed of INT, unless switched off', () => {
    expect(control(['INT'], 'seed')).toEqual({ defaultMode: 'randomize', hasFilter: false });
    expect(control(['INT'], 'noise_seed')).not.toBeNull();
    expect(control(['INT', { control_after_generate: false }], 'seed')).toBeNull();
    expect(control(['INT'], 'steps')).toBeNull();
  });

  it('never comes with FLOAT, and with a filter on COMBO', () => {
    expect(control(['FLOAT', { control_after_generate: true }], 'seed')).toBe('none');
    expect(control([['a', 'b'], { control_after_generate: true }], 'pick')).toEqual({ defaultMode: 'randomize', hasFilter: true });
    expect(control([['a', 'b'], {}], 'seed')).toBeNull();
  });
});

describe('choices', () => {
  it('reads the old list and the new COMBO alike', () => {
    const old = specOf([['a', 'b', 3], { default: 'b' }]);
    const fresh = specOf(['COMBO', { options: ['a', 'b', 3], default: 'b' }]);
    expect(old.type).toBe('COMBO');
    expect(old.widget).toEqual(fresh.widget);
    expect(old.widget).toMatchObject({ default: 'b', options: ['a', 'b', 3] });
  });

  it('starts with the first option; an empty list has no value', () => {
    expect(specOf([['a', 'b']]).widget).toMatchObject({ default: 'a' });
    expect(specOf([[], {}]).widget).toMatchObject({ default: null, options: [] });
  });

  it('reads remote lists, upload kinds and folders, and several choices at once', () => {
    expect(specOf(['COMBO', { remote: { route: '/x' } }]).widget).toMatchObject({
      remoteRoute: '/x',
      options: [],
      default: 'Loading...',
      hasRefreshButton: false,
    });
    expect(specOf(['COMBO', { options: ['a'], default: '', remote: { route: '/x', refresh_button: true } }]).widget).toMatchObject({
      default: 'a',
      hasRefreshButton: true,
    });
    expect(specOf(['COMBO', { options: [], image_upload: true, image_folder: 'output' }]).widget).toMatchObject({
      upload: 'image',
      uploadFolder: 'output',
    });
    expect(specOf(['COMBO', { options: [], animated_image_upload: true }]).widget).toMatchObject({ upload: 'image' });
    expect(specOf(['COMBO', { options: [], video_upload: true }]).widget).toMatchObject({ upload: 'video', uploadFolder: 'input' });
    expect(specOf(['COMBO', { options: [], audio_upload: true }]).widget).toMatchObject({ upload: 'audio' });
    expect(specOf(['COMBO', { options: ['none'], file_upload: true }]).widget).toMatchObject({ upload: 'file' });
    expect(specOf(['COMBO', { options: ['a'], multi_select: { chip: true } }]).widget).toMatchObject({ isMultiselect: true, default: [] });
    expect(specOf(['COMBO', { options: ['a'], multiselect: false }]).widget).toMatchObject({ isMultiselect: false, default: 'a' });
  });
});

describe('what is a widget and what a socket', () => {
  it('forceInput makes a socket only, socketless a widget only', () => {
    expect(specOf(['STRING', { forceInput: true }])).toMatchObject({ isWidget: false, hasSocket: true, widget: { kind: 'none' } });
    expect(specOf(['INT', { socketless: true }])).toMatchObject({ isWidget: true, hasSocket: false });
    expect(specOf(['INT', { defaultInput: true }])).toMatchObject({ isWidget: true, hasSocket: true });
  });

  it('unions, * and unknown names are sockets; widgetType makes a union a widget', () => {
    for (const type of ['INT,FLOAT', '*', 'LATENT']) expect(specOf([type, {}])).toMatchObject({ type, isWidget: false });
    expect(specOf(['FLOAT,INT', { widgetType: 'FLOAT', default: 25 }])).toMatchObject({
      type: 'FLOAT,INT',
      isWidget: true,
      widget: { kind: 'float', default: 25 },
    });
  });

  it('keeps widget kinds it cannot draw with their default', () => {
    const box = { x: 0, y: 0 };
    expect(specOf(['BOUNDING_BOX', { default: box }])).toMatchObject({ isWidget: true, widget: { kind: 'unknown', default: box } });
    expect(specOf(['STRING', { widgetType: 'PAINTER', default: '' }]).widget).toEqual({ kind: 'unknown', default: '' });
  });

  it('advanced and hidden change nothing but the display', () => {
    expect(specOf(['INT', { advanced: true, hidden: true }])).toMatchObject({ isWidget: true, isAdvanced: true, isHidden: true });
  });

  it('texts', () => {
    expect(specOf(['STRING', { multiline: true, dynamicPrompts: true, placeholder: 'p' }]).widget).toEqual({
      kind: 'string',
      default: '',
      isMultiline: true,
      hasDynamicPrompts: true,
      placeholder: 'p',
    });
    expect(specOf(['BOOLEAN', { label_on: 'yes', default: true }]).widget).toEqual({ kind: 'boolean', default: true, labelOn: 'yes' });
  });

  it('a match type is a socket of its allowed types', () => {
    const template = { template_id: 't', allowed_types: 'IMAGE,MASK' };
    expect(specOf(['COMFY_MATCHTYPE_V3', { template, lazy: true }])).toMatchObject({
      type: 'IMAGE,MASK',
      isWidget: false,
      hasSocket: true,
    });
  });
});

describe('outputs', () => {
  it('reads names, lists, tooltips with holes, and choices as COMBO', () => {
    const { outputs } = typeOf({
      output: ['IMAGE', ['a', 'b'], 'COMFY_MATCHTYPE_V3'],
      output_name: ['picture', '', 'same'],
      output_is_list: [true, false, false],
      output_tooltips: [null, 'choice'],
      output_matchtypes: [null, null, 't'],
    });
    expect(outputs).toEqual([
      { name: 'picture', type: 'IMAGE', isList: true },
      { name: 'COMBO', type: 'COMBO', isList: false, tooltip: 'choice' },
      { name: 'same', type: '*', isList: false, matchTemplate: 't' },
    ]);
  });

  it('survives nulls where the newer server writes them', () => {
    const type = typeOf({
      input: null,
      output: null,
      output_name: null,
      display_name: null,
      description: null,
      search_aliases: null,
      deprecated: null,
    });
    expect(type).toMatchObject({ displayName: 'T', description: '', inputs: [], outputs: [], isDeprecated: false });
  });
});

describe('broken definitions', () => {
  it('cost only themselves and are reported', () => {
    const { nodeTypes, diagnostics } = parseNodeTypes(
      new Map<string, JsonObject>([
        ['good', { input: { required: { a: ['INT'] } }, output: [] }],
        ['noList', { input: { required: { a: 'INT' } } }],
        ['noObject', { input: [] }],
        ['badOutput', { output: 'IMAGE' }],
        ['badSection', { input: { optional: 7 } }],
      ]),
    );
    expect(nodeTypes.all().map((type) => type.name)).toEqual(['good']);
    expect(diagnostics.map(({ code, params }) => `${code} ${params?.['nodeType'] ?? ''} ${params?.['reason'] ?? ''}`)).toEqual([
      'node-type-broken noList required.a',
      'node-type-broken noObject input',
      'node-type-broken badOutput output',
      'node-type-broken badSection optional',
    ]);
  });

  it('a class called __proto__ is a class like others', () => {
    const { nodeTypes } = parseNodeTypes(new Map([['__proto__', { input: {}, output: [] }]]));
    expect(nodeTypes.get('__proto__')?.name).toBe('__proto__');
    expect(nodeTypes.get('constructor')).toBeUndefined();
  });
});
