import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DRAFT_SAVE_DELAY_MS } from '@/config/limits';
import { createDocument } from '@/graph/document/create-document';
import { createVirtualNode } from '@/graph/document/create-node';
import type { WorkflowDocument } from '@/graph/document/model';
import { addNode, deleteNodes, setTitle, shiftNodes } from '@/graph/edit/nodes';
import { createManualClock, type ManualClock } from '@/lib/clock';
import { StorageError } from '@/lib/errors';
import { toNodeId, toServerId } from '@/protocol/ids';
import { createWorkspace } from './create-workspace';
import { isUnsaved } from './documents';
import { createMemoryDraftStore, type DraftStore } from './draft-store';
import { createMemoryStorage, type KeyValueStorage } from './storage';
import type { DocumentId, OpenDocument, Workspace } from './workspace';

const graphId = 'root';
const draft = { name: 'Untitled', origin: { kind: 'draft' } } as const;
const withNote = (id: number) => (document: WorkflowDocument) =>
  addNode(document, { graphId, node: createVirtualNode('Note', { id: toNodeId(id), position: { x: 0, y: 0 } }) });

interface Browser {
  readonly clock: ManualClock;
  readonly drafts: DraftStore;
  readonly values: KeyValueStorage;
  /** One more tab of this browser. */
  readonly openTab: (drafts?: DraftStore) => Workspace;
}

let words = 0;
function createBrowser(rows = new Map<DocumentId, unknown>()): Browser {
  const clock = createManualClock();
  const drafts = createMemoryDraftStore(rows);
  const values = createMemoryStorage();
  const random = (target: Uint32Array): void => void target.fill(++words);
  const openTab = (store = drafts): Workspace =>
    createWorkspace({ serverId: toServerId('s'), storage: { values, drafts: store }, clock, random });
  return { clock, drafts, values, openTab };
}

async function restored(workspace: Workspace): Promise<Workspace> {
  await new Promise<void>((resolve) => {
    const check = (): void => (workspace.documents.getState().isRestored ? resolve() : undefined);
    workspace.documents.subscribe(check);
    check();
  });
  return workspace;
}

const get = (workspace: Workspace, id: DocumentId): OpenDocument => {
  const open = workspace.documents.getState().documents[id];
  if (open === undefined) throw new Error('not open');
  return open;
};
const namesOf = (workspace: Workspace): readonly string[] => {
  const { order, documents } = workspace.documents.getState();
  return order.map((id) => documents[id]?.name ?? '?');
};
const nodesOf = (open: OpenDocument): number => open.document.root.nodes.size;

describe('open documents', () => {
  it('open beside each other and never replace one another', () => {
    const workspace = createBrowser().openTab();
    const first = workspace.open(createDocument(), { ...draft, name: 'a' });
    workspace.edit(first, withNote(1));
    const second = workspace.open(createDocument(), { ...draft, name: 'b' });
    expect(namesOf(workspace)).toEqual(['a', 'b']);
    expect(workspace.documents.getState().activeId).toBe(second);
    expect(nodesOf(get(workspace, first))).toBe(1);
  });

  it('make a neighbour active when closed, and come back with their undo steps', () => {
    const workspace = createBrowser().openTab();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => workspace.open(createDocument(), { ...draft, name }));
    if (a === undefined || b === undefined || c === undefined) throw new Error('not opened');
    workspace.edit(b, withNote(1));
    workspace.activate(b);
    workspace.close(b);
    expect(workspace.documents.getState().activeId).toBe(c);
    workspace.close(c);
    expect(workspace.documents.getState().activeId).toBe(a);
    expect([workspace.reopenClosed(), workspace.reopenClosed(), workspace.reopenClosed()]).toEqual([c, b, null]);
    workspace.undo(b);
    expect(nodesOf(get(workspace, b))).toBe(0);
  });

  it('are unsaved exactly while they differ from what was saved', () => {
    const workspace = createBrowser().openTab();
    const id = workspace.open(createDocument(), draft);
    expect(isUnsaved(get(workspace, id))).toBe(false);
    workspace.edit(id, withNote(1));
    expect(isUnsaved(get(workspace, id))).toBe(true);
    workspace.undo(id);
    expect(isUnsaved(get(workspace, id))).toBe(false);
    workspace.redo(id);
    workspace.markSaved(id, { kind: 'file', fileName: 'x.json' }, 'x');
    expect(isUnsaved(get(workspace, id))).toBe(false);
    expect(get(workspace, id)).toMatchObject({ name: 'x', origin: { kind: 'file' } });
  });

  it('ignore ids that are not open', () => {
    const workspace = createBrowser().openTab();
    const before = workspace.documents.getState();
    const id = 'nobody' as DocumentId;
    workspace.activate(id);
    workspace.edit(id, withNote(1));
    workspace.undo(id);
    workspace.close(id);
    expect(workspace.documents.getState()).toBe(before);
  });
});

