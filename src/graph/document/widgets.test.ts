import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { NodeTypes } from '../node-types/node-type';
import { linked, nodeOf, sketchDocument, sketchTypes, TYPES } from './fixtures/small-graph';
import type { GraphNode } from './model';
import { selectWidgets, selectWidgetValue, withWidgetValue } from './widgets';
import { writeNode } from './write-node';

function node(type: string, values: JsonValue | undefined, rest: JsonObject = {}): GraphNode {
  return nodeOf(sketchDocument([{ id: 1, type, ...(values === undefined ? {} : { widgets_values: values }), ...rest }]), 1);
}

function values(subject: GraphNode, types: NodeTypes): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    selectWidgets(subject, types.get(subject.type))
      .filter(({ role }) => role !== 'extra')
      .map(({ name, value }) => [name, value]),
  );
}

describe('array form', () => {
  it('counts widgets in order of the definition, sockets not, control slot after a seed', () => {
    const slots = selectWidgets(node('Sampler', [5, 'fixed', 30]), TYPES.get('Sampler'));
    expect(slots.map(({ name, role, slot, value }) => [name, role, slot, value])).toEqual([
      ['seed', 'input', 0, 5],
      ['seed:control', 'control', 1, 'fixed'],
      ['steps', 'input', 2, 30],
    ]);
  });

  it('keeps defaults where the array is too short, ignores what is too long', () => {
    expect(values(node('Sampler', [5]), TYPES)).toEqual({ seed: 5, 'seed:control': 'randomize', steps: 20 });
    expect(values(node('Sampler', undefined), TYPES)).toEqual({ seed: 0, 'seed:control': 'randomize', steps: 20 });
    const slots = selectWidgets(node('Sampler', [5, 'fixed', 30, '', null]), TYPES.get('Sampler'));
    expect(slots.filter(({ role }) => role === 'extra').map(({ slot }) => slot)).toEqual([3, 4]);
  });

  it('a linked widget still occupies its slot, and says which link', () => {
    const subject = node('Sampler', [5, 'fixed', 30], { inputs: [linked('seed', 'INT', 7, true)] });
    expect(selectWidgets(subject, TYPES.get('Sampler'))[0]).toMatchObject({ name: 'seed', value: 5, linkedInput: '7' });
    expect(values(subject, TYPES)).toMatchObject({ steps: 30 });
  });

  it('text that says fixed is text, not a control', () => {
    const types = sketchTypes({ T: { inputs: { a: ['INT'], b: ['STRING'], c: ['INT'] } } });
    expect(values(node('T', [1, 'fixed', 2]), types)).toEqual({ a: 1, b: 'fixed', c: 2 });
  });

  it('an advanced or hidden widget occupies its slot', () => {
    const types = sketchTypes({ T: { inputs: { a: ['INT', { hidden: true }], b: ['INT', { advanced: true }], c: ['INT'] } } });
    expect(values(node('T', [1, 2, 3]), types)).toEqual({ a: 1, b: 2, c: 3 });
  });

  it('a combo without a value takes its first choice, an unknown choice stays', () => {
    expect(values(node('Model', [null]), TYPES)).toEqual({ name: 'a.safetensors' });
    expect(values(node('Model', ['gone.safetensors']), TYPES)).toEqual({ name: 'gone.safetensors' });
  });

  it('a combo with control has two more slots: mode and filter', () => {
    const types = sketchTypes({ T: { inputs: { pick: [['a', 'b'], { control_after_generate: true }], n: ['INT'] } } });
    expect(values(node('T', ['b', 'increment', 'x', 9]), types)).toEqual({
      pick: 'b',
      'pick:control': 'increment',
      'pick:filter': 'x',
      n: 9,
    });
  });

  it('keeps a seed above 2^53 exactly', () => {
    expect(values(node('Sampler', [18446744073709551615n, 'fixed', 1]), TYPES)['seed']).toBe(18446744073709551615n);
  });
});

