import type { WorkflowDocument } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import type { OpenDocument } from './workspace';

/**
 * Undo is a stack of whole immutable documents; they share structure, so a step costs what it changed. Everything here is pure.
 */

/** Applies one edit. `joinsLast` folds it into the newest step (same drag, same typing run). The same document back records nothing. */
export function recordEdit(open: OpenDocument, document: WorkflowDocument, joinsLast: boolean): OpenDocument {
  if (document === open.document) return open;
  const past = joinsLast ? open.past : [...open.past, open.document];
  return keepSelectionReal({ ...open, document, past, future: [] });
}

/** One step back; the same object when there is none. */
export function undoStep(open: OpenDocument): OpenDocument {
  const previous = open.past.at(-1);
  if (previous === undefined) return open;
  return keepSelectionReal({ ...open, document: previous, past: open.past.slice(0, -1), future: [open.document, ...open.future] });
}

/** One step forward again; the same object when there is none. */
export function redoStep(open: OpenDocument): OpenDocument {
  const next = open.future[0];
  if (next === undefined) return open;
  return keepSelectionReal({ ...open, document: next, past: [...open.past, open.document], future: open.future.slice(1) });
}

/** Drops selected ids that no graph of the document has any more. */
function keepSelectionReal(open: OpenDocument): OpenDocument {
  const left = [...open.selection].filter((id) => hasNode(open.document, id));
  return left.length === open.selection.size ? open : { ...open, selection: new Set(left) };
}

function hasNode(document: WorkflowDocument, id: NodeId): boolean {
  return document.root.nodes.has(id) || [...document.subgraphs.values()].some((graph) => graph.nodes.has(id));
}
