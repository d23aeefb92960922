import { selectSockets, type InputSocket, type OutputSocket } from '@/graph/document/sockets';
import { isNoteType, REROUTE } from '@/graph/document/virtual-types';
import { selectWidgets, type WidgetSlot } from '@/graph/document/widgets';
import type { DirectWidget } from '@/graph/document/direct-widgets';
import type { GraphId, GraphNode, LinkId } from '@/graph/document/model';
import type { NodeType } from '@/graph/node-types/node-type';
import { displayTitle } from './node-title';

/**
 * Where everything inside a node lies, computed from the document and the node type alone: nothing is ever measured in the browser, so
 * wires, hit tests, fit and minimap need no mounted node. The node component draws to these numbers. Units are canvas units, relative to
 * the box's top left corner. Row heights follow the official frontend's, so that files keep the look their authors gave them.
 */

/** The title bar lies above the saved position, as in the official frontend. */
export const HEADER_HEIGHT = 30;
export const SOCKET_ROW_HEIGHT = 20;
export const CONTROL_ROW_HEIGHT = 24;
export const LABEL_HEIGHT = 18;
const BODY_TOP = 4;
const BODY_BOTTOM = 6;
const TEXT_MIN_HEIGHT = LABEL_HEIGHT + 54;
const UPLOAD_MIN_HEIGHT = LABEL_HEIGHT + CONTROL_ROW_HEIGHT + 6;
const UPLOADED_PICTURE_HEIGHT = 120;
const PREVIEW_MIN_HEIGHT = 150;
const TEXT_PREVIEW_MIN_HEIGHT = 64;
/** Room below the rows of a file's node that is worth showing outputs in. */
const SPARE_PREVIEW_HEIGHT = 80;
const MIN_WIDTH = 120;
const MIN_WIDTH_WITH_CONTROLS = 200;
const COLLAPSED_MIN_WIDTH = 110;
const COLLAPSED_PADDING = 64;
const TITLE_CHARACTER_WIDTH = 7;
const REROUTE_MIN = { width: 40, height: 26 };
/** Against broken sizes in files. */
const MAX_SIDE = 6_000;
/** Values without a name or control that a node of an unknown class shows. */
const MAX_EXTRA_ROWS = 12;

/** `boundary`: the inputs or outputs of the definition that is shown. */
export type NodeKind = 'standard' | 'note' | 'reroute' | 'boundary';

/** A socket and where its dot is. */
export interface SocketPlace {
  readonly name: string;
  /** What is shown. */
  readonly label: string;
  readonly type: string;
  /** Outputs: slot number. Inputs: position in the list of inputs. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** True for the socket of a control: it sits at the control's row and has no row of its own. */
  readonly isWidget: boolean;
  readonly isOptional: boolean;
  readonly isList: boolean;
  readonly links: readonly LinkId[];
  readonly tooltip?: string;
  /** The place on a boundary where a wire makes a new input or output of the definition. */
  readonly isNew?: true;
}

/** One control row. */
export interface ControlPlace {
  /** Tells the rows of a node apart: an instance may show two inner widgets of one name. */
  readonly key: string;
  readonly slot: WidgetSlot;
  /** The inner node whose value this is, on an instance that shows it directly; null = the node's own or a promoted one. */
  readonly owner: { readonly graphId: GraphId; readonly node: GraphNode } | null;
  readonly y: number;
  readonly height: number;
  /** Label above (texts, uploads) or beside the control. */
  readonly hasLabelAbove: boolean;
  /** Companion of a list of choices, which may also wrap around. */
  readonly isForList: boolean;
}

export interface NodeLayout {
  readonly kind: NodeKind;
  readonly width: number;
  readonly height: number;
  readonly headerHeight: number;
  readonly inputs: readonly SocketPlace[];
  readonly outputs: readonly SocketPlace[];
  readonly controls: readonly ControlPlace[];
  /** Where the node's own outputs are shown; null = they hang below the box while there are any. */
  readonly preview: { readonly y: number; readonly height: number } | null;
}

interface KnownLayout {
  readonly nodeType: NodeType | undefined;
  readonly direct: readonly DirectWidget[];
  readonly layout: NodeLayout;
}

const known = new WeakMap<GraphNode, KnownLayout>();
const NO_DIRECT: readonly DirectWidget[] = [];
const NO_LINKS: readonly LinkId[] = [];

/**
 * The layout of a node; remembered as long as the node object lives and its type stays the same.
 * @param direct inner widgets an instance shows besides its promoted inputs, below them.
 */
