import { useState } from 'react';
import { MAX_RUNS_KEPT } from '@/config/limits';
import type { Job } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';
import { toElapsed } from './elapsed';
import type { Elapsed } from './elapsed';
import { useNow } from './use-now';

/** When this page first saw each run, monotonic; survives that a row leaves the page. */
const sightings = new WeakMap<Session, Map<PromptId, number>>();

/** How long a job has been running, every second anew. Key the component by the job. */
export function useElapsed(job: Pick<Job, 'id' | 'startedAtMs'>): Elapsed {
  const session = useSession();
  const [seenAtMs] = useState(() => noteSighting(session, job.id));
  const { serverNowMs, monotonicMs } = useNow();
  return toElapsed({
    startedAtMs: job.startedAtMs,
    nowMs: serverNowMs,
    seenForMs: Math.max(0, monotonicMs - seenAtMs),
    pageAgeMs: monotonicMs,
  });
}

function noteSighting(session: Session, id: PromptId): number {
  const seen = sightings.get(session) ?? new Map<PromptId, number>();
  sightings.set(session, seen);
  const known = seen.get(id);
  if (known !== undefined) return known;
  const nowMs = session.clock.monotonicMs();
  seen.set(id, nowMs);
  const [oldest] = seen.keys();
  if (seen.size > MAX_RUNS_KEPT && oldest !== undefined) seen.delete(oldest);
  return nowMs;
}
