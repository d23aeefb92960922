import type { NodeId } from '@/protocol/ids';
import type { GraphNode } from '../document/model';

const GAP = 100;
const TITLE_HEIGHT = 30;

/**
 * Positions for nodes that have none: columns by the longest way from a source, sources first, 100 units apart, in the given order inside
 * a column. Wires in a circle stop counting. Iterative.
 */
export function placeInColumns(
  nodes: ReadonlyMap<NodeId, GraphNode>,
  links: readonly { readonly from: NodeId; readonly to: NodeId }[],
): ReadonlyMap<NodeId, GraphNode> {
  const depths = measureDepths(nodes, links);
  const columns = new Map<number, GraphNode[]>();
  for (const node of nodes.values()) {
    const depth = depths.get(node.id) ?? 0;
    const column = columns.get(depth);
    if (column === undefined) columns.set(depth, [node]);
    else column.push(node);
  }
  const positions = new Map<NodeId, { x: number; y: number }>();
  let x = GAP;
  for (const [, column] of [...columns].sort(([a], [b]) => a - b)) {
    let y = GAP + TITLE_HEIGHT;
    for (const node of column) {
      positions.set(node.id, { x, y });
      y += node.size.height + TITLE_HEIGHT + GAP;
    }
    x += column.reduce((width, node) => Math.max(width, node.size.width), 0) + GAP;
  }
  return new Map([...nodes].map(([id, node]) => [id, { ...node, position: positions.get(id) ?? node.position }]));
}

function measureDepths(
  nodes: ReadonlyMap<NodeId, GraphNode>,
  links: readonly { readonly from: NodeId; readonly to: NodeId }[],
): ReadonlyMap<NodeId, number> {
  const depths = new Map<NodeId, number>([...nodes.keys()].map((id) => [id, 0]));
  const waiting = new Map<NodeId, number>();
  const targets = new Map<NodeId, NodeId[]>();
  for (const { from, to } of links) {
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
    const list = targets.get(from);
    if (list === undefined) targets.set(from, [to]);
    else list.push(to);
  }
  const ready = [...nodes.keys()].filter((id) => !waiting.has(id));
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const target of targets.get(id) ?? []) {
      depths.set(target, Math.max(depths.get(target) ?? 0, (depths.get(id) ?? 0) + 1));
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return depths;
}
