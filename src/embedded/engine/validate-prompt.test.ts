import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { pick } from './fixture-replay';
import { PythonError } from './python';
import { createTestBench, stubClass } from './test-bench';
import type { TestBench } from './test-bench';

const SEED_LIMIT = 18446744073709551615n;
const OUT = stubClass('Out', { required: { in: ['*'] }, isOutput: true });
const SCALARS = stubClass('Scalars', {
  required: { seed: ['INT', { min: 0, max: SEED_LIMIT }] },
  optional: {
    cfg: ['FLOAT', { min: 0, max: 100 }],
    text: ['STRING', {}],
    flag: ['BOOLEAN', {}],
    pick: [['a', 'b', 3], {}],
    tags: ['COMBO', { options: ['x', 'y'], multiselect: true }],
    far: ['COMBO', { remote: { route: '/x' } }],
    either: ['FLOAT,INT', { max: 10 }],
  },
  output: ['NUM'],
});

function judge(
  inputs: JsonObject,
  bench = createTestBench([OUT, SCALARS]),
): { bench: TestBench; status: number; errors: readonly JsonValue[]; body: JsonObject } {
  const prompt = { a: { class_type: 'Scalars', inputs }, z: { class_type: 'Out', inputs: { in: ['a', 0] } } };
  const { status, body } = bench.engine.submit({ prompt });
  return { bench, status, body, errors: (pick(body, 'node_errors', 'a', 'errors') ?? []) as readonly JsonValue[] };
}

function queuedInputs(bench: TestBench): JsonValue {
  return pick(bench.engine.queue().queue_pending, 0, 2, 'a', 'inputs');
}

describe('constants', () => {
  it('keeps a 64-bit seed exact and refuses the next one', () => {
    const { bench, status } = judge({ seed: SEED_LIMIT });
    expect(status).toBe(200);
    expect(queuedInputs(bench)).toEqual({ seed: SEED_LIMIT });
    const { errors } = judge({ seed: SEED_LIMIT + 1n });
    expect(pick(errors, 0, 'message')).toBe('Value 18446744073709551616 bigger than max of 18446744073709551615');
  });

  it('shows converted values in the queue and leaves unknown inputs alone', () => {
    const sent = { seed: '8', cfg: '7', text: 12, flag: 'false', tags: { __value__: ['x', 'y'] }, other: 'kept' };
    const { bench } = judge(sent);
    expect(queuedInputs(bench)).toEqual({ seed: 8, cfg: 7, text: '12', flag: true, tags: ['x', 'y'], other: 'kept' });
    expect(sent.seed).toBe('8');
  });

  it('checks every choice of a multiple one, and no list that only the client knows', () => {
    expect(judge({ seed: 1, far: 'anything' }).status).toBe(200);
    const { errors } = judge({ seed: 1, tags: { __value__: ['x', 'q'] }, pick: '3' });
    expect(errors.map((error) => pick(error, 'details'))).toEqual(["pick: '3' not in ['a', 'b', 3]", "tags: 'q' not in ['x', 'y']"]);
  });

  it('takes a bare array for a link', () => {
    expect(pick(judge({ seed: 1, tags: ['x'] }).errors, 0, 'type')).toBe('bad_linked_input');
  });

  it('reports a text against a numeric limit as the exception it is', () => {
    const { body } = judge({ seed: 1, either: 'many' });
    expect(pick(body, 'node_errors', 'a', 'errors', 0)).toMatchObject({
      type: 'exception_during_inner_validation',
      extra_info: { exception_type: 'TypeError', linked_node: ['a', 0], input_name: 'in' },
    });
  });

  it('accepts NaN where no limit is passed by it', () => {
    expect(judge({ seed: 1, cfg: Number.NaN }).status).toBe(200);
    expect(pick(judge({ seed: Number.NaN }).errors, 0, 'type')).toBe('invalid_input_type');
  });
});

describe('what the class checks itself', () => {
  const own = stubClass(
    'Own',
    { required: { size: ['INT', { max: 4 }], file: [['known']], wire: ['NUM'] }, isOutput: true },
    {
      validate: {
        covers: ['size', 'file'],
        check: ({ size, file, wire }) => (wire === null && file === 'fine' ? true : `no ${String(size)}`),
      },
    },
  );

  it('replaces range and list checks, sees wires as null, and repeats its refusal per covered input', () => {
    const bench = createTestBench([own, SCALARS]);
    const prompt = (file: string): JsonObject => ({
      a: { class_type: 'Scalars', inputs: { seed: 1 } },
      o: { class_type: 'Own', inputs: { size: 9, file, wire: ['a', 0] } },
    });
    expect(bench.engine.submit({ prompt: prompt('fine') }).status).toBe(200);
    const errors = pick(bench.engine.submit({ prompt: prompt('bad') }).body, 'node_errors', 'o', 'errors') as readonly JsonValue[];
    expect(errors.map((error) => pick(error, 'details'))).toEqual(['size - no 9', 'file - no 9']);
  });
});

