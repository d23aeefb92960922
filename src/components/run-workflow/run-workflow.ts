import type { WorkflowDocument } from '@/graph/document/model';
import { advanceControls, type SeedRule } from '@/graph/export/advance-seeds';
import { exportPrompt, type ExportedPrompt } from '@/graph/export/export-prompt';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { prunePrompt, findRunTargets } from '@/graph/export/prune-prompt';
import { checkPrompt } from '@/graph/validate/check-prompt';
import { locateProblem } from '@/graph/validate/locate-problem';
import { errorsOf, findSureRefusal } from '@/graph/validate/preflight';
import type { Diagnostic } from '@/lib/diagnostic';
import { stringifyExactJson } from '@/lib/exact-json';
import { toAppError, type AppError } from '@/lib/errors';
import { toNodeId, type NodeId, type PromptId } from '@/protocol/ids';
import type { Session } from '@/session/session';
import { featuresQuery } from '@/session/queries/system';
import { submitPrompt, type SubmitInput, type SubmitResult } from '@/session/submit-prompt';
import { addRun, changeRuns, NO_RUNS } from '@/workspace/runs';
import type { DocumentId, DocumentRuns, Workspace } from '@/workspace/workspace';
import { readNodeTypes } from '../node-types/read-node-types';
import { withDeckNotes, type VariationNote } from './deck-notes';
import { refusedOutputs, toRunProblems } from './refusal-problems';

/** What the flow works with; commands and hooks both have it. */
export interface RunContext {
  readonly session: Session;
  readonly workspace: Workspace;
}

export interface RunRequest {
  readonly documentId: DocumentId;
  /** How often; the user's batch count when absent. */
  readonly count?: number;
  /** Before everything queued so far. */
  readonly front?: boolean;
  /** Only what these nodes lead to, by execution id: themselves where they are outputs, else the outputs that depend on them. */
  readonly targets?: readonly string[];
  /** Part of a loop: its runs are one undo step together; `seeds` steps all seeds alike, null as each control says. */
  readonly loop?: { readonly undoGroup: string; readonly seeds: SeedRule | null };
  /** The run's place in a set of variations. */
  readonly variation?: VariationNote;
}

/** What came of it; `promptIds` are the jobs accepted before the end. */
export type RunOutcome = { readonly promptIds: readonly PromptId[] } &
  /** `repeats`: runs with the same prompt as an earlier one of the batch, which the server answers from its cache. */
  (
    | { readonly kind: 'queued'; readonly refusedOutputs: number; readonly repeats: number; readonly part?: RunPart }
    /** By the server, or before asking it where it would surely refuse; the problems are kept with the document. */
    | { readonly kind: 'rejected'; readonly problems: readonly Diagnostic[] }
    /** Sent, not answered, and not found in the queue yet. */
    | { readonly kind: 'unknown' }
    | { readonly kind: 'failed'; readonly error: AppError }
    | { readonly kind: 'no-node-types'; readonly error: AppError }
    | { readonly kind: 'not-open' }
    | { readonly kind: 'busy' }
  );

/** Outputs that a run of a part is for, by execution id, and how many others the document has. */
export interface RunPart {
  readonly outputs: readonly string[];
  readonly others: number;
}

/**
 * Runs an open document `count` times: export, submit, then advance its seeds as their control says, so that each run has its own. All
 * seed changes of one call are one undo step, unless the user edits in between. Stops at the first run that is not accepted. Never throws.
 */
export function runWorkflow(context: RunContext, request: RunRequest): Promise<RunOutcome> {
  return whileSubmitting(context, request.documentId, (nodeTypes) => runBatch(context, request, nodeTypes));
}

/**
 * Marks a document as being queued for as long as `send` works, and gives it the node types. Answers at once when it is not open or is being
 * queued already. Never throws.
 */
