import type { Diagnostic } from '@/lib/diagnostic';
import { runToEnd } from '@/lib/run-to-end';
import { isJsonObject } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import {
  SUBGRAPH_OUTPUT_NODE,
  type Graph,
  type GraphId,
  type GraphLink,
  type GraphNode,
  type SubgraphId,
  type WorkflowDocument,
} from '../document/model';
import { groupNodeName, isVirtualType, namedWireRole } from '../document/virtual-types';
import type { NodeTypes } from '../node-types/node-type';
import { socketsOf } from '../edit/ends';
import { withOwnTypes } from '../edit/known-types';
import { findCycleNodes } from './find-cycles';
import { findValueProblems } from './value-problems';

/**
 * Everything in a document that would make the server refuse it, or that a person should know before running it. Pure.
 * Codes: `missing-node-type` (params `type`), `value-not-a-number`, `value-below-min` and `value-above-max` (`value`, `limit`),
 * `value-not-in-list` (`value`), `unknown-widget-kept` (`type`), `required-input-unconnected`, `input-from-muted` (`from`), `cycle`,
 * `no-output-node`. A problem inside a definition carries its id in `params.graphId`. Muted and bypassed nodes are not sent, so only
 * their missing types are told. An error becomes a warning where no output depends on the node: the server does not look there.
 * With no node types at all (not read yet) nothing can be judged and nothing is reported.
 */
export function findProblems(document: WorkflowDocument, nodeTypes: NodeTypes): readonly Diagnostic[] {
  return runToEnd(findProblemsInSteps(document, nodeTypes));
}

/** The same, stopping after each node, so that a caller can let the page live in between. */
export function* findProblemsInSteps(document: WorkflowDocument, nodeTypes: NodeTypes): Generator<void, readonly Diagnostic[]> {
  if (nodeTypes.all().length === 0) return [];
  const graphs = usedGraphs(document);
  const ownTypes = withOwnTypes(document, nodeTypes);
  const problems: Diagnostic[] = [];
  for (const [graphId, graph] of graphs) {
    for (const found of judgeGraph({ document, nodeTypes: ownTypes, graphId, graph })) {
      problems.push(...found);
      yield;
    }
  }
  const hasOutput = graphs.some(([, graph]) => [...graph.nodes.values()].some((node) => isActive(node) && isOutput(node, nodeTypes)));
  if (hasOutput || document.root.nodes.size === 0) return problems;
  return [...problems, { severity: 'error', code: 'no-output-node' }];
}

/** Whether a problem is about this node of this graph. */
export function isProblemOf(problem: Diagnostic, graphId: GraphId, nodeId: NodeId): boolean {
  return problem.nodeId === nodeId && (problem.params?.['graphId'] ?? 'root') === graphId;
}

const NONE: readonly Diagnostic[] = [];

interface Judged {
  readonly document: WorkflowDocument;
  readonly nodeTypes: NodeTypes;
  readonly graphId: GraphId;
  readonly graph: Graph;
}

/** The root and every definition that an instance that runs stands for. */
function usedGraphs(document: WorkflowDocument): readonly (readonly [GraphId, Graph])[] {
  const found = new Map<GraphId, Graph>([['root', document.root]]);
  const pending: Graph[] = [document.root];
  for (let graph = pending.pop(); graph !== undefined; graph = pending.pop()) {
    for (const node of graph.nodes.values()) {
      const definition = isActive(node) ? document.subgraphs.get(node.type as SubgraphId) : undefined;
      if (definition === undefined || found.has(definition.id)) continue;
      found.set(definition.id, definition);
      pending.push(definition);
    }
  }
  return [...found];
}

/** The problems of one node after the other; empty steps part what looks at the whole graph. */
function* judgeGraph(judged: Judged): Generator<readonly Diagnostic[], void> {
  const { graph, graphId } = judged;
  const feeding = yield* feedingNodes(judged);
  const isBroadcast = [...judged.document.root.nodes.values()].some(({ type }) => type.startsWith(BROADCASTER));
  const cycles = yield* findCycleNodes(graph);
  const place = (problem: Diagnostic): Diagnostic =>
    graphId === 'root' ? problem : { ...problem, params: { ...problem.params, graphId } };
  for (const node of graph.nodes.values()) {
    const isNeeded = feeding.has(node.id);
    const problems = judgeNode(judged, node).map((problem) =>
      isNeeded && !(isBroadcast && isOpenInput(problem)) ? problem : soften(problem),
    );
    yield (cycles.has(node.id) && isActive(node) ? [...problems, cycleOf(node)] : problems).map(place);
  }
}

