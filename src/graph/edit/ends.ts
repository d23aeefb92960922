import type { NodeId } from '@/protocol/ids';
import {
  SUBGRAPH_INPUT_NODE,
  SUBGRAPH_OUTPUT_NODE,
  type Graph,
  type GraphId,
  type GraphLink,
  type GraphNode,
  type WorkflowDocument,
} from '../document/model';
import { selectSockets, type InputSocket, type NodeSockets } from '../document/sockets';
import type { NodeType, NodeTypes } from '../node-types/node-type';
import { findGraph } from './edit-graph';
import { matchedType } from './match-template';

/** An output: slots are positions. `SUBGRAPH_INPUT_NODE` names the inputs of the definition that the graph is. */
export interface OutputEnd {
  readonly nodeId: NodeId;
  readonly slot: number;
}

/** An input: identity is its name. `SUBGRAPH_OUTPUT_NODE` names the outputs of the definition that the graph is. */
export interface InputEnd {
  readonly nodeId: NodeId;
  readonly name: string;
}

/** A graph to look things up in. */
export interface GraphScope {
  readonly document: WorkflowDocument;
  readonly graphId: GraphId;
  readonly nodeTypes: NodeTypes;
}

/** The socket type of an output, `null` when there is no such output. */
export function outputTypeOf(scope: GraphScope, from: OutputEnd): string | null {
  if (from.nodeId === SUBGRAPH_INPUT_NODE) return boundary(scope)?.inputs[from.slot]?.type ?? null;
  const node = findGraph(scope.document, scope.graphId)?.nodes.get(from.nodeId);
  if (node === undefined) return null;
  return socketsOf(node, scope.nodeTypes).outputs[from.slot]?.type ?? null;
}

/** Nodes are immutable, so their sockets are read once; a pulled wire asks for the sockets of every node of the graph, again and again. */
const remembered = new WeakMap<GraphNode, { readonly nodeType: NodeType | undefined; readonly sockets: NodeSockets }>();

/** The sockets of a node, remembered while node and node type stay the same. */
export function socketsOf(node: GraphNode, nodeTypes: NodeTypes): NodeSockets {
  const nodeType = nodeTypes.get(node.type);
  const known = remembered.get(node);
  if (known !== undefined && known.nodeType === nodeType) return known.sockets;
  const sockets = selectSockets(node, nodeType);
  remembered.set(node, { nodeType, sockets });
  return sockets;
}

/** What a wire can end in: a node's socket, or an output of the definition with its position. */
export type InputTarget =
  | { readonly kind: 'socket'; readonly type: string; readonly socket: InputSocket }
  | { readonly kind: 'boundary'; readonly type: string; readonly slot: number };

/** The input an end names, `null` when there is none that takes wires. */
export function inputTargetOf(scope: GraphScope, to: InputEnd): InputTarget | null {
  if (to.nodeId === SUBGRAPH_OUTPUT_NODE) {
    const slots = boundary(scope)?.outputs ?? [];
    const slot = slots.findIndex((candidate) => candidate.name === to.name);
    const found = slots[slot];
    return found === undefined ? null : { kind: 'boundary', type: found.type, slot };
  }
  const graph = findGraph(scope.document, scope.graphId);
  const node = graph?.nodes.get(to.nodeId);
  if (graph === undefined || node === undefined) return null;
  const socket = socketsOf(node, scope.nodeTypes).inputs.find((input) => input.name === to.name);
  if (socket === undefined) return null;
  const matched = matchedType(node, scope.nodeTypes.get(node.type), { spec: socket.spec, graph });
  return { kind: 'socket', type: matched ?? socket.type, socket };
}

/** The link that feeds an input, `null` when it has none (or names one that does not exist). */
export function findIncomingLink(document: WorkflowDocument, graphId: GraphId, to: InputEnd): GraphLink | null {
  const graph = findGraph(document, graphId);
  if (graph === undefined) return null;
  if (to.nodeId !== SUBGRAPH_OUTPUT_NODE) return incomingLink(graph, to);
  const slots = graphId === 'root' ? [] : (document.subgraphs.get(graphId)?.outputs ?? []);
  const slot = slots.findIndex((candidate) => candidate.name === to.name);
  return [...graph.links.values()].find((link) => link.targetId === SUBGRAPH_OUTPUT_NODE && link.targetSlot === slot) ?? null;
}

function incomingLink(graph: Graph, to: InputEnd): GraphLink | null {
  const id = graph.nodes.get(to.nodeId)?.inputs.find((input) => input.name === to.name)?.link ?? null;
  return id === null ? null : (graph.links.get(id) ?? null);
}

function boundary({ document, graphId }: GraphScope) {
  return graphId === 'root' ? undefined : document.subgraphs.get(graphId);
}
