import type { JsonObject } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import type { Graph, GraphLink, GraphNode, LinkId, NodeInput, NodeOutput } from '../document/model';
import { editNodes } from './edit-graph';

/**
 * Link bookkeeping: a link stands in three places (the graph's table, the target's input, the origin's output list) and, for native
 * reroutes, in a fourth. These functions change all of them together.
 */

/** Takes links out of a graph everywhere they are named. */
export function removeLinks(graph: Graph, linkIds: ReadonlySet<LinkId>): Graph {
  const gone = [...linkIds].map((id) => graph.links.get(id)).filter((link) => link !== undefined);
  if (gone.length === 0) return graph;
  const links = new Map(graph.links);
  for (const link of gone) links.delete(link.id);
  const ends = new Set<NodeId>(gone.flatMap((link) => [link.originId, link.targetId]));
  const goneIds = new Set(gone.map((link) => link.id));
  const cut = editNodes({ ...graph, links }, ends, (node) => forgetLinks(node, goneIds));
  return { ...cut, reroutes: forgetInReroutes(graph.reroutes, goneIds) };
}

/** Puts a link into a graph; the target's input must be free. Ends on a definition's boundary have no node to tell. */
export function insertLink(graph: Graph, link: GraphLink, inputName: string): Graph {
  const linked = { ...graph, links: new Map(graph.links).set(link.id, link) };
  const withOrigin = editNodes(linked, [link.originId], (node) => ({
    ...node,
    outputs: node.outputs.map((output, slot) => (slot === link.originSlot ? { ...output, links: [...output.links, link.id] } : output)),
  }));
  return editNodes(withOrigin, [link.targetId], (node) => ({
    ...node,
    inputs: node.inputs.map((input) => (input.name === inputName ? { ...input, link: link.id } : input)),
  }));
}

function forgetLinks(node: GraphNode, gone: ReadonlySet<LinkId>): GraphNode {
  const inputs = mapChanged(node.inputs, (input: NodeInput) =>
    input.link !== null && gone.has(input.link) ? { ...input, link: null } : input,
  );
  const outputs = mapChanged(node.outputs, (output: NodeOutput) =>
    output.links.some((id) => gone.has(id)) ? { ...output, links: output.links.filter((id) => !gone.has(id)) } : output,
  );
  return inputs === node.inputs && outputs === node.outputs ? node : { ...node, inputs, outputs };
}

/** A native reroute lists the links that pass it; one without links left goes with its last link. */
function forgetInReroutes(reroutes: readonly JsonObject[], gone: ReadonlySet<LinkId>): readonly JsonObject[] {
  const kept = mapChanged(reroutes, (reroute) => {
    const linkIds = reroute['linkIds'];
    if (!Array.isArray(linkIds)) return reroute;
    const left = linkIds.filter((id) => !gone.has(String(id) as LinkId));
    return left.length === linkIds.length ? reroute : { ...reroute, linkIds: left };
  });
  if (kept === reroutes) return reroutes;
  return kept.filter((reroute, index) => reroute === reroutes[index] || hasLinks(reroute) || reroute['floating'] !== undefined);
}

function hasLinks(reroute: JsonObject): boolean {
  const linkIds = reroute['linkIds'];
  return Array.isArray(linkIds) && linkIds.length > 0;
}

function mapChanged<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}
