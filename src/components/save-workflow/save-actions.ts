import { toAppError } from '@/lib/errors';
import type { OpenDocument } from '@/workspace/workspace';
import type { CommandContext } from '../commands/command';
import { knownNodeTypes, readNodeTypes } from '../node-types/read-node-types';
import { locateProblem } from '@/graph/validate/locate-problem';
import { wordProblem } from '../run-workflow/word-problem';
import { wordFailure } from '../server-failure/word-failure';
import { downloadText } from './download';
import { saveToUserdata, toPromptFile, toWorkflowFile, type SaveContext, type SaveRequest } from './save-document';
import { saveQuestions } from './save-requests';
import { t } from './texts';

/** What saving works with: it says what came of it. */
export type SaveActionContext = SaveContext & Pick<CommandContext, 'announce'>;

/** Saves the document in front where it came from; one without a place on the server asks for a name. */
export async function saveActive(context: SaveActionContext): Promise<void> {
  const open = activeDocument(context);
  if (open === null) return;
  if (open.origin.kind !== 'userdata') return saveActiveAs(context);
  await saveAndAnnounce(context, { documentId: open.id, path: open.origin.path, overwrites: false });
}

/** Asks for a name and a place. */
export function saveActiveAs(context: SaveActionContext): void {
  const open = activeDocument(context);
  if (open !== null) saveQuestions(context.workspace).setState({ question: { kind: 'name', documentId: open.id } });
}

/** Saves on the server and says so; a name that is taken, or a file changed there, becomes a question. */
export async function saveAndAnnounce(context: SaveActionContext, request: SaveRequest): Promise<void> {
  const name = context.workspace.documents.getState().documents[request.documentId]?.name ?? request.path;
  const outcome = await saveToUserdata(context, request);
  switch (outcome.kind) {
    case 'saved':
      context.announce(t.savedOnServer({ path: outcome.path }), 'success');
      return;
    case 'exists':
    case 'changed':
      saveQuestions(context.workspace).setState({ question: { ...outcome, documentId: request.documentId } });
      return;
    case 'failed':
      context.announce(t.saveFailed({ name, reason: wordFailure(outcome.error) }), 'danger');
      return;
    case 'not-open':
      context.announce(t.nothingOpen, 'info');
  }
}

/** Downloads the document in front; it counts as saved then. */
export function saveActiveToFile(context: SaveActionContext): void {
  const open = activeDocument(context);
  if (open === null) return;
  const file = toWorkflowFile(open);
  downloadText(file);
  const origin = open.origin.kind === 'userdata' ? open.origin : { kind: 'file' as const, fileName: file.fileName };
  context.workspace.markSaved(open.id, origin, open.name, open.document);
  context.announce(t.savedToFile({ fileName: file.fileName }), 'success');
}

/** Downloads the document in front as the server would get it. */
export async function exportActivePrompt(context: SaveActionContext): Promise<void> {
  const open = activeDocument(context);
  if (open === null) return;
  try {
    const nodeTypes = knownNodeTypes(context.session) ?? (await readNodeTypes(context.session));
    const { problems, ...file } = toPromptFile(open, nodeTypes, context.session);
    downloadText(file);
    const [problem] = problems.map((one) => locateProblem(one, open.document));
    if (problem === undefined) context.announce(t.exported({ fileName: file.fileName }), 'success');
    else {
      const reason = wordProblem(problem, { document: open.document, nodeTypes });
      context.announce(t.exportProblems({ fileName: file.fileName, reason }), 'danger');
    }
  } catch (error) {
    context.announce(t.exportFailed({ reason: wordFailure(toAppError(error)) }), 'danger');
  }
}

function activeDocument({ workspace, announce }: SaveActionContext): OpenDocument | null {
  const { activeId, documents } = workspace.documents.getState();
  const open = activeId === null ? undefined : documents[activeId];
  if (open === undefined) announce(t.nothingOpen, 'info');
  return open ?? null;
}
