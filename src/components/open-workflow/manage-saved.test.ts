import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportPrompt } from '@/graph/export/export-prompt';
import { checkPrompt } from '@/graph/validate/check-prompt';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { templatesQuery } from '@/session/queries/templates';
import { createFlowHarness, type FlowHarness } from '@/testing/flow-harness';
import { isUnsaved } from '@/workspace/documents';
import { setTitle } from '@/graph/edit/nodes';
import { toNodeId } from '@/protocol/ids';
import { readNodeTypes } from '../node-types/read-node-types';
import { tinyFile } from '../run-workflow/fixtures/tiny-workflow';
import { BOOKMARKS_PATH, parseBookmarks, withBookmarks } from './bookmarks';
import { deleteSaved, duplicateSaved, moveSaved, toggleBookmark } from './manage-saved';
import { openedId } from './use-open-workflow';
import { openTemplate, openUserdata } from './open-workflow';
import { OWN_TEMPLATES } from './own-templates';

let harness: FlowHarness;
beforeEach(async () => {
  harness = await createFlowHarness();
  await harness.session.client.writeUserdata('workflows/a.json', stringifyExactJson(tinyFile()), { overwrite: true });
});
afterEach(() => harness.dispose());

const A = 'workflows/a.json';
const files = async () => (await harness.session.client.listUserdata('workflows', { recurse: true }))?.map(({ path }) => path).toSorted();
const index = async () => parseExactJson(await harness.session.client.readUserdata(BOOKMARKS_PATH));
const openA = async () => {
  const id = openedId(await openUserdata(harness, A));
  if (id === null) throw new Error('not opened');
  return id;
};
const documentOf = (id: Awaited<ReturnType<typeof openA>>) => {
  const open = harness.workspace.documents.getState().documents[id];
  if (open === undefined) throw new Error('not open');
  return open;
};

describe('saved workflows', () => {
  it('move with what is open of them, unsaved edits and bookmark included', async () => {
    await toggleBookmark(harness, A);
    const id = await openA();
    harness.workspace.edit(id, (document) => setTitle(document, { graphId: 'root', nodeId: toNodeId(1), title: 'Mine' }));
    expect(await moveSaved(harness, A, 'people/ada')).toEqual({ kind: 'done', path: 'workflows/people/ada.json' });
    expect(await files()).toEqual(['people/ada.json']);
    expect(await index()).toEqual({ favorites: ['workflows/people/ada.json'] });
    expect(documentOf(id)).toMatchObject({ name: 'people/ada', origin: { kind: 'userdata', path: 'workflows/people/ada.json' } });
    expect(isUnsaved(documentOf(id))).toBe(true);
  });

  it('never take the place of another', async () => {
    expect(await duplicateSaved(harness, A)).toEqual({ kind: 'done', path: 'workflows/a (1).json' });
    expect(await duplicateSaved(harness, A)).toEqual({ kind: 'done', path: 'workflows/a (2).json' });
    expect(await moveSaved(harness, A, 'a (1)')).toEqual({ kind: 'exists', path: 'workflows/a (1).json' });
    expect(await moveSaved(harness, A, '../a')).toEqual({ kind: 'bad-name', refusal: 'nameLeaves' });
    expect(await files()).toEqual(['a (1).json', 'a (2).json', 'a.json']);
  });

  it('that are deleted leave what is open of them', async () => {
    await toggleBookmark(harness, A);
    const id = await openA();
    expect(await deleteSaved(harness, A)).toMatchObject({ kind: 'done' });
    expect(await files()).toEqual([]);
    expect(await index()).toEqual({ favorites: [] });
    expect(documentOf(id)).toMatchObject({ origin: { kind: 'draft' } });
    expect(await deleteSaved(harness, A)).toMatchObject({ kind: 'failed' });
  });
});

describe('the bookmarks file', () => {
  it('keeps what else the official frontend wrote there, and survives damage', async () => {
    expect(parseBookmarks('{"favorites":["a",3,"b"],"more":1}')).toEqual(['a', 'b']);
    expect(parseExactJson(withBookmarks('{"favorites":["a"],"more":1}', ['b', 'b']))).toEqual({ favorites: ['b'], more: 1 });
    expect(parseBookmarks('{')).toEqual([]);
    await harness.session.client.writeUserdata(BOOKMARKS_PATH, '{"favorites":["workflows/b.json"],"more":1}', { overwrite: true });
    await toggleBookmark(harness, A);
    expect(await index()).toEqual({ favorites: ['workflows/b.json', A], more: 1 });
    await toggleBookmark(harness, A);
    expect(await index()).toEqual({ favorites: ['workflows/b.json'], more: 1 });
  });
});

describe('templates', () => {
  it.each(OWN_TEMPLATES.map((template) => [template.name, template] as const))('%s can run as it is', async (name, { prompt }) => {
    const client = harness.session.client;
    await client.uploadImage(new File([Uint8Array.of(1)], 'some.png'));
    const id = openedId(await openTemplate(harness, { kind: 'own', name, json: prompt }));
    if (id === null) throw new Error('not opened');
    const nodeTypes = await readNodeTypes(harness.session);
    const exported = exportPrompt(documentOf(id).document, nodeTypes);
    expect(checkPrompt(exported.prompt, nodeTypes)).toMatchObject({ isRefused: false, problems: [] });
    expect(documentOf(id)).toMatchObject({ name, origin: { kind: 'draft' } });
  });

  it('of the server are listed with pictures and open as new documents', async () => {
    const offered = await harness.session.queryClient.query(templatesQuery(harness.session));
    const portrait = offered.find(({ name }) => name === 'portrait');
    expect(portrait).toMatchObject({ pack: null, group: 'Getting Started', title: 'Portrait' });
    expect((await fetch(portrait?.pictureUrl ?? '')).headers.get('content-type')).toBe('image/webp');
    const outcome = await openTemplate(harness, { kind: 'server', name: 'Portrait', pack: null, file: 'portrait' });
    expect(outcome).toMatchObject({ kind: 'opened', name: 'Portrait' });
    expect(await openTemplate(harness, { kind: 'server', name: 'Gone', pack: 'some-pack', file: 'gone' })).toMatchObject({
      kind: 'unreachable',
    });
  });
});
