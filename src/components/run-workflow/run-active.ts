import type { CommandContext } from '../commands/command';
import { knownNodeTypes } from '../node-types/read-node-types';
import { NO_NODE_TYPES } from '@/graph/node-types/parse-node-types';
import type { DocumentId } from '@/workspace/workspace';
import { runTexts } from './problem-texts';
import { runWorkflow, type RunContext, type RunOutcome, type RunRequest } from './run-workflow';
import { wordOutcome } from './word-outcome';

/** What is needed to run and to say what came of it. */
export type AnnouncedRunContext = RunContext & Pick<CommandContext, 'announce'>;

/** Runs the document in front and announces what came of it; for the Run command. Never throws. */
export async function runActive(context: AnnouncedRunContext, options: Omit<RunRequest, 'documentId'> = {}): Promise<void> {
  const { activeId } = context.workspace.documents.getState();
  if (activeId === null) context.announce(runTexts.nothingOpen, 'info');
  else if (runnableId(context) !== null) await runAndAnnounce(context, { ...options, documentId: activeId });
}

/** Runs one open document and announces what came of it. */
export async function runAndAnnounce(context: AnnouncedRunContext, request: RunRequest): Promise<RunOutcome> {
  const outcome = await runWorkflow(context, request);
  const document = context.workspace.documents.getState().documents[request.documentId]?.document;
  // Only for names: without the types a node is called by its class.
  const nodeTypes = knownNodeTypes(context.session) ?? NO_NODE_TYPES;
  const { message, tone } = wordOutcome(outcome, document === undefined ? null : { document, nodeTypes });
  context.announce(message, tone);
  return outcome;
}

/** The document in front, if it can be run now. */
export function runnableId({ workspace, session }: RunContext): DocumentId | null {
  if (session.access.getState().role === 'viewer') return null;
  const { activeId } = workspace.documents.getState();
  return activeId !== null && workspace.runs.getState()[activeId]?.isSubmitting !== true ? activeId : null;
}