describe('forceInput inputs', () => {
  const types = sketchTypes({
    T: { inputs: { text: ['STRING', { forceInput: true }], seed: ['INT', { control_after_generate: true }], n: ['INT'] } },
  });

  it('have no slot in new files', () => {
    expect(values(node('T', [5, 'fixed', 7]), types)).toMatchObject({ seed: 5, n: 7 });
  });

  it('had one in old files: dropped when the length fits exactly', () => {
    expect(values(node('T', ['', 5, 'fixed', 7]), types)).toMatchObject({ seed: 5, 'seed:control': 'fixed', n: 7 });
  });

  it('writing goes to the right place of an old file', () => {
    const changed = withWidgetValue(node('T', ['', 5, 'fixed', 7]), types.get('T'), 'n', 8);
    expect(changed.widgetValues).toEqual({ form: 'array', values: ['', 5, 'fixed', 8] });
  });
});

describe('upload buttons', () => {
  const inputs: JsonObject = { image: [['x.png'], { image_upload: true }] };
  const optional: JsonObject = { n: ['INT'] };

  it('hold a slot after the optional inputs when there is an input order, after the required ones otherwise', () => {
    const ordered = sketchTypes({ T: { inputs, optional } });
    expect(values(node('T', ['x.png', 4, 'image']), ordered)).toEqual({ image: 'x.png', n: 4 });
    const unordered = sketchTypes({ T: { inputs, optional, hasOrder: false } });
    expect(values(node('T', ['x.png', 'image', 4]), unordered)).toEqual({ image: 'x.png', n: 4 });
  });
});

describe('object form', () => {
  it('is read by name; missing names have defaults', () => {
    expect(values(node('Sampler', { steps: 3, extra: 1 }), TYPES)).toMatchObject({ seed: 0, steps: 3 });
  });

  it('is written by name', () => {
    expect(withWidgetValue(node('Sampler', { steps: 3, extra: 1 }), TYPES.get('Sampler'), 'steps', 4).widgetValues).toEqual({
      form: 'object',
      values: { steps: 4, extra: 1 },
    });
  });
});

describe('dynamic types', () => {
  const types = sketchTypes({
    T: {
      inputs: {
        how: [
          'COMFY_DYNAMICCOMBO_V3',
          {
            options: [
              { key: 'size', inputs: { required: { width: ['INT', { default: 512 }], height: ['INT', { default: 256 }] } } },
              { key: 'factor', inputs: { required: { factor: ['FLOAT', { default: 2 }] } } },
              { key: 'wide', inputs: { required: { width: ['INT', { default: 64 }] } } },
            ],
          },
        ],
        end: ['STRING', {}],
      },
    },
  });

  it('take slots right after the combo', () => {
    expect(values(node('T', ['size', 10, 20, 'z']), types)).toEqual({ how: 'size', 'how.width': 10, 'how.height': 20, end: 'z' });
    expect(values(node('T', ['factor', 3, 'z']), types)).toEqual({ how: 'factor', 'how.factor': 3, end: 'z' });
  });

  it('choosing another option rebuilds the slots, keeping values of equal name', () => {
    const changed = withWidgetValue(node('T', ['size', 10, 20, 'z']), types.get('T'), 'how', 'wide');
    expect(changed.widgetValues).toEqual({ form: 'array', values: ['wide', 10, 'z'] });
    expect(withWidgetValue(changed, types.get('T'), 'how', 'factor').widgetValues).toEqual({ form: 'array', values: ['factor', 2, 'z'] });
  });
});

describe('named copy of the values', () => {
  const named = { seed: 9, control_after_generate: 'fixed', steps: 8 };

  it('does not decide for ordinary classes', () => {
    expect(values(node('Sampler', [5, 'fixed', 30], { widgets_values_named: named }), TYPES)).toMatchObject({ seed: 5, steps: 30 });
  });

  it('decides for classes that ask for it', () => {
    const types = sketchTypes({
      T: { inputs: { seed: ['INT'], steps: ['INT'] }, entry: { fallbackWidgetsValuesNames: ['seed'] } },
    });
    expect(values(node('T', [5, 'fixed', 30], { widgets_values_named: named }), types)).toEqual({
      seed: 9,
      'seed:control': 'fixed',
      steps: 8,
    });
  });

  it('follows an edit', () => {
    const changed = withWidgetValue(node('Sampler', [5, 'fixed', 30], { widgets_values_named: named }), TYPES.get('Sampler'), 'steps', 31);
    expect(writeNode(changed)).toMatchObject({ widgets_values: [5, 'fixed', 31], widgets_values_named: { ...named, steps: 31 } });
  });
});

