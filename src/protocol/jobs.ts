import * as z from 'zod/mini';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { parseHistoryStatus, type HistoryStatus } from './history';
import type { PromptId } from './ids';
import { jsonObjectSchema, numberSchema, orNull, parseWith, promptIdSchema } from './schema';
import type { ExecutionError } from './server-event';
import { parseExecutionError } from './ws-messages';

/** Status words of `/api/jobs`; `unknown` for any other. Before 0.9 a cancelled job is `failed`. */
export type ServerJobStatus = (typeof STATUSES)[number];
const STATUSES = ['pending', 'in_progress', 'completed', 'failed', 'cancelled', 'unknown'] as const;

/** One job of GET `/api/jobs` (since 0.6). Times in server ms; what the server leaves out is null. */
export interface ServerJob {
  readonly id: PromptId;
  readonly status: ServerJobStatus;
  /** The queue number. */
  readonly priority: number | null;
  readonly createTimeMs: number | null;
  /** Null while running: the server does not tell. */
  readonly startTimeMs: number | null;
  readonly endTimeMs: number | null;
  readonly error: ExecutionError | null;
  /** Text does not count. */
  readonly outputsCount: number;
  readonly previewableOutputsCount: number | null;
  /** A file item or `{content, truncated?}`, with `nodeId` and `mediaType`. */
  readonly previewOutput: JsonObject | null;
  readonly workflowId: string | null;
}

/** GET `/api/jobs/{id}`; the last three are null for pending and running jobs. */
export interface ServerJobDetail extends ServerJob {
  readonly outputs: JsonObject | null;
  readonly executionStatus: HistoryStatus | null;
  readonly workflow: { readonly prompt: JsonObject; readonly extraData: JsonObject } | null;
}

export interface ServerJobsPage {
  readonly jobs: readonly ServerJob[];
  readonly offset: number;
  readonly limit: number | null;
  /** After filtering. */
  readonly total: number;
  readonly hasMore: boolean;
}

const jobSchema = z.object({
  id: promptIdSchema,
  status: z.catch(z.enum(STATUSES), 'unknown'),
  priority: orNull(numberSchema),
  create_time: orNull(numberSchema),
  execution_start_time: orNull(numberSchema),
  execution_end_time: orNull(numberSchema),
  execution_error: orNull(jsonObjectSchema),
  outputs_count: z.catch(numberSchema, 0),
  previewable_outputs_count: orNull(numberSchema),
  preview_output: orNull(jsonObjectSchema),
  workflow_id: orNull(z.string()),
});

/**
 * Reads one job.
 * @throws ProtocolError `bad-shape` without an id.
 */
export function parseServerJob(json: unknown): ServerJob {
  const job = parseWith(jobSchema, json, 'job');
  return {
    id: job.id,
    status: job.status,
    priority: job.priority,
    createTimeMs: job.create_time,
    startTimeMs: job.execution_start_time,
    endTimeMs: job.execution_end_time,
    error: job.execution_error === null ? null : parseExecutionError(job.execution_error),
    outputsCount: job.outputs_count,
    previewableOutputsCount: job.previewable_outputs_count,
    previewOutput: job.preview_output,
    workflowId: job.workflow_id,
  };
}

const pageSchema = z.object({
  jobs: z.array(z.unknown()),
  pagination: z.object({ offset: numberSchema, limit: z.nullable(numberSchema), total: numberSchema, has_more: z.boolean() }),
});

/**
 * Reads GET `/api/jobs`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseServerJobs(json: unknown): ServerJobsPage {
  const { jobs, pagination } = parseWith(pageSchema, json, 'jobs');
  const { offset, limit, total, has_more } = pagination;
  return { jobs: jobs.map(parseServerJob), offset, limit, total, hasMore: has_more };
}

const detailSchema = z.object({
  outputs: orNull(jsonObjectSchema),
  execution_status: z.optional(z.unknown()),
  workflow: orNull(z.object({ prompt: z.catch(jsonObjectSchema, {}), extra_data: z.catch(jsonObjectSchema, {}) })),
});

/**
 * Reads GET `/api/jobs/{id}`.
 * @throws ProtocolError `bad-shape` without an id.
 */
export function parseServerJobDetail(json: unknown): ServerJobDetail {
  const { outputs, execution_status, workflow } = parseWith(detailSchema, json, 'job');
  return {
    ...parseServerJob(json),
    outputs,
    executionStatus: parseHistoryStatus(execution_status),
    workflow: workflow === null ? null : { prompt: workflow.prompt, extraData: workflow.extra_data },
  };
}

/**
 * Reads the answer of the cancel routes: whether anything was cancelled.
 * @throws ProtocolError `bad-shape`.
 */
export function parseCancelled(json: unknown): boolean {
  return parseWith(z.object({ cancelled: z.boolean() }), json, 'cancel').cancelled;
}

/** True for the `{error}` body that tells "no such job" from "no such route" (both 404). */
export function isJobsError(json: unknown): boolean {
  return isJsonObject(json) && 'error' in json;
}
