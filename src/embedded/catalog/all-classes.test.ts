import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { allClasses } from './all-classes';
import { createTestWorld } from './testing-world';

const CAPTURE = resolve('../shared/fixtures/object-info.json');
const hasCapture = existsSync(CAPTURE);
/** Classes of public packs, which the capture does not hold. */
const FROM_PACKS = ['LoadImageFromUrlOrPath', 'ImageToBase64', 'Base64ToImage'];
/** Inputs whose options are files or models of the server at hand. */
const FILE_LISTS =
  /^(ckpt_name|unet_name|clip_name\d?|vae_name|lora_name|control_net_name|style_model_name|model_name|latent|audio|file|model_file)$|^LoadImage(Mask)?\.image$/;

const world = createTestWorld();
const core = allClasses().filter((node) => node.availability !== 'test' && !FROM_PACKS.includes(node.name));

/** The definition with everything replaced that may differ: texts in own words, contents of file lists. */
function comparable(definition: JsonValue | undefined): JsonObject {
  if (!isJsonObject(definition)) throw new Error('not a definition');
  const input = isJsonObject(definition['input']) ? definition['input'] : {};
  const sections = Object.entries(input).map(([section, inputs]) => [
    section,
    comparableInputs(inputs, stringifyExactJson(definition['name']).slice(1, -1)),
  ]);
  return { ...(withoutTexts(definition) as JsonObject), input: Object.fromEntries(sections) as JsonObject };
}

function comparableInputs(inputs: JsonValue, className: string): JsonValue {
  if (!isJsonObject(inputs)) return inputs;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, spec]) => {
      const isFileList = FILE_LISTS.test(name) || FILE_LISTS.test(`${className}.${name}`);
      return [name, withoutTexts(isFileList ? withoutList(spec) : spec)];
    }),
  );
}

function withoutList(spec: JsonValue): JsonValue {
  const [type, options] = spec as readonly JsonValue[];
  if (Array.isArray(type)) return options === undefined ? ['list'] : ['list', options];
  return [type ?? null, isJsonObject(options) && 'options' in options ? { ...options, options: 'list' } : (options ?? null)];
}

function withoutTexts(value: JsonValue, key = ''): JsonValue {
  if (Array.isArray(value))
    return key === 'output_tooltips' ? value.map((item) => typeof item) : value.map((item: JsonValue) => withoutTexts(item));
  if (!isJsonObject(value)) return (key === 'description' || key === 'tooltip') && value !== '' ? typeof value : value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutTexts(item, name)]));
}

describe('allClasses', () => {
  it('has at least 95 classes, each once', () => {
    expect(core.length).toBeGreaterThanOrEqual(95);
    expect(new Set(allClasses().map((node) => node.name)).size).toBe(allClasses().length);
  });

  it('describes each class under its own name', () => {
    for (const node of allClasses()) expect(node.describe(world)['name']).toBe(node.name);
  });

  it('writes the limit of seeds exactly', () => {
    const sampler = core.find((node) => node.name === 'KSampler');
    expect(stringifyExactJson(sampler?.describe(world))).toContain('"max":18446744073709551615');
  });

  it('lists files of the world as they are now', () => {
    const changing = createTestWorld();
    const loader = core.find((node) => node.name === 'LoadImage');
    const options = (): JsonValue => stringifyExactJson(loader?.describe(changing)['input']);
    expect(options()).not.toContain('new.png');
    changing.files.set('input/new.png', new Uint8Array());
    changing.files.set('input/sub/hidden.png', new Uint8Array());
    changing.files.set('input/sound.mp3', new Uint8Array());
    expect(options()).toContain('new.png');
    expect(options()).not.toContain('hidden.png');
    expect(options()).not.toContain('sound.mp3');
  });
});

describe.skipIf(!hasCapture)('corpus: definitions equal the captured ones field by field', () => {
  const captured = hasCapture ? (parseExactJson(readFileSync(CAPTURE, 'utf8')) as JsonObject) : {};

  it.each(core.map((node) => node.name))('%s', (name) => {
    const own = core.find((node) => node.name === name)?.describe(world);
    expect(comparable(own)).toEqual(comparable(captured[name]));
    const [ownInput, capturedInput] = [own?.['input_order'], comparable(captured[name])['input_order']];
    expect(stringifyExactJson(ownInput)).toBe(stringifyExactJson(capturedInput));
  });

  it('takes no description or tooltip over word by word', () => {
    const texts = new Set(Object.values(captured).flatMap((definition) => textsOf(definition)));
    const taken = core.flatMap((node) => textsOf(node.describe(world))).filter((text) => text.length > 24 && texts.has(text));
    expect(taken).toEqual([]);
  });
});

function textsOf(value: JsonValue, key = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => textsOf(item, key === 'output_tooltips' ? 'tooltip' : ''));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([name, item]) => textsOf(item, name));
  return typeof value === 'string' && (key === 'description' || key === 'tooltip') ? [value] : [];
}
