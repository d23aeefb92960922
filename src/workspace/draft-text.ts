import type { WorkflowDocument } from '@/graph/document/model';
import { writeNode } from '@/graph/document/write-node';
import { writeWorkflow } from '@/graph/document/write-workflow';
import { MAX_INLINE_FILE_BYTES } from '@/config/limits';
import { openFileBytes, type OpenDependencies } from '@/graph/import/open-file-bytes';
import { readWorkflow } from '@/graph/import/read-workflow';
import { NO_NODE_TYPES } from '@/graph/node-types/parse-node-types';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import type { Draft } from './draft-store';
import type { Slices } from './slices';
import { toTextPieces } from './text-pieces';
import type { DocumentId, OpenDocument } from './workspace';

type DraftDetails = Pick<Draft, 'id' | 'version' | 'keptAtMs'>;

/** Texts of last saved states: the same with every draft until the next save. Others change with every draft and are not kept. */
export type SavedTexts = Map<DocumentId, { readonly saved: WorkflowDocument; readonly text: string }>;

/** An open document in the form in which it is kept, at once: for a page that is being closed. Undo steps and selection are not kept. */
export function toDraft(open: OpenDocument, details: DraftDetails, texts: SavedTexts): Draft {
  const known = knownText(open, texts);
  const savedText = open.saved === open.document ? null : (known ?? stringifyExactJson(writeWorkflow(open.saved)));
  return { ...details, name: open.name, origin: open.origin, text: stringifyExactJson(writeWorkflow(open.document)), savedText };
}

/** The same as `toDraft`, in slices: a large document does not hold up the page. */
export async function toDraftInSlices(open: OpenDocument, details: DraftDetails, texts: SavedTexts, slices: Slices): Promise<Draft> {
  const text = await writeInSlices(open.document, slices);
  if (open.saved === open.document) return { ...details, name: open.name, origin: open.origin, text, savedText: null };
  const savedText = knownText(open, texts) ?? (await writeInSlices(open.saved, slices));
  texts.set(open.id, { saved: open.saved, text: savedText });
  return { ...details, name: open.name, origin: open.origin, text, savedText };
}

function knownText(open: OpenDocument, texts: SavedTexts): string | undefined {
  const known = texts.get(open.id);
  return known?.saved === open.saved ? known.text : undefined;
}

async function writeInSlices(document: WorkflowDocument, slices: Slices): Promise<string> {
  // Written nodes are remembered by `writeNode`, which leaves little for `writeWorkflow` to do at once.
  for (const graph of [document.root, ...document.subgraphs.values()]) {
    for (const node of graph.nodes.values()) {
      writeNode(node);
      if (slices.isOver()) await slices.next();
    }
  }
  const pieces: string[] = [];
  for (const piece of toTextPieces(writeWorkflow(document))) {
    pieces.push(piece);
    if (slices.isOver()) await slices.next();
  }
  return pieces.join('');
}

/** The open document a draft stands for; `null` when its text can no longer be read. Large ones are read in a worker. */
export async function fromDraft(draft: Draft, reading: OpenDependencies): Promise<OpenDocument | null> {
  try {
    const document = await readText(draft.text, reading);
    const saved = draft.savedText === null ? document : await readText(draft.savedText, reading);
    return { id: draft.id, name: draft.name, origin: draft.origin, document, saved, past: [], future: [], selection: new Set() };
  } catch {
    return null;
  }
}

async function readText(text: string, reading: OpenDependencies): Promise<WorkflowDocument> {
  if (text.length <= MAX_INLINE_FILE_BYTES) return readWorkflow(parseExactJson(text)).document;
  const bytes = new TextEncoder().encode(text);
  return (await openFileBytes({ bytes, fileName: 'draft.json', loadTypes: () => Promise.resolve(NO_NODE_TYPES) }, reading)).document;
}
