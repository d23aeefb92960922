import type { Diagnostic } from '@/lib/diagnostic';
import type { WorkflowDocument } from '../document/model';
import { exportPromptInSteps, type ExportedPrompt } from '../export/export-prompt';
import type { NodeTypes } from '../node-types/node-type';
import { checkPromptInSteps, type PromptCheck } from './check-prompt';
import { findProblemsInSteps } from './find-problems';
import { locateProblem } from './locate-problem';

/**
 * Everything that stands against running a document: what shows in the document itself (`findProblems`), and what only the prompt made of it
 * shows, such as a bypass that leaves an input unfed. One problem per place. Stops now and then, so that the page can live in between.
 */
export function* preflightInSteps(document: WorkflowDocument, nodeTypes: NodeTypes): Generator<void, readonly Diagnostic[]> {
  const found = yield* findProblemsInSteps(document, nodeTypes);
  if (nodeTypes.all().length === 0 || document.root.nodes.size === 0) return found;
  const exported = yield* exportPromptInSteps(document, nodeTypes, { random: (words) => void words.fill(0), nowMs: 0 });
  const errors = errorsOf(exported);
  // What is left of a loop that was cut, or of too many nodes, says nothing of its own.
  const predicted = errors.length > 0 ? errors : (yield* checkPromptInSteps(exported.prompt, nodeTypes)).problems;
  return withoutRepeats(
    found,
    predicted.map((problem) => locateProblem(problem, document)),
  );
}

/** A document's prompt is not to be sent at all. */
export function errorsOf({ diagnostics }: ExportedPrompt): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** What the document shows says more: which wire is open, who is muted. */
function withoutRepeats(found: readonly Diagnostic[], predicted: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set(found.map(placeOf));
  const added = new Map<string, Diagnostic>();
  for (const problem of predicted) {
    const place = placeOf(problem);
    if (!told.has(place) && !added.has(place)) added.set(place, problem);
  }
  return [...found, ...added.values()];
}

/** A loop is about the node and no input of it. */
function placeOf({ code, nodeId, input, params }: Diagnostic): string {
  if (nodeId === undefined) return code;
  return `${String(params?.['graphId'] ?? 'root')} ${nodeId} ${code === 'cycle' || code === 'missing-node-type' ? code : (input ?? '')}`;
}

const CERTAIN: ReadonlySet<string> = new Set([
  'missing-node-type',
  'no-output-node',
  'input-missing',
  'value-not-convertible',
  'bad-wire',
  'cycle',
  'wire-from-nowhere',
  'check-failed',
]);

/** What a class may judge for itself; of the core's classes it is known that they do not. */
const COMPARED: ReadonlySet<string> = new Set(['value-below-min', 'value-above-max', 'wire-type-mismatch']);

/**
 * The problems for which the server would surely take nothing of a prompt, so that asking is vain; empty when it is for the server to say.
 * Lists are: a file may have come since they were read, and classes of other packs may check ranges and wires by themselves.
 */
export function findSureRefusal(check: PromptCheck, prompt: ExportedPrompt['prompt'], nodeTypes: NodeTypes): readonly Diagnostic[] {
  const isSure = ({ code, nodeId }: Diagnostic): boolean =>
    CERTAIN.has(code) || (COMPARED.has(code) && isOfCore(prompt, nodeId, nodeTypes));
  return check.isRefused && check.problems.some(isSure) && check.problems.every(isSure) ? check.problems : [];
}

function isOfCore(prompt: ExportedPrompt['prompt'], nodeId: string | undefined, nodeTypes: NodeTypes): boolean {
  const node = nodeId === undefined ? undefined : prompt[nodeId];
  const type = typeof node === 'object' && node !== null && 'class_type' in node ? node.class_type : undefined;
  const module = typeof type === 'string' ? (nodeTypes.get(type)?.pythonModule ?? '') : '';
  return module === 'nodes' || module.startsWith('comfy_extras.');
}
