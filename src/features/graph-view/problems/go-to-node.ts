import { toNodeId } from '@/protocol/ids';
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

/** Shows a node and opens the list of one of its inputs, for choosing another value. On another screen it only goes to the node. */
export function chooseValue(
  workspace: Workspace,
  documentId: DocumentId,
  { executionId, input }: { readonly executionId: string; readonly input: string },
): void {
  goToNode(workspace, documentId, executionId);
  const controller = activeView(workspace);
  if (controller?.documentId !== documentId) return;
  const nodeId = toNodeId(executionId.slice(executionId.lastIndexOf(':') + 1));
  controller.view.setState({ controlWanted: { nodeId, input } });
}
