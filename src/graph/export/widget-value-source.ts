import type { JsonValue } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import type { GraphNode } from '../document/model';
import { PRIMITIVE } from '../document/virtual-types';
import { selectWidgets } from '../document/widgets';
import type { NodeTypes } from '../node-types/node-type';
import type { FlatNode, Scope } from './flatten';

/** Widget values as they are when the prompt is made: what Primitives write has been written. */
export interface WidgetValueSource {
  /** Whether a Primitive writes into any widget of the node. */
  readonly isFed: (scope: Scope, node: GraphNode) => boolean;
  /** The value a Primitive writes into this widget, undefined when none does. */
  readonly fedValue: (scope: Scope, node: GraphNode, name: string) => JsonValue | undefined;
  /** The widget's value, undefined when the node has no such widget. */
  readonly widgetValue: (scope: Scope, node: GraphNode, name: string) => JsonValue | undefined;
}

/**
 * Reads Primitives first: each copies its value into the widgets it is wired to directly (its own mode does not matter).
 * @param replaceText applied to a Primitive's text when its property says so.
 */
export function createWidgetValueSource(
  nodes: readonly FlatNode[],
  nodeTypes: NodeTypes,
  replaceText: (text: string) => string = (text) => text,
): WidgetValueSource {
  const scopes = new Set(nodes.map(({ scope }) => scope));
  const fed = new Map<Scope, ReadonlyMap<NodeId, ReadonlyMap<string, JsonValue>>>();
  for (const scope of scopes) fed.set(scope, feedScope(scope, replaceText));
  const fedValue: WidgetValueSource['fedValue'] = (scope, node, name) => fed.get(scope)?.get(node.id)?.get(name);
  return {
    isFed: (scope, node) => fed.get(scope)?.has(node.id) === true,
    fedValue,
    widgetValue: (scope, node, name) => {
      const slot = selectWidgets(node, nodeTypes.get(node.type)).find((candidate) => candidate.role === 'input' && candidate.name === name);
      return slot === undefined ? undefined : (fedValue(scope, node, name) ?? slot.value);
    },
  };
}

function feedScope({ graph }: Scope, replaceText: (text: string) => string): ReadonlyMap<NodeId, ReadonlyMap<string, JsonValue>> {
  const fed = new Map<NodeId, Map<string, JsonValue>>();
  const hasPrimitive = [...graph.nodes.values()].some((node) => node.type === PRIMITIVE);
  if (!hasPrimitive) return fed;
  for (const node of graph.nodes.values()) {
    for (const input of node.inputs) {
      const link = input.link === null ? undefined : graph.links.get(input.link);
      const origin = link === undefined ? undefined : graph.nodes.get(link.originId);
      if (origin?.type !== PRIMITIVE || link?.originSlot !== 0) continue;
      const value = primitiveValue(origin, replaceText);
      if (value === undefined) continue;
      const values = fed.get(node.id) ?? new Map<string, JsonValue>();
      values.set(input.name, value);
      fed.set(node.id, values);
    }
  }
  return fed;
}

function primitiveValue({ widgetValues, properties }: GraphNode, replaceText: (text: string) => string): JsonValue | undefined {
  const value = widgetValues.form === 'array' ? widgetValues.values[0] : undefined;
  const isReplaced = properties['Run widget replace on values'] === true;
  return typeof value === 'string' && isReplaced ? replaceText(value) : value;
}
