import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveNodes } from '@/graph/edit/nodes';
import type { WorkflowDocument } from '@/graph/document/model';
import { readWorkflow } from '@/graph/import/read-workflow';
import { writeWorkflow } from '@/graph/document/write-workflow';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { toNodeId } from '@/protocol/ids';
import { isUnsaved } from '@/workspace/documents';
import type { DocumentId, OpenDocument } from '@/workspace/workspace';
import { readNodeTypes } from '../node-types/read-node-types';
import { openUserdata } from '../open-workflow/open-workflow';
import { createFlowHarness, type FlowHarness } from '@/testing/flow-harness';
import { tinyDocument, tinyFile } from '../run-workflow/fixtures/tiny-workflow';
import { saveActive, saveAndAnnounce } from './save-actions';
import { saveToUserdata, toPromptFile, toWorkflowFile } from './save-document';
import { saveQuestions } from './save-requests';

let harness: FlowHarness;
beforeEach(async () => {
  harness = await createFlowHarness();
});
afterEach(() => harness.dispose());

const path = 'workflows/a.json';
const shift = (document: WorkflowDocument): WorkflowDocument =>
  moveNodes(document, {
    graphId: 'root',
    positions: new Map([
      [toNodeId(1), { x: document.root.nodes.size * 10, y: 77 + (document.root.nodes.get(toNodeId(1))?.position.y ?? 0) }],
    ]),
  });
const get = (id: DocumentId): OpenDocument => {
  const open = harness.workspace.documents.getState().documents[id];
  if (open === undefined) throw new Error('not open');
  return open;
};
const openDraft = (): DocumentId => harness.workspace.open(tinyDocument(), { name: 'a', origin: { kind: 'draft' } });
const onServer = async (): Promise<unknown> => parseExactJson(await harness.session.client.readUserdata(path));

describe('saving on the server', () => {
  it('writes what is open, and the document is saved from then on', async () => {
    const id = openDraft();
    harness.workspace.edit(id, shift);
    expect(await saveToUserdata(harness, { documentId: id, path, overwrites: false })).toEqual({ kind: 'saved', path });
    expect(isUnsaved(get(id))).toBe(false);
    expect(get(id)).toMatchObject({ name: 'a', origin: { kind: 'userdata', path } });
    expect(await onServer()).toEqual(writeWorkflow(get(id).document));
  });

  it('keeps each saved version in this browser, twenty at most', async () => {
    const id = openDraft();
    for (let save = 0; save < 22; save++) {
      harness.workspace.edit(id, shift);
      harness.clock.advance(1000);
      await saveToUserdata(harness, { documentId: id, path, overwrites: true });
    }
    const versions = await harness.workspace.versions.list(path);
    expect(versions).toHaveLength(20);
    expect(parseExactJson(versions[0]?.text ?? '')).toEqual(writeWorkflow(get(id).document));
    expect(new Set(versions.map(({ savedAtMs }) => savedAtMs)).size).toBe(20);
    expect(await harness.workspace.versions.list('workflows/other.json')).toEqual([]);
  });

  it('keeps what is edited while it is being written unsaved', async () => {
    const id = openDraft();
    const saving = saveToUserdata(harness, { documentId: id, path, overwrites: false });
    harness.workspace.edit(id, shift);
    await saving;
    expect(isUnsaved(get(id))).toBe(true);
  });

  it('asks before another file goes, and overwrites only when told', async () => {
    await harness.session.client.writeUserdata(path, '{"nodes":[]}', { overwrite: true });
    const id = openDraft();
    await saveAndAnnounce(harness, { documentId: id, path, overwrites: false });
    expect(saveQuestions(harness.workspace).getState().question).toEqual({ kind: 'exists', documentId: id, path });
    expect(await onServer()).toEqual({ nodes: [] });
    expect(get(id).origin.kind).toBe('draft');
    expect(await saveToUserdata(harness, { documentId: id, path, overwrites: true })).toEqual({ kind: 'saved', path });
    expect(await onServer()).toEqual(writeWorkflow(get(id).document));
  });

  it('saves its own file again and again without asking', async () => {
    const id = openDraft();
    await saveToUserdata(harness, { documentId: id, path, overwrites: false });
    harness.workspace.edit(id, shift);
    await saveActive(harness);
    expect(harness.announced).toEqual([{ message: `Saved on the server as ${path}`, tone: 'success' }]);
    expect(isUnsaved(get(id))).toBe(false);
  });

  it('notices that someone else saved it meanwhile', async () => {
    await harness.session.client.writeUserdata(path, stringifyExactJson(tinyFile()), { overwrite: true });
    const outcome = await openUserdata(harness, path);
    if (outcome.kind !== 'opened') throw new Error('not opened');
    const { origin } = get(outcome.id);
    if (origin.kind !== 'userdata' || origin.modified === null) throw new Error('no stamp');
    harness.workspace.markSaved(outcome.id, { ...origin, modified: origin.modified - 5_000 }, 'a');
    await saveActive(harness);
    expect(saveQuestions(harness.workspace).getState().question).toEqual({
      kind: 'changed',
      documentId: outcome.id,
      path,
      knownAtMs: origin.modified - 5_000,
      changedAtMs: origin.modified,
    });
  });

  it('that fails is said, and the document stays unsaved', async () => {
    const id = openDraft();
    harness.workspace.edit(id, shift);
    harness.server.control.failRoute('/userdata', 500);
    await saveAndAnnounce(harness, { documentId: id, path, overwrites: false });
    expect(harness.announced.map(({ tone }) => tone)).toEqual(['danger']);
    expect(harness.announced[0]?.message).toMatch(/“a” was not saved.*500.*unsaved/);
    expect(isUnsaved(get(id))).toBe(true);
  });

  it('asks a document without a place for its name', async () => {
    const id = openDraft();
    await saveActive(harness);
    expect(saveQuestions(harness.workspace).getState().question).toEqual({ kind: 'name', documentId: id });
  });

  it('has nothing to do without a document', async () => {
    await saveActive(harness);
    expect(harness.announced).toMatchObject([{ tone: 'info' }]);
    expect(await saveToUserdata(harness, { documentId: 'x' as DocumentId, path, overwrites: true })).toEqual({ kind: 'not-open' });
  });
});

describe('files to download', () => {
  it('hold the workflow exactly, big numbers too', () => {
    const big = readWorkflow({ nodes: [{ id: 1, type: 'X', widgets_values: [18446744073709551615n] }], links: [] }).document;
    const file = toWorkflowFile({ ...get(openDraft()), document: big, name: 'big/one' });
    expect(file.fileName).toBe('big_one.json');
    expect(file.text).toContain('18446744073709551615');
    expect(writeWorkflow(readWorkflow(parseExactJson(file.text)).document)).toEqual(writeWorkflow(big));
  });

  it('hold the prompt as the server gets it', async () => {
    const nodeTypes = await readNodeTypes(harness.session);
    const file = toPromptFile(get(openDraft()), nodeTypes, harness.session);
    expect(file).toMatchObject({ fileName: 'a-api.json', problems: [] });
    expect(parseExactJson(file.text)).toMatchObject({
      '2': { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'tiny' } },
    });
  });
});
