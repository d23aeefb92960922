import type { Graph, GraphGroup } from '@/graph/document/model';
import { isGroupCollapsed, isGroupWithin, membersOf } from '@/graph/edit/groups';
import type { NodeId } from '@/protocol/ids';
import type { GroupGesture } from './group-gesture';
import type { SceneLink } from './scene';
import type { Rect } from './viewport';

/** A group as it is seen: its frame, or, folded, its title alone. */
export interface SceneGroup extends Rect {
  /** Its position in the graph's list, which is its name. */
  readonly index: number;
  readonly group: GraphGroup;
  readonly isFolded: boolean;
  /** How many nodes a folded one hides. */
  readonly hidden: number;
}

/** Room for the title at the upper edge. */
export const GROUP_TITLE_HEIGHT = 34;

interface PlacedGroups {
  readonly groups: readonly SceneGroup[];
  /** Which folded group hides a node. */
  readonly foldOf: ReadonlyMap<NodeId, SceneGroup>;
}

const NO_GROUPS: PlacedGroups = { groups: [], foldOf: new Map() };

/** The groups of a graph as they are seen; groups inside a folded one are not. */
export function placeGroups(graph: Graph): PlacedGroups {
  if (graph.groups.length === 0) return NO_GROUPS;
  const foldOf = new Map<NodeId, SceneGroup>();
  const closed = graph.groups.filter(isGroupCollapsed);
  const groups = graph.groups.flatMap((group, index): readonly SceneGroup[] => {
    if (closed.some((outer) => isGroupWithin(outer, group))) return [];
    if (!isGroupCollapsed(group)) return [{ index, group, isFolded: false, hidden: 0, ...group.bounds }];
    const members = membersOf(graph, group);
    const placed = { index, group, isFolded: true, hidden: members.length, ...group.bounds, height: GROUP_TITLE_HEIGHT };
    for (const id of members) if (!foldOf.has(id)) foldOf.set(id, placed);
    return [placed];
  });
  return { groups, foldOf };
}

/** Wires of hidden nodes begin and end at the folded group; those inside one group are not seen. */
export function atFolds(links: readonly SceneLink[], foldOf: PlacedGroups['foldOf']): readonly SceneLink[] {
  return links.flatMap((link) => {
    const from = foldOf.get(link.originId);
    const to = foldOf.get(link.targetId);
    if (from === undefined && to === undefined) return [link];
    if (from === to) return [];
    const start = from === undefined ? {} : { x1: from.x + from.width, y1: from.y + from.height / 2 };
    const end = to === undefined ? {} : { x2: to.x, y2: to.y + to.height / 2 };
    return [{ ...link, ...start, ...end }];
  });
}

/** Where a group is right now, a gesture in progress included. */
export function boundsNow(group: SceneGroup, gesture: GroupGesture | null): Rect {
  if (gesture === null) return group;
  if (gesture.kind === 'glide') return gesture.bounds.get(group.index) ?? group;
  if (gesture.kind === 'resize') return gesture.index === group.index ? gesture.bounds : group;
  if (!gesture.groups.has(group.index)) return group;
  return { x: group.x + gesture.by.x, y: group.y + gesture.by.y, width: group.width, height: group.height };
}
