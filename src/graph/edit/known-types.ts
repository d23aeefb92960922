import { documentNodeTypes } from '../document/document-types';
import type { WorkflowDocument } from '../document/model';
import { NOTE } from '../document/virtual-types';
import type { NodeTypes } from '../node-types/node-type';

/**
 * Node types with those of the document's own definitions, whichever of the two the caller has: `documentNodeTypes` remembers what it
 * read by the types it was given, so types that already went through it must not go again. No server has a class named `Note`.
 */
export function withOwnTypes(document: WorkflowDocument, nodeTypes: NodeTypes): NodeTypes {
  return nodeTypes.get(NOTE) === undefined ? documentNodeTypes(document, nodeTypes) : nodeTypes;
}
