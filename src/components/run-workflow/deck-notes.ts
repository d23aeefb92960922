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
  /** Which run of a set of variations it is. */
  readonly variation?: VariationNote;
}

/** Where one run stands in its set; the set's grid is made of the notes of its runs. */
export interface VariationNote {
  /** The same on all runs of one set. */
  readonly group: string;
  readonly axes: readonly string[];
  /** What it was run with, by axis. */
  readonly labels: readonly string[];
  /** Step by axis, counted from 0. */
  readonly at: readonly number[];
  readonly count: number;
  /** Whether the axes went step by step together. */
  readonly isZipped: boolean;
}

/** The workflow with our notes; everything else in it stays. */
export function withDeckNotes(workflow: JsonObject, { name, document, variation }: DeckNotes): JsonObject {
  const extra = workflow['extra'];
  return {
    ...workflow,
    extra: {
      ...(isJsonObject(extra) ? extra : {}),
      comfydeck: { name, document, ...(variation === undefined ? {} : { variation: { ...variation } }) },
    },
  };
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

/** The place of a job in its set of variations; `null` for all others, and for notes of another form. */
export function variationOfWorkflow(workflow: JsonObject | null): VariationNote | null {
  const extra = workflow?.['extra'];
  const notes = isJsonObject(extra) ? extra['comfydeck'] : undefined;
  const note = isJsonObject(notes) ? notes['variation'] : undefined;
  if (!isJsonObject(note)) return null;
  const { group, axes, labels, at, count } = note;
  if (typeof group !== 'string' || typeof count !== 'number' || !isTexts(axes) || !isTexts(labels) || !isSteps(at)) return null;
  return axes.length === labels.length && axes.length === at.length
    ? { group, axes, labels, at, count, isZipped: note['isZipped'] === true }
    : null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isSteps(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item));
}
