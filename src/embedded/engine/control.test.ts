import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { pick } from './fixture-replay';
import { createGate } from './gate';
import { createTestBench, stubClass } from './test-bench';

const STEPS = stubClass(
  'Steps',
  { required: { count: ['INT'] }, output: ['LATENT'] },
  {
    run: async ({ count }, { progress }) => {
      for (let step = 1; step <= Number(count); step++)
        await progress(step, Number(count), { mimeType: 'image/png', bytes: new Uint8Array([step]) });
      return { outputs: [count] };
    },
  },
);
const PAINT = stubClass('Paint', { required: { count: ['INT'] }, output: ['IMAGE'] }, { run: STEPS.run });
const NAP = stubClass(
  'Nap',
  { required: { ms: ['INT'] }, output: ['NUM'] },
  {
    run: async ({ ms }, { sleep }) => {
      await sleep(Number(ms));
      return { outputs: [ms] };
    },
  },
);
const SHOW = stubClass('Show', { required: { in: ['*'] }, isOutput: true }, { run: () => ({ ui: { text: ['shown'] } }) });
const CLASSES = [STEPS, PAINT, NAP, SHOW];

function chain(classType: string, inputs: JsonObject): JsonObject {
  return { s: { class_type: classType, inputs }, out: { class_type: 'Show', inputs: { in: ['s', 0] } } };
}

describe('gate', () => {
  it('stops before each node start and each progress step, and lets steps pass one by one', async () => {
    const gate = createGate();
    gate.hold();
    const bench = createTestBench(CLASSES, { gate });
    bench.send(chain('Steps', { count: 2 }));
    const stops: number[][] = [];
    for (let stop = 0; stop < 4; stop++) {
      await gate.whenStopped();
      stops.push([bench.announced().length, bench.data('progress').length]);
      gate.step();
    }
    await bench.idle();
    expect(stops).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(bench.types().at(-2)).toBe('execution_success');
  });

  it('keeps early steps, forgets them on a new hold, and opens for good on release', async () => {
    const gate = createGate();
    gate.hold();
    gate.step();
    gate.step();
    const bench = createTestBench(CLASSES, { gate });
    bench.send(chain('Steps', { count: 3 }));
    await gate.whenStopped();
    expect(bench.data('progress')).toHaveLength(1);
    gate.step();
    gate.step();
    gate.hold();
    await gate.whenStopped();
    expect(gate.isHeld()).toBe(true);
    gate.release();
    await bench.idle();
    expect(bench.data('progress')).toHaveLength(3);
  });

  it('makes nodes fail by class or id until told otherwise', async () => {
    const gate = createGate();
    const bench = createTestBench(CLASSES, { gate });
    gate.failNode('Show', 'by class');
    gate.failNode('out', 'by id');
    bench.send(chain('Steps', { count: 1 }));
    await bench.idle();
    expect(bench.data('execution_error')[0]).toMatchObject({
      node_id: 'out',
      exception_type: 'RuntimeError',
      exception_message: 'by id\n',
    });
    gate.clearFailures();
    bench.send(chain('Steps', { count: 1 }));
    await bench.idle();
    expect(bench.data('execution_error')).toHaveLength(1);
  });
});

describe('interrupt', () => {
  it('takes effect at the next step of a sampler', async () => {
    const bench = createTestBench(CLASSES);
    const id = bench.send(chain('Steps', { count: 50 }));
    await bench.until(() => bench.data('progress').length === 3);
    expect(bench.engine.interrupt(id)).toBe(true);
    await bench.idle();
    expect(bench.data('progress')).toHaveLength(3);
    expect(bench.data('execution_interrupted')[0]).toMatchObject({ node_id: 's', node_type: 'Steps', executed: [] });
    expect(pick(bench.engine.historyEntry(id), 'status', 'status_str')).toBe('error');
  });

  it('takes effect between nodes: the next is announced and does not run', async () => {
    const gate = createGate();
    const bench = createTestBench(CLASSES, { gate });
    gate.hold();
    bench.send(chain('Nap', { ms: 0 }));
    await gate.whenStopped();
    bench.engine.interrupt();
    await bench.idle();
    expect(bench.types()).toEqual(['execution_start', 'execution_cached', 'executing', 'execution_interrupted', 'executing']);
  });

  it('wakes a node that sleeps', async () => {
    const bench = createTestBench(CLASSES);
    bench.send(chain('Nap', { ms: 60_000 }));
    await bench.until(() => bench.announced().length === 1);
    bench.engine.interrupt();
    await bench.idle();
    expect(bench.types()).toContain('execution_interrupted');
  });

  it('misses other ids, finished prompts and prompts still to come', async () => {
    const bench = createTestBench(CLASSES);
    expect(bench.engine.interrupt()).toBe(false);
    const id = bench.send(chain('Steps', { count: 3 }));
    const next = bench.send(chain('Steps', { count: 4 }));
    await bench.until(() => bench.announced().length === 1);
    expect(bench.engine.interrupt(next)).toBe(false);
    await bench.idle();
    expect(bench.engine.interrupt(id)).toBe(false);
    expect(bench.types()).not.toContain('execution_interrupted');
  });
});

describe('progress', () => {
  const counts = (bench: ReturnType<typeof createTestBench>): readonly unknown[] => bench.data('progress').map(({ value }) => value);
  const counter = (msPerStep: number): ReturnType<typeof stubClass> =>
    stubClass(
      'Count',
      { required: { to: ['INT'] }, isOutput: true },
      {
        run: async ({ to }, { progress, sleep }) => {
          for (let step = 1; step <= Number(to); step++) {
            if (msPerStep > 0) await sleep(msPerStep);
            await progress(step, Number(to));
          }
          return {};
        },
      },
    );

  it('without previews is told first, last and every 100 ms', async () => {
    const bench = createTestBench([counter(40)]);
    bench.send({ c: { class_type: 'Count', inputs: { to: 8 } } });
    await bench.until(() => bench.announced().length === 1);
    for (let step = 0; step < 8; step++) {
      bench.clock.advance(40);
      await bench.until(() => true);
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    await bench.idle();
    expect(counts(bench)).toEqual([1, 4, 7, 8]);
  });

  it('of a standing clock is told first and last', async () => {
    const bench = createTestBench([counter(0)]);
    bench.send({ c: { class_type: 'Count', inputs: { to: 900 } } });
    await bench.idle();
    expect(counts(bench)).toEqual([1, 900]);
  });

  it('carries previews unless the prompt refuses those of samplers', async () => {
    const previews = async (classType: string, extra: JsonObject): Promise<number> => {
      const bench = createTestBench(CLASSES);
      bench.send(chain(classType, { count: 2 }), { extra_data: extra });
      await bench.idle();
      return bench.events.filter(({ kind }) => kind === 'preview').length;
    };
    expect(await previews('Steps', {})).toBe(2);
    expect(await previews('Steps', { preview_method: 'none' })).toBe(0);
    expect(await previews('Paint', { preview_method: 'none' })).toBe(2);
  });

  it('tells a new socket of the owner where the run stands', async () => {
    const bench = createTestBench(CLASSES);
    bench.send(chain('Nap', { ms: 10 }));
    await bench.until(() => bench.announced().length === 1);
    expect([bench.engine.runningFor('tester'), bench.engine.runningFor('other')]).toEqual(['s', null]);
    bench.clock.advance(10);
    await bench.idle();
    expect(bench.engine.runningFor('tester')).toBeNull();
  });
});
