import type { NodeId } from '@/protocol/ids';
import { graphOf } from '../document/ids';
import type { GraphId, WorkflowDocument } from '../document/model';
import type { NodeType, NodeTypes } from '../node-types/node-type';

/** A deprecated class the document uses, and where. */
export interface DeprecatedUse {
  readonly nodeType: NodeType;
  readonly places: readonly { readonly graphId: GraphId; readonly nodeId: NodeId }[];
}

/** Every class the server calls deprecated that stands somewhere in the document, definitions included. Pure. */
export function findDeprecated(document: WorkflowDocument, nodeTypes: NodeTypes): readonly DeprecatedUse[] {
  const uses = new Map<string, DeprecatedUse>();
  for (const graphId of ['root' as const, ...document.subgraphs.keys()]) {
    for (const node of graphOf(document, graphId)?.nodes.values() ?? []) {
      const nodeType = nodeTypes.get(node.type);
      if (nodeType?.isDeprecated !== true) continue;
      const before = uses.get(node.type)?.places ?? [];
      uses.set(node.type, { nodeType, places: [...before, { graphId, nodeId: node.id }] });
    }
  }
  return [...uses.values()];
}