describe('writing one value', () => {
  it('fills the slots before it with defaults', () => {
    expect(withWidgetValue(node('Sampler', undefined), TYPES.get('Sampler'), 'steps', 5).widgetValues).toEqual({
      form: 'array',
      values: [0, 'randomize', 5],
    });
  });

  it('writes control slots by their names', () => {
    expect(withWidgetValue(node('Sampler', [5, 'fixed', 30]), TYPES.get('Sampler'), 'seed:control', 'increment').widgetValues).toEqual({
      form: 'array',
      values: [5, 'increment', 30],
    });
  });

  it('returns the same node when nothing changes or there is no such widget', () => {
    const subject = node('Sampler', [5, 'fixed', 30]);
    expect(withWidgetValue(subject, TYPES.get('Sampler'), 'steps', 30)).toBe(subject);
    expect(withWidgetValue(subject, TYPES.get('Sampler'), 'model', 'x')).toBe(subject);
  });

  it('reads back what it wrote', () => {
    const changed = withWidgetValue(node('Sampler', [5, 'fixed', 30]), TYPES.get('Sampler'), 'seed', 18446744073709551615n);
    expect(selectWidgetValue(changed, TYPES.get('Sampler'), 'seed')).toBe(18446744073709551615n);
  });
});

describe('unknown classes', () => {
  const named = (subject: GraphNode): readonly unknown[] =>
    selectWidgets(subject, undefined).map(({ name, role, value }) => [name, role, value]);

  it('values without a name are extras', () => {
    expect(named(node('Gone', [1, 'a']))).toEqual([
      ['0', 'extra', 1],
      ['1', 'extra', 'a'],
    ]);
  });

  it('the object form names them; preview state and upload buttons are no inputs', () => {
    expect(named(node('Gone', { a: 1, videopreview: {}, 'choose video to upload': 'image' }))).toEqual([
      ['a', 'input', 1],
      ['videopreview', 'extra', {}],
      ['choose video to upload', 'extra', 'image'],
    ]);
  });

  it('the named copy names them when it agrees', () => {
    const copy = { widgets_values_named: { a: 1, seed: 2, control_after_generate: 'fixed' } };
    expect(named(node('Gone', [1, 2, 'fixed'], copy))).toEqual([
      ['a', 'input', 1],
      ['seed', 'input', 2],
      ['seed:control', 'control', 'fixed'],
    ]);
    expect(named(node('Gone', [1, 3, 'fixed'], copy))[0]).toEqual(['0', 'extra', 1]);
  });

  it('a full list of widget sockets names them when it uses up the array exactly', () => {
    const widget = (name: string, type: string): JsonObject => ({ name, type, link: null, widget: { name } });
    const inputs = [widget('seed', 'INT'), widget('text', 'STRING')];
    expect(named(node('Gone', [2, 'fixed', 'hi'], { inputs }))).toEqual([
      ['seed', 'input', 2],
      ['seed:control', 'control', 'fixed'],
      ['text', 'input', 'hi'],
    ]);
    expect(named(node('Gone', [2, 'hi', 'more'], { inputs }))[0]).toEqual(['0', 'extra', 2]);
  });

  it('a list of sockets whose types do not fit names nothing', () => {
    const inputs = [{ name: 'n', type: 'INT', link: null, widget: { name: 'n' } }];
    expect(named(node('Gone', ['text'], { inputs }))).toEqual([['0', 'extra', 'text']]);
  });
});

describe('widgets of frontend extensions', () => {
  const types = sketchTypes({ CustomCombo: { inputs: { choice: ['COMBO', { options: [] }] } } });

  it('CustomCombo has its position and texts, the position following the choice', () => {
    expect(values(node('CustomCombo', ['b', 0, 'a', 'b', '']), types)).toEqual({
      choice: 'b',
      index: 1,
      option1: 'a',
      option2: 'b',
      option3: '',
    });
    const changed = withWidgetValue(node('CustomCombo', ['b', 0, 'a', 'b', '']), types.get('CustomCombo'), 'option3', 'c');
    expect(values(changed, types)).toMatchObject({ option3: 'c', option4: '' });
  });
});
