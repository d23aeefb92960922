import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES } from '@/config/limits';
import { FileError } from '@/lib/errors';
import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonValue } from '@/lib/json';
import { TYPES } from '../document/fixtures/small-graph';
import { writeWorkflow } from '../document/write-workflow';
import { pngWithTexts } from './fixtures/png-with-texts';
import { openWorkflowFile, type OpenedFile } from './open-file';

const WORKFLOW: JsonValue = {
  last_node_id: 1,
  nodes: [{ id: 1, type: 'Sampler', widgets_values: [18446744073709551615n, 'fixed', 3] }],
  links: [],
  version: 0.4,
};
const PROMPT: JsonValue = { '1': { class_type: 'Empty', inputs: { width: 64 } } };

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const json = (value: JsonValue): Uint8Array => text(stringifyExactJson(value));

const open = (bytes: Uint8Array, name = 'some/folder/my work.v2.json'): Promise<OpenedFile> => openWorkflowFile(bytes, name, TYPES);

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await open(bytes);
    return 'opened';
  } catch (error) {
    return error instanceof FileError ? error.code : `untyped ${String(error)}`;
  }
}

describe('JSON files', () => {
  it('a workflow opens exactly, under the file’s name', async () => {
    const opened = await open(json(WORKFLOW));
    expect(opened).toMatchObject({ from: 'workflow', name: 'my work.v2', fileKind: 'text' });
    expect(writeWorkflow(opened.document)).toEqual(WORKFLOW);
  });

  it('an API prompt is laid out', async () => {
    const opened = await open(json(PROMPT), 'C:\\x\\api.json');
    expect(opened).toMatchObject({ from: 'prompt', name: 'api' });
    expect(opened.document.root.nodes.size).toBe(1);
  });

  it('envelopes and JSON in JSON are unpacked', async () => {
    expect(await open(json({ workflow: WORKFLOW, prompt: PROMPT }))).toMatchObject({ from: 'workflow' });
    expect(await open(json({ output: PROMPT }))).toMatchObject({ from: 'prompt' });
    expect(await open(json(stringifyExactJson(stringifyExactJson(WORKFLOW))))).toMatchObject({ from: 'workflow' });
  });

  it('byte order marks and bare NaN are accepted', async () => {
    expect(await open(new Uint8Array([0xef, 0xbb, 0xbf, ...json(WORKFLOW)]))).toMatchObject({ from: 'workflow' });
    const utf16 = Uint8Array.from(Buffer.from(`\ufeff${stringifyExactJson(WORKFLOW)}`, 'utf16le'));
    expect(await open(utf16)).toMatchObject({ from: 'workflow' });
    expect(await open(text('{"nodes":[{"id":1,"type":"A","pos":[NaN,0]}],"links":[]}'))).toMatchObject({ from: 'workflow' });
  });
});

describe('pictures', () => {
  it('the workflow of a PNG counts, exact numbers included', async () => {
    const opened = await open(
      pngWithTexts({ prompt: stringifyExactJson(PROMPT), workflow: stringifyExactJson(WORKFLOW) }),
      'out_00001_.png',
    );
    expect(opened).toMatchObject({ from: 'workflow', fileKind: 'png', name: 'out_00001_' });
    expect(writeWorkflow(opened.document)).toEqual(WORKFLOW);
  });

  it('the prompt counts when the workflow is absent or unreadable', async () => {
    expect(await open(pngWithTexts({ prompt: stringifyExactJson(PROMPT) }))).toMatchObject({ from: 'prompt' });
    expect(await open(pngWithTexts({ prompt: stringifyExactJson(PROMPT), workflow: '{broken' }))).toMatchObject({ from: 'prompt' });
  });

  it('what a file name says does not matter', async () => {
    expect(await open(pngWithTexts({ workflow: stringifyExactJson(WORKFLOW) }), 'not-a-picture.json')).toMatchObject({ fileKind: 'png' });
  });
});

describe('refusals have names', () => {
  it.each<readonly [string, Uint8Array]>([
    ['empty-file', new Uint8Array()],
    ['too-large', new Uint8Array(MAX_FILE_BYTES + 1).fill(32)],
    ['not-readable', Uint8Array.from([1, 2, 0, 3, 4])],
    ['not-readable', Uint8Array.from([0xc3, 0x28, 0xff, 0x41])],
    ['json-syntax', text('{"nodes": [')],
    ['json-syntax', text('once upon a time')],
    ['json-depth', text('['.repeat(100_000) + ']'.repeat(100_000))],
    ['json-of-something-else', text('{"name":"package"}')],
    ['json-of-something-else', text('[1,2,3]')],
    ['no-workflow-in-image', pngWithTexts({})],
    ['no-workflow-in-image', pngWithTexts({ parameters: 'a cat, steps: 20' })],
    ['json-syntax', pngWithTexts({ workflow: '{broken' })],
    ['media-broken', pngWithTexts({ workflow: 'x' }).subarray(0, 50)],
    ['media-not-supported', text('GIF89a....')],
    ['too-many-nodes', text(`{"links":[],"nodes":[${'{},'.repeat(50_000)}{}]}`)],
    ['too-many-nodes', text(`{"nodes":[],"links":[],"definitions":{"subgraphs":[{"nodes":[${'{},'.repeat(10_000)}{}]}]}}`)],
  ])('%s (%#)', async (code, bytes) => {
    expect(await refusal(bytes)).toBe(code);
  });

  it('and nothing but named ones: any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map(text),
          fc.string().map((value) => pngWithTexts({ workflow: value })),
        ),
        async (bytes) => {
          expect(await refusal(bytes)).not.toContain('untyped');
        },
      ),
      { numRuns: 200 },
    );
  });
});
