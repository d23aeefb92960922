import type { NodeId } from '@/protocol/ids';
import type { Graph } from '../document/model';

/**
 * Nodes that feed themselves through some loop of wires (or lie between two loops). Peels off, again and again, whatever nothing feeds
 * and whatever feeds nothing; what stays is the loops. Linear and iterative.
 */
export function findCycleNodes(graph: Graph): ReadonlySet<NodeId> {
  const edges = listEdges(graph);
  const left = new Set(graph.nodes.keys());
  peel(left, edges, (edge) => [edge.from, edge.to]);
  peel(left, edges, (edge) => [edge.to, edge.from]);
  return left;
}

interface Edge {
  readonly from: NodeId;
  readonly to: NodeId;
}

function listEdges(graph: Graph): readonly Edge[] {
  return [...graph.nodes.values()].flatMap((node) =>
    node.inputs.flatMap((input) => {
      const link = input.link === null ? undefined : graph.links.get(input.link);
      return link === undefined || !graph.nodes.has(link.originId) ? [] : [{ from: link.originId, to: node.id }];
    }),
  );
}

function peel(left: Set<NodeId>, edges: readonly Edge[], orient: (edge: Edge) => readonly [NodeId, NodeId]): void {
  const waitsFor = new Map<NodeId, number>();
  const followers = new Map<NodeId, NodeId[]>();
  for (const edge of edges) {
    const [before, after] = orient(edge);
    if (!left.has(before) || !left.has(after)) continue;
    waitsFor.set(after, (waitsFor.get(after) ?? 0) + 1);
    const known = followers.get(before);
    if (known === undefined) followers.set(before, [after]);
    else known.push(after);
  }
  const ready = [...left].filter((id) => (waitsFor.get(id) ?? 0) === 0);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    left.delete(id);
    for (const follower of followers.get(id) ?? []) {
      const waiting = (waitsFor.get(follower) ?? 0) - 1;
      waitsFor.set(follower, waiting);
      if (waiting === 0) ready.push(follower);
    }
  }
}
