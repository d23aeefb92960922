import { toControlMode } from '../node-types/widget-spec';
import type { InputSpec, NodeTypes } from '../node-types/node-type';
import type { Graph, GraphNode } from './model';
import { selectWidgets, type WidgetSlot } from './widgets';

/**
 * The widgets of a PrimitiveNode: `value` behaves like the widget it is wired to, then the control mode and (for combos) the filter, as
 * far as the file has them. Unconnected, its value is of unknown kind.
 * @param nodeTypes with the document's own definitions, see `documentNodeTypes`.
 */
export function selectPrimitiveWidgets(graph: Graph, node: GraphNode, nodeTypes: NodeTypes): readonly WidgetSlot[] {
  const values = node.widgetValues.form === 'array' ? node.widgetValues.values : [];
  const spec = targetSpec(graph, node, nodeTypes);
  return values.slice(0, 3).map((value, slot): WidgetSlot => {
    if (slot === 0) return { name: 'value', role: 'input', slot, value, ...(spec === undefined ? {} : { spec }) };
    if (slot === 1 && toControlMode(value) !== null) return { name: 'value:control', role: 'control', slot, value };
    return slot === 2 ? { name: 'value:filter', role: 'filter', slot, value } : { name: String(slot), role: 'extra', slot, value };
  });
}

/** The input spec of the first widget the Primitive writes into. */
function targetSpec(graph: Graph, node: GraphNode, nodeTypes: NodeTypes): InputSpec | undefined {
  for (const id of node.outputs[0]?.links ?? []) {
    const link = graph.links.get(id);
    const target = link === undefined ? undefined : graph.nodes.get(link.targetId);
    const input = target?.inputs.find((candidate) => candidate.link === id);
    if (target === undefined || input === undefined) continue;
    const slot = selectWidgets(target, nodeTypes.get(target.type)).find(({ role, name }) => role === 'input' && name === input.name);
    if (slot?.spec !== undefined) return slot.spec;
  }
  return undefined;
}
