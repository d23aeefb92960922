import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringifyExactJson } from '@/lib/exact-json';
import { until } from '@/embedded/contract/settle';
import { flacFile, safetensorsFile } from '@/media/fixtures/containers';
import type { FileWorker } from '@/graph/import/open-file-bytes';
import { readFileRef } from '@/protocol/files';
import { toNodeId } from '@/protocol/ids';
import { buildJob, TINY_PROMPT } from '@/testing/builders';
import type { DocumentId, OpenDocument } from '@/workspace/workspace';
import { createFlowHarness, type FlowHarness } from '@/testing/flow-harness';
import { tinyDocument, tinyFile } from '../run-workflow/fixtures/tiny-workflow';
import { runWorkflow } from '../run-workflow/run-workflow';
import { openFile, openJob, openOutput, openUserdata, type OpenOutcome } from './open-workflow';
import { wordOpenOutcome } from './word-outcome';

let harness: FlowHarness;
beforeEach(async () => {
  harness = await createFlowHarness();
});
afterEach(() => harness.dispose());

const file = (content: string | Uint8Array<ArrayBuffer>, name: string): File => new File([content], name);
const opened = (outcome: OpenOutcome): OpenDocument => {
  const id = outcome.kind === 'opened' || outcome.kind === 'already-open' ? outcome.id : ('' as DocumentId);
  const open = harness.workspace.documents.getState().documents[id];
  if (open === undefined) throw new Error(`not opened: ${wordOpenOutcome(outcome).message}`);
  return open;
};
const typesOf = (open: OpenDocument): readonly string[] => [...open.document.root.nodes.values()].map((node) => node.type);

describe('opening a file', () => {
  it('opens a workflow beside what is open, under its own name', async () => {
    const before = harness.workspace.open(tinyDocument(), { name: 'unsaved', origin: { kind: 'draft' } });
    const open = opened(await openFile(harness, file(stringifyExactJson(tinyFile()), 'portrait.v2.json')));
    expect(open).toMatchObject({ name: 'portrait.v2', origin: { kind: 'file', fileName: 'portrait.v2.json' } });
    expect(typesOf(open)).toEqual(['EmptyImage', 'SaveImage', 'PreviewImage']);
    expect(harness.workspace.documents.getState().order).toEqual([before, open.id]);
  });

  it('opens an API prompt, which then has no file of its own to be saved to', async () => {
    const outcome = await openFile(harness, file(stringifyExactJson(TINY_PROMPT), 'api.json'));
    expect(opened(outcome)).toMatchObject({ name: 'api', origin: { kind: 'draft' } });
    expect(wordOpenOutcome(outcome).message).toMatch(/API prompt/);
  });

  it('opens a workflow without the server’s node types', async () => {
    harness.server.control.failRoute('/object_info', 500);
    expect(typesOf(opened(await openFile(harness, file(stringifyExactJson(tinyFile()), 'a.json'))))).toContain('SaveImage');
  });

  it('opens media of any kind by its content, and of large model files reads the header only', async () => {
    const header = JSON.stringify({ __metadata__: { workflow: stringifyExactJson(tinyFile()) } });
    const model = new File([safetensorsFile(header), new Uint8Array(5_000_000)], 'model.safetensors');
    const slices: number[] = [];
    const slice = model.slice.bind(model);
    model.slice = (start = 0, end = model.size) => {
      slices.push(end - start);
      return slice(start, end);
    };
    expect(opened(await openFile(harness, model))).toMatchObject({ name: 'model', origin: { kind: 'draft' } });
    expect(Math.max(...slices)).toBeLessThan(10_000);
    const song = file(flacFile({ WORKFLOW: stringifyExactJson(tinyFile()) }), 'song.png');
    expect(opened(await openFile(harness, song))).toMatchObject({ name: 'song', origin: { kind: 'draft' } });
  });

  it('refuses what is too large before reading it', async () => {
    const huge = file('{', 'huge.json');
    Object.defineProperty(huge, 'size', { value: 30_000_000 });
    expect(wordOpenOutcome(await openFile(harness, huge)).message).toMatch(/“huge\.json” is too large/);
  });

  it('reads beside the page where there are workers, and says when that fails', async () => {
    const failing: FileWorker = {
      postMessage: () => undefined,
      removeEventListener: () => undefined,
      terminate: () => undefined,
      addEventListener: (type, listener) => {
        if (type === 'error' && typeof listener === 'function') listener(new Event('error'));
      },
    };
    const png = file(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'a.png');
    const outcome = await openFile({ ...harness, startWorker: () => failing }, png);
    expect(wordOpenOutcome(outcome).message).toMatch(/“a\.png” could not be read.*Reload/);
  });

  it.each([
    ['', 'nothing.json', /“nothing\.json” is empty/],
    ['{"nodes": [', 'cut.json', /not valid JSON/],
    ['{"hello": 1}', 'other.json', /neither a workflow nor an API prompt/],
    [new Uint8Array([0, 1, 2, 3, 0, 255, 254]), 'blob.bin', /“blob\.bin”/],
    [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 'cut.png', /damaged/],
  ])('says what is wrong with %j and opens nothing', async (content, name, message) => {
    const outcome = await openFile(harness, file(content, name));
    expect(outcome.kind).toBe('bad-file');
    expect(wordOpenOutcome(outcome).tone).toBe('danger');
    expect(wordOpenOutcome(outcome).message).toMatch(message);
    expect(harness.workspace.documents.getState().order).toEqual([]);
  });

  it('says when the browser may not read it', async () => {
    const gone = { name: 'gone.json', arrayBuffer: () => Promise.reject(new Error('NotReadableError')) } as unknown;
    const outcome = await openFile(harness, gone as File);
    expect(wordOpenOutcome(outcome).message).toMatch(/“gone\.json” could not be opened/);
  });
});

