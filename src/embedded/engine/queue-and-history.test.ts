import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { hasFixtures, pick, readFixture } from './fixture-replay';
import { createGate } from './gate';
import { PythonError } from './python';
import { createTestBench, stubClass } from './test-bench';
import type { TestBench } from './test-bench';

const OUT = stubClass('Out', { required: { n: ['INT'] }, isOutput: true }, { run: ({ n }) => ({ ui: { text: [String(n)] } }) });

/** A bench whose first prompt stands at the gate, so that the rest stays pending. */
function openHeld(): TestBench & { release: () => void } {
  const gate = createGate();
  gate.hold();
  return { ...createTestBench([OUT], { gate }), release: gate.release };
}

function promptOf(n: number): JsonObject {
  return { '1': { class_type: 'Out', inputs: { n } } };
}

function uuid(n: number): string {
  return `22222222-2222-4222-8222-${String(n).padStart(12, '0')}`;
}

function pendingNumbers({ engine }: TestBench): readonly unknown[] {
  return engine.queue().queue_pending.map((entry) => pick(entry, 0));
}

describe('queue', () => {
  it('runs the lowest number first, front ones before all', async () => {
    const bench = openHeld();
    bench.send(promptOf(1));
    await bench.until(() => bench.engine.queue().queue_running.length === 1);
    for (const body of [{}, {}, { front: true }, { number: 1.5 }, {}, { front: true }]) bench.send(promptOf(1), body);
    bench.release();
    const order: unknown[] = [];
    bench.engine.onEvent((event) => {
      const number = pick(bench.engine.queue().queue_running, 0, 0);
      if (event.kind === 'json' && event.type === 'execution_start') order.push(number);
    });
    await bench.idle();
    expect(order).toEqual([-5, -3, 1, 1.5, 2, 4]);
  });

  it.skipIf(!hasFixtures)('corpus: shows the same heap as the captured server, before and after a delete', async () => {
    const captured = (readFixture('queue-and-cancel.json') as readonly JsonObject[]).map((entry) => pick(entry, 'body'));
    const queues = captured
      .filter((body) => pick(body, 'queue_pending') !== null)
      .map((body) => (pick(body, 'queue_pending') as readonly JsonObject[]).map((entry) => pick(entry, 0)));
    const bench = openHeld();
    for (let unrelated = 0; unrelated < 34; unrelated++) bench.engine.submit({});
    const bodies = [{}, {}, {}, { front: true }, { number: 1.5 }, {}, { front: true }];
    for (const [index, body] of bodies.entries()) {
      bench.send(promptOf(index), { ...body, prompt_id: uuid(index + 1) });
      if (index === 0) await bench.until(() => bench.engine.queue().queue_running.length === 1);
    }
    expect(pendingNumbers(bench)).toEqual(queues[0]);
    bench.engine.deletePending([uuid(6)]);
    bench.engine.deletePending([uuid(5)]);
    expect(pendingNumbers(bench)).toEqual(queues[1]);
  });

  it('orders equal numbers by id and refuses the same pair of both', async () => {
    const bench = openHeld();
    bench.send(promptOf(0));
    await bench.until(() => bench.engine.queue().queue_running.length === 1);
    bench.send(promptOf(1), { number: 7, prompt_id: uuid(2) });
    bench.send(promptOf(2), { number: 7, prompt_id: uuid(1) });
    expect(pick(bench.engine.queue().queue_pending, 0, 1)).toBe(uuid(1));
    expect(() => bench.send(promptOf(3), { number: 7, prompt_id: uuid(1) })).toThrow(PythonError);
    expect(bench.engine.queueRemaining()).toBe(3);
  });

  it('tells every socket of each change, and of nothing when nothing changed', async () => {
    const bench = openHeld();
    for (let n = 0; n < 3; n++) bench.send(promptOf(n), { prompt_id: uuid(n) });
    await bench.until(() => bench.engine.queue().queue_running.length === 1);
    const counts = (): readonly unknown[] => bench.data('status').map((data) => pick(data, 'status', 'exec_info', 'queue_remaining'));
    expect(counts()).toEqual([1, 2, 3, 3]);
    bench.engine.deletePending([uuid(9), uuid(0), uuid(1)]);
    bench.engine.clearPending();
    expect(counts().slice(4)).toEqual([2, 1]);
    expect(bench.engine.queueRemaining()).toBe(1);
  });

  it('shows what was sent except secrets, with the client and the time', async () => {
    const bench = openHeld();
    bench.send(promptOf(0), { extra_data: { extra_pnginfo: { workflow: {} }, api_key_comfy_org: 's', auth_token_comfy_org: 's' } });
    const shown = pick(bench.engine.queue().queue_pending, 0, 3);
    expect(shown).toEqual({ extra_pnginfo: { workflow: {} }, client_id: 'tester', create_time: bench.clock.nowMs() });
    bench.release();
    await bench.idle();
  });
});

