import { selectDirectWidgets, type DirectWidget } from '@/graph/document/direct-widgets';
import { documentNodeTypes } from '@/graph/document/document-types';
import type { Graph, GraphId, GraphNode, LinkId, Size, WorkflowDocument } from '@/graph/document/model';
import { findGraph } from '@/graph/edit/edit-graph';
import type { NodeType, NodeTypes } from '@/graph/node-types/node-type';
import type { NodeId } from '@/protocol/ids';
import { runToEnd } from '@/lib/run-to-end';
import type { WireEnds } from '../wires/link-shape';
import { boundaryNodes } from './boundary-nodes';
import { effectiveType } from './effective-type';
import { layoutNode, type NodeLayout, type SocketPlace } from './geometry';
import { atFolds, placeGroups, type SceneGroup } from './scene-groups';
import { boundsOf, type Rect } from './viewport';

/** One socket of a graph. `index` is the slot of an output; inputs are known by name. */
export interface SocketRef {
  readonly nodeId: NodeId;
  readonly side: 'input' | 'output';
  readonly name: string;
  readonly index: number;
}

/** A node with its box on the canvas; the object stays the same while node and type do. */
export interface SceneNode extends Rect {
  readonly id: NodeId;
  readonly node: GraphNode;
  readonly nodeType: NodeType | undefined;
  readonly layout: NodeLayout;
}

export interface SceneLink extends WireEnds {
  readonly id: LinkId;
  readonly type: string;
  readonly originId: NodeId;
  readonly originSlot: number;
  readonly targetId: NodeId;
  readonly targetName: string;
  /** Its target is bypassed (drawn dashed). */
  readonly isDashed: boolean;
}

/** One graph as boxes and wires: everything canvas, hit tests, fit and minimap need. Built once per document change. */
export interface Scene {
  readonly nodes: ReadonlyMap<NodeId, SceneNode>;
  readonly links: readonly SceneLink[];
  /** Those that are seen, in the graph's order. What a folded one holds is in neither list, and its wires end at it. */
  readonly groups: readonly SceneGroup[];
  readonly bounds: Rect | null;
}

export const EMPTY_SCENE: Scene = { nodes: new Map(), links: [], groups: [], bounds: null };

const known = new WeakMap<GraphNode, SceneNode>();

interface KnownScene {
  readonly nodeTypes: NodeTypes;
  readonly subgraphs: WorkflowDocument['subgraphs'];
  readonly scene: Scene;
}

const scenes = new WeakMap<Graph, KnownScene>();

/**
 * One graph of a document as a scene, remembered: nothing changed gives the same scene to everyone who asks. Empty when the document
 * has no such graph.
 * @param nodeTypes the server's; the document's own definitions are added here.
 */
export function sceneOf(document: WorkflowDocument, graphId: GraphId, nodeTypes: NodeTypes): Scene {
  return runToEnd(layOutScene(document, graphId, nodeTypes));
}

/** `sceneOf` node by node, so that a caller can let the page live in between. */
export function* layOutScene(document: WorkflowDocument, graphId: GraphId, nodeTypes: NodeTypes): Generator<void, Scene> {
  const graph = findGraph(document, graphId);
  if (graph === undefined) return EMPTY_SCENE;
  const { subgraphs } = document;
  const found = scenes.get(graph);
  if (found !== undefined && found.nodeTypes === nodeTypes && found.subgraphs === subgraphs) return found.scene;
  const types = ownTypesOf(document, nodeTypes);
  const scene = yield* layOutGraph(graph, types, (node) => selectDirectWidgets(document, node, types));
  scenes.set(graph, { nodeTypes, subgraphs, scene });
  return scene;
}

const ownTypes = new WeakMap<WorkflowDocument['subgraphs'], { readonly nodeTypes: NodeTypes; readonly own: NodeTypes }>();

/** The server's types and those of the document's definitions; the same object until either changes. */
export function ownTypesOf(document: WorkflowDocument, nodeTypes: NodeTypes): NodeTypes {
  const found = ownTypes.get(document.subgraphs);
  if (found?.nodeTypes === nodeTypes) return found.own;
  const own = documentNodeTypes(document, nodeTypes);
  ownTypes.set(document.subgraphs, { nodeTypes, own });
  return own;
}

