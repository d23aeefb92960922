import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePrompts, isNote, isSameJson } from '@/graph/export/compare-prompts';
import { exportPrompt } from '@/graph/export/export-prompt';
import { openWorkflowFile } from '@/graph/import/open-file';
import { readApiPrompt } from '@/graph/import/read-api-prompt';
import { writeWorkflow } from '@/graph/document/write-workflow';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject } from '@/lib/json';
import { checkFolder, describeResult, isEqualResult, readNodeTypes, runCorpus } from './corpus';

const CORPUS = '../shared/corpus';
const OBJECT_INFO = '../shared/fixtures/object-info.json';
const hasShared = existsSync(join(CORPUS, 'pairs.json')) && existsSync(OBJECT_INFO);

describe.skipIf(!hasShared)('corpus: real workflows and the prompts sent for them', () => {
  const nodeTypes = hasShared ? readNodeTypes(readFileSync(OBJECT_INFO, 'utf8')) : readNodeTypes('{}');

  it('every pair exports equal, and saves as it was', () => {
    const results = checkFolder(CORPUS, nodeTypes);
    expect(results.filter(({ kind }) => kind === 'pair')).toHaveLength(127);
    expect(results.filter((result) => !isEqualResult(result)).map(describeResult)).toEqual([]);
  });

  it('every template opens, exports and saves as it was', () => {
    const results = checkFolder(join(CORPUS, 'templates'), nodeTypes);
    expect(results.length).toBeGreaterThan(60);
    expect(results.filter((result) => !isEqualResult(result)).map(describeResult)).toEqual([]);
  });

  it('every prompt read as a document exports to itself', () => {
    const wrong: string[] = [];
    for (const file of readdirSync(CORPUS).filter((name) => name.endsWith('.prompt.json'))) {
      const prompt = parseExactJson(readFileSync(join(CORPUS, file), 'utf8'));
      if (!isJsonObject(prompt)) throw new Error(file);
      const { document, diagnostics } = readApiPrompt(prompt, nodeTypes);
      const dropped = new Set(diagnostics.filter(({ code }) => code === 'unknown-input').map(({ nodeId, input }) => `${nodeId} ${input}`));
      const found = comparePrompts(exportPrompt(document, nodeTypes).prompt, prompt, nodeTypes);
      wrong.push(
        ...found
          .filter((difference) => !isNote(difference) && !dropped.has(`${difference.nodeId} ${difference.input}`))
          .map(
            (difference) =>
              `${file} ${JSON.stringify(difference, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))}`,
          ),
      );
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    'android-chrome-192x192.png',
    'workflow-itxt.png',
    'workflow-prompt-parameters.png',
    'workflow.webp',
    'edited-workflow.webp',
    'large-workflow.webp',
  ])('%s opens', async (name) => {
    const opened = await openWorkflowFile(readFileSync(join(CORPUS, 'media', name)), name, nodeTypes);
    expect(opened.document.root.nodes.size).toBeGreaterThan(0);
  });

  it('a picture without metadata is refused by name', async () => {
    const bytes = readFileSync(join(CORPUS, 'media', 'no-workflow.webp'));
    await expect(openWorkflowFile(bytes, 'no-workflow.webp', nodeTypes)).rejects.toMatchObject({ code: 'no-workflow-in-image' });
  });

  it('a workflow in JSON opens as the corpus has it', async () => {
    const bytes = readFileSync(join(CORPUS, '109-multi-angle-views.workflow.json'));
    const { document } = await openWorkflowFile(bytes, 'x.json', nodeTypes);
    expect(isSameJson(writeWorkflow(document), parseExactJson(bytes.toString('utf8')))).toBe(true);
  });
});

describe('npm run corpus', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    const types = { T: { input: { required: { n: ['INT', { default: 1 }], m: ['INT', { default: 2 }] } }, output: [] } };
    const workflow = { nodes: [{ id: 1, type: 'T', widgets_values: [5, 6] }], links: [] };
    const prompt = (m: number): string => JSON.stringify({ '1': { class_type: 'T', inputs: { n: 5, m } } });
    writeFileSync(join(folder, 'types.json'), JSON.stringify(types));
    const grouped = {
      nodes: [{ id: 3, type: 'workflow>Two', widgets_values: [5, 6] }],
      links: [],
      extra: { groupNodes: { Two: { nodes: [{ index: 0, type: 'T', widgets_values: [1, 2] }], links: [], external: [] } } },
    };
    writeFileSync(join(folder, 'grouped.workflow.json'), JSON.stringify(grouped));
    writeFileSync(join(folder, 'grouped.prompt.json'), JSON.stringify({ '3:0': { class_type: 'T', inputs: { n: 5, m: 7 } } }));
    for (const [name, m] of [
      ['same', 6],
      ['other', 7],
      ['explained', 8],
    ] as const) {
      writeFileSync(join(folder, `${name}.workflow.json`), JSON.stringify(workflow));
      writeFileSync(join(folder, `${name}.prompt.json`), prompt(m));
    }
    writeFileSync(join(folder, 'alone.workflow.json'), JSON.stringify(workflow));
    writeFileSync(
      join(folder, 'pairs.json'),
      JSON.stringify([{ id: 'explained', differences: [{ node: '1', input: 'm', why: 'edited' }] }]),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints one line per difference, allows what pairs.json explains, and fails if any differ', () => {
    const lines: string[] = [];
    const code = runCorpus(['--object-info', join(folder, 'types.json'), folder], (text) => lines.push(...text.trimEnd().split('\n')));
    expect(code).toBe(1);
    expect(lines).toEqual([
      'alone: equal',
      'explained: equal',
      'grouped: equal, 1 unnamed',
      'other: value 1 m ours 6 theirs 7',
      'same: equal',
      '4 equal, 1 differ',
    ]);
  });

  it('says how it is used', () => {
    const lines: string[] = [];
    expect(runCorpus([], (text) => lines.push(text))).toBe(2);
    expect(lines.join('')).toContain('usage');
  });
});
