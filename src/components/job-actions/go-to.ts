import type { PromptId } from '@/protocol/ids';
import type { DocumentId } from '@/workspace/workspace';

/** Goes to an open document. The router follows the address. */
export function goToDocument(id: DocumentId): void {
  window.location.hash = `#/graph/${encodeURIComponent(id)}`;
}

/** Goes to the page of one run. */
export function goToJob(id: PromptId): void {
  window.location.hash = `#/history/${encodeURIComponent(id)}`;
}
