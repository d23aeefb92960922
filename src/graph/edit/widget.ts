import type { JsonValue } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import type { Graph, GraphId, GraphNode, LinkId, WorkflowDocument } from '../document/model';
import { findValuePlace } from '../document/promoted-values';
import { isVirtualType } from '../document/virtual-types';
import { planNode, withWidgetValue } from '../document/widgets';
import type { NodeType, NodeTypes } from '../node-types/node-type';
import { editGraph, editNodes } from './edit-graph';
import { withOwnTypes } from './known-types';
import { removeLinks } from './links';

export interface WidgetArgs {
  readonly graphId: GraphId;
  readonly nodeId: NodeId;
  /** As in `WidgetSlot.name`: the input, `NAME:control`, `NAME:filter`; primitives and notes also take the position, `0` first. */
  readonly name: string;
  readonly value: JsonValue;
  readonly nodeTypes: NodeTypes;
}

/**
 * Sets one value of a node. Choosing another option of a dynamic combo takes away the wires (and saved entries) of inputs that the new
 * option does not have. A promoted value is written where the file keeps it: on the instance if it has one of its own, else inside.
 */
export function setWidgetValue(document: WorkflowDocument, given: WidgetArgs): WorkflowDocument {
  const nodeTypes = withOwnTypes(document, given.nodeTypes);
  const args: WidgetArgs = { ...given, ...findValuePlace(document, nodeTypes, given) };
  return editGraph(document, args.graphId, (graph) => {
    const node = graph.nodes.get(args.nodeId);
    if (node === undefined) return graph;
    const nodeType = nodeTypes.get(node.type);
    const changed = withValue(node, nodeType, args);
    if (changed === node) return graph;
    const edited = editNodes(graph, [node.id], () => changed);
    return nodeType === undefined ? edited : dropInputs(edited, changed, lostInputs(node, changed, nodeType));
  });
}

function withValue(node: GraphNode, nodeType: NodeType | undefined, { name, value }: WidgetArgs): GraphNode {
  const position = isVirtualType(node.type) ? positionOf(name) : null;
  return position === null ? withWidgetValue(node, nodeType, name, value) : withPositionedValue(node, position, value);
}

const PRIMITIVE_NAMES: readonly string[] = ['value', 'value:control', 'value:filter'];

function positionOf(name: string): number | null {
  if (/^\d+$/.test(name)) return Number(name);
  const position = PRIMITIVE_NAMES.indexOf(name);
  return position === -1 ? null : position;
}

/** Primitives and notes have values without inputs: `[value, control?, filter?]`, `[text]`. */
function withPositionedValue(node: GraphNode, position: number, value: JsonValue): GraphNode {
  const values = node.widgetValues.form === 'array' ? node.widgetValues.values : [];
  if (position > values.length || Object.is(values[position], value)) return node;
  return { ...node, widgetValues: { form: 'array', values: [...values.slice(0, position), value, ...values.slice(position + 1)] } };
}

function lostInputs(before: GraphNode, after: GraphNode, nodeType: NodeType): ReadonlySet<string> {
  const left = new Set(planNode(after, nodeType).specs.map((spec) => spec.name));
  const lost = planNode(before, nodeType).specs.map((spec) => spec.name);
  return new Set(lost.filter((name) => !left.has(name)));
}

function dropInputs(graph: Graph, node: GraphNode, names: ReadonlySet<string>): Graph {
  const dropped = node.inputs.filter((input) => names.has(input.name));
  if (dropped.length === 0) return graph;
  const linkIds = new Set<LinkId>(dropped.map((input) => input.link).filter((id) => id !== null));
  return editNodes(removeLinks(graph, linkIds), [node.id], (current) => ({
    ...current,
    inputs: current.inputs.filter((input) => !names.has(input.name)),
  }));
}
