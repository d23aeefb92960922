import { describe, expect, it } from 'vitest';
import { buildJob } from '@/testing/builders';
import { toZones, zoneOf } from './queue-zones';

const job = (id: string, state: 'running' | 'queued' | 'lost', isHeld = false) => buildJob(id, { state, isHeld });

describe('the zones of a queue', () => {
  const jobs = [
    job('r', 'running'),
    job('w1', 'queued'),
    job('w2', 'queued'),
    job('l', 'lost'),
    job('h1', 'queued', true),
    job('h2', 'queued', true),
  ];
  const zones = toZones(jobs);

  it('stand one below the other, each in its own order', () => {
    expect(zones.rows.map(({ id }) => id)).toEqual(['r', 'w1', 'w2', 'h1', 'h2', 'l']);
    expect([zones.waiting.first, zones.held.first]).toEqual([1, 3]);
  });

  it('are where a job can be moved; what runs or is lost has none', () => {
    expect(jobs.map((one) => zoneOf(one, zones)?.jobs.length ?? null)).toEqual([null, 2, 2, null, 2, 2]);
  });
});
