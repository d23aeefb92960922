import type { JsonObject } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import type { Graph, GraphId, GraphNode, LinkId, NodeMode, Point, Size, WorkflowDocument } from '../document/model';
import { editGraph, editNodes } from './edit-graph';
import { removeLinks } from './links';

/** Which nodes of which graph an edit is about. */
export interface NodesArgs {
  readonly graphId: GraphId;
  readonly nodeIds: Iterable<NodeId>;
}

/** Adds a node made by `document/create-node` or elsewhere. A node whose id is taken in that graph is not added. */
export function addNode(document: WorkflowDocument, args: { graphId: GraphId; node: GraphNode }): WorkflowDocument {
  return editGraph(document, args.graphId, (graph) =>
    graph.nodes.has(args.node.id) ? graph : { ...graph, nodes: new Map(graph.nodes).set(args.node.id, args.node) },
  );
}

/** Puts nodes at new places (canvas units). Pinned nodes stay. */
export function moveNodes(document: WorkflowDocument, args: { graphId: GraphId; positions: ReadonlyMap<NodeId, Point> }): WorkflowDocument {
  return editGraph(document, args.graphId, (graph) =>
    editNodes(graph, args.positions.keys(), (node) => {
      const position = args.positions.get(node.id);
      if (position === undefined || node.isPinned) return node;
      return position.x === node.position.x && position.y === node.position.y ? node : { ...node, position };
    }),
  );
}

/** Moves nodes by a distance, e.g. with the arrow keys. */
export function shiftNodes(document: WorkflowDocument, args: NodesArgs & { by: Point }): WorkflowDocument {
  if (args.by.x === 0 && args.by.y === 0) return document;
  return editEach(document, args, (node) =>
    node.isPinned ? node : { ...node, position: { x: node.position.x + args.by.x, y: node.position.y + args.by.y } },
  );
}

/** Removes nodes with every link, reroute entry and floating link that ends on them. Definitions of removed instances stay. */
export function deleteNodes(document: WorkflowDocument, args: NodesArgs): WorkflowDocument {
  return editGraph(document, args.graphId, (graph) => {
    const gone = new Set([...args.nodeIds].filter((id) => graph.nodes.has(id)));
    if (gone.size === 0) return graph;
    const touching = [...graph.links.values()].filter((link) => gone.has(link.originId) || gone.has(link.targetId));
    const cut = removeLinks(graph, new Set<LinkId>(touching.map((link) => link.id)));
    const nodes = new Map([...cut.nodes].filter(([id]) => !gone.has(id)));
    return { ...cut, nodes, floatingLinks: withoutEndsOn(cut, gone) };
  });
}

function withoutEndsOn(graph: Graph, gone: ReadonlySet<NodeId>): readonly JsonObject[] {
  const isGone = (id: unknown): boolean => gone.has(String(id) as NodeId);
  const kept = graph.floatingLinks.filter((link) => !isGone(link['origin_id']) && !isGone(link['target_id']));
  return kept.length === graph.floatingLinks.length ? graph.floatingLinks : kept;
}

/** Sets the mode of nodes: 0 runs, 2 muted, 4 bypassed. */
export function setMode(document: WorkflowDocument, args: NodesArgs & { mode: NodeMode }): WorkflowDocument {
  return editEach(document, args, (node) => (node.mode === args.mode ? node : { ...node, mode: args.mode }));
}

/** The mute or bypass command: sets `mode` on all, or brings all back to 0 when every one of them has it already. */
export function toggleMode(document: WorkflowDocument, args: NodesArgs & { mode: 2 | 4 }): WorkflowDocument {
  const nodeIds = [...args.nodeIds];
  const graph = args.graphId === 'root' ? document.root : document.subgraphs.get(args.graphId);
  const present = nodeIds.map((id) => graph?.nodes.get(id)).filter((node) => node !== undefined);
  const isSetOnAll = present.every((node) => node.mode === args.mode);
  return setMode(document, { graphId: args.graphId, nodeIds, mode: isSetOnAll ? 0 : args.mode });
}

/** Folds nodes to their title, or unfolds them. */
export function setCollapsed(document: WorkflowDocument, args: NodesArgs & { isCollapsed: boolean }): WorkflowDocument {
  return editEach(document, args, (node) => (node.isCollapsed === args.isCollapsed ? node : { ...node, isCollapsed: args.isCollapsed }));
}

/** Pins nodes to their place, or frees them. */
export function setPinned(document: WorkflowDocument, args: NodesArgs & { isPinned: boolean }): WorkflowDocument {
  return editEach(document, args, (node) => (node.isPinned === args.isPinned ? node : { ...node, isPinned: args.isPinned }));
}

/** Gives a node its own title; blank text takes it away, so that the node type's display name shows again. */
export function setTitle(document: WorkflowDocument, args: { graphId: GraphId; nodeId: NodeId; title: string }): WorkflowDocument {
  const title = args.title.trim() === '' ? undefined : args.title;
  return editEach(document, { graphId: args.graphId, nodeIds: [args.nodeId] }, (node) => {
    if (node.title === title) return node;
    const { title: _old, ...untitled } = node;
    return title === undefined ? untitled : { ...untitled, title };
  });
}

/** Colours of title and body as CSS colours; `null` takes both away. */
export interface NodeColors {
  readonly color: string;
  readonly bgcolor: string;
}

/** Paints nodes, or takes their colours away. */
export function setColor(document: WorkflowDocument, args: NodesArgs & { colors: NodeColors | null }): WorkflowDocument {
  return editEach(document, args, (node) => {
    if (node.color === args.colors?.color && node.bgcolor === args.colors?.bgcolor) return node;
    const { color: _color, bgcolor: _bgcolor, ...plain } = node;
    return args.colors === null ? plain : { ...plain, ...args.colors };
  });
}

/** Sets a node's size (canvas units); its position may move with it when it is resized from the left or top. */
export function resizeNode(
  document: WorkflowDocument,
  args: { graphId: GraphId; nodeId: NodeId; size: Size; position?: Point },
): WorkflowDocument {
  return editEach(document, { graphId: args.graphId, nodeIds: [args.nodeId] }, (node) => {
    const position = args.position ?? node.position;
    const isSame =
      node.size.width === args.size.width &&
      node.size.height === args.size.height &&
      node.position.x === position.x &&
      node.position.y === position.y;
    return isSame ? node : { ...node, size: args.size, position };
  });
}

function editEach(document: WorkflowDocument, args: NodesArgs, edit: (node: GraphNode) => GraphNode): WorkflowDocument {
  return editGraph(document, args.graphId, (graph) => editNodes(graph, args.nodeIds, edit));
}
