import type { WorkflowDocument } from '@/graph/document/model';
import { writeWorkflow } from '@/graph/document/write-workflow';
import { readWorkflow } from '@/graph/import/read-workflow';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import type { Draft } from './draft-store';
import type { OpenDocument } from './workspace';

/** Texts of documents already written once; documents are immutable, so a text stays true. */
export type DraftTexts = WeakMap<WorkflowDocument, string>;

/** An open document in the form in which it is kept. Undo steps and selection are not kept. */
export function toDraft(open: OpenDocument, details: Pick<Draft, 'id' | 'version' | 'keptAtMs'>, texts: DraftTexts): Draft {
  const savedText = open.saved === open.document ? null : writeText(open.saved, texts);
  return { ...details, name: open.name, origin: open.origin, text: writeText(open.document, texts), savedText };
}

function writeText(document: WorkflowDocument, texts: DraftTexts): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = stringifyExactJson(writeWorkflow(document));
  texts.set(document, text);
  return text;
}

/** The open document a draft stands for; `null` when its text can no longer be read. */
export function fromDraft(draft: Draft): OpenDocument | null {
  try {
    const document = readText(draft.text);
    const saved = draft.savedText === null ? document : readText(draft.savedText);
    return { id: draft.id, name: draft.name, origin: draft.origin, document, saved, past: [], future: [], selection: new Set() };
  } catch {
    return null;
  }
}

function readText(text: string): WorkflowDocument {
  return readWorkflow(parseExactJson(text)).document;
}
