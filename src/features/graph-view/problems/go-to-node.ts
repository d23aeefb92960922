import type { DocumentId, Workspace } from '@/workspace/workspace';
import { activeView } from '../active-view';
import { showNode } from '../view-actions';

/** Shows a node of a document by its execution id: on the graph on the page, else by going to that page. */
export function goToNode(workspace: Workspace, documentId: DocumentId, executionId: string): void {
  const controller = activeView(workspace);
  if (controller?.documentId !== documentId) {
    window.location.hash = `#/graph/${encodeURIComponent(documentId)}?node=${encodeURIComponent(executionId)}`;
    return;
  }
  showNode(controller, executionId);
}
