import { isJsonObject } from '@/lib/json';
import type { JsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import type { ServerJob, ServerJobStatus } from '@/protocol/jobs';
import type { Job, JobOutput, JobState } from './job';
import { toNodeOutputs } from './outputs';

const STATES: Readonly<Record<ServerJobStatus, JobState>> = {
  pending: 'queued',
  in_progress: 'running',
  completed: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  unknown: 'unknown',
};

/**
 * A finished job as GET `/api/jobs` lists it: without prompt and workflow, and of its outputs only the preview. `isMine` is false until
 * its entry is read. Pure.
 */
export function toListedJob(job: ServerJob): Job {
  const outputs = job.previewOutput === null ? [] : readPreview(job.previewOutput);
  return {
    id: job.id,
    state: STATES[job.status],
    isMine: false,
    number: job.priority,
    position: null,
    workflowName: null,
    createdAtMs: job.createTimeMs,
    startedAtMs: job.startTimeMs,
    endedAtMs: job.endTimeMs,
    prompt: null,
    workflow: null,
    outputs,
    error: job.error,
    cachedNodeIds: [],
    brief: { outputCount: job.outputsCount, hasOutputs: job.outputsCount === 0 && job.previewOutput === null },
  };
}

/** The same job with all of its outputs, as they were once read. */
export function withKnownOutputs(job: Job, known: { readonly workflowName: string | null; readonly outputs: readonly JobOutput[] }): Job {
  const { workflowName, outputs } = known;
  return { ...job, workflowName, outputs, brief: { outputCount: outputs.length, hasOutputs: true } };
}

/** Outputs to make room for: those known, else as many as the server counts. A text alone is not counted, but shown as preview. */
export function countOutputs({ outputs, brief }: Pick<Job, 'outputs' | 'brief'>): number {
  return brief === undefined || brief.hasOutputs ? outputs.length : Math.max(brief.outputCount, 1);
}

/** A text preview may be cut, and its place among the outputs is not told: it waits for the entry. */
function readPreview(preview: JsonObject): readonly JobOutput[] {
  const { nodeId, mediaType, content, ...file } = preview;
  if (content !== undefined || !isJsonObject(file)) return [];
  const key = typeof mediaType === 'string' ? mediaType : 'images';
  return toNodeOutputs(toNodeId(typeof nodeId === 'string' ? nodeId : ''), { [key]: [file] });
}
