import type { JsonObject } from '@/lib/json';
import type { Engine } from '../../engine/engine';
import { jsonAnswer } from '../answers';
import { asObject } from '../body';
import { JobQueryError, parseJobQuery, selectJobs } from '../jobs/job-query';
import { fromHistoryEntry, fromQueueItem, type JobRecord } from '../jobs/job-record';
import type { AddRoute } from '../route-table';
import type { ServerContext } from '../server-context';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `/api/jobs`, only under `/api`. Everything is derived from queue and history. Source: ComfyUI `server.py`, `comfy_execution/jobs.py`. */
export function addJobRoutes(add: AddRoute, { engine, body, profile }: ServerContext): void {
  const assertWorking = (): void => {
    if (profile.jobsFailWithHistory && Object.keys(engine.history({ offset: 0 })).length > 0)
      throw new TypeError('too many values to unpack (expected 5)');
  };
  add(
    'GET',
    '/jobs',
    (c) => {
      assertWorking();
      try {
        const query = parseJobQuery((name) => c.req.query(name));
        const { page, total } = selectJobs(listJobs(engine), query);
        const { offset, limit } = query;
        return jsonAnswer({ jobs: page, pagination: { offset, limit, total, has_more: offset + page.length < total } });
      } catch (error) {
        if (error instanceof JobQueryError) return jsonAnswer({ error: error.message }, 400);
        throw error;
      }
    },
    'api',
  );
  add(
    'GET',
    '/jobs/:id',
    (c) => {
      assertWorking();
      const job = findJob(engine, c.req.param('id') ?? '');
      return job === undefined ? jsonAnswer({ error: 'Job not found' }, 404) : jsonAnswer(job);
    },
    'api',
  );
  add(
    'POST',
    '/jobs/cancel',
    async (c) => {
      const ids = asObject(await body.jsonOrEmpty(c))['job_ids'];
      if (!Array.isArray(ids)) return jsonAnswer({ error: 'job_ids must be a list' }, 400);
      const invalid = ids.filter((id) => typeof id !== 'string' || !UUID.test(id));
      if (invalid.length > 0) return jsonAnswer({ error: 'job_ids contains invalid id(s)', invalid_ids: invalid }, 400);
      const outcomes = ids.map((id) => cancelJob(engine, String(id)));
      return jsonAnswer({ cancelled: outcomes.includes(true) });
    },
    'api',
  );
  add('POST', '/jobs/:id/cancel', (c) => jsonAnswer({ cancelled: cancelJob(engine, c.req.param('id') ?? '') }), 'api');
}

function listJobs(engine: Engine): JobRecord[] {
  const queue = engine.queue();
  return [
    ...queue.queue_running.map((item) => fromQueueItem(item, 'in_progress')),
    ...queue.queue_pending.map((item) => fromQueueItem(item, 'pending')),
    ...Object.entries(engine.history({})).map(([id, entry]) => finishedJob(id, entry)),
  ];
}

/** Entries of history never change: each becomes a job once, however often the list is asked for. */
const finishedJobs = new WeakMap<JsonObject, JobRecord>();

function finishedJob(id: string, entry: JsonObject): JobRecord {
  const known = finishedJobs.get(entry);
  if (known !== undefined) return known;
  const job = fromHistoryEntry(id, entry, false);
  finishedJobs.set(entry, job);
  return job;
}

function findJob(engine: Engine, id: string): JobRecord | undefined {
  const entry = engine.historyEntry(id);
  if (entry !== undefined) return fromHistoryEntry(id, entry, true);
  const queue = engine.queue();
  const running = queue.queue_running.map((item) => fromQueueItem(item, 'in_progress'));
  const pending = queue.queue_pending.map((item) => fromQueueItem(item, 'pending'));
  return [...running, ...pending].find((job) => job.id === id);
}

/** Takes a pending job out of the queue or interrupts a running one. */
function cancelJob(engine: Engine, id: string): boolean {
  const isPending = engine.queue().queue_pending.some((item) => Array.isArray(item) && item[1] === id);
  if (isPending) engine.deletePending([id]);
  return isPending || engine.interrupt(id);
}
