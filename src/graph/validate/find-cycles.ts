import type { NodeId } from '@/protocol/ids';
import type { Graph } from '../document/model';

/**
 * Nodes that feed themselves through some loop of wires (or lie between two loops). Peels off, again and again, whatever nothing feeds
 * and whatever feeds nothing; what stays is the loops. Linear and iterative; stops now and then, so that a caller can let the page live.
 */
export function* findCycleNodes(graph: Graph): Generator<readonly [], ReadonlySet<NodeId>> {
  const edges = yield* listEdges(graph);
  const left = new Set(graph.nodes.keys());
  yield* peel(left, edges, (edge) => [edge.from, edge.to]);
  yield* peel(left, edges, (edge) => [edge.to, edge.from]);
  return left;
}

interface Edge {
  readonly from: NodeId;
  readonly to: NodeId;
}

function* listEdges(graph: Graph): Generator<readonly [], readonly Edge[]> {
  const edges: Edge[] = [];
  for (const node of graph.nodes.values()) {
    for (const input of node.inputs) {
      const link = input.link === null ? undefined : graph.links.get(input.link);
      if (link !== undefined && graph.nodes.has(link.originId)) edges.push({ from: link.originId, to: node.id });
    }
    yield [];
  }
  return edges;
}

function* peel(left: Set<NodeId>, edges: readonly Edge[], orient: (edge: Edge) => readonly [NodeId, NodeId]): Generator<readonly [], void> {
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
  yield [];
  const ready = [...left].filter((id) => (waitsFor.get(id) ?? 0) === 0);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    left.delete(id);
    for (const follower of followers.get(id) ?? []) {
      const waiting = (waitsFor.get(follower) ?? 0) - 1;
      waitsFor.set(follower, waiting);
      if (waiting === 0) ready.push(follower);
    }
    yield [];
  }
}
