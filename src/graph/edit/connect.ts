import { nextLinkId } from '../document/ids';
import type { Graph, GraphId, GraphNode, LinkId, WorkflowDocument } from '../document/model';
import { selectSockets } from '../document/sockets';
import { PRIMITIVE } from '../document/virtual-types';
import type { NodeTypes } from '../node-types/node-type';
import { editGraph, editNodes } from './edit-graph';
import { findIncomingLink, inputTargetOf, outputTypeOf, type GraphScope, type InputEnd, type InputTarget, type OutputEnd } from './ends';
import { withOwnTypes } from './known-types';
import { insertLink, removeLinks } from './links';
import { adoptPrimitiveTarget } from './primitive';
import { settleTypes } from './settle-types';

export interface ConnectArgs {
  readonly graphId: GraphId;
  readonly nodeTypes: NodeTypes;
  readonly from: OutputEnd;
  readonly to: InputEnd;
}

/**
 * Draws a wire; the one that fed the input before is taken away. The link gets the output's type, and reroutes and matched types behind
 * it follow. The first wire of a PrimitiveNode fixes its type and copies the target's value into it.
 * Makes no judgement whether the two fit (`validate/can-connect` does); ends that do not exist leave the document as it is.
 */
export function connect(document: WorkflowDocument, given: ConnectArgs): WorkflowDocument {
  const args: ConnectArgs = { ...given, nodeTypes: withOwnTypes(document, given.nodeTypes) };
  const scope: GraphScope = { document, graphId: args.graphId, nodeTypes: args.nodeTypes };
  const target = inputTargetOf(scope, args.to);
  const type = outputTypeOf(scope, args.from);
  if (target === null || type === null) return document;
  const before = findIncomingLink(document, args.graphId, args.to);
  if (before?.originId === args.from.nodeId && before.originSlot === args.from.slot) return document;
  const id = nextLinkId(document, args.graphId);
  return editGraph(document, args.graphId, (graph) => {
    const freed = before === null ? graph : removeLinks(graph, new Set([before.id]));
    const ready = listTarget(listOutput(freed, args), args, target);
    const isFirstOfPrimitive = isUnusedPrimitive(ready, args.from);
    const adopted = isFirstOfPrimitive ? adoptPrimitiveTarget(ready, args) : ready;
    const link = {
      id,
      originId: args.from.nodeId,
      originSlot: args.from.slot,
      targetId: args.to.nodeId,
      targetSlot: targetSlotOf(adopted, args.to, target),
      type: isFirstOfPrimitive ? target.type : type,
    };
    return settleTypes(insertLink(adopted, link, args.to.name), args.nodeTypes, args.to.nodeId);
  });
}

/** Takes away the wire that feeds an input. */
export function disconnect(document: WorkflowDocument, args: { graphId: GraphId; to: InputEnd }): WorkflowDocument {
  const link = findIncomingLink(document, args.graphId, args.to);
  return link === null ? document : deleteLinks(document, { graphId: args.graphId, linkIds: [link.id] });
}

/** Takes away wires by id, e.g. selected ones, or all of one output. */
export function deleteLinks(document: WorkflowDocument, args: { graphId: GraphId; linkIds: Iterable<LinkId> }): WorkflowDocument {
  return editGraph(document, args.graphId, (graph) => removeLinks(graph, new Set(args.linkIds)));
}

function isUnusedPrimitive(graph: Graph, from: OutputEnd): boolean {
  const node = graph.nodes.get(from.nodeId);
  return node?.type === PRIMITIVE && node.outputs.every((output) => output.links.length === 0);
}

/** A file may list fewer outputs than the node type has by now; the missing ones are added up to the one in use. */
function listOutput(graph: Graph, { from, nodeTypes }: ConnectArgs): Graph {
  return editNodes(graph, [from.nodeId], (node) => {
    if (from.slot < node.outputs.length) return node;
    const missing = selectSockets(node, nodeTypes.get(node.type)).outputs.slice(node.outputs.length, from.slot + 1);
    return { ...node, outputs: [...node.outputs, ...missing.map(({ name, type }) => ({ name, type, links: [] }))] };
  });
}

/** Compressed files leave unlinked widget inputs out; a wire needs the entry. A matched input takes the type of what feeds it. */
function listTarget(graph: Graph, { to }: ConnectArgs, target: InputTarget): Graph {
  if (target.kind === 'boundary' || target.socket.savedIndex !== null) return graph;
  const { name, type, widget } = target.socket;
  return editNodes(graph, [to.nodeId], (node) => ({
    ...node,
    inputs: [...node.inputs, { name, type, link: null, ...(widget ? { widget: name } : {}) }],
  }));
}

function targetSlotOf(graph: Graph, to: InputEnd, target: InputTarget): number {
  if (target.kind === 'boundary') return target.slot;
  const node: GraphNode | undefined = graph.nodes.get(to.nodeId);
  return Math.max(0, node?.inputs.findIndex((input) => input.name === to.name) ?? 0);
}