export async function whileSubmitting(
  context: RunContext,
  documentId: DocumentId,
  send: (nodeTypes: NodeTypes) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const { workspace } = context;
  if (documentOf(context, documentId) === null) return { kind: 'not-open', promptIds: [] };
  if (workspace.runs.getState()[documentId]?.isSubmitting === true) return { kind: 'busy', promptIds: [] };
  change(context, documentId, (runs) => ({ ...runs, isSubmitting: true, refusal: null }));
  try {
    const nodeTypes = await readNodeTypes(context.session);
    return await send(nodeTypes);
  } catch (error) {
    return { kind: 'no-node-types', error: toAppError(error), promptIds: [] };
  } finally {
    if (documentOf(context, documentId) !== null) change(context, documentId, (runs) => ({ ...runs, isSubmitting: false }));
  }
}

async function runBatch(context: RunContext, request: RunRequest, nodeTypes: NodeTypes): Promise<RunOutcome> {
  const { workspace, session } = context;
  const promptIds: PromptId[] = [];
  const refused = new Set<NodeId>();
  const { batchCount, batchSeeds } = workspace.preferences.getState();
  const count = request.count ?? batchCount;
  const batchRule = count === 1 || batchSeeds === 'controls' ? null : batchSeeds;
  const rule = request.loop === undefined ? batchRule : request.loop.seeds;
  const group = request.loop?.undoGroup ?? `run ${session.clock.monotonicMs()}`;
  const sent = new Set<string>();
  let part: RunPart | undefined;
  for (let run = 0; run < count; run++) {
    const document = documentOf(context, request.documentId);
    if (document === null) break;
    const result = await runOnce(context, request, { document, nodeTypes });
    if (result.kind !== 'accepted') return { ...result, promptIds };
    promptIds.push(result.promptId);
    part = result.part;
    if (count > 1) sent.add(stringifyExactJson(result.prompt));
    for (const id of result.refusedOutputs) refused.add(id);
    // The official frontend leaves seeds alone after running a part only.
    const isWhole = request.targets === undefined;
    if (isWhole) workspace.edit(request.documentId, (current) => advanceControls(current, nodeTypes, session.random, rule), group);
    keepAccepted(context, request.documentId, result);
  }
  if (request.loop === undefined) workspace.endGroup(request.documentId);
  return {
    kind: 'queued',
    promptIds,
    refusedOutputs: refused.size,
    repeats: count > 1 ? promptIds.length - sent.size : 0,
    ...(part && { part }),
  };
}

/** A run the server took. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly promptId: PromptId;
  /** What was sent. */
  readonly prompt: ExportedPrompt['prompt'];
  readonly refusedOutputs: ReadonlySet<NodeId>;
  readonly problems: readonly Diagnostic[];
  readonly part?: RunPart;
}

/** What came of one prompt. */
export type OneRun =
  | Accepted
  | { readonly kind: 'rejected'; readonly problems: readonly Diagnostic[] }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly error: AppError };

/**
 * Exports and submits one document for an open one, once. What the server would surely refuse is not sent: the same problems are told at
 * once. Never throws.
 */
export async function runOnce(
  context: RunContext,
  request: RunRequest,
  { document, nodeTypes }: { document: WorkflowDocument; nodeTypes: NodeTypes },
): Promise<OneRun> {
  const { session } = context;
  const exported = exportPrompt(document, nodeTypes, { random: session.random, nowMs: session.clock.nowMs() });
  const part = request.targets === undefined ? undefined : toPart(exported.prompt, nodeTypes, request.targets);
  const blocking = part?.outputs.length === 0 ? [NOTHING_THERE] : findBlocking(exported, { document, nodeTypes, part });
  if (blocking.length > 0) return keepRejected(context, request.documentId, { problems: blocking, document });
  try {
    const submission = toSubmission(context, request, exported);
    const partly = part === undefined ? {} : await narrow(session, exported.prompt, part);
    const result = await submitPrompt(session, { ...submission, ...partly });
    const run = judge(context, request.documentId, { result, document, prompt: exported.prompt });
    return run.kind === 'accepted' && part !== undefined ? { ...run, part } : run;
  } catch (error) {
    return { kind: 'failed', error: toAppError(error) };
  }
}

const NOTHING_THERE: Diagnostic = { severity: 'error', code: 'no-output-here' };

function toPart(prompt: ExportedPrompt['prompt'], nodeTypes: NodeTypes, targets: readonly string[]): RunPart {
  const outputs = [...new Set(targets.flatMap((id) => findRunTargets(prompt, nodeTypes, id)))];
  return { outputs, others: checkPrompt(prompt, nodeTypes).runs.filter((id) => !outputs.includes(id)).length };
}

