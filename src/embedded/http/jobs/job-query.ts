import type { JsonValue } from '@/lib/json';
import { JOB_STATUSES, type JobRecord, type JobStatus } from './job-record';

/** A parsed query of GET `/api/jobs`. */
export interface JobQuery {
  readonly statuses: readonly JobStatus[];
  readonly workflowId: string | undefined;
  readonly sortBy: 'created_at' | 'execution_duration';
  readonly isAscending: boolean;
  readonly limit: number | null;
  readonly offset: number;
}

/** A query value the route refuses with 400. */
export class JobQueryError extends Error {}

/** Reads the parameters. @throws JobQueryError with the text of the answer. */
export function parseJobQuery(read: (name: string) => string | undefined): JobQuery {
  const sortBy = read('sort_by') ?? 'created_at';
  const sortOrder = read('sort_order') ?? 'desc';
  if (sortBy !== 'created_at' && sortBy !== 'execution_duration')
    throw new JobQueryError("sort_by must be 'created_at' or 'execution_duration'");
  if (sortOrder !== 'asc' && sortOrder !== 'desc') throw new JobQueryError("sort_order must be 'asc' or 'desc'");
  const limit = parseInteger('limit', read('limit'));
  if (limit !== null && limit <= 0) throw new JobQueryError('limit must be a positive integer');
  return {
    statuses: parseStatuses(read('status')),
    workflowId: read('workflow_id'),
    sortBy,
    isAscending: sortOrder === 'asc',
    limit,
    offset: Math.max(0, parseInteger('offset', read('offset')) ?? 0),
  };
}

function parseStatuses(text: string | undefined): readonly JobStatus[] {
  const names = (text ?? '').split(',').map((name) => name.trim().toLowerCase());
  const asked = names.filter((name) => name !== '');
  const unknown = asked.filter((name) => !JOB_STATUSES.some((status) => status === name));
  if (unknown.length > 0)
    throw new JobQueryError(`Invalid status value(s): ${unknown.join(', ')}. Valid values: ${JOB_STATUSES.join(', ')}`);
  return asked.length === 0 ? JOB_STATUSES : JOB_STATUSES.filter((status) => asked.includes(status));
}

function parseInteger(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new JobQueryError(`${name} must be an integer`);
  return Number(text);
}

/** The page asked for; `total` counts what passed the filters. `jobs` come running, pending, then history; equal keys keep that order. */
export function selectJobs(jobs: readonly JobRecord[], query: JobQuery): { readonly page: readonly JobRecord[]; readonly total: number } {
  const matching = jobs.filter(
    (job) => query.statuses.includes(job.status) && (!query.workflowId || job['workflow_id'] === query.workflowId),
  );
  const keyOf = query.sortBy === 'created_at' ? (job: JobRecord): number => toNumber(job['create_time']) : durationOf;
  const sorted = matching.toSorted((a, b) => (query.isAscending ? keyOf(a) - keyOf(b) : keyOf(b) - keyOf(a)));
  const end = query.limit === null ? undefined : query.offset + query.limit;
  return { page: sorted.slice(query.offset, end), total: matching.length };
}

function durationOf(job: JobRecord): number {
  const [start, end] = [toNumber(job['execution_start_time']), toNumber(job['execution_end_time'])];
  return start !== 0 && end !== 0 ? end - start : 0;
}

function toNumber(value: JsonValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}
