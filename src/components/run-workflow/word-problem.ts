import type { GraphId, GraphNode, SubgraphId, WorkflowDocument } from '@/graph/document/model';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { Diagnostic } from '@/lib/diagnostic';
import { toNodeId } from '@/protocol/ids';
import { problemTexts, workflowTexts } from './problem-texts';

/** What names are looked up in. */
export interface WordingContext {
  readonly document: WorkflowDocument;
  readonly nodeTypes: NodeTypes;
}

/** A problem as one sentence that names its node: `KSampler #3: “steps” is 0, the least is 1.` */
export function wordProblem(problem: Diagnostic, context: WordingContext): string {
  const sentence = wordProblemHere(problem);
  return problem.nodeId === undefined ? sentence : `${nodeLabel(problem, context)}: ${sentence}`;
}

/** The same without the node's name, for places that stand at the node. */
export function wordProblemHere(problem: Diagnostic): string {
  const params = problem.params ?? {};
  const text = (name: string): string => String(params[name] ?? '');
  const input = problem.input ?? '';
  if (problem.nodeId === undefined) return wordWhole(problem.code, text('details'));
  switch (problem.code) {
    case 'missing-node-type':
      return params['type'] === undefined
        ? problemTexts['missing-node-type-nameless']()
        : problemTexts[problem.code]({ type: text('type') });
    case 'value-below-min':
    case 'value-above-max':
      return problemTexts[problem.code]({ input, value: text('value'), limit: text('limit') });
    case 'value-not-in-list':
    case 'value-not-a-number':
    case 'bad-wire':
      return problemTexts[problem.code]({ input, value: text('value') });
    case 'value-not-convertible':
      return problemTexts[problem.code]({ input, value: text('value'), type: text('type') });
    case 'unknown-widget-kept':
      return problemTexts[problem.code]({ input, type: text('type') });
    case 'required-input-unconnected':
    case 'input-missing':
      return problemTexts[problem.code]({ input });
    case 'input-from-muted':
      return problemTexts[problem.code]({ input, from: text('from') });
    case 'wire-type-mismatch':
      return problemTexts[problem.code]({ input, received: text('received'), wanted: text('wanted') });
    case 'refused-by-node':
      return problemTexts[problem.code]({ input, details: text('details') });
    case 'cycle':
      return params['nodes'] === undefined ? problemTexts.cycle() : problemTexts['cycle-with']({ nodes: text('nodes') });
    case 'wire-from-nowhere':
    case 'subgraph-in-itself':
      return problemTexts[problem.code]();
    case 'check-failed':
      return problemTexts[problem.code]({ details: text('details') });
    default:
      return problemTexts.refused({ details: text('details') || problem.code });
  }
}

function wordWhole(code: string, details: string): string {
  switch (code) {
    case 'no-output-node':
    case 'no-output-here':
    case 'no-prompt':
    case 'invalid-prompt-id':
    case 'too-many-nodes':
      return workflowTexts[code];
    default:
      return workflowTexts.refused({ details: details || code });
  }
}

/** Title and id of the node a problem is about; inside a definition the definition's name stands before it. */
export function nodeLabel(problem: Diagnostic, { document, nodeTypes }: WordingContext): string {
  const graphId = (problem.params?.['graphId'] ?? 'root') as GraphId;
  const definition = graphId === 'root' ? undefined : document.subgraphs.get(graphId);
  const graph = definition ?? document.root;
  const node = graph.nodes.get(toNodeId(problem.nodeId ?? ''));
  const title = node === undefined ? String(problem.params?.['title'] ?? '') : titleOf(node, { document, nodeTypes });
  const own = `${title} #${problem.nodeId ?? ''}`.trim();
  return definition === undefined ? own : `${definition.name} › ${own}`;
}

function titleOf(node: GraphNode, { document, nodeTypes }: WordingContext): string {
  return node.title ?? nodeTypes.get(node.type)?.displayName ?? document.subgraphs.get(node.type as SubgraphId)?.name ?? node.type;
}