/** Servers that cut a prompt themselves keep what the other branches have cached; others get the branch alone. */
async function narrow(session: Session, prompt: ExportedPrompt['prompt'], { outputs }: RunPart): Promise<Partial<SubmitInput>> {
  const features = await session.queryClient.query(featuresQuery(session)).catch(() => null);
  return features?.runsParts === true ? { partialExecutionTargets: outputs.map(toNodeId) } : { prompt: prunePrompt(prompt, outputs) };
}

function findBlocking(
  exported: ExportedPrompt,
  { document, nodeTypes, part }: { document: WorkflowDocument; nodeTypes: NodeTypes; part: RunPart | undefined },
): readonly Diagnostic[] {
  // A loop of wires is cut while exporting, and what is left of it would be told as an input that is missing.
  const errors = errorsOf(exported).map((problem) => locateProblem(problem, document));
  if (errors.length > 0) return errors;
  const refusal = findSureRefusal(checkPrompt(exported.prompt, nodeTypes, part?.outputs), exported.prompt, nodeTypes);
  return refusal.map((problem) => locateProblem(problem, document));
}

interface Judged {
  readonly result: SubmitResult;
  readonly document: WorkflowDocument;
  readonly prompt: ExportedPrompt['prompt'];
}

function judge(context: RunContext, id: DocumentId, { result, document, prompt }: Judged): OneRun {
  switch (result.kind) {
    case 'accepted': {
      const problems = toRunProblems({ error: null, nodeErrors: result.nodeErrors }, document);
      return { kind: 'accepted', promptId: result.promptId, prompt, refusedOutputs: refusedOutputs(result.nodeErrors), problems };
    }
    case 'rejected':
      return keepRejected(context, id, { problems: toRunProblems(result, document), document });
    case 'unknown':
      change(context, id, (runs) => addRun(runs, result.promptId));
      return { kind: 'unknown' };
  }
}

function toSubmission({ workspace }: RunContext, request: RunRequest, exported: ExportedPrompt) {
  const name = workspace.documents.getState().documents[request.documentId]?.name ?? '';
  const { displayName, isProgressShared } = workspace.preferences.getState();
  const { documentId: document, variation } = request;
  const workflow = withDeckNotes(exported.workflow, { name, document, ...(variation === undefined ? {} : { variation }) });
  return {
    prompt: exported.prompt,
    name,
    extraData: {
      extra_pnginfo: { workflow },
      preview_method: 'auto',
      ...(displayName.trim() === '' ? {} : { queued_by: displayName.trim() }),
    },
    ...(isProgressShared ? { isShared: true } : {}),
    ...(request.front === true ? { front: true } : {}),
  };
}

/** An open document as it is now; null once it is closed. */
export function documentOf({ workspace }: RunContext, id: DocumentId): WorkflowDocument | null {
  return workspace.documents.getState().documents[id]?.document ?? null;
}

/** Problems of an accepted run hold for the document as it is after its seeds were advanced. */
export function keepAccepted(context: RunContext, id: DocumentId, { promptId, problems }: Accepted): void {
  const document = documentOf(context, id);
  if (document === null) return;
  change(context, id, (runs) => addRun({ ...runs, refusal: problems.length === 0 ? null : { problems, document } }, promptId));
}

function keepRejected(
  context: RunContext,
  id: DocumentId,
  refusal: { readonly problems: readonly Diagnostic[]; readonly document: WorkflowDocument },
): OneRun {
  if (documentOf(context, id) !== null) change(context, id, (runs) => ({ ...runs, refusal }));
  return { kind: 'rejected', problems: refusal.problems };
}

function change({ workspace }: RunContext, id: DocumentId, edit: (runs: DocumentRuns) => DocumentRuns): void {
  workspace.runs.setState((state) => changeRuns(state, id, edit));
}

/** What is known of a document's runs; a constant when nothing is. */
export function selectRuns(workspace: Workspace, id: DocumentId): DocumentRuns {
  return workspace.runs.getState()[id] ?? NO_RUNS;
}
