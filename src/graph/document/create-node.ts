import type { JsonObject, JsonValue } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import type { InputSpec, NodeType } from '../node-types/node-type';
import { MARKDOWN_NOTE, NOTE, PRIMITIVE, REROUTE } from './virtual-types';
import type { GraphNode, NodeInput, NodeOutput, Point, Size } from './model';
import { planNode } from './widgets';

/** Litegraph's optional-input shape (hollow dot) and list-output shape (grid). */
const SHAPE_OPTIONAL = 7;
const SHAPE_LIST = 6;

/** A new node with default values in the form the official frontend saves: sockets first, then one socket per widget. */
export function createNode(nodeType: NodeType, place: { readonly id: NodeId; readonly position: Point }): GraphNode {
  const blank = blankNode(nodeType.name, place);
  const { specs, slots } = planNode(blank, nodeType);
  const values: JsonValue[] = slots.map((slot) => slot.value);
  return {
    ...blank,
    size: estimateNodeSize(nodeType),
    inputs: inSavedOrder(specs).map(createInput),
    outputs: nodeType.outputs.map((output): NodeOutput => {
      const saved: JsonObject = { name: output.name, type: output.type, links: null, ...(output.isList ? { shape: SHAPE_LIST } : {}) };
      return { name: output.name, type: output.type, links: [], source: saved };
    }),
    widgetValues: values.length > 0 ? { form: 'array', values } : { form: 'none' },
    properties: { 'Node name for S&R': nodeType.name },
  };
}

/**
 * Gives a node the sockets its definition has for it right now (dynamic combos and growing lists change them), in the saved order.
 * Links and labels stay with the input of the same name; inputs only the node knows stay at the end, save unlinked ones of an option no longer
 * chosen and those of widgets that are gone.
 */
export function withSyncedInputs(node: GraphNode, nodeType: NodeType): GraphNode {
  const { specs } = planNode(node, nodeType);
  const left = new Map(node.inputs.map((input) => [input.name, input]));
  const known = inSavedOrder(specs).map((spec): NodeInput => {
    const saved = left.get(spec.name);
    left.delete(spec.name);
    return saved === undefined ? createInput(spec) : takeOver(saved, createInput(spec));
  });
  const containers = specs.map((spec) => `${spec.name}.`);
  const isLeftover = (input: NodeInput): boolean => input.link === null && containers.some((prefix) => input.name.startsWith(prefix));
  const inputs = [...known, ...[...left.values()].filter((input) => input.widget === undefined && !isLeftover(input))];
  const isSame = inputs.length === node.inputs.length && inputs.every((input, index) => input === node.inputs[index]);
  return isSame ? node : { ...node, inputs };
}

function takeOver(saved: NodeInput, fresh: NodeInput): NodeInput {
  if (saved.source !== undefined && saved.widget === fresh.widget && saved.type === fresh.type) return saved;
  const label = saved.label === undefined ? {} : { label: saved.label };
  return { ...fresh, ...label, link: saved.link, source: { ...fresh.source, ...saved.source } };
}

/** The official frontend lists plain sockets first, then one per widget. */
function inSavedOrder(specs: readonly InputSpec[]): readonly InputSpec[] {
  const sockets = specs.filter((spec) => spec.hasSocket);
  return [...sockets.filter((spec) => !spec.isWidget), ...sockets.filter((spec) => spec.isWidget)];
}

/** A new Reroute, PrimitiveNode, Note or MarkdownNote; these have no entry in object_info. */
export function createVirtualNode(type: string, place: { readonly id: NodeId; readonly position: Point }): GraphNode {
  const blank = blankNode(type, place);
  if (type === REROUTE) {
    return {
      ...blank,
      size: { width: 75, height: 26 },
      inputs: [{ name: '', type: '*', link: null }],
      outputs: [{ name: '', type: '*', links: [] }],
      properties: { showOutputText: false, horizontal: false },
    };
  }
  if (type === PRIMITIVE) {
    return {
      ...blank,
      outputs: [{ name: 'connect to widget input', type: '*', links: [] }],
      properties: { 'Run widget replace on values': false },
    };
  }
  const isNote = type === NOTE || type === MARKDOWN_NOTE;
  return {
    ...blank,
    size: { width: 250, height: 130 },
    widgetValues: isNote ? { form: 'array', values: [''] } : { form: 'none' },
    ...(isNote ? { color: '#432', bgcolor: '#653' } : {}),
  };
}

function blankNode(type: string, { id, position }: { readonly id: NodeId; readonly position: Point }): GraphNode {
  return {
    id,
    type,
    position,
    size: { width: 210, height: 60 },
    mode: 0,
    isCollapsed: false,
    isPinned: false,
    inputs: [],
    outputs: [],
    widgetValues: { form: 'none' },
    properties: {},
  };
}

function createInput(spec: InputSpec): NodeInput {
  const shape = spec.isRequired ? {} : { shape: SHAPE_OPTIONAL };
  const widget = spec.isWidget ? { widget: { name: spec.name } } : {};
  return {
    name: spec.name,
    type: spec.type,
    link: null,
    ...(spec.isWidget ? { widget: spec.name } : {}),
    source: { name: spec.name, type: spec.type, ...shape, ...widget, link: null },
  };
}

const ROW_HEIGHT = 20;
const WIDGET_HEIGHT = 24;
const TEXT_HEIGHT = 96;
const IMAGE_HEIGHT = 180;
const CHARACTER_WIDTH = 7;
const MIN_WIDTH = 140;
const MIN_WIDGET_WIDTH = 270;
const MAX_WIDTH = 400;

/**
 * Size a new node gets, in canvas units without its title bar: one row per pair of sockets, one per widget, room for long texts and
 * uploaded pictures. Measured against what the official frontend saves; a hint for layout, not a limit.
 */
export function estimateNodeSize(nodeType: NodeType): Size {
  const { specs } = planNode(blankNode(nodeType.name, { id: '0' as NodeId, position: { x: 0, y: 0 } }), nodeType);
  const sockets = specs.filter((spec) => spec.hasSocket && !spec.isWidget);
  const widgets = specs.filter((spec) => spec.isWidget && !spec.isHidden);
  const widest = sockets.reduce(
    (width, spec, row) => Math.max(width, textWidth(spec.name) + textWidth(nodeType.outputs[row]?.name ?? '')),
    0,
  );
  const outputs = nodeType.outputs.reduce((width, output) => Math.max(width, textWidth(output.name)), 0);
  const title = textWidth(nodeType.displayName) + 40;
  const minimum = widgets.length > 0 ? MIN_WIDGET_WIDTH : MIN_WIDTH;
  return {
    width: Math.min(MAX_WIDTH, Math.max(minimum, widest + 40, outputs + 40, title)),
    height:
      Math.max(sockets.length, nodeType.outputs.length, 1) * ROW_HEIGHT + 6 + widgets.reduce((sum, spec) => sum + widgetHeight(spec), 0),
  };
}

function widgetHeight({ widget }: InputSpec): number {
  if (widget.kind === 'string' && widget.isMultiline) return TEXT_HEIGHT;
  if (widget.kind === 'combo' && widget.upload === 'image') return WIDGET_HEIGHT * 2 + IMAGE_HEIGHT;
  const companions = (widget.kind === 'int' || widget.kind === 'combo') && widget.control !== null ? 1 : 0;
  return WIDGET_HEIGHT * (1 + companions);
}

function textWidth(text: string): number {
  return text.length * CHARACTER_WIDTH;
}
