import type { JsonObject } from '@/lib/json';
import { toNodeId, type NodeId } from '@/protocol/ids';
import type { Graph, GraphGroup, GraphId, Point, WorkflowDocument } from '../document/model';
import { boundsOf, nodeRect, type Rect } from '../layout/place';
import { toIdJson } from '../document/write-node';
import { isJsonList, numberOr, objectOf, toText } from '../node-types/json-read';
import { editGraph, editNodes, findGraph } from './edit-graph';
import type { NodesArgs } from './nodes';

/**
 * Edits of groups. A group is named by its position in the graph's list; which nodes belong to it is geometry, nothing is stored:
 * a node belongs to every group that holds its middle, as in the official frontend.
 */
export interface GroupArgs {
  readonly graphId: GraphId;
  readonly index: number;
}

/** Room between a new group's edge and its nodes, and for its title. Source: litegraph draws the title inside the upper edge. */
const PADDING = 10;
const TITLE_ROOM = 34;

/**
 * Puts a group around nodes, behind all others. Returns the same document when none of the nodes is there.
 * @param args.bounds the room the nodes take where that is known better than from their saved sizes.
 */
export function addGroupAround(
  document: WorkflowDocument,
  args: NodesArgs & { title: string; color?: string; bounds?: Rect },
): WorkflowDocument {
  const chosen = new Set(args.nodeIds);
  return editGraph(document, args.graphId, (graph) => {
    const bounds = boundsOf([...graph.nodes.values()].filter(({ id }) => chosen.has(id)));
    if (bounds === null) return graph;
    const group: GraphGroup = {
      title: args.title,
      bounds: frameAround(args.bounds ?? bounds),
      ...(args.color === undefined ? {} : { color: args.color }),
      source: { id: nextGroupId(graph), title: args.title, flags: {} },
    };
    return { ...graph, groups: [...graph.groups, group] };
  });
}

/** Adds groups as they are, in front of the others, each under an id of its own. */
export function addGroups(document: WorkflowDocument, args: { graphId: GraphId; groups: readonly GraphGroup[] }): WorkflowDocument {
  if (args.groups.length === 0) return document;
  return editGraph(document, args.graphId, (graph) => {
    const first = nextGroupId(graph);
    const added = args.groups.map((group, at): GraphGroup => {
      const { title, bounds } = group;
      const source = group.source ?? { title, bounding: [bounds.x, bounds.y, bounds.width, bounds.height] };
      return { ...group, source: { ...source, id: first + at } };
    });
    return { ...graph, groups: [...graph.groups, ...added] };
  });
}

/** The edge of a group that holds a rectangle of nodes. */
export function frameAround({ x, y, width, height }: Rect): Rect {
  return { x: x - PADDING, y: y - PADDING - TITLE_ROOM, width: width + 2 * PADDING, height: height + 2 * PADDING + TITLE_ROOM };
}

function nextGroupId({ groups }: Graph): number {
  return groups.reduce((highest, group) => Math.max(highest, Math.trunc(numberOr(group.source?.['id'], 0))), 0) + 1;
}

/** The nodes of a group, in the graph's order. A folded one has those it had when it was folded, whatever lies there now. */
export function nodesInGroup(document: WorkflowDocument, { graphId, index }: GroupArgs): readonly NodeId[] {
  const graph = findGraph(document, graphId);
  const group = graph?.groups[index];
  return graph === undefined || group === undefined ? [] : membersOf(graph, group);
}

/** The same of a group of a graph at hand. */
export function membersOf(graph: Graph, group: GraphGroup): readonly NodeId[] {
  const kept = isGroupCollapsed(group) ? flagsOf(group)['members'] : undefined;
  if (isJsonList(kept)) return kept.map((id) => toNodeId(toText(id))).filter((id) => graph.nodes.has(id));
  return [...graph.nodes.values()].filter((node) => holdsMiddle(group.bounds, nodeRect(node))).map(({ id }) => id);
}

/** Whether a group lies wholly inside another one. */
export function isGroupWithin(outer: GraphGroup, inner: GraphGroup): boolean {
  return inner !== outer && isWithin(outer.bounds, inner.bounds);
}

function holdsMiddle(outer: Rect, inner: Rect): boolean {
  const [x, y] = [inner.x + inner.width / 2, inner.y + inner.height / 2];
  return x >= outer.x && x < outer.x + outer.width && y >= outer.y && y < outer.y + outer.height;
}

