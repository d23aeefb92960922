import type { NodeId } from '@/protocol/ids';
import { SUBGRAPH_INPUT_NODE, type Graph, type GraphId, type GraphNode, type SubgraphId, type WorkflowDocument } from '../document/model';
import { PRIMITIVE } from '../document/virtual-types';

/** A widget of a document, as `setWidgetValue` takes it. */
export interface DocumentInput {
  readonly graphId: GraphId;
  readonly nodeId: NodeId;
  readonly name: string;
}

/** `wired`: another node gives the value, so there is none to write. */
export type DocumentInputResult = DocumentInput | 'no-node' | 'other-class' | 'wired';

interface Step {
  readonly graph: Graph;
  readonly graphId: GraphId;
  readonly node: GraphNode;
}

/**
 * Where a constant of a prompt is written in a document: at the node itself, at the primitive that feeds it, or at the subgraph instance
 * that promotes it. Pure.
 * @param at node id as the server names it (`5:2`), its class in the prompt, and the input's name.
 */
export function findDocumentInput(
  document: WorkflowDocument,
  at: { readonly executionId: string; readonly classType: string; readonly input: string },
): DocumentInputResult {
  const steps = findSteps(document, at.executionId);
  const last = steps.at(-1);
  if (last === undefined) return 'no-node';
  if (last.node.type !== at.classType) return 'other-class';
  let name = at.input;
  for (const step of steps.toReversed()) {
    const link = findLink(step, name);
    if (link === undefined) return { graphId: step.graphId, nodeId: step.node.id, name };
    if (link.originId !== SUBGRAPH_INPUT_NODE) return findPrimitive(step, link.originId);
    const outer = promotedName(document, step.graphId, link.originSlot);
    if (outer === null) return 'wired';
    name = outer;
  }
  return 'wired';
}

/** The way from the root to the node; empty when the document has no such node. */
function findSteps(document: WorkflowDocument, executionId: string): readonly Step[] {
  const steps: Step[] = [];
  let at: { readonly graph: Graph; readonly graphId: GraphId } | undefined = { graph: document.root, graphId: 'root' };
  for (const id of executionId.split(':')) {
    const node: GraphNode | undefined = at?.graph.nodes.get(id as NodeId);
    if (at === undefined || node === undefined) return [];
    steps.push({ ...at, node });
    const definition = document.subgraphs.get(node.type as SubgraphId);
    at = definition === undefined ? undefined : { graph: definition, graphId: definition.id };
  }
  return steps;
}

function findLink({ graph, node }: Step, name: string) {
  const id = node.inputs.find((input) => input.name === name)?.link ?? null;
  return id === null ? undefined : graph.links.get(id);
}

function findPrimitive({ graph, graphId }: Step, originId: NodeId): DocumentInputResult {
  return graph.nodes.get(originId)?.type === PRIMITIVE ? { graphId, nodeId: originId, name: 'value' } : 'wired';
}

function promotedName(document: WorkflowDocument, graphId: GraphId, slot: number): string | null {
  return graphId === 'root' ? null : (document.subgraphs.get(graphId)?.inputs[slot]?.name ?? null);
}
