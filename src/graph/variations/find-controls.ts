import type { JsonValue } from '@/lib/json';
import { documentNodeTypes } from '../document/document-types';
import type { GraphNode, WorkflowDocument } from '../document/model';
import { selectPrimitiveWidgets } from '../document/primitive-widgets';
import { isVirtualType, PRIMITIVE } from '../document/virtual-types';
import { selectWidgets, type WidgetSlot } from '../document/widgets';
import type { NodeTypes, WidgetSpec } from '../node-types/node-type';
import type { VariedControl } from './variation';

/** A control that can be varied: where it is, what it is called, and what it takes. */
export interface FoundControl extends VariedControl {
  readonly nodeTitle: string;
  readonly widget: WidgetSpec;
  readonly value: JsonValue;
}

const MUTED = 2;

/**
 * The controls of the outer graph whose value is used: of nodes that run, not fed by a wire. What subgraphs promote belongs to their
 * instance. Nodes whose class the server lacks have none.
 */
export function findControls(document: WorkflowDocument, nodeTypes: NodeTypes): readonly FoundControl[] {
  const types = documentNodeTypes(document, nodeTypes);
  return [...document.root.nodes.values()].flatMap((node) => {
    if (node.mode === MUTED || (isVirtualType(node.type) && node.type !== PRIMITIVE)) return [];
    const slots = node.type === PRIMITIVE ? selectPrimitiveWidgets(document.root, node, types) : selectWidgets(node, types.get(node.type));
    const nodeTitle = node.title ?? types.get(node.type)?.displayName ?? node.type;
    return slots.flatMap((slot) => toControl(node, nodeTitle, slot));
  });
}

function toControl(node: GraphNode, nodeTitle: string, slot: WidgetSlot): readonly FoundControl[] {
  const { spec, name, value } = slot;
  if (slot.role !== 'input' || spec === undefined || typeof slot.linkedInput === 'string' || isFixed(spec.widget)) return [];
  return [{ graphId: 'root', nodeId: node.id, name, nodeTitle, widget: spec.widget, value }];
}

function isFixed({ kind }: WidgetSpec): boolean {
  return kind === 'none' || kind === 'unknown';
}