/** Moves a group; `carries` takes its nodes (pinned ones stay) and the groups that lie wholly inside along. */
export function moveGroup(document: WorkflowDocument, args: GroupArgs & { by: Point; carries: boolean }): WorkflowDocument {
  const { by, carries } = args;
  if (by.x === 0 && by.y === 0) return document;
  const members = carries ? nodesInGroup(document, args) : [];
  return editGraph(document, args.graphId, (graph) => {
    const moving = graph.groups[args.index];
    if (moving === undefined || isGroupPinned(moving)) return graph;
    const groups = graph.groups.map((group) =>
      group === moving || (carries && isWithin(moving.bounds, group.bounds))
        ? { ...group, bounds: { ...group.bounds, x: group.bounds.x + by.x, y: group.bounds.y + by.y } }
        : group,
    );
    const moved = editNodes(graph, members, (node) =>
      node.isPinned ? node : { ...node, position: { x: node.position.x + by.x, y: node.position.y + by.y } },
    );
    return { ...moved, groups };
  });
}

function isWithin(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Gives a group another edge; its nodes stay. Narrower than `MIN_GROUP` is not possible. */
export function resizeGroup(document: WorkflowDocument, args: GroupArgs & { bounds: Rect }): WorkflowDocument {
  const width = Math.max(MIN_GROUP.width, args.bounds.width);
  const height = Math.max(MIN_GROUP.height, args.bounds.height);
  const bounds = { x: args.bounds.x, y: args.bounds.y, width, height };
  return editGroup(document, args, (group) => {
    const { x, y, width: w, height: h } = group.bounds;
    return x === bounds.x && y === bounds.y && w === width && h === height ? group : { ...group, bounds };
  });
}

/** Source: litegraph LGraphGroup.minWidth and minHeight. */
export const MIN_GROUP = { width: 140, height: 80 };

/** Gives a group another title. */
export function setGroupTitle(document: WorkflowDocument, args: GroupArgs & { title: string }): WorkflowDocument {
  return editGroup(document, args, (group) => (group.title === args.title ? group : { ...group, title: args.title }));
}

/** Paints a group with a CSS colour; `null` takes it away. */
export function setGroupColor(document: WorkflowDocument, args: GroupArgs & { color: string | null }): WorkflowDocument {
  return editGroup(document, args, (group) => {
    if ((group.color ?? null) === args.color) return group;
    const { color: _color, ...plain } = group;
    return args.color === null ? plain : { ...plain, color: args.color };
  });
}

/** Whether a group is folded to its title: kept as `flags.collapsed`, which the official frontend carries along. */
export function isGroupCollapsed(group: GraphGroup): boolean {
  return flagsOf(group)['collapsed'] === true;
}

/** Whether a group stays where it is. Source: litegraph `LGraphGroup.flags.pinned`. */
export function isGroupPinned(group: GraphGroup): boolean {
  return flagsOf(group)['pinned'] === true;
}

/** Folds a group, or unfolds it. A folded one remembers its nodes in `flags.members`: others may come to lie where it was. */
export function setGroupCollapsed(document: WorkflowDocument, args: GroupArgs & { isCollapsed: boolean }): WorkflowDocument {
  const members = nodesInGroup(document, args).map(toIdJson);
  return editGroup(document, args, (group) => {
    if (isGroupCollapsed(group) === args.isCollapsed) return group;
    return args.isCollapsed ? withFlags(group, { ...flagsOf(group), collapsed: true, members }) : unfolded(group);
  });
}

/** A group as it is when it is open. */
export function unfolded(group: GraphGroup): GraphGroup {
  if (!isGroupCollapsed(group)) return group;
  const { collapsed: _collapsed, members: _members, ...others } = flagsOf(group);
  return withFlags(group, others);
}

/** Fixes a group to its place, or frees it. */
export function setGroupPinned(document: WorkflowDocument, args: GroupArgs & { isPinned: boolean }): WorkflowDocument {
  return editGroup(document, args, (group) => {
    if (isGroupPinned(group) === args.isPinned) return group;
    const { pinned: _pinned, ...others } = flagsOf(group);
    return withFlags(group, args.isPinned ? { ...others, pinned: true } : others);
  });
}

function flagsOf(group: GraphGroup): JsonObject {
  return objectOf(group.source?.['flags']);
}

function withFlags(group: GraphGroup, flags: JsonObject): GraphGroup {
  const { title, bounds } = group;
  const before = group.source ?? { title, bounding: [bounds.x, bounds.y, bounds.width, bounds.height] };
  return { ...group, source: { ...before, flags } };
}

/** Takes a group away; its nodes stay. */
export function deleteGroup(document: WorkflowDocument, { graphId, index }: GroupArgs): WorkflowDocument {
  return editGraph(document, graphId, (graph) =>
    graph.groups[index] === undefined ? graph : { ...graph, groups: graph.groups.filter((_, at) => at !== index) },
  );
}

function editGroup(document: WorkflowDocument, { graphId, index }: GroupArgs, edit: (group: GraphGroup) => GraphGroup): WorkflowDocument {
  return editGraph(document, graphId, (graph) => {
    const before = graph.groups[index];
    if (before === undefined) return graph;
    const after = edit(before);
    return after === before ? graph : { ...graph, groups: graph.groups.map((group) => (group === before ? after : group)) };
  });
}
