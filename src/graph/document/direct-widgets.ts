import type { NodeId } from '@/protocol/ids';
import { toText } from '../node-types/json-read';
import type { NodeType, NodeTypes } from '../node-types/node-type';
import type { GraphNode, SubgraphId, WorkflowDocument } from './model';
import { promotedSlotNames, valueProxies, withoutPrefix, type Proxy } from './promoted-slots';
import { selectWidgets, type WidgetSlot } from './widgets';

/** A widget of an inner node that an instance shows although no input of the definition leads to it. Its value is the inner node's. */
export interface DirectWidget {
  /** As on the inner node. */
  readonly slot: WidgetSlot;
  readonly graphId: SubgraphId;
  readonly node: GraphNode;
}

const NONE: readonly DirectWidget[] = [];

const known = new WeakMap<GraphNode, { readonly nodeType: NodeType; readonly widgets: readonly DirectWidget[] }>();

/**
 * The inner widgets that a subgraph instance shows directly (`proxyWidgets` entries that are no input of the definition), in the file's
 * order. Empty for other nodes. Remembered while the instance and everything inside stay the same.
 * @param types with the document's own definitions, see `documentNodeTypes`.
 */
export function selectDirectWidgets(document: WorkflowDocument, node: GraphNode, types: NodeTypes): readonly DirectWidget[] {
  const definition = document.subgraphs.get(node.type as SubgraphId);
  const nodeType = types.get(node.type);
  if (definition === undefined || nodeType === undefined) return NONE;
  const found = known.get(node);
  if (found?.nodeType === nodeType) return found.widgets;
  const names = promotedSlotNames(node, nodeType);
  const widgets = valueProxies(node).flatMap((proxy, index) => {
    const inner = names[index] === null ? definition.nodes.get(toText(proxy[0]) as NodeId) : undefined;
    const slot = inner === undefined ? undefined : findSlot(inner, types.get(inner.type), proxy);
    return inner === undefined || slot === undefined ? [] : [{ slot, graphId: definition.id, node: inner }];
  });
  known.set(node, { nodeType, widgets });
  return widgets;
}

/** A widget that a wire feeds inside has no value to set. */
function findSlot(inner: GraphNode, innerType: NodeType | undefined, proxy: Proxy): WidgetSlot | undefined {
  const name = withoutPrefix(toText(proxy[1]));
  const slots = selectWidgets(inner, innerType).filter((slot) => slot.role !== 'extra');
  const slot = name === 'control_after_generate' ? slots.find(({ role }) => role === 'control') : slots.find((one) => one.name === name);
  const isFed = slot?.linkedInput !== undefined && slot.linkedInput !== null;
  return isFed ? undefined : slot;
}
