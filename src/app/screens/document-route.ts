import type { DocumentId, DocumentsState, OpenDocument } from '@/workspace/workspace';

/** How a document is named in `#/graph/<document>`: by its place on the server when it has one (a link others can open), else by its id here. */
export function toRouteName(document: OpenDocument): string {
  return document.origin.kind === 'userdata' ? document.origin.path : document.id;
}

/** The open document a route names, if it is open. */
export function findByRouteName({ order, documents }: DocumentsState, name: string): DocumentId | null {
  return order.find((id) => id === name || (documents[id] !== undefined && toRouteName(documents[id]) === name)) ?? null;
}

/** Whether a route name can be a file on the server rather than a draft of some browser. */
export function isUserdataName(name: string): boolean {
  return name.toLowerCase().endsWith('.json');
}
