import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { pick } from './fixture-replay';
import { createGate } from './gate';
import { createTestBench, stubClass } from './test-bench';
import type { TestBench } from './test-bench';

const SAVE = stubClass(
  'Save',
  { required: { name: ['STRING'] }, isOutput: true },
  {
    run: ({ name }, { extraData }) => ({
      ui: { images: [{ filename: `${String(name)}.png`, subfolder: 'a', type: 'output' }], text: [String('extra_pnginfo' in extraData)] },
    }),
  },
);
const FAIL = stubClass('Fail', { isOutput: true }, { run: () => Promise.reject(new Error('broken')) });
const CLASSES = [SAVE, FAIL];
const ID = '33333333-3333-4333-8333-333333333333';

function saves(...names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { class_type: 'Save', inputs: { name } }]));
}

describe('old', () => {
  async function runOld(): Promise<TestBench> {
    const bench = createTestBench(CLASSES, { profile: 'old' });
    bench.send(saves('a'), { prompt_id: ID, partial_execution_targets: ['b'], extra_data: { api_key_comfy_org: 'k' } });
    await bench.idle();
    return bench;
  }

  it('makes its own ids and says nothing of progress states and times', async () => {
    const bench = await runOld();
    expect(bench.engine.historyEntry(ID)).toBeUndefined();
    expect(bench.data('progress_state')).toEqual([]);
    expect(bench.data('execution_success')[0]).not.toHaveProperty('timestamp');
    const entry = Object.values(bench.engine.history({}))[0] ?? null;
    expect(pick(entry, 'prompt', 3)).toEqual({ client_id: 'tester', api_key_comfy_org: 'k' });
  });

  it('names missing classes and empty node errors its own way', () => {
    const { engine } = createTestBench(CLASSES, { profile: 'old' });
    const { body } = engine.submit({ prompt: { x: { class_type: 'Gone', inputs: {} } } });
    expect(body).toMatchObject({ error: { type: 'invalid_prompt', extra_info: {} }, node_errors: [] });
  });

  it('interrupts whatever runs, whoever was meant', async () => {
    const gate = createGate();
    gate.hold();
    const bench = createTestBench(CLASSES, { profile: 'old', gate });
    bench.send(saves('a'));
    await gate.whenStopped();
    expect(bench.engine.interrupt(ID)).toBe(true);
    await bench.idle();
    expect(bench.types()).toContain('execution_interrupted');
  });

  it('reports a cycle as the exception it ran into', () => {
    const pass = stubClass('Pass', { required: { in: ['*'] }, output: ['*'], isOutput: true });
    const { engine } = createTestBench([pass], { profile: 'old' });
    const { body } = engine.submit({
      prompt: { a: { class_type: 'Pass', inputs: { in: ['b', 0] } }, b: { class_type: 'Pass', inputs: { in: ['a', 0] } } },
    });
    expect(JSON.stringify(body)).toContain('RecursionError');
  });
});

describe('cluster', () => {
  it('sends the end to everybody before the last executed', async () => {
    const bench = createTestBench(CLASSES, { profile: 'cluster' });
    bench.send(saves('a', 'b'));
    await bench.idle();
    expect(bench.types()).toEqual([
      'execution_start',
      'execution_cached',
      'executing',
      'executed',
      'executing',
      'executing',
      'executed',
      'execution_success',
    ]);
    const end = bench.events.find((event) => event.kind === 'json' && event.type === 'executing' && event.data['node'] === null);
    expect(end).toMatchObject({ audience: { kind: 'all' } });
  });

  it('lists everything as pending, in order of arrival, and cannot be stopped', async () => {
    const gate = createGate();
    gate.hold();
    const bench = createTestBench(CLASSES, { profile: 'cluster', gate });
    const ids = [bench.send(saves('a')), bench.send(saves('b')), bench.send(saves('c'), { front: true })];
    await gate.whenStopped();
    bench.engine.clearPending();
    bench.engine.deletePending(ids);
    expect(bench.engine.interrupt()).toBe(false);
    const { queue_running, queue_pending } = bench.engine.queue();
    expect(queue_running).toEqual([]);
    expect(queue_pending.map((entry) => pick(entry, 1))).toEqual(ids);
    gate.release();
    await bench.idle();
    expect(Object.keys(bench.engine.history({ offset: 0, maxItems: 9 }))).toEqual(ids);
  });

  it('has its own idea of history windows and entries', async () => {
    const bench = createTestBench(CLASSES, { profile: 'cluster' });
    const ids = ['a', 'b', 'c'].map((name) => bench.send(saves(name), { extra_data: { extra_pnginfo: { workflow: {} } } }));
    const failed = bench.send({ f: { class_type: 'Fail', inputs: {} } });
    await bench.idle();
    expect(Object.keys(bench.engine.history({}))).toEqual([failed]);
    expect(bench.engine.history({ maxItems: 2 })).toEqual({});
    expect(Object.keys(bench.engine.history({ maxItems: 2, offset: 0 }))).toEqual(ids.slice(0, 2));
    const entry = bench.engine.historyEntry(ids[0] ?? '') ?? null;
    expect(entry).not.toHaveProperty('meta');
    expect(pick(entry, 'status', 'messages')).toEqual([]);
    expect(pick(entry, 'outputs', 'a')).toEqual({
      images: [{ filename: 'a.png', subfolder: 'a', type: 'output', abs_path: '/workspace/output/a/a.png' }],
      text: ['false'],
    } satisfies JsonValue);
    expect(pick(bench.engine.historyEntry(failed), 'status', 'messages')).toEqual(['broken\n']);
  });
});

describe('without an owner', () => {
  it('everybody hears progress and interrupts, nobody the rest', async () => {
    const bench = createTestBench(CLASSES);
    bench.engine.submit({ prompt: saves('a') });
    await bench.idle();
    expect(bench.types()).toEqual([]);
    expect(bench.data('progress_state')).toHaveLength(2);
    expect(bench.events.every((event) => event.kind === 'text' || event.audience.kind === 'all')).toBe(true);
  });
});