describe('history', () => {
  async function finished(count: number): Promise<TestBench> {
    const bench = createTestBench([OUT]);
    for (let n = 0; n < count; n++) bench.send(promptOf(n), { prompt_id: uuid(n) });
    await bench.idle();
    return bench;
  }
  const ids = (bench: TestBench, window: { maxItems?: number; offset?: number }): readonly string[] =>
    Object.keys(bench.engine.history(window));

  it('windows: newest by count, oldest by offset', async () => {
    const bench = await finished(5);
    expect(ids(bench, {})).toEqual([0, 1, 2, 3, 4].map(uuid));
    expect(ids(bench, { maxItems: 2 })).toEqual([3, 4].map(uuid));
    expect(ids(bench, { maxItems: 9 })).toHaveLength(5);
    expect(ids(bench, { maxItems: 2, offset: 0 })).toEqual([0, 1].map(uuid));
    expect(ids(bench, { maxItems: 2, offset: 1 })).toEqual([1, 2].map(uuid));
    expect(ids(bench, { offset: 3 })).toEqual([3, 4].map(uuid));
    expect(ids(bench, { maxItems: 0 })).toEqual([]);
  });

  it('deletes some, overwrites a reused id in its place, clears', async () => {
    const bench = await finished(3);
    bench.engine.deleteHistory([uuid(1), uuid(9)]);
    bench.send(promptOf(8), { prompt_id: uuid(0) });
    await bench.idle();
    expect(ids(bench, {})).toEqual([uuid(0), uuid(2)]);
    expect(pick(bench.engine.historyEntry(uuid(0)), 'outputs', '1', 'text')).toEqual(['8']);
    bench.engine.clearHistory();
    expect(ids(bench, {})).toEqual([]);
    expect(bench.engine.historyEntry(uuid(0))).toBeUndefined();
  });

  it('has the entry before the last status and the end are told', async () => {
    const bench = createTestBench([OUT]);
    const id = bench.send(promptOf(1));
    const known: [string, boolean][] = [];
    bench.engine.onEvent((event) => {
      if (event.kind === 'json') known.push([event.type, bench.engine.historyEntry(id) !== undefined]);
    });
    await bench.idle();
    expect(known.slice(-3)).toEqual([
      ['execution_success', false],
      ['status', true],
      ['executing', true],
    ]);
  });
});

describe('restart', () => {
  it('forgets all without a word, lets the running prompt go and counts from 0 again', async () => {
    const bench = openHeld();
    bench.send(promptOf(0));
    bench.send(promptOf(1));
    await bench.until(() => bench.engine.queue().queue_running.length === 1);
    const said = bench.events.length;
    bench.engine.restart();
    expect(bench.engine.queue()).toEqual({ queue_running: [], queue_pending: [] });
    await bench.idle();
    expect(bench.events.length).toBe(said);
    expect(bench.engine.history({})).toEqual({});
    const { body } = bench.engine.submit({ prompt: promptOf(2) });
    expect(body['number']).toBe(0);
    bench.release();
    await bench.idle();
    expect(Object.keys(bench.engine.history({}))).toEqual([body['prompt_id']]);
  });

  it('says nothing after dispose', async () => {
    const bench = createTestBench([OUT]);
    bench.send(promptOf(0));
    bench.engine.dispose();
    await bench.idle();
    expect(bench.types()).toEqual([]);
  });
});
