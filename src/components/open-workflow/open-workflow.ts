import type { WorkflowDocument } from '@/graph/document/model';
import { NO_NODE_TYPES } from '@/graph/node-types/parse-node-types';
import { openFileBytes, type StartFileWorker } from '@/graph/import/open-file-bytes';
import { finishContent, neededTypes, readJsonContent, requireFileSize, type OpenedContent } from '@/graph/import/read-content';
import type { Job } from '@/jobs/job';
import { toAppError, type AppError } from '@/lib/errors';
import type { JsonValue } from '@/lib/json';
import { bytesNeeded, SNIFF_BYTES, sniffFileKind } from '@/media/sniff';
import type { FileRef } from '@/protocol/files';
import { keys } from '@/session/keys';
import { userdataQuery } from '@/session/queries/userdata';
import type { Session } from '@/session/session';
import type { DocumentId, DocumentOrigin, Workspace } from '@/workspace/workspace';
import { readNodeTypes } from '../node-types/read-node-types';
import { nameOfPath, WORKFLOWS_FOLDER } from '../save-workflow/file-names';
import { t } from './texts';

export interface OpenContext {
  readonly session: Session;
  readonly workspace: Workspace;
  /** Reads large files and media beside the page; without it they are read on it. */
  readonly startWorker?: StartFileWorker;
}

/** What came of opening something. `oddities`: how many things in it were imperfect and kept. `name` is what it was called. */
export type OpenOutcome = { readonly name: string } & (
  | { readonly kind: 'opened'; readonly id: DocumentId; readonly from: OpenedContent['from']; readonly oddities: number }
  | { readonly kind: 'already-open'; readonly id: DocumentId }
  /** The file is not what it should be, or could not be read at all. */
  | { readonly kind: 'bad-file'; readonly error: AppError }
  /** The server did not give it. */
  | { readonly kind: 'unreachable'; readonly error: AppError }
  | { readonly kind: 'no-workflow' }
);

/** Opens a file of this computer beside what is open. Never throws. */
export async function openFile(context: OpenContext, file: File): Promise<OpenOutcome> {
  try {
    const bytes = await readNeeded(file);
    return await openBytes(context, { bytes, fileName: file.name, origin: { kind: 'file', fileName: file.name } });
  } catch (error) {
    // The browser's own word: the file was moved or may not be read.
    return { kind: 'bad-file', name: file.name, error: toAppError(error) };
  }
}

/** Only what can hold the workflow: a model file has many gigabytes. @throws FileError `too-large`, or the browser's own error. */
async function readNeeded(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
  const sizeBytes = bytesNeeded(head, file.size);
  requireFileSize(sizeBytes, sniffFileKind(head));
  return new Uint8Array(await file.slice(0, sizeBytes).arrayBuffer());
}

/** Opens a workflow of the user's data, e.g. `workflows/portrait.json`; one that is open already comes to the front. Never throws. */
export async function openUserdata(context: OpenContext, path: string): Promise<OpenOutcome> {
  const { session, workspace } = context;
  const name = nameOfPath(path);
  const open = Object.values(workspace.documents.getState().documents).find(
    ({ origin }) => origin.kind === 'userdata' && origin.path === path,
  );
  if (open !== undefined) {
    workspace.activate(open.id);
    return { kind: 'already-open', id: open.id, name };
  }
  try {
    const text = await session.client.readUserdata(path);
    const modified = await modifiedAt(session, path);
    return await openBytes(context, {
      bytes: new TextEncoder().encode(text),
      fileName: name,
      origin: { kind: 'userdata', path, modified },
    });
  } catch (error) {
    return { kind: 'unreachable', name, error: toAppError(error) };
  }
}

/** Opens what a job ran: its workflow, else its prompt. Never throws. */
export async function openJob(context: OpenContext, job: Job): Promise<OpenOutcome> {
  const name = job.workflowName ?? t.jobName({ id: job.id.slice(0, 8) });
  const sources = [job.workflow, job.prompt].filter((source) => source !== null);
  if (sources.length === 0) return { kind: 'no-workflow', name };
  let refusal: AppError | null = null;
  for (const source of sources) {
    try {
      const opened = await openJson(context.session, source);
      return addDocument(context, { ...opened, name, origin: { kind: 'draft' } });
    } catch (error) {
      refusal ??= toAppError(error);
    }
  }
  return refusal === null ? { kind: 'no-workflow', name } : { kind: 'bad-file', name, error: refusal };
}

