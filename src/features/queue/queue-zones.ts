import type { Job } from '@/jobs/job';

/** Jobs that stand together and can change places with each other. */
export interface QueueZone {
  readonly jobs: readonly Job[];
  /** Where the first of them stands among the rows; the number of rows when there is none. */
  readonly first: number;
}

export interface QueueZones {
  /** The list as it is shown: what runs, what waits on the server, what is held here, the rest. */
  readonly rows: readonly Job[];
  readonly waiting: QueueZone;
  readonly held: QueueZone;
}

/** Puts the jobs of a queue into the zones in which they can be moved; the order within each stays. Pure. */
export function toZones(jobs: readonly Job[]): QueueZones {
  const zones: Record<'running' | 'waiting' | 'held' | 'rest', Job[]> = { running: [], waiting: [], held: [], rest: [] };
  for (const job of jobs) zones[nameZone(job)].push(job);
  const { running, waiting, held, rest } = zones;
  const firstHeld = running.length + waiting.length;
  return {
    rows: [...running, ...waiting, ...held, ...rest],
    waiting: { jobs: waiting, first: running.length },
    held: { jobs: held, first: firstHeld },
  };
}

/** The zone a job can be moved in; null for one that has no place in an order. */
export function zoneOf(job: Job | undefined, { waiting, held }: QueueZones): QueueZone | null {
  if (job === undefined) return null;
  const name = nameZone(job);
  if (name === 'held') return held;
  return name === 'waiting' ? waiting : null;
}

function nameZone({ state, isHeld }: Job): 'running' | 'waiting' | 'held' | 'rest' {
  if (state === 'running') return 'running';
  if (state !== 'queued') return 'rest';
  return isHeld === true ? 'held' : 'waiting';
}