type DirectOf = (node: GraphNode) => readonly DirectWidget[];
const NO_DIRECT: readonly DirectWidget[] = [];

/**
 * Boxes and wires of a graph; a definition has its inputs and outputs as boxes too. Nodes that did not change keep their object, so what
 * is drawn from them can be kept as well.
 */
export function buildScene(graph: Graph, nodeTypes: NodeTypes, directOf: DirectOf = () => NO_DIRECT): Scene {
  return runToEnd(layOutGraph(graph, nodeTypes, directOf));
}

function* layOutGraph(graph: Graph, nodeTypes: NodeTypes, directOf: DirectOf): Generator<void, Scene> {
  const nodes = new Map<NodeId, SceneNode>();
  for (const node of graph.nodes.values()) {
    nodes.set(node.id, placeNode(node, effectiveType(node, graph, nodeTypes), directOf(node)));
    yield;
  }
  for (const node of boundaryNodes(graph)) nodes.set(node.id, node);
  const links: SceneLink[] = [];
  for (const target of nodes.values()) {
    for (const input of target.layout.inputs) {
      const link = findLink(graph, nodes, { target, input });
      if (link !== null) links.push(link);
    }
    yield;
  }
  const { groups, foldOf } = placeGroups(graph);
  if (foldOf.size === 0) return { nodes, links, groups, bounds: boundsOf(nodes.values()) };
  const shown = new Map([...nodes].filter(([id]) => !foldOf.has(id)));
  const folded = groups.filter((group) => group.isFolded);
  return { nodes: shown, links: atFolds(links, foldOf), groups, bounds: boundsOf([...shown.values(), ...folded]) };
}

function placeNode(node: GraphNode, nodeType: NodeType | undefined, direct: readonly DirectWidget[]): SceneNode {
  const layout = layoutNode(node, nodeType, direct);
  const found = known.get(node);
  if (found !== undefined && found.nodeType === nodeType && found.layout === layout) return found;
  const { width, height, headerHeight }: Size & { headerHeight: number } = layout;
  const placed = { id: node.id, node, nodeType, layout, x: node.position.x, y: node.position.y - headerHeight, width, height };
  known.set(node, placed);
  return placed;
}

function findLink(
  graph: Graph,
  nodes: ReadonlyMap<NodeId, SceneNode>,
  { target, input }: { readonly target: SceneNode; readonly input: SocketPlace },
): SceneLink | null {
  const link = input.links[0] === undefined ? undefined : graph.links.get(input.links[0]);
  const origin = link === undefined ? undefined : nodes.get(link.originId);
  const output = link === undefined ? undefined : origin?.layout.outputs[link.originSlot];
  if (link === undefined || origin === undefined || output === undefined) return null;
  return {
    id: link.id,
    type: isAny(link.type) ? output.type : link.type,
    originId: origin.id,
    originSlot: link.originSlot,
    targetId: target.id,
    targetName: input.name,
    isDashed: target.node.mode === BYPASSED,
    x1: origin.x + output.x,
    y1: origin.y + output.y,
    x2: target.x + input.x,
    y2: target.y + input.y,
  };
}

const BYPASSED = 4;

function isAny(type: string): boolean {
  return type === '' || type === '*' || type === '0';
}

/** A socket's place in its node's layout. */
export function findSocket(scene: Scene, ref: SocketRef): SocketPlace | undefined {
  const layout = scene.nodes.get(ref.nodeId)?.layout;
  return ref.side === 'output' ? layout?.outputs[ref.index] : layout?.inputs.find((place) => place.name === ref.name);
}

/** A socket's dot in canvas units. */
export function socketPoint(scene: Scene, ref: SocketRef): { readonly x: number; readonly y: number } | null {
  const node = scene.nodes.get(ref.nodeId);
  const place = findSocket(scene, ref);
  return node === undefined || place === undefined ? null : { x: node.x + place.x, y: node.y + place.y };
}

/** The wires that end at a socket. */
export function linksOf(scene: Scene, ref: SocketRef): ReadonlySet<LinkId> {
  return new Set(findSocket(scene, ref)?.links ?? []);
}

/** Text that tells two sockets apart, for keys and comparisons. */
export function socketKey(ref: SocketRef): string {
  return ref.side === 'output' ? `${ref.nodeId}>${ref.index}` : `${ref.nodeId}<${ref.name}`;
}
