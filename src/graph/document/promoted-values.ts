import type { NodeId } from '@/protocol/ids';
import type { NodeType, NodeTypes } from '../node-types/node-type';
import { graphOf } from './ids';
import type { GraphId, GraphNode, SubgraphId, WorkflowDocument } from './model';
import { selectWidgets, type WidgetSlot } from './widgets';

/** A value of a node of some graph; `name` as in `WidgetSlot.name`. */
export interface ValuePlace {
  readonly graphId: GraphId;
  readonly nodeId: NodeId;
  readonly name: string;
}

const CONTROL = ':control';

/**
 * Where a value shown on a node is kept: on the node itself, or, for a promoted value that the instance has none of its own for, on the
 * inner node it stands for, through nested instances. Older files keep promoted values inside, newer ones outside; this follows the file.
 * @param types with the document's own definitions, see `documentNodeTypes`.
 */
export function findValuePlace(document: WorkflowDocument, types: NodeTypes, place: ValuePlace): ValuePlace {
  return follow(document, types, { place, isHere: hasOwnValue });
}

/** The inner node a promoted value stands for in the end, whoever keeps the value; the place itself when it is not promoted. */
export function findInnermostPlace(document: WorkflowDocument, types: NodeTypes, place: ValuePlace): ValuePlace {
  return follow(document, types, { place, isHere: () => false });
}

interface Search {
  readonly place: ValuePlace;
  readonly isHere: (node: GraphNode, slot: WidgetSlot | undefined) => boolean;
}

function follow(document: WorkflowDocument, types: NodeTypes, { place, isHere }: Search): ValuePlace {
  let at = place;
  const seen = new Set<GraphId>();
  while (!seen.has(at.graphId)) {
    seen.add(at.graphId);
    const node = graphOf(document, at.graphId)?.nodes.get(at.nodeId);
    const type = node === undefined ? undefined : types.get(node.type);
    const inner = node === undefined || type === undefined ? null : innerPlace(node, type, at.name);
    if (node === undefined || inner === null) return at;
    if (
      isHere(
        node,
        selectWidgets(node, type).find((slot) => slot.name === at.name),
      )
    )
      return at;
    at = inner;
  }
  return at;
}

function innerPlace(node: GraphNode, type: NodeType, name: string): ValuePlace | null {
  const companion = name.endsWith(CONTROL) ? CONTROL : '';
  const promoted = type.promoted?.find((input) => `${input.name}${companion}` === name);
  if (promoted === undefined) return null;
  return { graphId: node.type as SubgraphId, nodeId: promoted.innerNodeId as NodeId, name: `${promoted.innerName}${companion}` };
}

function hasOwnValue({ widgetValues }: GraphNode, slot: WidgetSlot | undefined): boolean {
  if (slot === undefined || widgetValues.form === 'none') return false;
  if (widgetValues.form === 'object') return Object.hasOwn(widgetValues.values, slot.slot);
  const saved = typeof slot.slot === 'number' ? widgetValues.values[slot.slot] : undefined;
  return saved !== undefined && saved !== null;
}
