import { fromDocument, fromPrompt, type DiffGraph } from '@/graph/diff/diff-graph';
import type { WorkflowDocument } from '@/graph/document/model';
import { exportPrompt } from '@/graph/export/export-prompt';
import { readWorkflow } from '@/graph/import/read-workflow';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { parseExactJson } from '@/lib/exact-json';
import type { JsonObject } from '@/lib/json';

/** Something the open workflow can be compared with. */
export type Side =
  { readonly kind: 'document'; readonly document: WorkflowDocument } | { readonly kind: 'prompt'; readonly prompt: JsonObject };

/** The two sides in one form: a run knows only what was sent, so the document is then compared by what it would send. Pure. */
export function toGraphs(
  document: WorkflowDocument,
  other: Side,
  nodeTypes: NodeTypes,
): { readonly before: DiffGraph; readonly after: DiffGraph } {
  if (other.kind === 'document') return { before: fromDocument(other.document, nodeTypes), after: fromDocument(document, nodeTypes) };
  const { prompt } = exportPrompt(document, nodeTypes, { random: (words) => void words.fill(0), nowMs: 0 });
  return { before: fromPrompt(other.prompt), after: fromPrompt(prompt) };
}

/** A kept version as a document; null when it cannot be read. */
export function readVersion(text: string): WorkflowDocument | null {
  try {
    return readWorkflow(parseExactJson(text)).document;
  } catch {
    return null;
  }
}
