import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { createApiClient } from '@/api/client';
import type { ApiClient } from '@/api/client';
import { createDocument } from '@/graph/document/create-document';
import { exportPrompt } from '@/graph/export/export-prompt';
import { prunePrompt } from '@/graph/export/prune-prompt';
import { readWorkflow } from '@/graph/import/read-workflow';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { textOr } from '@/graph/node-types/json-read';
import { parseNodeTypes } from '@/graph/node-types/parse-node-types';
import { checkPrompt, type PromptCheck } from '@/graph/validate/check-prompt';
import { createManualClock } from '@/lib/clock';
import type { Diagnostic } from '@/lib/diagnostic';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { parseObjectInfo } from '@/protocol/object-info';
import { parseAccepted, parseRejected, type SubmitOutcome } from '@/protocol/prompt';
import { createLabRandom } from '@/testing/trouble-lab';
import { toRunProblems } from './refusal-problems';

/** What both sides are compared by. The server words a file it cannot find as a refusal by the node. */
const key = ({ code, nodeId = '', input = '' }: Diagnostic): string =>
  [code === 'refused-by-node' ? 'value-not-in-list' : code, nodeId, input].join(' ').trim();
const keysOf = (problems: readonly Diagnostic[]): readonly string[] => [...new Set(problems.map(key))].toSorted();

function keysOfAnswer(outcome: SubmitOutcome): readonly string[] {
  const error = outcome.kind === 'rejected' ? outcome.error : null;
  return keysOf(toRunProblems({ error, nodeErrors: outcome.nodeErrors }, createDocument()));
}

/** The server names the first missing class only. */
function keysOfCheck({ problems }: PromptCheck): readonly string[] {
  const [first] = problems;
  return first?.code === 'missing-node-type' ? [key(first)] : keysOf(problems);
}