describe('dynamic inputs', () => {
  const inner = { key: 'deep', inputs: { required: { depth: ['INT', {}] } } };
  const dynamic = stubClass('Dynamic', {
    required: {
      mode: [
        'COMFY_DYNAMICCOMBO_V3',
        {
          options: [
            { key: 'plain', inputs: {} },
            { key: 'nested', inputs: { required: { sub: ['COMFY_DYNAMICCOMBO_V3', { options: [inner] }] } } },
          ],
        },
      ],
      grow: ['COMFY_AUTOGROW_V3', { template: { input: { required: { item: ['NUM', {}] } }, names: ['one', 'two', 'three'], min: 2 } }],
    },
    isOutput: true,
  });
  const missing = (inputs: JsonObject): readonly JsonValue[] => {
    const prompt = { s: { class_type: 'Scalars', inputs: { seed: 0 } }, d: { class_type: 'Dynamic', inputs } };
    const { body } = createTestBench([dynamic, SCALARS]).engine.submit({ prompt });
    const errors = (pick(body, 'node_errors', 'd', 'errors') ?? []) as readonly JsonValue[];
    return errors.map((error) => pick(error, 'extra_info', 'input_name'));
  };

  it('asks for the inputs of the chosen key only, level by level', () => {
    const grown = { 'grow.one': ['s', 0], 'grow.two': ['s', 0] };
    expect(missing({ mode: 'plain', ...grown })).toEqual([]);
    expect(missing({ mode: 'nested', 'mode.sub': 'deep', ...grown })).toEqual(['mode.sub.depth']);
    expect(missing({ mode: 'nested', 'mode.sub': 'deep', 'mode.sub.depth': 1, ...grown })).toEqual([]);
  });

  it('asks for the first items of a growing input', () => {
    expect(missing({ mode: 'plain', 'grow.two': ['s', 0] })).toEqual(['grow.one']);
  });
});

describe('outputs', () => {
  it('lists a shared bad ancestor with all its outputs and runs the good ones', () => {
    const bench = createTestBench([OUT, SCALARS]);
    const prompt = {
      bad: { class_type: 'Scalars', inputs: {} },
      good: { class_type: 'Scalars', inputs: { seed: 1 } },
      x: { class_type: 'Out', inputs: { in: ['bad', 0] } },
      y: { class_type: 'Out', inputs: { in: ['bad', 0] } },
      z: { class_type: 'Out', inputs: { in: ['good', 0] } },
    };
    const { status, body } = bench.engine.submit({ prompt });
    expect(status).toBe(200);
    expect(pick(body, 'node_errors', 'bad', 'dependent_outputs')).toEqual(['x', 'y']);
    expect(pick(bench.engine.queue().queue_pending, 0, 4)).toEqual(['z']);
  });

  it('does not look at what no output needs', () => {
    const prompt = {
      loose: { class_type: 'Scalars', inputs: { seed: -1 } },
      a: { class_type: 'Scalars', inputs: { seed: 1 } },
      z: { class_type: 'Out', inputs: { in: ['a', 0] } },
    };
    expect(createTestBench([OUT, SCALARS]).engine.submit({ prompt }).body['node_errors']).toEqual({});
  });

  it('throws for what the real server answers with 500', () => {
    const { engine } = createTestBench([OUT]);
    for (const body of [{ prompt: null }, { prompt: { a: 5 } }, { prompt: {}, number: 'x' }])
      expect(() => engine.submit(body)).toThrow(PythonError);
  });

  it('hides test classes unless asked for', () => {
    const secret = { ...OUT, availability: 'test' } as const;
    expect(Object.keys(createTestBench([secret]).engine.objectInfo())).toEqual(['Out']);
    const closed = createTestBench([secret], { testNodes: false });
    expect(closed.engine.objectInfo()).toEqual({});
    expect(pick(closed.engine.submit({ prompt: { a: { class_type: 'Out', inputs: {} } } }).body, 'error', 'type')).toBe(
      'missing_node_type',
    );
  });
});
