import {
  SUBGRAPH_INPUT_NODE,
  SUBGRAPH_OUTPUT_NODE,
  type Graph,
  type GraphLink,
  type GraphNode,
  type LinkId,
  type SubgraphDefinition,
  type SubgraphSlot,
} from '@/graph/document/model';
import type { BoundarySide } from '@/graph/edit/boundary';
import { isJsonList, numberOr, objectOf } from '@/graph/node-types/json-read';
import type { NodeId } from '@/protocol/ids';
import { texts as t } from '../texts';
import { SOCKET_ROW_HEIGHT, type SocketPlace } from './geometry';
import type { SceneNode } from './scene';
import type { Rect } from './viewport';

/**
 * Inputs and outputs of a definition as boxes inside it: the inputs box gives what comes in, the outputs box takes what goes out. Their
 * last socket is where a wire makes a new input or output.
 */

const HEADER_HEIGHT = 26;
const PADDING = 4;
const MIN_WIDTH = 160;
const MAX_WIDTH = 280;
const CHARACTER_WIDTH = 7;
const LABEL_PADDING = 36;
/** Where a file says nothing: left and right of everything. */
const AWAY = { input: { x: -400, y: 0 }, output: { x: 400, y: 0 } };

const known = new WeakMap<SubgraphDefinition, readonly SceneNode[]>();
const NONE: readonly SceneNode[] = [];

/** The two boxes of a definition; none for the root graph. */
export function boundaryNodes(graph: Graph): readonly SceneNode[] {
  if (!isDefinition(graph)) return NONE;
  const found = known.get(graph);
  if (found !== undefined) return found;
  const made = [placeBoundary(graph, 'input'), placeBoundary(graph, 'output')];
  known.set(graph, made);
  return made;
}

/** Which side of the definition a node id of a scene stands for; null for real nodes. */
export function boundarySideOf(id: NodeId): BoundarySide | null {
  if (id === SUBGRAPH_INPUT_NODE) return 'input';
  return id === SUBGRAPH_OUTPUT_NODE ? 'output' : null;
}

function isDefinition(graph: Graph): graph is SubgraphDefinition {
  return 'inputs' in graph && 'outputs' in graph;
}

function placeBoundary(definition: SubgraphDefinition, side: BoundarySide): SceneNode {
  const isInput = side === 'input';
  const slots = isInput ? definition.inputs : definition.outputs;
  const bounds = savedBounds(definition, side);
  const longest = Math.max(0, ...slots.map((slot) => (slot.label ?? slot.name).length));
  const width = Math.max(bounds.width, Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, LABEL_PADDING + longest * CHARACTER_WIDTH)));
  const height = Math.max(bounds.height, HEADER_HEIGHT + 2 * PADDING + (slots.length + 1) * SOCKET_ROW_HEIGHT);
  const places = [...slots.map((slot, index) => placeSlot(slot, index)), newPlace(slots.length)].map((place) => ({
    ...place,
    x: isInput ? width : 0,
    links: linksAt(definition, side, place.index),
  }));
  const id = isInput ? SUBGRAPH_INPUT_NODE : SUBGRAPH_OUTPUT_NODE;
  return {
    id,
    node: pseudoNode(id, side, bounds),
    nodeType: undefined,
    // Grown boxes keep the edge their sockets are at.
    x: isInput ? bounds.x + bounds.width - width : bounds.x,
    y: bounds.y,
    width,
    height,
    layout: {
      kind: 'boundary',
      width,
      height,
      headerHeight: HEADER_HEIGHT,
      inputs: isInput ? [] : places,
      outputs: isInput ? places : [],
      controls: [],
      preview: null,
    },
  };
}

function savedBounds(definition: SubgraphDefinition, side: BoundarySide): Rect {
  const saved = objectOf(definition.source[side === 'input' ? 'inputNode' : 'outputNode'])['bounding'];
  const [x, y, width, height] = isJsonList(saved) ? saved : [];
  return {
    x: numberOr(x, AWAY[side].x),
    y: numberOr(y, AWAY[side].y),
    width: Math.max(0, numberOr(width, 0)),
    height: Math.max(0, numberOr(height, 0)),
  };
}

type BarePlace = Omit<SocketPlace, 'x' | 'links'>;

function placeSlot(slot: SubgraphSlot, index: number): BarePlace {
  return {
    name: slot.name,
    label: slot.label ?? slot.name,
    type: slot.type,
    index,
    y: rowCentre(index),
    isWidget: false,
    isOptional: false,
    isList: false,
  };
}

/** No slot has an empty name, so this one is told from all others. */
function newPlace(index: number): BarePlace {
  return {
    name: '',
    label: t.newSlot,
    type: '*',
    index,
    y: rowCentre(index),
    isWidget: false,
    isOptional: true,
    isList: false,
    isNew: true,
  };
}

function rowCentre(row: number): number {
  return HEADER_HEIGHT + PADDING + row * SOCKET_ROW_HEIGHT + SOCKET_ROW_HEIGHT / 2;
}

function linksAt(definition: SubgraphDefinition, side: BoundarySide, index: number): readonly LinkId[] {
  const isAt = side === 'input' ? isFromInput : isIntoOutput;
  return [...definition.links.values()].filter((link) => isAt(link, index)).map((link) => link.id);
}

function isFromInput(link: GraphLink, index: number): boolean {
  return link.originId === SUBGRAPH_INPUT_NODE && link.originSlot === index;
}

function isIntoOutput(link: GraphLink, index: number): boolean {
  return link.targetId === SUBGRAPH_OUTPUT_NODE && link.targetSlot === index;
}

/** Edits of nodes pass it by: no graph has a node of this id. */
function pseudoNode(id: NodeId, side: BoundarySide, bounds: Rect): GraphNode {
  return {
    id,
    type: '',
    title: side === 'input' ? t.subgraphInputs : t.subgraphOutputs,
    position: { x: bounds.x, y: bounds.y },
    size: { width: bounds.width, height: bounds.height },
    mode: 0,
    isCollapsed: false,
    isPinned: false,
    inputs: [],
    outputs: [],
    widgetValues: { form: 'none' },
    properties: {},
  };
}