export function layoutNode(node: GraphNode, nodeType: NodeType | undefined, direct: readonly DirectWidget[] = NO_DIRECT): NodeLayout {
  const found = known.get(node);
  if (found !== undefined && found.nodeType === nodeType && found.direct === direct) return found.layout;
  const layout = computeLayout(node, nodeType, direct);
  known.set(node, { nodeType, direct, layout });
  return layout;
}

function computeLayout(node: GraphNode, nodeType: NodeType | undefined, direct: readonly DirectWidget[]): NodeLayout {
  const { inputs, outputs } = selectSockets(node, nodeType);
  if (node.type === REROUTE) return layoutReroute(node, inputs, outputs);
  if (node.isCollapsed) return layoutCollapsed(node, nodeType, { inputs, outputs });
  const own = shownSlots(node, nodeType);
  const rows = [...own.map(toOwnRow), ...direct.map(toDirectRow)];
  const slots = rows.map((row) => row.slot);
  const names = new Set(own.map((slot) => slot.name));
  const sockets = inputs.filter((input) => !(input.widget && names.has(input.name)));
  const controlsTop = HEADER_HEIGHT + BODY_TOP + Math.max(sockets.length, outputs.length) * SOCKET_ROW_HEIGHT;
  const minimum = slots.reduce((sum, slot) => sum + minHeight(slot), 0);
  const previewMin = minPreviewHeight(nodeType);
  const width = clampSide(node.size.width, slots.length > 0 ? MIN_WIDTH_WITH_CONTROLS : MIN_WIDTH);
  const height = clampSide(HEADER_HEIGHT + node.size.height, controlsTop + minimum + previewMin + BODY_BOTTOM);
  const spare = height - BODY_BOTTOM - controlsTop - minimum - previewMin;
  const controls = placeControls(rows, controlsTop, previewMin > 0 ? 0 : spare);
  const controlsEnd = controls.reduce((_, place) => place.y + place.height, controlsTop);
  return {
    kind: isNoteType(node.type) ? 'note' : 'standard',
    width,
    height,
    headerHeight: HEADER_HEIGHT,
    inputs: placeInputs(inputs, sockets, controls),
    outputs: outputs.map((output, index) => placeOutput(output, { index, x: width, y: rowCentre(index) })),
    controls,
    preview: placePreview(controlsEnd, height - BODY_BOTTOM, previewMin),
  };
}

function rowCentre(row: number): number {
  return HEADER_HEIGHT + BODY_TOP + row * SOCKET_ROW_HEIGHT + SOCKET_ROW_HEIGHT / 2;
}

function shownSlots(node: GraphNode, nodeType: NodeType | undefined): readonly WidgetSlot[] {
  const slots = selectWidgets(node, nodeType);
  if (nodeType !== undefined) return slots.filter((slot) => slot.role !== 'extra' && slot.spec?.isHidden !== true);
  return slots.filter((slot, index) => slot.role !== 'extra' || index < MAX_EXTRA_ROWS);
}

type ControlEntry = Pick<ControlPlace, 'key' | 'slot' | 'owner'>;

function toOwnRow(slot: WidgetSlot): ControlEntry {
  return { key: slot.name, slot, owner: null };
}

function toDirectRow({ slot, graphId, node }: DirectWidget): ControlEntry {
  return { key: `${node.id}: ${slot.name}`, slot, owner: { graphId, node } };
}

/** Texts and picture uploads have a label line and share spare room. */
function isFlexible({ spec }: WidgetSlot): boolean {
  if (spec === undefined) return false;
  return (spec.widget.kind === 'string' && spec.widget.isMultiline) || (spec.widget.kind === 'combo' && spec.widget.upload !== null);
}

function minHeight(slot: WidgetSlot): number {
  if (!isFlexible(slot)) return CONTROL_ROW_HEIGHT;
  const widget = slot.spec?.widget;
  if (widget?.kind !== 'combo') return TEXT_MIN_HEIGHT;
  return UPLOAD_MIN_HEIGHT + (widget.upload === 'image' ? UPLOADED_PICTURE_HEIGHT : 0);
}

function minPreviewHeight(nodeType: NodeType | undefined): number {
  if (nodeType?.isOutputNode !== true) return 0;
  const isPicture = nodeType.inputs.some((input) => /IMAGE|MASK|VIDEO|MESH|SVG/.test(input.type));
  return isPicture ? PREVIEW_MIN_HEIGHT : TEXT_PREVIEW_MIN_HEIGHT;
}

