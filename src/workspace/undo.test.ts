import { describe, expect, it } from 'vitest';
import type { GraphNode, WorkflowDocument } from '@/graph/document/model';
import { toNodeId } from '@/protocol/ids';
import { recordEdit, redoStep, undoStep } from './undo';
import type { DocumentId, OpenDocument } from './workspace';

const documentOf = (...ids: number[]): WorkflowDocument => ({
  root: {
    nodes: new Map(ids.map((id) => [toNodeId(id), { id: toNodeId(id) } as GraphNode])),
    links: new Map(),
    groups: [],
    reroutes: [],
    floatingLinks: [],
  },
  subgraphs: new Map(),
  source: {},
  schema: '0.4',
});

const openWith = (document: WorkflowDocument): OpenDocument => ({
  id: 'a' as DocumentId,
  name: 'a',
  origin: { kind: 'draft' },
  document,
  saved: document,
  past: [],
  future: [],
  selection: new Set(),
});

describe('undo', () => {
  const one = documentOf(1);
  const two = documentOf(1, 2);
  const three = documentOf(1, 2, 3);

  it('brings back the identical document, and forward again', () => {
    const edited = recordEdit(recordEdit(openWith(one), two, false), three, false);
    const back = undoStep(undoStep(edited));
    expect(back.document).toBe(one);
    expect(redoStep(redoStep(back)).document).toBe(three);
  });

  it('has nothing to undo or redo at the ends', () => {
    const open = openWith(one);
    expect(undoStep(open)).toBe(open);
    expect(redoStep(open)).toBe(open);
  });

  it('records nothing for an edit that changes nothing', () => {
    const open = openWith(one);
    expect(recordEdit(open, one, false)).toBe(open);
  });

  it('folds an edit into the newest step when told so', () => {
    const edited = recordEdit(recordEdit(openWith(one), two, false), three, true);
    expect(undoStep(edited).document).toBe(one);
  });

  it('forgets what could be redone once something else is edited', () => {
    const undone = undoStep(recordEdit(openWith(one), two, false));
    expect(redoStep(recordEdit(undone, three, false)).document).toBe(three);
  });

  it('keeps only selected nodes that are still there', () => {
    const open = { ...openWith(two), selection: new Set([toNodeId(1), toNodeId(2)]) };
    expect(recordEdit(open, one, false).selection).toEqual(new Set([toNodeId(1)]));
  });
});
