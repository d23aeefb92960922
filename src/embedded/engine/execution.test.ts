import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { pick } from './fixture-replay';
import { NodeFailure } from './node-class';
import type { NodeClass } from './node-class';
import { createTestBench, stubClass } from './test-bench';

const NUMBER = stubClass('Number', { required: { value: ['INT'] }, output: ['NUM'] }, { run: ({ value }) => ({ outputs: [value] }) });
const LIST = stubClass(
  'List',
  { required: { count: ['INT'] }, output: ['NUM'], outputIsList: [true] },
  { run: ({ count }) => ({ outputs: [Array.from({ length: Number(count) }, (_, index) => index + 1)] }) },
);
const ADD = stubClass(
  'Add',
  { required: { a: ['NUM'], b: ['NUM'] }, output: ['NUM'] },
  { run: ({ a, b }) => ({ outputs: [Number(a) + Number(b)] }) },
);
const SHOW = stubClass(
  'Show',
  { required: { in: ['*'] }, isOutput: true },
  { run: (inputs) => ({ ui: { text: [String(inputs['in'])] } }) },
);
const BASE = [NUMBER, LIST, ADD, SHOW];

function node(classType: string, inputs: JsonObject): JsonObject {
  return { class_type: classType, inputs };
}

/** Runs one prompt and answers its history entry. */
async function runOnce(
  classes: readonly NodeClass[],
  prompt: JsonObject,
): Promise<{ entry: JsonValue; bench: ReturnType<typeof createTestBench> }> {
  const bench = createTestBench(classes);
  const id = bench.send(prompt);
  await bench.idle();
  return { entry: bench.engine.historyEntry(id) ?? null, bench };
}

describe('order', () => {
  it('takes an output first, then what feeds one, then the order of need', async () => {
    const { bench } = await runOnce(BASE, {
      far: node('Number', { value: 1 }),
      mid: node('Add', { a: ['far', 0], b: ['far', 0] }),
      end: node('Add', { a: ['mid', 0], b: ['near', 0] }),
      near: node('Number', { value: 2 }),
      out: node('Show', { in: ['end', 0] }),
      side: node('Show', { in: ['near', 0] }),
    });
    expect(bench.announced()).toEqual(['near', 'side', 'far', 'mid', 'end', 'out', null]);
  });

  it('runs other nodes while an async one waits', async () => {
    const slow = stubClass(
      'Slow',
      { required: { tag: ['STRING'] }, output: ['NUM'] },
      {
        isAsync: true,
        run: async (_, { sleep, nodeId }) => {
          await sleep(1_000);
          return { outputs: [nodeId] };
        },
      },
    );
    const bench = createTestBench([...BASE, slow]);
    bench.send({
      n: node('Number', { value: 3 }),
      one: node('Slow', { tag: 'first' }),
      two: node('Slow', { tag: 'second' }),
      out1: node('Show', { in: ['one', 0] }),
      out2: node('Show', { in: ['n', 0] }),
      out3: node('Show', { in: ['two', 0] }),
    });
    await bench.until(() => bench.announced().includes('out2'));
    expect(bench.data('executed').map(({ node: id }) => id)).toEqual(['out2']);
    bench.clock.advance(1_000);
    await bench.idle();
    expect(bench.announced()).toEqual(['one', 'two', 'n', 'out2', 'out1', 'out3', null]);
    expect(bench.types().at(-2)).toBe('execution_success');
  });
});

describe('lists', () => {
  it('runs followers once per item, shorter lists repeating their last, and joins what they show', async () => {
    const { entry } = await runOnce(BASE, {
      long: node('List', { count: 3 }),
      short: node('List', { count: 2 }),
      sum: node('Add', { a: ['long', 0], b: ['short', 0] }),
      out: node('Show', { in: ['sum', 0] }),
    });
    expect(pick(entry, 'outputs', 'out', 'text')).toEqual(['2', '4', '5']);
  });

  it('hands whole lists to classes that want them, constants as lists of one', async () => {
    const join = stubClass(
      'Join',
      { required: { items: ['NUM'], mark: ['STRING'] }, isInputList: true, isOutput: true },
      { run: ({ items, mark }) => ({ ui: { text: [(items as number[]).join((mark as string[])[0])] } }) },
    );
    const { entry } = await runOnce([...BASE, join], { l: node('List', { count: 3 }), j: node('Join', { items: ['l', 0], mark: '-' }) });
    expect(pick(entry, 'outputs', 'j', 'text')).toEqual(['1-2-3']);
  });
});

describe('blocked outputs', () => {
  const blocker = (message: string | null): NodeClass =>
    stubClass('Stop', { required: { in: ['NUM'] }, output: ['NUM'] }, { run: () => ({ blocked: { message } }) });

  it('skips followers silently and still succeeds', async () => {
    const { entry, bench } = await runOnce([...BASE, blocker(null)], {
      n: node('Number', { value: 1 }),
      s: node('Stop', { in: ['n', 0] }),
      sum: node('Add', { a: ['s', 0], b: ['n', 0] }),
      out: node('Show', { in: ['sum', 0] }),
    });
    expect(pick(entry, 'status', 'status_str')).toBe('success');
    expect(pick(entry, 'outputs')).toEqual({});
    expect(bench.types()).not.toContain('execution_error');
  });

  it('tells a message once, at the first follower', async () => {
    const { bench } = await runOnce([...BASE, blocker('not today')], {
      n: node('Number', { value: 1 }),
      s: node('Stop', { in: ['n', 0] }),
      sum: node('Add', { a: ['s', 0], b: ['n', 0] }),
      out: node('Show', { in: ['sum', 0] }),
    });
    const errors = bench.data('execution_error');
    expect(errors.map((data) => [data['node_id'], data['exception_message']])).toEqual([['sum', 'Execution Blocked: not today']]);
    expect(errors[0]).not.toHaveProperty('timestamp');
  });
});