describe('undo steps', () => {
  const shift = (x: number) => (document: WorkflowDocument) => shiftNodes(document, { graphId, nodeIds: [toNodeId(1)], by: { x, y: 0 } });

  it('are one for a whole group, until another group or its end', () => {
    const workspace = createBrowser().openTab();
    const id = workspace.open(withNote(1)(createDocument()), draft);
    for (const x of [1, 2, 3]) workspace.edit(id, shift(x), 'drag-1');
    workspace.edit(id, shift(10), 'drag-2');
    workspace.endGroup(id);
    workspace.edit(id, shift(100), 'drag-2');
    expect(get(workspace, id).past).toHaveLength(3);
    workspace.undo(id);
    workspace.undo(id);
    workspace.edit(id, shift(1000), 'drag-1');
    expect(get(workspace, id).past).toHaveLength(2);
  });

  it('are not made by an edit that changes nothing', () => {
    const workspace = createBrowser().openTab();
    const id = workspace.open(createDocument(), draft);
    workspace.edit(id, (document) => document);
    expect(get(workspace, id).past).toEqual([]);
  });

  it('lead back to the identical document after any edits', () => {
    const edit = fc.oneof(
      fc.integer({ min: 1, max: 9 }).map(withNote),
      fc.integer({ min: -2, max: 2 }).map(shift),
      fc
        .integer({ min: 1, max: 9 })
        .map((id) => (document: WorkflowDocument) => deleteNodes(document, { graphId, nodeIds: [toNodeId(id)] })),
      fc.string().map((title) => (document: WorkflowDocument) => setTitle(document, { graphId, nodeId: toNodeId(1), title })),
    );
    const step = fc.tuple(edit, fc.constantFrom(undefined, 'a', 'b'));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const workspace = createBrowser().openTab();
        const start = createDocument();
        const id = workspace.open(start, draft);
        for (const [change, group] of steps) workspace.edit(id, change, group);
        const end = get(workspace, id).document;
        const count = get(workspace, id).past.length;
        for (let i = 0; i < count; i++) workspace.undo(id);
        expect(get(workspace, id).document).toBe(start);
        for (let i = 0; i < count; i++) workspace.redo(id);
        expect(get(workspace, id).document).toBe(end);
      }),
      { numRuns: 50 },
    );
  });
});

