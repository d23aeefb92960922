import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { pick } from './fixture-replay';
import type { NodeClass } from './node-class';
import { createTestBench, stubClass } from './test-bench';
import type { TestBench } from './test-bench';

const NUMBER = stubClass('Number', { required: { value: ['INT'] }, output: ['NUM'] }, { run: ({ value }) => ({ outputs: [value] }) });
const SHOW = stubClass(
  'Show',
  { required: { in: ['*'] }, isOutput: true },
  { run: (inputs) => ({ ui: { text: [String(inputs['in'])] } }) },
);

async function run(
  bench: TestBench,
  prompt: JsonObject,
): Promise<{ cached: JsonValue; ran: readonly JsonValue[]; types: readonly string[] }> {
  const before = { events: bench.announced().length, types: bench.types().length };
  bench.send(prompt);
  await bench.idle();
  return {
    cached: bench.data('execution_cached').at(-1)?.['nodes'] ?? null,
    ran: bench.announced().slice(before.events, -1),
    types: bench.types().slice(before.types),
  };
}

function pair(value: number, id = 'n', extra: JsonObject = {}): JsonObject {
  return { [id]: { class_type: 'Number', inputs: { value }, ...extra }, out: { class_type: 'Show', inputs: { in: [id, 0] } } };
}

describe('what is kept', () => {
  it('is found by content, whatever the ids and titles, and shown again', async () => {
    const bench = createTestBench([NUMBER, SHOW]);
    await run(bench, pair(1));
    const again = await run(bench, pair(1, 'other', { _meta: { title: 'x' } }));
    expect(again).toEqual({
      cached: ['other', 'out'],
      ran: [],
      types: ['execution_start', 'execution_cached', 'executed', 'execution_success', 'executing'],
    });
  });

  it('is invalid with everything behind it when a constant changes', async () => {
    const bench = createTestBench([NUMBER, SHOW]);
    await run(bench, pair(1));
    expect((await run(bench, pair(2))).ran).toEqual(['n', 'out']);
  });

  it('is only what the last prompt used', async () => {
    const bench = createTestBench([NUMBER, SHOW]);
    await run(bench, pair(1));
    await run(bench, pair(2));
    expect((await run(bench, pair(1))).cached).toEqual([]);
  });

  it('survives a failed run as far as it got', async () => {
    const fail = stubClass('Fail', { required: { in: ['NUM'] }, isOutput: true }, { run: () => Promise.reject(new Error('no')) });
    const bench = createTestBench([NUMBER, fail]);
    const prompt = { n: { class_type: 'Number', inputs: { value: 1 } }, f: { class_type: 'Fail', inputs: { in: ['n', 0] } } };
    await run(bench, prompt);
    expect((await run(bench, prompt)).ran).toEqual(['f']);
  });

  it('is gone after free, which waits for the running prompt', async () => {
    const bench = createTestBench([NUMBER, SHOW]);
    await run(bench, pair(1));
    bench.engine.free({ unloadModels: true, freeMemory: false });
    expect((await run(bench, pair(1))).ran).toEqual([]);
    bench.engine.free({ unloadModels: false, freeMemory: true });
    expect((await run(bench, pair(1))).ran).toEqual(['n', 'out']);
    const announced = bench.announced().length;
    bench.send(pair(2));
    await bench.until(() => bench.announced().length > announced);
    bench.engine.free({ unloadModels: false, freeMemory: true });
    await bench.idle();
    expect((await run(bench, pair(2))).ran).toEqual(['n', 'out']);
  });

  it('shows null for a kept output that showed nothing', async () => {
    const quiet = stubClass('Quiet', { required: { in: ['NUM'] }, isOutput: true });
    const bench = createTestBench([NUMBER, quiet]);
    const prompt = { n: { class_type: 'Number', inputs: { value: 1 } }, q: { class_type: 'Quiet', inputs: { in: ['n', 0] } } };
    await run(bench, prompt);
    await run(bench, prompt);
    expect(bench.data('executed').map(({ output }) => output)).toEqual([null]);
  });
});

describe('fingerprints', () => {
  async function twice(fingerprint: NodeClass['fingerprint'], between: () => void = () => undefined): Promise<readonly JsonValue[]> {
    const watched: NodeClass = { ...NUMBER, ...(fingerprint === undefined ? {} : { fingerprint }) };
    const bench = createTestBench([watched, SHOW]);
    await run(bench, pair(1));
    between();
    return (await run(bench, pair(1))).ran;
  }

  it('join the key', async () => {
    let file = 'v1';
    expect(await twice(() => file)).toEqual([]);
    expect(
      await twice(
        () => file,
        () => {
          file = 'v2';
        },
      ),
    ).toEqual(['n', 'out']);
  });

  it('of NaN, and ones that throw, always run again', async () => {
    expect(await twice(() => Number.NaN)).toEqual(['n', 'out']);
    expect(
      await twice(() => {
        throw new Error('no file');
      }),
    ).toEqual(['n', 'out']);
  });

  it('are taken once per run, of constants, and stand in the prompt that nodes see', async () => {
    const seen: unknown[] = [];
    const spy = stubClass(
      'Spy',
      { required: { in: ['NUM'], n: ['INT'] }, isOutput: true },
      {
        fingerprint: (inputs) => {
          seen.push(inputs);
          return 'print';
        },
        run: (_, { prompt }) => ({ ui: { text: [JSON.stringify(pick(prompt, 's', 'is_changed'))] } }),
      },
    );
    const bench = createTestBench([NUMBER, spy]);
    const id = bench.send({
      n: { class_type: 'Number', inputs: { value: 1 } },
      s: { class_type: 'Spy', inputs: { in: ['n', 0], n: '5' } },
    });
    await bench.idle();
    expect(seen).toEqual([{ in: null, n: 5 }]);
    const entry = bench.engine.historyEntry(id) ?? null;
    expect(pick(entry, 'outputs', 's', 'text')).toEqual(['["print"]']);
    expect(pick(entry, 'prompt', 2, 's')).not.toHaveProperty('is_changed');
  });
});

describe('the node id', () => {
  it.each([
    ['a class that says so', { ...NUMBER, idInCacheKey: true }],
    ['a class that is given its id', stubClass('Number', { required: { value: ['INT'] }, hidden: { me: 'UNIQUE_ID' }, output: ['NUM'] })],
  ])('joins the key for %s', async (_, classOfNumber) => {
    const bench = createTestBench([classOfNumber, SHOW]);
    await run(bench, pair(1));
    expect((await run(bench, pair(1))).ran).toEqual([]);
    expect((await run(bench, pair(1, 'other'))).ran).toEqual(['other', 'out']);
  });
});