/** An example workflow: one of our own, or a file of the server or of a pack. `name` is shown. */
export type TemplateChoice = { readonly name: string } & (
  { readonly kind: 'own'; readonly json: JsonValue } | { readonly kind: 'server'; readonly pack: string | null; readonly file: string }
);

/** Opens an example workflow as a new document without a place. Never throws. */
export async function openTemplate(context: OpenContext, choice: TemplateChoice): Promise<OpenOutcome> {
  const { name } = choice;
  let json: JsonValue;
  try {
    json = choice.kind === 'own' ? choice.json : await readTemplate(context.session, choice);
  } catch (error) {
    return { kind: 'unreachable', name, error: toAppError(error) };
  }
  try {
    const opened = await openJson(context.session, json);
    return addDocument(context, { ...opened, name, origin: { kind: 'draft' } });
  } catch (error) {
    return { kind: 'bad-file', name, error: toAppError(error) };
  }
}

function readTemplate({ client }: Session, { pack, file }: Extract<TemplateChoice, { kind: 'server' }>): Promise<JsonValue> {
  return pack === null ? client.coreTemplate(file) : client.workflowTemplate(pack, file);
}

/** Opens the workflow behind an output: of its job where that is known, else out of the file itself. Never throws. */
export async function openOutput(context: OpenContext, output: { readonly file: FileRef; readonly job: Job | null }): Promise<OpenOutcome> {
  const { file, job } = output;
  if (job !== null && (job.workflow !== null || job.prompt !== null)) return openJob(context, job);
  try {
    const bytes = await context.session.client.readFile(file);
    return await openBytes(context, { bytes, fileName: file.filename, origin: { kind: 'draft' } });
  } catch (error) {
    return { kind: 'unreachable', name: file.filename, error: toAppError(error) };
  }
}

async function openBytes(
  context: OpenContext,
  { bytes, fileName, origin }: { bytes: Uint8Array<ArrayBuffer>; fileName: string; origin: DocumentOrigin },
): Promise<OpenOutcome> {
  try {
    const { session, startWorker = () => null } = context;
    const loadTypes = () => readNodeTypes(session);
    const opened = await openFileBytes({ bytes, fileName, loadTypes }, { startWorker, clock: session.clock });
    const isOwnFile = opened.from === 'workflow' && (opened.fileKind === 'text' || origin.kind === 'draft');
    const name = origin.kind === 'userdata' ? nameOfPath(origin.path) : opened.name;
    return addDocument(context, { ...opened, name, origin: isOwnFile ? origin : { kind: 'draft' } });
  } catch (error) {
    return { kind: 'bad-file', name: fileName, error: toAppError(error) };
  }
}

interface Opened extends Pick<OpenedContent, 'diagnostics' | 'from'> {
  readonly document: WorkflowDocument;
  readonly name: string;
  readonly origin: DocumentOrigin;
}

function addDocument({ workspace }: OpenContext, { document, diagnostics, from, name, origin }: Opened): OpenOutcome {
  const id = workspace.open(document, { name, origin });
  const oddities = diagnostics.filter((problem) => problem.severity !== 'info').length;
  return { kind: 'opened', id, from, oddities, name };
}

/**
 * Only prompts are read by the node types (names of outputs, layout). A workflow opens at once even while the server is silent, and a
 * prompt waits for them but opens without when they cannot be had.
 */
async function openJson(session: Session, json: JsonValue): Promise<OpenedContent> {
  const content = readJsonContent(json);
  if (neededTypes(content).length === 0) return finishContent(content, NO_NODE_TYPES);
  return finishContent(content, await readNodeTypes(session).catch(() => NO_NODE_TYPES));
}

/** The server's stamp of a file, to notice later that someone else saved it. Not worth failing for. */
async function modifiedAt(session: Session, path: string): Promise<number | null> {
  try {
    await session.queryClient.invalidateQueries({ queryKey: keys.userdataIn(session.serverId, WORKFLOWS_FOLDER), refetchType: 'none' });
    const files = await session.queryClient.query(userdataQuery(session, WORKFLOWS_FOLDER));
    return files?.find((file) => `${WORKFLOWS_FOLDER}/${file.path}` === path)?.modifiedAtMs ?? null;
  } catch {
    return null;
  }
}
