import { toNodeId, type NodeId } from '@/protocol/ids';
import { nextLinkId, nextNodeId, toLinkId } from '../document/ids';
import type { GraphId, GraphLink, GraphNode, LinkId, NodeInput, Point, WorkflowDocument } from '../document/model';
import { editGraph } from './edit-graph';

/** Nodes to be put in once more, and the links between them or into them. */
export interface CopyRequest {
  readonly graphId: GraphId;
  readonly nodes: readonly GraphNode[];
  /** A link whose origin is not among `nodes` is kept only when its origin stands in the target graph under that id. */
  readonly links: readonly GraphLink[];
  readonly offset: Point;
}

/** Adds copies of nodes under new ids, shifted; copies are never pinned. Links get new ids, sources of wires from outside list them too. */
export function insertCopies(document: WorkflowDocument, { graphId, nodes, links, offset }: CopyRequest): WorkflowDocument {
  if (nodes.length === 0) return document;
  const nodeIds = numberedFrom(Number(nextNodeId(document)), nodes, toNodeId);
  return editGraph(document, graphId, (graph) => {
    const usable = links.filter((link) => nodeIds.has(link.targetId) && (nodeIds.has(link.originId) || graph.nodes.has(link.originId)));
    const linkIds = numberedFrom(Number(nextLinkId(document, graphId)), usable, toLinkId);
    const added = new Map(graph.links);
    for (const { source: _source, ...link } of usable) {
      const copy = {
        ...link,
        id: linkIds.get(link.id) ?? link.id,
        originId: nodeIds.get(link.originId) ?? link.originId,
        targetId: nodeIds.get(link.targetId) ?? link.targetId,
      };
      added.set(copy.id, copy);
    }
    const withCopies = new Map(graph.nodes);
    for (const node of nodes) {
      const copy = copyNode(node, { id: nodeIds.get(node.id) ?? node.id, linkIds, offset });
      withCopies.set(copy.id, copy);
    }
    const outside = usable.filter((link) => !nodeIds.has(link.originId));
    for (const link of outside) feedFromOutside(withCopies, link, linkIds.get(link.id) ?? link.id);
    return { ...graph, nodes: withCopies, links: added };
  });
}

function copyNode(node: GraphNode, to: { id: NodeId; linkIds: ReadonlyMap<LinkId, LinkId>; offset: Point }): GraphNode {
  const inputs = node.inputs.map((input): NodeInput => ({
    ...input,
    link: input.link === null ? null : (to.linkIds.get(input.link) ?? null),
  }));
  const outputs = node.outputs.map((output) => ({
    ...output,
    links: output.links.map((id) => to.linkIds.get(id)).filter((id) => id !== undefined),
  }));
  const position = { x: node.position.x + to.offset.x, y: node.position.y + to.offset.y };
  return { ...node, id: to.id, position, isPinned: false, inputs, outputs };
}

function feedFromOutside(nodes: Map<NodeId, GraphNode>, link: GraphLink, newId: LinkId): void {
  const origin = nodes.get(link.originId);
  if (origin === undefined) return;
  const outputs = origin.outputs.map((output, slot) =>
    slot === link.originSlot ? { ...output, links: [...output.links, newId] } : output,
  );
  nodes.set(origin.id, { ...origin, outputs });
}

function numberedFrom<Id extends string>(
  first: number,
  items: readonly { readonly id: Id }[],
  toId: (number: number) => Id,
): ReadonlyMap<Id, Id> {
  return new Map(items.map((item, index) => [item.id, toId(first + index)]));
}
