import type { NodeId } from '@/protocol/ids';
import type { Graph, GraphLink, GraphNode } from '../document/model';
import { REROUTE } from '../document/virtual-types';
import type { NodeType, NodeTypes } from '../node-types/node-type';
import { editNodes } from './edit-graph';
import { arrivingType, templateOf } from './match-template';

/**
 * After a wire was drawn into `start`: Reroutes and outputs that follow a matched input take the type that now arrives, and so do the
 * wires and Reroutes behind them. Iterative, and each node is visited once: files may hold loops.
 */
export function settleTypes(graph: Graph, nodeTypes: NodeTypes, start: NodeId): Graph {
  let settled = graph;
  const seen = new Set<NodeId>();
  const pending: NodeId[] = [start];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const before = settled.nodes.get(id);
    if (before === undefined || seen.has(id)) continue;
    seen.add(id);
    settled = editNodes(settled, [id], (node) => withArrivingTypes(node, settled, nodeTypes.get(node.type)));
    const after = settled.nodes.get(id);
    if (after === undefined || after === before) continue;
    settled = retypeLinks(settled, after);
    pending.push(...linksFrom(settled, after).map((link) => link.targetId));
  }
  return settled;
}

function withArrivingTypes(node: GraphNode, graph: Graph, nodeType: NodeType | undefined): GraphNode {
  if (node.type === REROUTE) {
    const type = arrivingType(node.inputs[0]?.link ?? null, graph);
    return type === null ? node : withOutputTypes(node, () => type);
  }
  const templates = nodeType === undefined ? [] : nodeType.inputs.filter((spec) => templateOf(spec) !== null);
  if (nodeType === undefined || templates.length === 0) return node;
  const typeOf = new Map<string, string>();
  for (const spec of templates) {
    const template = templateOf(spec) ?? '';
    const type = arrivingType(node.inputs.find((input) => input.name === spec.name)?.link ?? null, graph);
    if (type !== null && !typeOf.has(template)) typeOf.set(template, type);
  }
  const withInputs = withInputTypes(node, (name) => {
    const spec = templates.find((candidate) => candidate.name === name);
    return spec === undefined ? undefined : typeOf.get(templateOf(spec) ?? '');
  });
  return withOutputTypes(withInputs, (slot) => typeOf.get(nodeType.outputs[slot]?.matchTemplate ?? ''));
}

function withInputTypes(node: GraphNode, typeOf: (name: string) => string | undefined): GraphNode {
  const inputs = node.inputs.map((input) => {
    const type = typeOf(input.name);
    return type === undefined || type === input.type ? input : { ...input, type };
  });
  return inputs.every((input, index) => input === node.inputs[index]) ? node : { ...node, inputs };
}

function withOutputTypes(node: GraphNode, typeOf: (slot: number) => string | undefined): GraphNode {
  const outputs = node.outputs.map((output, slot) => {
    const type = typeOf(slot);
    return type === undefined || type === output.type ? output : { ...output, type };
  });
  return outputs.every((output, index) => output === node.outputs[index]) ? node : { ...node, outputs };
}

function linksFrom(graph: Graph, node: GraphNode): readonly GraphLink[] {
  return node.outputs.flatMap((output) => output.links.map((id) => graph.links.get(id)).filter((link) => link !== undefined));
}

function retypeLinks(graph: Graph, node: GraphNode): Graph {
  const changed = linksFrom(graph, node).flatMap((link) => {
    const type = node.outputs[link.originSlot]?.type;
    return type === undefined || type === link.type ? [] : [{ ...link, type }];
  });
  if (changed.length === 0) return graph;
  const links = new Map(graph.links);
  for (const link of changed) links.set(link.id, link);
  return { ...graph, links };
}
