import type { Job } from '@/jobs/job';
import { toTiming } from '@/jobs/timing';

/** Fewer runs than this say nothing about the next. */
const LEAST_RUNS = 3;
const RUNS_LOOKED_AT = 20;

/** How long what waits will wait, by position among the waiting jobs, ms; null where too little is known of anything before it. */
export function toExpectedWaits(
  open: { readonly running: readonly Job[]; readonly waiting: readonly Job[] },
  past: readonly Job[],
  nowMs: number,
): readonly (number | null)[] {
  const known = new Map<string, number | null>();
  const durationOf = (job: Job): number | null => {
    const name = job.workflowName ?? '';
    const found = known.get(name);
    if (found !== undefined) return found;
    const duration = name === '' ? null : findMedian(past, name);
    known.set(name, duration);
    return duration;
  };
  let waitMs: number | null = open.running.reduce<number | null>((sum, job) => add(sum, toLeft(durationOf(job), job, nowMs)), 0);
  return open.waiting.map((job) => {
    const before = waitMs;
    waitMs = add(waitMs, durationOf(job));
    return before;
  });
}

/** What is left of a run; a run that takes longer than usual is expected to end any moment. */
function toLeft(durationMs: number | null, { startedAtMs }: Job, nowMs: number): number | null {
  if (durationMs === null) return null;
  return startedAtMs === null ? durationMs : Math.max(0, durationMs - Math.max(0, nowMs - startedAtMs));
}

/** The usual time of a workflow's last runs; half of them took less. */
function findMedian(past: readonly Job[], workflowName: string): number | null {
  const times: number[] = [];
  for (const job of past) {
    if (job.workflowName !== workflowName || job.state !== 'done') continue;
    const { ranMs } = toTiming(job);
    if (ranMs !== null) times.push(ranMs);
    if (times.length >= RUNS_LOOKED_AT) break;
  }
  if (times.length < LEAST_RUNS) return null;
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? null;
}

function add(sum: number | null, part: number | null): number | null {
  return sum === null || part === null ? null : sum + part;
}