describe('drafts', () => {
  it('survive a reload with order, active tab and unsaved state', async () => {
    const browser = createBrowser();
    const before = await restored(browser.openTab());
    const a = before.open(createDocument(), { ...draft, name: 'a' });
    before.open(createDocument(), { ...draft, name: 'b' });
    before.activate(a);
    before.edit(a, withNote(1));
    await before.flush();
    const after = await restored(browser.openTab());
    expect(namesOf(after)).toEqual(['a', 'b']);
    expect(after.documents.getState().activeId).toBe(a);
    expect(nodesOf(get(after, a))).toBe(1);
    expect(isUnsaved(get(after, a))).toBe(true);
    expect(nodesOf({ ...get(after, a), document: get(after, a).saved })).toBe(0);
  });

  it('are written a moment after a change, once for a run of changes', async () => {
    const browser = createBrowser();
    let saves = 0;
    const counting: DraftStore = { ...browser.drafts, save: (one, basedOn) => (saves++, browser.drafts.save(one, basedOn)) };
    const workspace = await restored(browser.openTab(counting));
    const id = workspace.open(createDocument(), draft);
    for (const node of [1, 2, 3]) workspace.edit(id, withNote(node));
    expect(saves).toBe(0);
    browser.clock.advance(DRAFT_SAVE_DELAY_MS);
    await workspace.flush();
    expect(saves).toBe(1);
    workspace.select(id, [toNodeId(1)]);
    await workspace.flush();
    expect(saves).toBe(1);
  });

  it('are gone once closed', async () => {
    const browser = createBrowser();
    const workspace = await restored(browser.openTab());
    const id = workspace.open(createDocument(), draft);
    await workspace.flush();
    workspace.close(id);
    await workspace.flush();
    expect((await browser.drafts.load()).drafts).toEqual([]);
  });

  it('keep both versions when two tabs edit the same one', async () => {
    const browser = createBrowser();
    const first = await restored(browser.openTab());
    const id = first.open(createDocument(), { ...draft, name: 'both' });
    await first.flush();
    const second = await restored(browser.openTab());
    second.edit(id, withNote(1));
    await second.flush();
    first.edit(id, withNote(2));
    first.edit(id, withNote(3));
    await first.flush();
    const third = await restored(browser.openTab());
    const counts = Object.values(third.documents.getState().documents).map(nodesOf);
    expect(counts.sort()).toEqual([1, 2]);
    first.edit(id, withNote(4));
    await first.flush();
    expect((await browser.drafts.load()).drafts).toHaveLength(2);
  });

  it('hold what a tab wrote down while it was closed, which the database was too slow for', async () => {
    const browser = createBrowser();
    const before = await restored(browser.openTab());
    const id = before.open(createDocument(), { ...draft, name: 'kept' });
    await before.flush();
    before.edit(id, withNote(1));
    before.open(createDocument(), { ...draft, name: 'new' });
    before.leave();
    const after = await restored(browser.openTab());
    expect(namesOf(after)).toEqual(['kept', 'new']);
    expect(nodesOf(get(after, id))).toBe(1);
    const again = await restored(browser.openTab());
    expect(namesOf(again)).toEqual(['kept', 'new']);
  });

  it('are not doubled when the database was quick enough after all, nor lost when another tab went on', async () => {
    const browser = createBrowser();
    const first = await restored(browser.openTab());
    const id = first.open(createDocument(), { ...draft, name: 'both' });
    await first.flush();
    first.edit(id, withNote(1));
    first.leave();
    await first.flush();
    const second = await restored(browser.openTab());
    expect(namesOf(second)).toEqual(['both']);
    first.edit(id, withNote(2));
    first.leave();
    second.edit(id, withNote(3));
    second.edit(id, withNote(4));
    await second.flush();
    const third = await restored(browser.openTab());
    expect(Object.values(third.documents.getState().documents).map(nodesOf).sort()).toEqual([2, 3]);
  });

  it('do not come in the way of what was opened before they were read', async () => {
    const browser = createBrowser();
    const before = await restored(browser.openTab());
    before.open(createDocument(), { ...draft, name: 'old' });
    await before.flush();
    const after = browser.openTab();
    const id = after.open(createDocument(), { ...draft, name: 'new' });
    await restored(after);
    expect(namesOf(after)).toEqual(['old', 'new']);
    expect(after.documents.getState().activeId).toBe(id);
  });

  it('that cannot be read cost only themselves, stay stored, and are told', async () => {
    const rows = new Map<DocumentId, unknown>();
    const browser = createBrowser(rows);
    const before = await restored(browser.openTab());
    const id = before.open(createDocument(), { ...draft, name: 'good' });
    await before.flush();
    rows.set('broken' as DocumentId, { id: 'broken', version: 'x' });
    rows.set('odd' as DocumentId, { ...(rows.get(id) as object), id: 'odd', text: '{"nodes":' });
    const after = await restored(browser.openTab());
    expect(namesOf(after)).toEqual(['good']);
    expect(after.documents.getState().draftFailure).toBe('unreadable');
    await after.flush();
    expect(rows.size).toBe(3);
  });

  it('that the browser refuses are told, and the page works on', async () => {
    const browser = createBrowser();
    const refuse = () => Promise.reject(new StorageError('full', 'no room'));
    const workspace = await restored(browser.openTab({ ...browser.drafts, save: refuse }));
    const id = workspace.open(createDocument(), draft);
    await workspace.flush();
    expect(workspace.documents.getState().draftFailure).toBe('full');
    workspace.edit(id, withNote(1));
    expect(nodesOf(get(workspace, id))).toBe(1);
    const blind = await restored(browser.openTab({ ...browser.drafts, load: refuse }));
    expect(blind.documents.getState()).toMatchObject({ isRestored: true, draftFailure: 'unavailable' });
  });

  it('are written on dispose', async () => {
    const browser = createBrowser();
    let isClosed = (): void => undefined;
    const closed = new Promise<void>((resolve) => (isClosed = resolve));
    const workspace = await restored(browser.openTab({ ...browser.drafts, close: () => isClosed() }));
    workspace.open(createDocument(), draft);
    workspace.dispose();
    await closed;
    expect((await browser.drafts.load()).drafts).toHaveLength(1);
  });
});

describe('preferences', () => {
  it('are kept by server', async () => {
    const browser = createBrowser();
    browser.openTab().setPreferences({ theme: 'light' });
    expect(browser.openTab().preferences.getState().theme).toBe('light');
    const other = createWorkspace({
      serverId: toServerId('other'),
      storage: { values: browser.values, drafts: browser.drafts },
      clock: browser.clock,
      random: (target) => void target.fill(1),
    });
    expect(other.preferences.getState().theme).toBe('system');
    await restored(other);
  });
});
