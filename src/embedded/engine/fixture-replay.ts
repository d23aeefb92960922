import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { EngineEvent } from './engine';
import { jsonList } from './json-list';
import type { NodeClass, NodeResult, RunContext } from './node-class';
import { NodeFailure } from './node-class';
import { stubClass } from './test-bench';

/** Captured payloads of a real server lie beside the project, if at all. */
const FIXTURES = resolve('..', 'shared', 'fixtures');

/** Whether the captured payloads are there; tests that need them skip otherwise. */
export const hasFixtures = existsSync(FIXTURES);

/** Reads a captured payload, numbers exact. */
export function readFixture(name: string): JsonValue {
  return parseExactJson(readFileSync(resolve(FIXTURES, name), 'utf8'));
}

/** A member somewhere inside, or null. */
export function pick(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonValue {
  let at = value;
  for (const step of path) {
    at = typeof step === 'number' ? jsonList(at)[step] : isJsonObject(at) ? at[step] : undefined;
  }
  return at ?? null;
}

/** Classes as captured, with the given behaviour. */
export function capturedClass(objectInfo: JsonValue, name: string, run: NodeClass['run'], more: Partial<NodeClass> = {}): NodeClass {
  const info = pick(objectInfo, name);
  if (!isJsonObject(info)) throw new Error(`no captured class ${name}`);
  return { name, describe: () => info, run, ...more };
}

/** A text somewhere inside, empty if there is none. */
export function pickText(value: JsonValue | undefined, ...path: readonly (string | number)[]): string {
  const found = pick(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** What a run file's node shows: the outputs that history kept of it. */
export function uiOf(run: JsonValue, nodeId: string): NodeResult['ui'] {
  const found = pick(historyEntryOf(run), 'outputs', nodeId);
  return isJsonObject(found) ? (found as NodeResult['ui']) : undefined;
}

/** The one entry of a run file's history. */
export function historyEntryOf(run: JsonValue): JsonValue {
  const history = pick(run, 'history');
  return (isJsonObject(history) ? Object.values(history)[0] : undefined) ?? null;
}

/** The nodes written for the capture, and ComfyUI's own test nodes, as their runs show them. */
export function captureNodes(advance: (ms: number) => void): readonly NodeClass[] {
  const image = { image: ['IMAGE'] };
  const steps = async (inputs: Readonly<Record<string, unknown>>, context: RunContext): Promise<NodeResult> => {
    const count = Number(inputs['steps']);
    const format = String(inputs['preview']);
    for (let step = 1; step <= count; step++) {
      advance((Number(inputs['seconds']) * 1000) / count);
      const mimeType = format === 'PNG' ? 'image/png' : 'image/jpeg';
      await context.progress(step, count, format === 'none' ? undefined : { mimeType, bytes: new Uint8Array([1, 2, 3]) });
    }
    if (format !== 'none') context.text(`done ${count} steps`);
    return { outputs: [inputs['image']] };
  };
  const fixtureProgress = { ...image, steps: ['INT'], seconds: ['FLOAT'], preview: [['none', 'JPEG', 'PNG']], seed: ['INT'] };
  return [
    stubClass('FixtureProgress', { required: fixtureProgress, output: ['IMAGE'] }, { run: steps }),
    stubClass(
      'FixtureFail',
      { required: { ...image, message: ['STRING'] }, output: ['IMAGE'] },
      {
        run: ({ message }) => {
          throw new NodeFailure('ValueError', String(message));
        },
      },
    ),
    stubClass(
      'TestExecutionBlocker',
      { required: { input: ['*'], block: ['BOOLEAN'], verbose: ['BOOLEAN'] }, output: ['*'] },
      { run: ({ verbose }) => ({ blocked: { message: verbose === true ? 'Blocked Execution' : null } }) },
    ),
    stubClass('StubMask', { required: { value: ['FLOAT'] }, output: ['MASK'] }),
    stubClass('StubImage', { required: { content: ['STRING'] }, output: ['IMAGE'] }),
    stubClass(
      'TestLazyMixImages',
      { required: { image1: ['IMAGE', { lazy: true }], image2: ['IMAGE', { lazy: true }], mask: ['MASK'] }, output: ['IMAGE'] },
      { lazy: (inputs) => ['image1', 'image2'].filter((name) => inputs[name] === undefined) },
    ),
    stubClass('TestMixedExpansionReturns', { required: { input1: ['FLOAT'] }, output: ['IMAGE', 'IMAGE'] }, { run: expandMixed }),
  ];
}

function expandMixed(inputs: Readonly<Record<string, unknown>>): NodeResult {
  const graph = {
    '1': { class_type: 'StubMask', inputs: { value: inputs['input1'] } },
    '2': { class_type: 'StubImage', inputs: { content: 'BLACK' } },
    '3': { class_type: 'StubImage', inputs: { content: 'WHITE' } },
    '4': { class_type: 'TestLazyMixImages', inputs: { image1: ['2', 0], image2: ['3', 0], mask: ['1', 0] } },
  };
  return { expand: { graph, outputs: [['4', 0], 'white'] } };
}

/** One frame as compared: a JSON message, or a binary one by type and what is readable of it. */
export type Frame = JsonValue;

/** What a socket hears of the events: its own and everybody's; previews as type 4 before, or type 1 after their `progress`. */
export function framesFor(events: readonly EngineEvent[], clientId: string, hasMetadata: boolean): readonly Frame[] {
  const frames: Frame[] = [];
  let held: Frame | undefined;
  for (const event of events) {
    if (event.kind !== 'text' && event.audience.kind === 'client' && event.audience.clientId !== clientId) continue;
    if (event.kind === 'text') frames.push(['text', event.nodeId, event.text]);
    else if (event.kind === 'preview' && hasMetadata && event.audience.kind === 'client') frames.push(['preview 4', event.metadata]);
    else if (event.kind === 'preview') held = ['preview 1', event.mimeType];
    else frames.push(normalise({ type: event.type, data: event.data }));
    if (held === undefined || event.kind !== 'json') continue;
    frames.push(held);
    held = undefined;
  }
  return frames;
}

/** What the captured socket heard, without the greeting and log lines. */
export function capturedFrames(socket: JsonValue): readonly Frame[] {
  return jsonList(socket).flatMap((entry): readonly Frame[] => {
    const message = pick(entry, 'message');
    if (message === null) return [readBinary(Buffer.from(pickText(entry, 'base64'), 'base64'))];
    const type = pick(message, 'type');
    const isGreeting = type === 'feature_flags' || type === 'logs' || pick(message, 'data', 'sid') !== null;
    return isGreeting ? [] : [normalise(message)];
  });
}

function readBinary(frame: Buffer): Frame {
  const type = frame.readUInt32BE(0);
  const length = frame.readUInt32BE(4);
  if (type === 1) return ['preview 1', length === 1 ? 'image/jpeg' : 'image/png'];
  const head = frame.subarray(8, 8 + length).toString();
  return type === 4 ? ['preview 4', parseExactJson(head)] : ['text', head, frame.subarray(8 + length).toString()];
}

const UNORDERED = ['executed', 'current_outputs', 'nodes'];

/**
 * The captured body with ids that JavaScript does not sort, output nodes first and in the order the real server happened to take them (a Python set).
 * `plainIds` turns what the engine says about it back.
 */
export function withCapturedOrder(run: JsonValue): JsonObject {
  const body = pick(run, 'post', 'request', 'json');
  const prompt = pick(body, 'prompt');
  if (!isJsonObject(body) || !isJsonObject(prompt)) throw new Error('not a run file');
  const outputs = jsonList(pick(historyEntryOf(run), 'prompt', 4)).map((id) => pickText(id));
  const ids = [...outputs, ...Object.keys(prompt).filter((id) => !outputs.includes(id))];
  const rename = (value: JsonValue): JsonValue =>
    Array.isArray(value) && ids.includes(String(value[0])) ? [`n${String(value[0])}`, value[1] as number] : value;
  const nodes = ids.map((id) => {
    const inputs = Object.entries(pick(prompt, id, 'inputs') as JsonObject).map(([name, value]) => [name, rename(value)]);
    return [`n${id}`, { ...(prompt[id] as JsonObject), inputs: Object.fromEntries(inputs) as JsonObject }];
  });
  const targets = body['partial_execution_targets'];
  const partial = targets === undefined ? {} : { partial_execution_targets: jsonList(targets).map((id) => `n${pickText(id)}`) };
  return { ...body, ...partial, prompt_id: pick(run, 'post', 'body', 'prompt_id'), prompt: Object.fromEntries(nodes) as JsonObject };
}

/** Undoes the renaming of `withCapturedOrder`. */
export function plainIds(value: JsonValue): JsonValue {
  return parseExactJson(stringifyExactJson(value).replaceAll(/"n(\d+(?:\.\d+)*)"/g, '"$1"'));
}

/** Times become 0, unordered lists are sorted, tracebacks and dumps are reduced to their shape. */
export function normalise(value: JsonValue, name = ''): JsonValue {
  if (['timestamp', 'create_time'].includes(name)) return 0;
  if (name === 'traceback') return Array.isArray(value) && value.length > 0 ? ['…'] : value;
  if (name === 'number') return 0;
  if (typeof value === 'string') return value.startsWith('tensor(') || value.length > 500 ? '…' : value;
  if (Array.isArray(value)) {
    const items = jsonList(value).map((item) => normalise(item));
    return UNORDERED.includes(name) ? items.toSorted((a, b) => (pickText(a) < pickText(b) ? -1 : 1)) : items;
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, normalise(member, key)]));
}
