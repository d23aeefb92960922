import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GraphId, LinkId, Point, Size, SubgraphId } from '@/graph/document/model';
import { toNodeId, type NodeId } from '@/protocol/ids';
import type { GroupGesture } from './canvas/group-gesture';
import type { NodeDrag } from './canvas/node-drag';
import type { SocketRef } from './canvas/scene';
import type { Rect, Viewport } from './canvas/viewport';

/** A wire that is being drawn: it hangs on `from` and follows the pointer. */
export interface PendingWire {
  readonly from: SocketRef;
  /** Free end, canvas units. */
  readonly to: Point;
  /** The socket it would be plugged into if the pointer let go now. */
  readonly over: SocketRef | null;
  /** Why that socket refuses, in words. */
  readonly refusal: string | null;
  /** The input it was pulled off from: unless plugged in elsewhere, that wire is taken away. */
  readonly detachedFrom: SocketRef | null;
}

/** What the context menu is about; `at` is in pixels of the window. */
export type MenuTarget =
  | { readonly kind: 'nodes'; readonly nodeId: NodeId; readonly at: Point }
  | { readonly kind: 'link'; readonly linkId: LinkId; readonly at: Point; readonly point: Point }
  | { readonly kind: 'group'; readonly index: number; readonly at: Point }
  /** `point`: where on the canvas, canvas units. */
  | { readonly kind: 'canvas'; readonly at: Point; readonly point: Point };

/** An open node search. `point`: where the node goes, canvas units; `from`: the socket it shall be wired to. */
export interface SearchTarget {
  readonly point: Point;
  readonly from: SocketRef | null;
}

/** One step into a subgraph: the instance node, and the graph it shows. */
export interface PathStep {
  readonly nodeId: NodeId;
  readonly graphId: SubgraphId;
  /** Where the graph around was looked at when it was left; null when it was jumped over. */
  readonly from: Viewport | null;
}

/** A control that shall be opened as soon as its node is there. */
export interface ControlTarget {
  readonly nodeId: NodeId;
  readonly input: string;
}

/** Everything a graph view knows that neither document nor server need to know. Lives as long as the view of one document. */
export interface ViewState {
  /** Instance nodes entered from the root, outermost first. */
  readonly path: readonly PathStep[];
  readonly hoveredSocket: SocketRef | null;
  readonly hoveredLink: LinkId | null;
  readonly selectedLink: LinkId | null;
  readonly pending: PendingWire | null;
  readonly drag: NodeDrag | null;
  readonly groupGesture: GroupGesture | null;
  /** Rubber band, canvas units. */
  readonly band: Rect | null;
  /** The one node in the tab order; also where arrow keys start. */
  readonly focusedNode: NodeId | null;
  /** A node that shall take the keyboard as soon as it is there. */
  readonly focusWanted: NodeId | null;
  /** A control that shall be opened: its list of choices, or else the keyboard goes there. */
  readonly controlWanted: ControlTarget | null;
  /** The node that holds the keyboard focus, itself or in one of its controls. */
  readonly activeNode: NodeId | null;
  readonly renaming: NodeId | null;
  /** An input or output of the shown definition that is being renamed. */
  readonly renamingSlot: { readonly nodeId: NodeId; readonly index: number } | null;
  /** Groups by their position in the list: the one in the tab order, one that shall take the keyboard, one that is being renamed. */
  readonly focusedGroup: number | null;
  readonly groupWanted: number | null;
  readonly renamingGroup: number | null;
  readonly menu: MenuTarget | null;
  readonly search: SearchTarget | null;
  /** Whether a node is looked for, and what was typed last. */
  readonly isFinding: boolean;
  readonly findQuery: string;
  /** Keyboard connection: the socket whose partners are listed. */
  readonly partnersOf: SocketRef | null;
  /** Text for screen readers about what was just done. */
  readonly announcement: string;
}

export type ViewStore = StoreApi<ViewState>;

/** Viewport apart from the rest: it changes every frame of a pan, and few look at it. */
export interface ViewportState {
  readonly viewport: Viewport;
  /** Of the canvas, CSS pixels; zero until it was measured. */
  readonly size: Size;
  readonly isMoving: boolean;
}

export type ViewportStore = StoreApi<ViewportState>;

/** A new view's state: nothing hovered, open or entered. */
export function createViewStore(): ViewStore {
  return createStore<ViewState>(() => ({
    path: [],
    hoveredSocket: null,
    hoveredLink: null,
    selectedLink: null,
    pending: null,
    drag: null,
    groupGesture: null,
    band: null,
    focusedNode: null,
    focusWanted: null,
    controlWanted: null,
    activeNode: null,
    renaming: null,
    renamingSlot: null,
    focusedGroup: null,
    groupWanted: null,
    renamingGroup: null,
    menu: null,
    search: null,
    isFinding: false,
    findQuery: '',
    partnersOf: null,
    announcement: '',
  }));
}

/** A new viewport, unmoved. */
export function createViewportStore(): ViewportStore {
  return createStore<ViewportState>(() => ({ viewport: { x: 0, y: 0, zoom: 1 }, size: { width: 0, height: 0 }, isMoving: false }));
}

/** The graph that is shown. */
export function selectGraphId(state: ViewState): GraphId {
  return state.path.at(-1)?.graphId ?? 'root';
}

/** What the server calls a node of the shown graph: the path of instances, then its id. */
export function displayIdOf(path: ViewState['path'], nodeId: NodeId): NodeId {
  return path.length === 0 ? nodeId : toNodeId([...path.map((step) => step.nodeId), nodeId].join(':'));
}