type Prompt = Record<string, { class_type: string; inputs: Record<string, JsonValue> }>;
interface Chance {
  readonly below: (limit: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

function createChance(seed: number): Chance {
  const random = createLabRandom(seed);
  const below = (limit: number): number => {
    const words = new Uint32Array(1);
    random(words);
    return (words[0] ?? 0) % limit;
  };
  return { below, pick: (items) => items[below(items.length)] as (typeof items)[number] };
}

const ODD_VALUES: readonly JsonValue[] = [
  -1,
  0,
  1e9,
  3.7,
  '12',
  'many',
  '1_0',
  ' 7 ',
  'nan',
  '',
  null,
  true,
  false,
  18446744073709551616n,
  'gone.png',
  'gone.png [input]',
  { __value__: ['a', 'b'] },
  { __value__: 4 },
  { odd: 1 },
  [],
  ['1'],
  ['1', 0, 0],
];

/** One thing broken (or only odd) in a prompt. */
const MUTATIONS: readonly ((prompt: Prompt, chance: Chance) => void)[] = [
  (prompt, chance) => eachInput(prompt, chance, (inputs, name) => Reflect.deleteProperty(inputs, name)),
  (prompt, chance) => eachInput(prompt, chance, (inputs, name) => (inputs[name] = chance.pick(ODD_VALUES))),
  (prompt, chance) => eachInput(prompt, chance, (inputs, name) => (inputs[name] = chance.pick(ODD_VALUES))),
  (prompt, chance) => eachInput(prompt, chance, (inputs, name) => (inputs[name] = [chance.pick(Object.keys(prompt)), chance.below(4)])),
  (prompt, chance) => eachInput(prompt, chance, (inputs, name) => (inputs[name] = [chance.pick(Object.keys(prompt)), 0])),
  (prompt, chance) => eachInput(prompt, chance, (inputs, name) => (inputs[name] = ['404', 0])),
  (prompt, chance) => void Reflect.deleteProperty(prompt, chance.pick(Object.keys(prompt))),
  (prompt, chance) => (anyNode(prompt, chance).class_type = chance.pick(['NoSuchNode', 'PreviewImage', 'EmptyImage', 'SaveImage'])),
];

function anyNode(prompt: Prompt, chance: Chance): Prompt[string] {
  return prompt[chance.pick(Object.keys(prompt))] as Prompt[string];
}

function eachInput(prompt: Prompt, chance: Chance, change: (inputs: Record<string, JsonValue>, name: string) => void): void {
  const { inputs } = anyNode(prompt, chance);
  const names = Object.keys(inputs);
  if (names.length > 0) change(inputs, chance.pick(names));
}

let server: EmbeddedServer;
let client: ApiClient;
let nodeTypes: NodeTypes;
const bases: JsonObject[] = [];
beforeAll(async () => {
  server = await startEmbeddedServer({ seed: 1, starter: true });
  server.control.hold();
  const base = { http: server.url, ws: server.url.replace('http', 'ws') };
  client = createApiClient({ base, clock: createManualClock(), createXhr: null });
  ({ nodeTypes } = parseNodeTypes((await client.objectInfo()).nodes));
  for (const file of (await client.listUserdata('workflows', { recurse: true })) ?? []) {
    if (!file.path.endsWith('.json') || file.path.startsWith('.')) continue;
    const { document } = readWorkflow(parseExactJson(await client.readUserdata(`workflows/${file.path}`)));
    bases.push(exportPrompt(document, nodeTypes, { nowMs: 0 }).prompt);
  }
  bases.push(DYNAMIC);
});
afterAll(() => server.stop());

const node = (class_type: string, inputs: JsonObject): JsonObject => ({ class_type, inputs });
/** Dynamic inputs, a list that opens, two outputs. */
const DYNAMIC: JsonObject = {
  '1': node('EmptyImage', { width: 64, height: 64, batch_size: 1, color: 0 }),
  '2': node('ResizeImageMaskNode', {
    input: ['1', 0],
    resize_type: 'scale dimensions',
    'resize_type.width': 32,
    'resize_type.height': 32,
    'resize_type.crop': 'center',
    scale_method: 'lanczos',
  }),
  '3': node('BatchImagesNode', { 'images.image0': ['1', 0], 'images.image1': ['2', 0] }),
  '4': node('SaveImage', { images: ['3', 0], filename_prefix: 'x' }),
  '5': node('PreviewImage', { images: ['1', 0] }),
};

describe('what the server will say', () => {
  it('is known of the workflows it comes with: nothing', () => {
    expect(bases.length).toBeGreaterThan(3);
    for (const prompt of bases) expect(checkPrompt(prompt, nodeTypes)).toMatchObject({ isRefused: false, problems: [], falls: [] });
  });

  it('is predicted of 200 broken prompts, to the node, the input and the kind', async () => {
    let refused = 0;
    let partly = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const chance = createChance(seed);
      const prompt = structuredClone(chance.pick(bases)) as Prompt;
      const count = 1 + chance.below(2);
      for (let step = 0; step < count; step++) chance.pick(MUTATIONS)(prompt, chance);
      const check = checkPrompt(prompt, nodeTypes);
      const answer = await client.submitPrompt({ prompt });
      const told = `${seed}: ${stringifyExactJson(prompt)}`;
      expect(check.isRefused, told).toBe(answer.kind === 'rejected');
      expect(keysOfCheck(check), told).toEqual(keysOfAnswer(answer));
      if (check.isRefused) refused++;
      else if (check.falls.length > 0) partly++;
    }
    expect(refused).toBeGreaterThan(80);
    expect(partly).toBeGreaterThan(10);
  });

  it('is known of a part too: an output that was not asked for does not count', () => {
    const bad: JsonObject = { ...DYNAMIC, '5': node('PreviewImage', {}) };
    expect(checkPrompt(bad, nodeTypes)).toMatchObject({ isRefused: false, runs: ['4'], falls: ['5'] });
    expect(checkPrompt(bad, nodeTypes, ['4'])).toMatchObject({ problems: [], runs: ['4'], falls: [] });
    expect(checkPrompt(bad, nodeTypes, ['3'])).toMatchObject({ isRefused: true, problems: [{ code: 'no-output-node' }] });
  });

  it('does not take long chains for more than they are', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [
        String(index),
        index === 0
          ? node('EmptyImage', { width: 8, height: 8, batch_size: 1, color: 0 })
          : node('ImageInvert', { image: [String(index - 1), 0] }),
      ]),
    );
    expect(checkPrompt({ ...chain, end: node('PreviewImage', { images: ['4999', 0] }) }, nodeTypes).isRefused).toBe(false);
  });
});