describe('opening from the server', () => {
  const path = 'workflows/people/portrait.json';
  beforeEach(() => harness.session.client.writeUserdata(path, stringifyExactJson(tinyFile()), { overwrite: true }));

  it('remembers where it came from and when it was saved', async () => {
    const open = opened(await openUserdata(harness, path));
    expect(open).toMatchObject({ name: 'people/portrait', origin: { kind: 'userdata', path } });
    expect(open.origin.kind === 'userdata' && (open.origin.modified ?? 0) > 0).toBe(true);
  });

  it('brings one that is open to the front instead of opening it twice', async () => {
    const first = opened(await openUserdata(harness, path));
    harness.workspace.open(tinyDocument(), { name: 'other', origin: { kind: 'draft' } });
    expect(await openUserdata(harness, path)).toMatchObject({ kind: 'already-open', id: first.id });
    expect(harness.workspace.documents.getState().activeId).toBe(first.id);
  });

  it('says when the server does not have it, or does not answer', async () => {
    expect(wordOpenOutcome(await openUserdata(harness, 'workflows/none.json')).message).toMatch(/“none”.*404/);
    harness.server.control.failRoute('/userdata', 'reset');
    expect(wordOpenOutcome(await openUserdata(harness, path)).message).toMatch(/cannot be reached/);
  });
});

describe('opening what a job ran', () => {
  it('takes its workflow, and its name', async () => {
    const job = buildJob('abcdef1234', { workflow: tinyFile(), prompt: TINY_PROMPT, workflowName: 'Portrait' });
    const open = opened(await openJob(harness, job));
    expect(open).toMatchObject({ name: 'Portrait', origin: { kind: 'draft' } });
    expect(open.document.root.nodes.size).toBe(3);
  });

  it('takes its prompt where the workflow is missing or nonsense', async () => {
    for (const workflow of [null, { nonsense: true }]) {
      const outcome = await openJob(harness, buildJob('abcdef1234', { workflow, prompt: TINY_PROMPT, workflowName: null }));
      expect(opened(outcome).name).toBe('Job abcdef12');
      expect(typesOf(opened(outcome))).toEqual(['EmptyImage', 'SaveImage']);
    }
  });

  it('says when there is nothing to open', async () => {
    const outcome = await openJob(harness, buildJob('x', { workflow: null, prompt: null }));
    expect(wordOpenOutcome(outcome).message).toMatch(/without workflow and prompt/);
  });
});

describe('opening an output', () => {
  it('reads the workflow out of the picture that a run saved', async () => {
    const id = harness.workspace.open(tinyDocument([24, 16, 1, 7]), { name: 'Source', origin: { kind: 'draft' } });
    const { promptIds } = await runWorkflow(harness, { documentId: id });
    const [promptId] = promptIds;
    if (promptId === undefined) throw new Error('not queued');
    await until(() => harness.server.control.engine.queueRemaining() === 0, 'an empty queue');
    const entry = await harness.session.client.historyEntry(promptId);
    const picture = Object.values(entry?.outputs['2'] ?? {})
      .flat()
      .map(readFileRef)[0];
    if (picture === undefined || picture === null) throw new Error('no picture');
    const open = opened(await openOutput(harness, { file: picture, job: null }));
    expect(open.document.root.nodes.get(toNodeId(1))?.widgetValues).toEqual({ form: 'array', values: [24, 16, 1, 7] });
    expect(open.origin).toEqual({ kind: 'draft' });
  });

  it('says when the file is gone or carries nothing', async () => {
    const gone = { filename: 'gone.png', subfolder: '', type: 'output' } as const;
    expect(wordOpenOutcome(await openOutput(harness, { file: gone, job: null })).message).toMatch(/“gone\.png”.*404/);
  });
});
