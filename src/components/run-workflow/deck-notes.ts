import { findWorkflow } from '@/jobs/workflow-name';
import { isJsonObject, type JsonObject } from '@/lib/json';
import type { QueueItem } from '@/protocol/queue';
import type { DocumentId } from '@/workspace/workspace';

/** What this program writes into `extra.comfydeck` of a submitted workflow. */
export interface DeckNotes {
  /** Shown with the job. */
  readonly name: string;
  /** The open document it came from, to find it again after a reload. */
  readonly document: DocumentId;
}

/** The workflow with our notes; everything else in it stays. */
export function withDeckNotes(workflow: JsonObject, { name, document }: DeckNotes): JsonObject {
  const extra = workflow['extra'];
  return { ...workflow, extra: { ...(isJsonObject(extra) ? extra : {}), comfydeck: { name, document } } };
}

/** The open document that a prompt of the queue or history came from; `null` for those of others. */
export function documentOfRun({ extraData }: Pick<QueueItem, 'extraData'>): DocumentId | null {
  return documentOfWorkflow(findWorkflow(extraData));
}

/** The same for the workflow that came with a job. */
export function documentOfWorkflow(workflow: JsonObject | null): DocumentId | null {
  const extra = workflow?.['extra'];
  const notes = isJsonObject(extra) ? extra['comfydeck'] : undefined;
  const document = isJsonObject(notes) ? notes['document'] : undefined;
  return typeof document === 'string' ? (document as DocumentId) : null;
}
