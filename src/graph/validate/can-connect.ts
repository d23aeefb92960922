import type { NodeId } from '@/protocol/ids';
import { SUBGRAPH_INPUT_NODE, SUBGRAPH_OUTPUT_NODE, type Graph } from '../document/model';
import { PRIMITIVE, REROUTE } from '../document/virtual-types';
import { findGraph } from '../edit/edit-graph';
import { inputTargetOf, outputTypeOf, type GraphScope, type InputEnd, type OutputEnd } from '../edit/ends';
import { withOwnTypes } from '../edit/known-types';
import { isAnyType, typesFit } from './types-fit';

/**
 * Why a wire may not be drawn. `types` says which types met, through reroutes where there are any.
 * `socketless`: the input is a value that takes no wire. `needs-value`: a PrimitiveNode feeds values only.
 */
export type ConnectionRefusal =
  | { readonly code: 'missing-node' | 'missing-output' | 'missing-input' | 'socketless' | 'self' | 'cycle' | 'needs-value' }
  | { readonly code: 'types'; readonly outputType: string; readonly inputType: string };

/** A reason why this wire must not be drawn, or `null`. Shared by dragging, the keyboard and importing; pure. */
export function checkConnection(given: GraphScope, from: OutputEnd, to: InputEnd): ConnectionRefusal | null {
  const scope: GraphScope = { ...given, nodeTypes: withOwnTypes(given.document, given.nodeTypes) };
  const graph = findGraph(scope.document, scope.graphId);
  if (graph === undefined || !isThere(graph, from.nodeId) || !isThere(graph, to.nodeId)) return { code: 'missing-node' };
  if (from.nodeId === to.nodeId) return { code: 'self' };
  const outputType = outputTypeOf(scope, from);
  if (outputType === null) return { code: 'missing-output' };
  const target = inputTargetOf(scope, to);
  if (target === null) return { code: isSocketless(scope, graph, to) ? 'socketless' : 'missing-input' };
  const isPrimitive = graph.nodes.get(from.nodeId)?.type === PRIMITIVE;
  if (isPrimitive && target.kind === 'socket' && !target.socket.widget && graph.nodes.get(to.nodeId)?.type !== REROUTE) {
    return { code: 'needs-value' };
  }
  const offered = originType(scope, graph, from) ?? outputType;
  const refused = wantedTypes(scope, to, target.type).find((inputType) => !typesFit(offered, inputType));
  if (refused !== undefined) return { code: 'types', outputType: offered, inputType: refused };
  // Last, since it alone walks the graph.
  return reaches(graph, to.nodeId, from.nodeId) ? { code: 'cycle' } : null;
}

function isThere(graph: Graph, id: NodeId): boolean {
  return graph.nodes.has(id) || id === SUBGRAPH_INPUT_NODE || id === SUBGRAPH_OUTPUT_NODE;
}

function isSocketless({ nodeTypes }: GraphScope, graph: Graph, to: InputEnd): boolean {
  const node = graph.nodes.get(to.nodeId);
  const spec = node === undefined ? undefined : nodeTypes.get(node.type)?.inputs.find((input) => input.name === to.name);
  return spec !== undefined && !spec.hasSocket;
}

/** A Reroute passes on what feeds it, whatever its own type says. */
function originType(scope: GraphScope, graph: Graph, from: OutputEnd): string | null {
  const seen = new Set<NodeId>();
  let end = from;
  for (let node = graph.nodes.get(end.nodeId); node?.type === REROUTE && !seen.has(node.id); node = graph.nodes.get(end.nodeId)) {
    seen.add(node.id);
    const linkId = node.inputs[0]?.link ?? null;
    const link = linkId === null ? undefined : graph.links.get(linkId);
    if (link === undefined) return null;
    end = { nodeId: link.originId, slot: link.originSlot };
  }
  return outputTypeOf(scope, end);
}

/** What a wire into this input must fit: the input itself, or everything behind a Reroute that wants something definite. */
function wantedTypes(scope: GraphScope, to: InputEnd, own: string): readonly string[] {
  const graph = findGraph(scope.document, scope.graphId);
  if (graph?.nodes.get(to.nodeId)?.type !== REROUTE) return [own];
  const wanted: string[] = [];
  const seen = new Set<NodeId>();
  const pending: NodeId[] = [to.nodeId];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = graph.nodes.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    for (const link of node.outputs.flatMap((output) => output.links.map((linkId) => graph.links.get(linkId)))) {
      if (link === undefined) continue;
      const next = graph.nodes.get(link.targetId);
      if (next?.type === REROUTE) pending.push(next.id);
      else wanted.push(inputTypeByLink(scope, graph, link.targetId, link.id));
    }
  }
  return wanted.filter((type) => !isAnyType(type));
}

function inputTypeByLink(scope: GraphScope, graph: Graph, nodeId: NodeId, linkId: string): string {
  const name = graph.nodes.get(nodeId)?.inputs.find((input) => input.link === linkId)?.name;
  return name === undefined ? '*' : (inputTargetOf(scope, { nodeId, name })?.type ?? '*');
}

/** Whether data flows from one node to another, so that a wire back would close a loop. Iterative: files may be deep or hold loops. */
function reaches(graph: Graph, start: NodeId, goal: NodeId): boolean {
  const seen = new Set<NodeId>();
  const pending: NodeId[] = [start];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id === goal) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    pending.push(...followers(graph, id));
  }
  return false;
}

function followers(graph: Graph, id: NodeId): readonly NodeId[] {
  const linkIds = graph.nodes.get(id)?.outputs.flatMap((output) => output.links) ?? [];
  return linkIds.map((linkId) => graph.links.get(linkId)?.targetId).filter((target) => target !== undefined);
}
