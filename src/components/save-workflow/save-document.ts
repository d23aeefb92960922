import { writeWorkflow } from '@/graph/document/write-workflow';
import type { WorkflowDocument } from '@/graph/document/model';
import { exportPrompt } from '@/graph/export/export-prompt';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { Diagnostic } from '@/lib/diagnostic';
import { toAppError, type AppError } from '@/lib/errors';
import { stringifyExactJson } from '@/lib/exact-json';
import { keys } from '@/session/keys';
import type { Session } from '@/session/session';
import type { DocumentId, OpenDocument, Workspace } from '@/workspace/workspace';
import { nameOfPath, toFileName, WORKFLOWS_FOLDER } from './file-names';

/** A text to be handed to the browser as a file. */
export interface TextFile {
  readonly fileName: string;
  readonly text: string;
}

/** The workflow as a file, numbers exact. */
export function toWorkflowFile(open: OpenDocument): TextFile {
  return { fileName: toFileName(open.name, '.json'), text: workflowText(open.document) };
}

/** The API prompt as a file, and what is wrong with it. */
export function toPromptFile(
  open: OpenDocument,
  nodeTypes: NodeTypes,
  session: Session,
): TextFile & { readonly problems: readonly Diagnostic[] } {
  const { prompt, diagnostics } = exportPrompt(open.document, nodeTypes, { random: session.random, nowMs: session.clock.nowMs() });
  const problems = diagnostics.filter((problem) => problem.severity === 'error');
  return { fileName: toFileName(open.name, '-api.json'), text: stringifyExactJson(prompt, 2), problems };
}

function workflowText(document: WorkflowDocument): string {
  return stringifyExactJson(writeWorkflow(document), 2);
}

/** When our copy of a file was read or written last, and when the file on the server was; milliseconds since 1970, by the server's clock. */
export interface ChangeDates {
  readonly knownAtMs: number;
  readonly changedAtMs: number;
}

/** What came of saving on the server. `exists`: another file has the name; `changed`: our file is newer there than what was opened. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'exists'; readonly path: string }
  | ({ readonly kind: 'changed'; readonly path: string } & ChangeDates)
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'not-open' };

export interface SaveContext {
  readonly session: Session;
  readonly workspace: Workspace;
}

export interface SaveRequest {
  readonly documentId: DocumentId;
  /** Under the user's root, e.g. `workflows/portrait.json`. */
  readonly path: string;
  /** The user said so after `exists` or `changed`. */
  readonly overwrites: boolean;
}

/**
 * Writes a document to the user's data on the server. Its own file is overwritten unless it is newer there than what was opened or saved
 * here; another file only with `overwrites`. Edits made while it is being written stay unsaved. Never throws.
 */
export async function saveToUserdata(context: SaveContext, { documentId, path, overwrites }: SaveRequest): Promise<SaveOutcome> {
  const { session, workspace } = context;
  const open = workspace.documents.getState().documents[documentId];
  if (open === undefined) return { kind: 'not-open' };
  const written = open.document;
  try {
    const isOwn = open.origin.kind === 'userdata' && open.origin.path === path;
    const newer = isOwn && !overwrites ? await findNewer(session, open, path) : null;
    if (newer !== null) return { kind: 'changed', path, ...newer };
    const text = workflowText(written);
    const outcome = await session.client.writeUserdata(path, text, { overwrite: overwrites || isOwn });
    if (outcome.kind === 'exists') return { kind: 'exists', path };
    workspace.markSaved(documentId, { kind: 'userdata', path, modified: outcome.file.modifiedAtMs }, nameOfPath(path), written);
    // It is saved; that this browser has no room for a copy changes nothing about that.
    await workspace.versions.keep({ path, savedAtMs: session.clock.nowMs(), text }).catch(() => undefined);
    void session.queryClient.invalidateQueries({ queryKey: keys.userdata(session.serverId) });
    return { kind: 'saved', path };
  } catch (error) {
    return { kind: 'failed', error: toAppError(error) };
  }
}

async function findNewer({ client }: Session, open: OpenDocument, path: string): Promise<ChangeDates | null> {
  if (open.origin.kind !== 'userdata' || open.origin.modified === null) return null;
  const files = await client.listUserdata(WORKFLOWS_FOLDER, { recurse: true });
  const changedAtMs = files?.find((file) => `${WORKFLOWS_FOLDER}/${file.path}` === path)?.modifiedAtMs ?? null;
  const knownAtMs = open.origin.modified;
  return changedAtMs !== null && changedAtMs > knownAtMs ? { knownAtMs, changedAtMs } : null;
}
