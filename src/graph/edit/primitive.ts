import type { JsonValue } from '@/lib/json';
import type { Graph, GraphNode } from '../document/model';
import { selectWidgets, type WidgetSlot } from '../document/widgets';
import type { NodeTypes } from '../node-types/node-type';
import { editNodes } from './edit-graph';
import type { InputEnd, OutputEnd } from './ends';

/**
 * Makes a PrimitiveNode what its first target is: the output takes the widget's name and type, its value is a copy of the target's.
 * Numbers and combos bring a control slot, combos a filter slot too. Source: official frontend, PrimitiveNode.
 */
export function adoptPrimitiveTarget(graph: Graph, args: { from: OutputEnd; to: InputEnd; nodeTypes: NodeTypes }): Graph {
  const target = graph.nodes.get(args.to.nodeId);
  if (target === undefined) return graph;
  const slot = selectWidgets(target, args.nodeTypes.get(target.type)).find(({ name, role }) => role === 'input' && name === args.to.name);
  const type = target.inputs.find((input) => input.name === args.to.name)?.type ?? '*';
  return editNodes(graph, [args.from.nodeId], (node) => adopt(node, { type, name: args.to.name, slot }));
}

function adopt(node: GraphNode, { type, name, slot }: { type: string; name: string; slot: WidgetSlot | undefined }): GraphNode {
  const [first] = node.outputs;
  const output = {
    ...first,
    name: type,
    type,
    links: first?.links ?? [],
    source: { ...first?.source, name: type, type, widget: { name } },
  };
  const values = slot === undefined ? [] : [slot.value, ...companions(slot)];
  return { ...node, outputs: [output, ...node.outputs.slice(1)], widgetValues: { form: 'array', values } };
}

function companions({ spec }: WidgetSlot): readonly JsonValue[] {
  switch (spec?.widget.kind) {
    case 'int':
    case 'float':
      return ['fixed'];
    case 'combo':
      return ['fixed', ''];
    default:
      return [];
  }
}
