import { expect, it } from 'vitest';
import { createDocument } from '@/graph/document/create-document';
import type { DocumentId, DocumentOrigin, DocumentsState, OpenDocument } from '@/workspace/workspace';
import { findByRouteName, isUserdataName, toRouteName } from './document-route';

function open(id: string, origin: DocumentOrigin): OpenDocument {
  const document = createDocument();
  return { id: id as DocumentId, name: id, origin, document, saved: document, past: [], future: [], selection: new Set() };
}

it('names saved workflows by their path and drafts by their id', () => {
  const draft = open('d1', { kind: 'draft' });
  const saved = open('d2', { kind: 'userdata', path: 'workflows/a b/portrait.json', modified: null });
  const state: DocumentsState = {
    order: [draft.id, saved.id],
    activeId: null,
    documents: { [draft.id]: draft, [saved.id]: saved },
    isRestored: true,
    draftFailure: null,
  };
  expect(toRouteName(draft)).toBe('d1');
  expect(findByRouteName(state, 'workflows/a b/portrait.json')).toBe('d2');
  expect(findByRouteName(state, 'd2')).toBe('d2');
  expect(findByRouteName(state, 'gone')).toBeNull();
  expect([isUserdataName('workflows/x.JSON'), isUserdataName('d1')]).toEqual([true, false]);
});
