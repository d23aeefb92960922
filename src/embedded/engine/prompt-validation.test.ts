import { describe, expect, it } from 'vitest';
import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { capturedClass, hasFixtures, normalise, pick, pickText, readFixture } from './fixture-replay';
import { jsonList } from './json-list';
import type { NodeClass } from './node-class';
import { PythonError } from './python';
import { createTestBench } from './test-bench';
import type { TestBench } from './test-bench';

const CLASSES = hasFixtures ? capturedClasses(readFixture('object-info.json')) : [];

function openCaptured(): TestBench {
  return createTestBench(CLASSES);
}

function capturedClasses(objectInfo: JsonValue): readonly NodeClass[] {
  const names = Object.keys(isJsonObject(objectInfo) ? objectInfo : {});
  const noSuchFile: Partial<NodeClass> = {
    validate: { covers: ['image'], check: ({ image }) => (image === 'gone.png' ? 'Invalid image file: gone.png' : true) },
  };
  const run: NodeClass['run'] = () => ({ outputs: [null] });
  return names.map((name) => capturedClass(objectInfo, name, run, name === 'LoadImage' ? noSuchFile : {}));
}

/** Errors of a node and dependent outputs come in the order of Python sets: compared sorted. */
function sorted(value: JsonValue, name = ''): JsonValue {
  if (Array.isArray(value)) {
    const items = jsonList(value).map((item) => sorted(item));
    return ['errors', 'dependent_outputs'].includes(name)
      ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : items;
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sorted(member, key)]));
}

function shape(body: JsonValue): JsonValue {
  const { prompt_id: _, ...rest } = sorted(normalise(body)) as JsonObject;
  return rest;
}

const CASES = hasFixtures ? jsonList(readFixture('prompt-validation.json')).filter((entry) => pick(entry, 'request', 'json') !== null) : [];

describe.skipIf(!hasFixtures)('corpus: captured refusals', () => {
  it.each(CASES.map((entry) => [pickText(entry, 'case'), entry] as const))('%s', (_, entry) => {
    const { engine } = openCaptured();
    const body = pick(entry, 'request', 'json') as JsonObject;
    if (pick(entry, 'status') === 500) {
      expect(() => engine.submit(body)).toThrow(PythonError);
      return;
    }
    const answer = engine.submit(body);
    expect(answer.status).toBe(pick(entry, 'status'));
    expect(shape(answer.body)).toEqual(shape(pick(entry, 'body')));
  });

  it('counts every submission, refused ones too', () => {
    const { engine } = openCaptured();
    const numbers = CASES.map((entry) => {
      try {
        return engine.submit(pick(entry, 'request', 'json') as JsonObject).body['number'];
      } catch {
        return undefined;
      }
    });
    // The captured server counted from 0 as well; the bodies left out here (no JSON objects) came after its last number.
    const captured = CASES.map((entry) => pick(entry, 'body', 'number'));
    expect(numbers.filter((number) => number !== undefined)).toEqual(captured.filter((number) => number !== null));
  });
});