function placeControls(rows: readonly ControlEntry[], top: number, spare: number): readonly ControlPlace[] {
  const flexible = rows.filter(({ slot }) => isFlexible(slot)).length;
  const share = flexible === 0 ? 0 : Math.max(0, spare) / flexible;
  let y = top;
  return rows.map((row, index) => {
    const { slot } = row;
    const height = minHeight(slot) + (isFlexible(slot) ? share : 0);
    const isForList = slot.role === 'control' && rows[index - 1]?.slot.spec?.widget.kind === 'combo';
    const place = { ...row, y, height, hasLabelAbove: isFlexible(slot), isForList };
    y += height;
    return place;
  });
}

function placePreview(top: number, bottom: number, minimum: number): { y: number; height: number } | null {
  const height = bottom - top;
  return height >= (minimum > 0 ? minimum : SPARE_PREVIEW_HEIGHT) ? { y: top, height } : null;
}

function placeInputs(
  inputs: readonly InputSocket[],
  own: readonly InputSocket[],
  controls: readonly ControlPlace[],
): readonly SocketPlace[] {
  const rows = new Map(own.map((input, row) => [input, row]));
  const isOwnInput = (place: ControlPlace): boolean => place.owner === null && place.slot.role === 'input';
  const controlRows = new Map(controls.filter(isOwnInput).map((place) => [place.slot.name, place]));
  return inputs.map((input, index) => {
    const row = rows.get(input);
    const control = controlRows.get(input.name);
    const controlY = control === undefined ? 0 : control.y + (control.hasLabelAbove ? LABEL_HEIGHT : control.height) / 2;
    return placeInput(input, { index, x: 0, y: row === undefined ? controlY : rowCentre(row), isWidget: row === undefined });
  });
}

/** Written out member by member, here and below: thousands are made when a large workflow opens, and spreading costs several times as much. */
function placeInput(
  input: InputSocket,
  at: { readonly index: number; readonly x: number; readonly y: number; readonly isWidget: boolean },
): SocketPlace {
  const place = {
    name: input.name,
    label: input.label ?? input.name,
    type: input.type,
    index: at.index,
    x: at.x,
    y: at.y,
    isWidget: at.isWidget,
    isOptional: input.isOptional,
    isList: false,
    links: input.link === null ? NO_LINKS : [input.link],
  };
  return withTooltip(place, input.spec?.tooltip);
}

function placeOutput(output: OutputSocket, at: { readonly index: number; readonly x: number; readonly y: number }): SocketPlace {
  const place = {
    name: output.name,
    label: output.label ?? output.name,
    type: output.type,
    index: at.index,
    x: at.x,
    y: at.y,
    isWidget: false,
    isOptional: false,
    isList: output.isList,
    links: output.links,
  };
  return withTooltip(place, output.tooltip);
}

function withTooltip(place: SocketPlace & { tooltip?: string }, tooltip: string | undefined): SocketPlace {
  if (tooltip !== undefined) place.tooltip = tooltip;
  return place;
}

interface NodeSockets {
  readonly inputs: readonly InputSocket[];
  readonly outputs: readonly OutputSocket[];
}

function layoutCollapsed(node: GraphNode, nodeType: NodeType | undefined, { inputs, outputs }: NodeSockets): NodeLayout {
  const title = displayTitle(node, nodeType);
  const wanted = COLLAPSED_PADDING + title.length * TITLE_CHARACTER_WIDTH;
  const width = Math.min(clampSide(node.size.width, COLLAPSED_MIN_WIDTH), Math.max(COLLAPSED_MIN_WIDTH, wanted));
  const y = HEADER_HEIGHT / 2;
  return {
    kind: isNoteType(node.type) ? 'note' : 'standard',
    width,
    height: HEADER_HEIGHT,
    headerHeight: HEADER_HEIGHT,
    inputs: inputs.map((input, index) => placeInput(input, { index, x: 0, y, isWidget: false })),
    outputs: outputs.map((output, index) => placeOutput(output, { index, x: width, y })),
    controls: [],
    preview: null,
  };
}

function layoutReroute(node: GraphNode, inputs: readonly InputSocket[], outputs: readonly OutputSocket[]): NodeLayout {
  const width = clampSide(node.size.width, REROUTE_MIN.width);
  const height = clampSide(node.size.height, REROUTE_MIN.height);
  const y = height / 2;
  return {
    kind: 'reroute',
    width,
    height,
    headerHeight: 0,
    inputs: inputs.map((input, index) => placeInput(input, { index, x: 0, y, isWidget: false })),
    outputs: outputs.map((output, index) => placeOutput(output, { index, x: width, y })),
    controls: [],
    preview: null,
  };
}

function clampSide(saved: number, minimum: number): number {
  return Number.isFinite(saved) ? Math.min(MAX_SIDE, Math.max(minimum, saved)) : minimum;
}
