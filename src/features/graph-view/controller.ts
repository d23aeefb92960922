import type { Graph, GraphId, WorkflowDocument } from '@/graph/document/model';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { NO_NODE_TYPES } from '@/graph/node-types/parse-node-types';
import { findGraph } from '@/graph/edit/edit-graph';
import type { NodeId } from '@/protocol/ids';
import type { DocumentId, OpenDocument, Workspace } from '@/workspace/workspace';
import { displayTitle } from './canvas/node-title';
import { boundarySideOf } from './canvas/boundary-nodes';
import { EMPTY_SCENE, ownTypesOf, sceneOf, type Scene } from './canvas/scene';
import type { Viewport } from './canvas/viewport';
import { findPath } from './subgraph-path';
import { texts as t } from './texts';
import { createViewportStore, createViewStore, selectGraphId, type ViewportStore, type ViewStore } from './view-store';

/**
 * One graph view's own memory and its hands: what is shown, where, and how it is changed. Plain functions work on it (`*-actions.ts`), so
 * that pointer, keyboard, menus and commands do the same thing. Owns no document: every change is an edit given to the workspace.
 */
export interface GraphController {
  readonly documentId: DocumentId;
  readonly workspace: Workspace;
  /** Only to be looked at: `edit` changes nothing, and nothing offers to. */
  readonly isFrozen: boolean;
  readonly view: ViewStore;
  readonly viewport: ViewportStore;
  /** The open document; undefined after it was closed. */
  readonly open: () => OpenDocument | undefined;
  readonly graphId: () => GraphId;
  readonly graph: () => Graph | undefined;
  /** Boxes and wires of the shown graph as of now; the same object until something changes. */
  readonly scene: () => Scene;
  readonly selection: () => ReadonlySet<NodeId>;
  /** What the server offers. */
  readonly nodeTypes: () => NodeTypes;
  /** The same with the document's own definitions. */
  readonly ownTypes: () => NodeTypes;
  readonly areTypesKnown: () => boolean;
  /** Called when the server's list arrives or changes. */
  readonly setNodeTypes: (nodeTypes: NodeTypes, areKnown: boolean) => void;
  /** One undo step; see `Workspace.edit` for `group`. */
  readonly edit: (edit: (document: WorkflowDocument) => WorkflowDocument, group?: string) => void;
  readonly select: (nodes: Iterable<NodeId>) => void;
  /** Says what was done to screen readers. */
  readonly say: (text: string) => void;
  /** Moves the canvas; the view replaces this by React Flow's own once it is there. */
  readonly moveTo: (viewport: Viewport) => void;
  readonly setMover: (mover: ((viewport: Viewport) => void) | null) => void;
}

const NO_SELECTION: ReadonlySet<NodeId> = new Set();

/** Creates the controller of one open document's view. Holds nothing that needs disposing. */
export function createGraphController(workspace: Workspace, documentId: DocumentId, isFrozen = false): GraphController {
  const view = createViewStore();
  const viewport = createViewportStore();
  let types = { nodeTypes: NO_NODE_TYPES, areKnown: false };
  let mover: ((viewport: Viewport) => void) | null = null;

  const open = (): OpenDocument | undefined => workspace.documents.getState().documents[documentId];
  const graphId = (): GraphId => selectGraphId(view.getState());
  const graph = (): Graph | undefined => {
    const document = open()?.document;
    return document === undefined ? undefined : findGraph(document, graphId());
  };

  return {
    documentId,
    workspace,
    isFrozen,
    view,
    viewport,
    open,
    graphId,
    graph,
    scene: () => {
      const document = open()?.document;
      return document === undefined ? EMPTY_SCENE : sceneOf(document, graphId(), types.nodeTypes);
    },
    selection: () => open()?.selection ?? NO_SELECTION,
    nodeTypes: () => types.nodeTypes,
    ownTypes: () => {
      const document = open()?.document;
      return document === undefined ? types.nodeTypes : ownTypesOf(document, types.nodeTypes);
    },
    areTypesKnown: () => types.areKnown,
    setNodeTypes: (nodeTypes, areKnown) => {
      if (types.nodeTypes === nodeTypes && types.areKnown === areKnown) return;
      types = { nodeTypes, areKnown };
      // Whoever draws from the scene hears of it as of any other change.
      view.setState((state) => ({ ...state }));
    },
    edit: (edit, group) => {
      if (!isFrozen) workspace.edit(documentId, edit, group);
    },
    select: (nodes) => workspace.select(documentId, nodes),
    say: (text) => view.setState({ announcement: text }),
    moveTo: (next) => {
      if (mover === null) viewport.setState({ viewport: next });
      else mover(next);
    },
    setMover: (next) => {
      mover = next;
    },
  };
}

/** The title of a node of the shown graph, as people see it; its id when it is gone. */
export function titleOf(controller: GraphController, nodeId: NodeId): string {
  const placed = controller.scene().nodes.get(nodeId);
  return placed === undefined ? nodeId : displayTitle(placed.node, placed.nodeType);
}

/** The name a node of the shown graph goes by: `Sampler #3`. The boxes of a definition's inputs and outputs have no number. */
export function nodeName(controller: GraphController, nodeId: NodeId): string {
  const title = titleOf(controller, nodeId);
  return boundarySideOf(nodeId) === null ? t.nodeName({ title, id: nodeId }) : title;
}

/** The name of any node of the document by its execution id, for telling what happens inside instances. */
export function innerName(controller: GraphController, executionId: string): string {
  const document = controller.open()?.document;
  const found = document === undefined ? null : findPath(document, executionId);
  if (document === undefined || found === null) return `#${executionId}`;
  const node = findGraph(document, found.path.at(-1)?.graphId ?? 'root')?.nodes.get(found.nodeId);
  return node === undefined
    ? `#${executionId}`
    : t.nodeName({ title: displayTitle(node, controller.ownTypes().get(node.type)), id: executionId });
}
