import type { GraphNode } from '@/graph/document/model';
import type { NodeType } from '@/graph/node-types/node-type';

/** The user's title, else the type's display name, else the class name. */
export function displayTitle(node: GraphNode, nodeType: NodeType | undefined): string {
  return node.title ?? nodeType?.displayName ?? node.type;
}