const captured = fileURLToPath(new URL('../../../../shared/fixtures/', import.meta.url));
const hasShared = existsSync(captured);

describe.skipIf(!hasShared)('corpus: what a real server said', () => {
  const read = (name: string): JsonValue => parseExactJson(readFileSync(captured + name, 'utf8'));
  const types = hasShared ? parseNodeTypes(parseObjectInfo(read('object-info.json')).nodes).nodeTypes : null;
  const cases = hasShared ? (read('prompt-validation.json') as readonly JsonObject[]) : [];
  /** Refused for the body around the prompt, which no workflow decides. */
  const aboutBody = (body: JsonObject): boolean =>
    !isJsonObject(body['prompt']) || (body['prompt_id'] !== undefined && isBadId(body['prompt_id']));
  const isBadId = (id: JsonValue): boolean => typeof id !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const judged = cases.flatMap((one) => {
    const request = isJsonObject(one['request']) ? one['request']['json'] : undefined;
    return isJsonObject(request) && !aboutBody(request) && one['status'] !== 500 ? [[textOr(one['case'], ''), request, one] as const] : [];
  });

  it.each(judged)('%s', (_name, request, one) => {
    const targets = request['partial_execution_targets'] as readonly string[] | undefined;
    const check = types === null ? null : checkPrompt(request['prompt'] as JsonObject, types, targets);
    const answer = one['status'] === 200 ? parseAccepted(one['body']) : parseRejected(one['body']);
    expect(check?.isRefused).toBe(answer.kind === 'rejected');
    expect(check === null ? null : keysOfCheck(check)).toEqual(keysOfAnswer(answer));
  });

  it('leaves few cases out', () => expect(judged.length).toBeGreaterThan(24));
});

describe.skipIf(!hasShared)('corpus: workflows that real servers took', () => {
  const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));
  const files = hasShared ? readdirSync(corpus).filter((name) => name.endsWith('.workflow.json')) : [];
  const read = (file: string): JsonValue => parseExactJson(readFileSync(file, 'utf8'));
  const types = hasShared ? parseNodeTypes(parseObjectInfo(read(`${captured}object-info.json`)).nodes).nodeTypes : null;

  /** Some were sent with an output that nothing fed; the server left it out and ran the others. */
  const wasSentSo = (file: string, { code, nodeId = '', input = '' }: Diagnostic): boolean => {
    const sent = read(corpus + file.replace('.workflow.', '.prompt.')) as Prompt;
    return code === 'input-missing' && sent[nodeId]?.inputs[input] === undefined;
  };

  it('raise no false alarm: only files that are not here are missed', () => {
    let judged = 0;
    const alarms: string[] = [];
    for (const file of files) {
      if (types === null) continue;
      const { prompt } = exportPrompt(readWorkflow(read(corpus + file)).document, types, { nowMs: 0 });
      for (const id of Object.keys(prompt)) {
        const part = prunePrompt(prompt, [id]);
        const check = checkPrompt(part, types);
        if (check.problems.some(({ code }) => code === 'missing-node-type' || code === 'no-output-node')) continue;
        judged++;
        const unexpected = check.problems.filter((problem) => problem.code !== 'value-not-in-list' && !wasSentSo(file, problem));
        alarms.push(...unexpected.map((problem) => `${file}: ${key(problem)}`));
      }
    }
    expect(judged).toBeGreaterThan(100);
    expect(alarms).toEqual([]);
  });
});
