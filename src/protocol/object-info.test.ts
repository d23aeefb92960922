import { describe, expect, it } from 'vitest';
import { parseNativeFirst } from './json-text';
import { parseObjectInfo } from './object-info';

const GOOD = { input: { required: { seed: ['INT', { default: 0, min: 0, max: 100 }], image: ['IMAGE'] } }, output: ['IMAGE'] };

describe('parseObjectInfo', () => {
  it('loses only the broken definitions and names them', () => {
    const { nodes, diagnostics } = parseObjectInfo({
      Good: GOOD,
      NoObject: 'oops',
      BadInput: { input: 7, output: [] },
      BadSection: { input: { required: ['a'] }, output: [] },
      BareType: { input: { required: { image: 'IMAGE' } }, output: [] },
      EmptySpec: { input: { optional: { image: [] } }, output: [] },
      BadOutput: { input: {}, output: 'IMAGE' },
    });
    expect([...nodes.keys()]).toEqual(['Good']);
    expect(diagnostics.map(({ code, params }) => [code, params?.['className'], params?.['reason']])).toEqual([
      ['node-definition-broken', 'NoObject', 'not-an-object'],
      ['node-definition-broken', 'BadInput', 'input-not-an-object'],
      ['node-definition-broken', 'BadSection', 'required-not-an-object'],
      ['node-definition-broken', 'BareType', 'input-not-readable: image'],
      ['node-definition-broken', 'EmptySpec', 'input-not-readable: image'],
      ['node-definition-broken', 'BadOutput', 'output-not-a-list'],
    ]);
  });

  it('takes definitions of old servers and empty ones, and a class of any name', () => {
    const json = parseNativeFirst(
      '{"Old":{"input":{"required":{}},"output":[],"name":"Old"},"Bare":{},"Null":{"input":null,"output":null},"__proto__":{}}',
    );
    const { nodes, diagnostics } = parseObjectInfo(json);
    expect([...nodes.keys()]).toEqual(['Old', 'Bare', 'Null', '__proto__']);
    expect(diagnostics).toEqual([]);
  });

  it('keeps a definition by reference unless a 64-bit limit was rounded', () => {
    const text = '{"input":{"required":{"seed":["INT",{"max":18446744073709551615,"min":-9223372036854775807}]}}}';
    const { nodes } = parseObjectInfo({ Good: GOOD, Seed: parseNativeFirst(text) });
    expect(nodes.get('Good')).toBe(GOOD);
    expect(nodes.get('Seed')).toEqual({
      input: { required: { seed: ['INT', { max: 18446744073709551615n, min: -9223372036854775807n }] } },
    });
  });

  it('finds limits inside dynamic inputs, and leaves floats as they are', () => {
    const seed = ['INT', { max: 2 ** 64 }];
    const length = ['FLOAT', { max: 2 ** 64 }];
    const model = ['COMFY_DYNAMICCOMBO_V3', { options: [{ key: 'a', inputs: { required: { seed, length } } }] }];
    const { nodes } = parseObjectInfo({ Deep: { input: { required: { model } } } });
    const inputs = 'input.required.model.1.options.0.inputs.required';
    expect(nodes.get('Deep')).toHaveProperty(`${inputs}.seed.1.max`, 2n ** 64n - 1n);
    expect(nodes.get('Deep')).toHaveProperty(`${inputs}.length.1.max`, 2 ** 64);
  });

  it('reads the bare NaN of careless packs', () => {
    const { nodes } = parseObjectInfo(parseNativeFirst('{"X":{"input":{"required":{"a":["FLOAT",{"default":NaN,"max":Infinity}]}}}}'));
    expect(nodes.get('X')).toHaveProperty('input.required.a.1', { default: NaN, max: Infinity });
  });

  it('refuses what is no object at all', () => {
    expect(() => parseObjectInfo([])).toThrow(expect.objectContaining({ code: 'bad-shape' }));
  });
});
