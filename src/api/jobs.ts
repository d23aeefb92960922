import { parseServerJson } from '@/protocol/json-text';
import type { PromptId } from '@/protocol/ids';
import {
  isJobsError,
  parseCancelled,
  parseServerJobDetail,
  parseServerJobs,
  type ServerJobDetail,
  type ServerJobsPage,
  type ServerJobStatus,
} from '@/protocol/jobs';
import { readJson, requireOk, send, type ApiAnswer, type ApiRequest, type CallOptions, type Transport } from './request';
import { pathPart } from './urls';

/** Filters and window of the job list. */
export interface JobsWindow {
  readonly statuses?: readonly Exclude<ServerJobStatus, 'unknown'>[];
  readonly workflowId?: string;
  readonly sortBy?: 'created_at' | 'execution_duration';
  readonly sortOrder?: 'asc' | 'desc';
  /** Above 0; absent = all. */
  readonly limit?: number;
  readonly offset?: number;
}

/**
 * The server has no such route (404, 405), or its list is unusable: one prompt with `extra_pnginfo: null` makes every call fail (500).
 * Fall back to queue and history.
 */
export interface JobsUnsupported {
  readonly kind: 'unsupported';
  readonly status: number;
}

/** The job view of the server. Source: ComfyUI `server.py` `/api/jobs`, `comfy_execution/jobs.py`. */
export interface JobsApi {
  readonly jobs: (
    window?: JobsWindow,
    options?: CallOptions,
  ) => Promise<{ readonly kind: 'page'; readonly page: ServerJobsPage } | JobsUnsupported>;
  readonly job: (
    id: PromptId,
    options?: CallOptions,
  ) => Promise<{ readonly kind: 'job'; readonly job: ServerJobDetail } | { readonly kind: 'missing' } | JobsUnsupported>;
  /** Dequeues or interrupts (since 0.26); `isCancelled` false for finished and unknown ids. */
  readonly cancelJob: (id: PromptId, options?: CallOptions) => Promise<CancelOutcome>;
  readonly cancelJobs: (ids: readonly PromptId[], options?: CallOptions) => Promise<CancelOutcome>;
}

export type CancelOutcome = { readonly kind: 'answered'; readonly isCancelled: boolean } | JobsUnsupported;

/** Binds the routes of jobs. */
export function createJobsApi(transport: Transport): JobsApi {
  const cancel = async (request: ApiRequest): Promise<CancelOutcome> => {
    const answer = await send(transport, { method: 'POST', ...request });
    if (isUnsupported(answer)) return { kind: 'unsupported', status: answer.status };
    return { kind: 'answered', isCancelled: readJson(requireOk(answer), parseCancelled) };
  };
  return {
    jobs: async (window, options) => {
      const answer = await send(transport, { path: '/jobs', params: toParams(window ?? {}), ...options });
      if (isUnsupported(answer)) return { kind: 'unsupported', status: answer.status };
      return { kind: 'page', page: readJson(requireOk(answer), parseServerJobs) };
    },
    job: async (id, options) => {
      const answer = await send(transport, { path: `/jobs/${pathPart(id)}`, ...options });
      if (isMissingJob(answer)) return { kind: 'missing' };
      if (isUnsupported(answer)) return { kind: 'unsupported', status: answer.status };
      return { kind: 'job', job: readJson(requireOk(answer), parseServerJobDetail) };
    },
    cancelJob: (id, options) => cancel({ path: `/jobs/${pathPart(id)}/cancel`, ...options }),
    cancelJobs: (ids, options) => cancel({ path: '/jobs/cancel', json: { job_ids: ids }, ...options }),
  };
}

function toParams(window: JobsWindow): Record<string, string | number | undefined> {
  return {
    status: window.statuses?.join(','),
    workflow_id: window.workflowId,
    sort_by: window.sortBy,
    sort_order: window.sortOrder,
    limit: window.limit,
    offset: window.offset,
  };
}

function isUnsupported({ status }: ApiAnswer): boolean {
  return status === 404 || status === 405 || status === 500;
}

/** An unknown job and an unknown route are both 404; only the former has a JSON body. */
function isMissingJob({ status, text }: ApiAnswer): boolean {
  return status === 404 && text.startsWith('{') && isJobsError(parseServerJson(text));
}
