import { describe, expect, it } from 'vitest';
import { OBJECT_INFO_SLICE_CHARS, READ_BUDGET_MS } from '@/config/limits';
import { createManualClock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import { parseNativeFirst } from '@/protocol/json-text';
import { parseObjectInfo } from '@/protocol/object-info';
import { readObjectInfo } from './read-object-info';

const FILES = Array.from({ length: 400 }, (_none, index) => `models/a "quoted" }, "x": {"input": name ${index}.safetensors`);

/** Definitions with all that could be taken for the end of one. */
function buildDefinitions(count: number): JsonObject {
  const definitions = Array.from({ length: count }, (_none, index): [string, JsonObject] => [
    `Type "${index}" \\`,
    {
      input: {
        required: { file: [FILES, {}], seed: ['INT', { max: 2 ** 64 }], nested: ['X', { inner: { input: { required: {} } } }] },
        optional: {},
      },
      output: ['IMAGE'],
      description: '}, "Other": {"input": {}}',
    },
  ]);
  return Object.fromEntries([...definitions, ['Broken', { input: 7 }], ['Last', { input: {}, output: [] }]]);
}

const LARGE = JSON.stringify(buildDefinitions(200));
const readWhole = (text: string) => parseObjectInfo(parseNativeFirst(text));

describe('a large answer of /object_info', () => {
  it('is read as one that is parsed in one go', async () => {
    expect(LARGE.length).toBeGreaterThan(4 * OBJECT_INFO_SLICE_CHARS);
    const read = await readObjectInfo(LARGE, createManualClock());
    const whole = readWhole(LARGE);
    expect([...read.nodes.keys()]).toEqual([...whole.nodes.keys()]);
    expect(read).toEqual(whole);
    expect(read.diagnostics.map(({ params }) => params?.['className'])).toEqual(['Broken']);
  });

  it.each([
    ['written over many lines', (text: string) => JSON.stringify(JSON.parse(text), null, 2)],
    ['with numbers that are no JSON', (text: string) => text.replace('"output":["IMAGE"]', '"odd":NaN,"output":["IMAGE"]')],
    ['with definitions that begin otherwise', (text: string) => text.replaceAll('{"input":{"required"', '{"z":1,"input":{"required"')],
  ])('is read the same %s', async (_name, change) => {
    const text = change(LARGE);
    expect(await readObjectInfo(text, createManualClock())).toEqual(readWhole(text));
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -100_000)],
    ['followed by something', (text: string) => `${text} {}`],
    ['a list', (text: string) => `[${text}]`],
  ])('is refused when it is %s', async (_name, change) => {
    const text = change(LARGE);
    expect(() => readWhole(text)).toThrow();
    await expect(readObjectInfo(text, createManualClock())).rejects.toThrow();
  });

  it('leaves room for other work in between', async () => {
    const manual = createManualClock();
    // Every look at the clock finds that the time is up.
    const clock = {
      ...manual,
      monotonicMs: () => {
        manual.advance(READ_BUDGET_MS);
        return manual.monotonicMs();
      },
    };
    let turns = 0;
    let isOver = false;
    const other = (): void => {
      turns++;
      if (!isOver) setImmediate(other);
    };
    setImmediate(other);
    await readObjectInfo(LARGE, clock);
    isOver = true;
    expect(turns).toBeGreaterThan(2);
  });
});
