import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { exportPrompt } from '@/graph/export/export-prompt';
import { readWorkflow } from '@/graph/import/read-workflow';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { listOf, objectOf, textOr } from '@/graph/node-types/json-read';
import { readNodeTypes } from './corpus';

const CORPUS = '../shared/corpus';
const hasShared = existsSync(join(CORPUS, 'pairs.json'));
const ENDING = '.workflow.json';

/** All that is wrong with these prompts on a server with other models and inputs than their authors had. */
const LACKS_A_FILE =
  /_name\d?: value_not_in_list$|image: custom_validation_failed$| name: value_not_in_list$|^prompt_outputs_failed_validation$/;

/** What a server says to a prompt: `node input: error` lines, none when it takes it. */
type Verdict = readonly string[];

const read = (file: string): JsonValue => parseExactJson(readFileSync(join(CORPUS, file), 'utf8'));

async function ask(url: string, path: string, body?: JsonObject): Promise<JsonObject> {
  const init =
    body === undefined ? {} : { method: 'POST', body: stringifyExactJson(body), headers: { 'content-type': 'application/json' } };
  const text = await (await fetch(`${url}${path}`, init)).text();
  return text === '' ? {} : objectOf(parseExactJson(text));
}

/** Only the judgement counts: what was taken leaves the queue at once. */
async function judge(url: string, prompt: JsonObject): Promise<Verdict> {
  const answer = await ask(url, '/prompt', { prompt, client_id: 'corpus' });
  if (typeof answer['prompt_id'] === 'string') {
    await ask(url, '/queue', { clear: true });
    await ask(url, '/interrupt', {});
  }
  const general = objectOf(answer['error'])['type'];
  const lines = Object.entries(objectOf(answer['node_errors'])).flatMap(([nodeId, found]) =>
    listOf(objectOf(found)['errors']).map((error) => {
      const { type, extra_info: extra } = objectOf(error);
      return `${nodeId} ${textOr(objectOf(extra)['input_name'], '')}: ${textOr(type, '')}`;
    }),
  );
  return [...(typeof general === 'string' ? [general] : []), ...lines].sort();
}

/** Whether the server has every class of a prompt. */
function knowsAll(prompt: JsonObject, nodeTypes: NodeTypes): boolean {
  return Object.values(prompt).every((node) => nodeTypes.get(textOr(objectOf(node)['class_type'], '')) !== undefined);
}

interface Judgement {
  readonly name: string;
  readonly ours: Verdict;
  readonly theirs: Verdict;
}

async function judgeCorpus(url: string): Promise<{ readonly judged: readonly Judgement[]; readonly skipped: number }> {
  const nodeTypes = readNodeTypes(await (await fetch(`${url}/object_info`)).text());
  const judged: Judgement[] = [];
  let skipped = 0;
  const files = readdirSync(CORPUS).filter((file) => file.endsWith(ENDING));
  for (const file of files.sort()) {
    const name = file.slice(0, -ENDING.length);
    const theirs = objectOf(read(`${name}.prompt.json`));
    if (!knowsAll(theirs, nodeTypes)) {
      skipped++;
      continue;
    }
    const { prompt } = exportPrompt(readWorkflow(read(file)).document, nodeTypes);
    judged.push({ name, ours: await judge(url, prompt), theirs: await judge(url, theirs) });
  }
  return { judged, skipped };
}

/** The errors of ours that the recorded prompt does not have. */
function newErrors({ name, ours, theirs }: Judgement): readonly string[] {
  return ours.filter((line) => !theirs.includes(line)).map((line) => `${name}: ${line}`);
}

describe.skipIf(!hasShared)('corpus: what servers say to the exported prompts', () => {
  let embedded: EmbeddedServer;
  beforeAll(async () => {
    embedded = await startEmbeddedServer();
  });
  afterAll(() => embedded.stop());

  it('the embedded one finds fault with nothing but what it finds in the recorded prompts', async ({ annotate }) => {
    const { judged, skipped } = await judgeCorpus(embedded.url);
    await annotate(`${judged.length} judged, ${skipped} with classes it lacks`);
    expect(judged.length).toBeGreaterThan(20);
    expect(judged.flatMap(newErrors)).toEqual([]);
    expect(judged.flatMap(({ ours }) => ours.filter((line) => !LACKS_A_FILE.test(line)))).toEqual([]);
  });

  const real = process.env['COMFYUI_URL'] ?? '';
  it.skipIf(real === '')(
    'the one of COMFYUI_URL likewise',
    async ({ annotate }) => {
      const { judged, skipped } = await judgeCorpus(real);
      await annotate(`${judged.length} judged, ${skipped} with classes it lacks`);
      expect(judged.length).toBeGreaterThan(0);
      expect(judged.flatMap(newErrors)).toEqual([]);
      expect(judged.flatMap(({ ours }) => ours.filter((line) => !LACKS_A_FILE.test(line)))).toEqual([]);
    },
    120_000,
  );
});