describe('expansion', () => {
  const grow = stubClass(
    'Grow',
    { required: { base: ['NUM', { rawLink: true }], more: ['INT'] }, output: ['NUM', 'NUM'] },
    {
      run: ({ base, more }) => ({
        expand: {
          graph: {
            plus: { class_type: 'Number', inputs: { value: more } },
            sum: { class_type: 'Add', inputs: { a: ['plus', 0], b: { outer: base } } },
            peek: { class_type: 'Show', inputs: { in: ['sum', 0] } },
          },
          outputs: [['sum', 0], 99],
        },
      }),
    },
  );

  it('runs the added nodes under ephemeral ids and shows them as their parent', async () => {
    const { entry, bench } = await runOnce([...BASE, grow], {
      n: node('Number', { value: 40 }),
      g: node('Grow', { base: ['n', 0], more: 2 }),
      out: node('Show', { in: ['g', 0] }),
      raw: node('Show', { in: ['g', 1] }),
    });
    expect(pick(entry, 'outputs')).toEqual({ 'g.0.0.peek': { text: ['42'] }, out: { text: ['42'] }, raw: { text: ['99'] } });
    expect(pick(entry, 'meta', 'g.0.0.peek')).toEqual({ node_id: 'g.0.0.peek', display_node: 'g', parent_node: 'g', real_node_id: 'g' });
    expect(bench.announced().filter((id) => id === 'g')).toHaveLength(1);
    expect(bench.data('executing').find(({ node: id }) => id === 'g.0.0.sum')).toMatchObject({ display_node: 'g' });
  });

  it('blames the outermost node for an error inside', async () => {
    const fail = stubClass(
      'Add',
      { required: { a: ['NUM'], b: ['NUM'] }, output: ['NUM'] },
      { run: () => Promise.reject(new Error('inside')) },
    );
    const { bench } = await runOnce([NUMBER, SHOW, fail, grow], {
      n: node('Number', { value: 40 }),
      g: node('Grow', { base: ['n', 0], more: 2 }),
      out: node('Show', { in: ['g', 0] }),
    });
    expect(bench.data('execution_error')[0]).toMatchObject({
      node_id: 'g',
      node_type: 'Grow',
      exception_message: 'inside\n',
      exception_type: 'RuntimeError',
    });
  });

  it('reports a cycle an expansion makes', async () => {
    const knot = stubClass(
      'Knot',
      { output: ['NUM'] },
      {
        run: () => ({
          expand: {
            graph: { a: { class_type: 'Add', inputs: { a: ['b', 0], b: 1 } }, b: { class_type: 'Add', inputs: { a: ['a', 0], b: 1 } } },
            outputs: [['a', 0]],
          },
        }),
      },
    );
    const { bench } = await runOnce([...BASE, knot], { k: node('Knot', {}), out: node('Show', { in: ['k', 0] }) });
    expect(bench.data('execution_error')[0]).toMatchObject({
      node_id: 'k',
      exception_type: 'graph.DependencyCycleError',
      current_inputs: [],
    });
  });
});

describe('errors', () => {
  it('keep what was made before, tell the inputs and end the run', async () => {
    const fail = stubClass(
      'Fail',
      { required: { in: ['NUM'], text: ['STRING'] }, hidden: { id: 'UNIQUE_ID' }, output: ['NUM'] },
      {
        run: () => {
          throw new NodeFailure('ValueError', 'too big', ['  File "x.py", line 3, in go\n']);
        },
      },
    );
    const { entry, bench } = await runOnce([...BASE, fail], {
      n: node('Number', { value: 7 }),
      first: node('Show', { in: ['n', 0] }),
      f: node('Fail', { in: ['n', 0], text: 'abc' }),
      never: node('Show', { in: ['f', 0] }),
    });
    const [error] = bench.data('execution_error');
    expect(error).toEqual({
      prompt_id: pick(entry, 'prompt', 1),
      node_id: 'f',
      node_type: 'Fail',
      executed: ['n', 'first'],
      exception_message: 'too big\n',
      exception_type: 'ValueError',
      traceback: ['  File "x.py", line 3, in go\n'],
      current_inputs: { in: [7], text: ['abc'], id: ['f'] },
      current_outputs: ['n', 'first', 'f', 'never'],
      timestamp: bench.clock.nowMs(),
    });
    expect(pick(entry, 'outputs')).toEqual({ first: { text: ['7'] } });
    expect(pick(entry, 'status')).toMatchObject({ status_str: 'error', completed: false });
    expect(bench.types().slice(-2)).toEqual(['execution_error', 'executing']);
  });
});