/** These nodes feed inputs without wires, by rules of their own, when a workflow is queued: what looks open may be fed. */
const BROADCASTER = 'Anything Everywhere';

function isOpenInput({ code }: Diagnostic): boolean {
  return code === 'required-input-unconnected';
}

function cycleOf(node: GraphNode): Diagnostic {
  return { severity: 'error', code: 'cycle', nodeId: node.id };
}

/** Unknown classes stop a run wherever they stand. */
function soften(problem: Diagnostic): Diagnostic {
  return problem.severity === 'error' && problem.code !== 'missing-node-type' ? { ...problem, severity: 'warning' } : problem;
}

function judgeNode(judged: Judged, node: GraphNode): readonly Diagnostic[] {
  const { document, nodeTypes } = judged;
  if (isVirtualType(node.type) || isGroupNode(document, node.type)) return [];
  const nodeType = nodeTypes.get(node.type);
  if (nodeType === undefined) {
    const severity = isActive(node) ? 'error' : 'warning';
    return [{ severity, code: 'missing-node-type', nodeId: node.id, params: { type: node.type } }];
  }
  return isActive(node) ? [...findValueProblems(node, nodeType), ...judgeWires(judged, node)] : [];
}

function judgeWires({ graph, nodeTypes }: Judged, node: GraphNode): readonly Diagnostic[] {
  return socketsOf(node, nodeTypes).inputs.flatMap((input): Diagnostic[] => {
    if (input.widget || input.isOptional || !input.isKnown) return [];
    const link = input.link === null ? undefined : graph.links.get(input.link);
    if (link === undefined) return [{ severity: 'error', code: 'required-input-unconnected', nodeId: node.id, input: input.name }];
    const origin = graph.nodes.get(link.originId);
    if (origin?.mode !== 2) return [];
    return [
      { severity: 'error', code: 'input-from-muted', nodeId: node.id, input: input.name, params: { from: origin.title ?? origin.type } },
    ];
  });
}

/** Nodes some output depends on: the rest is sent but never checked. Named wires and instances are followed generously. */
function* feedingNodes({ document, nodeTypes, graph }: Judged): Generator<readonly Diagnostic[], ReadonlySet<NodeId>> {
  const isGoal = (node: GraphNode): boolean =>
    isActive(node) && (isOutput(node, nodeTypes) || document.subgraphs.has(node.type as SubgraphId) || namedWireRole(node.type) === 'set');
  const pending = [...graph.nodes.values()].filter(isGoal).map((node) => node.id);
  for (const link of graph.links.values()) if (link.targetId === SUBGRAPH_OUTPUT_NODE) pending.push(link.originId);
  const seen = new Set<NodeId>();
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    pending.push(...incomingLinks(graph, id).map((link) => link.originId));
    yield NONE;
  }
  return seen;
}

function incomingLinks(graph: Graph, id: NodeId): readonly GraphLink[] {
  const inputs = graph.nodes.get(id)?.inputs ?? [];
  return inputs.map((input) => (input.link === null ? undefined : graph.links.get(input.link))).filter((link) => link !== undefined);
}

function isActive(node: GraphNode): boolean {
  return node.mode !== 2 && node.mode !== 4;
}

function isOutput(node: GraphNode, nodeTypes: NodeTypes): boolean {
  return nodeTypes.get(node.type)?.isOutputNode === true;
}

function isGroupNode(document: WorkflowDocument, type: string): boolean {
  const name = groupNodeName(type);
  const extra = document.source['extra'];
  const groups = isJsonObject(extra) ? extra['groupNodes'] : undefined;
  return name !== null && isJsonObject(groups) && Object.hasOwn(groups, name);
}
