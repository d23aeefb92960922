import { describe, expect, it } from 'vitest';
import type { Job } from '@/jobs/job';
import type { PastSection } from '@/jobs/past-sections';
import { buildJob } from '@/testing/builders';
import { filterJobs, listModels } from './filter-jobs';
import type { HistoryFilters } from './filter-jobs';
import { toHistoryFacts } from './job-facts';
import { createHistoryRows } from './history-rows';
import { wordDay } from './shown-day';

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
const job = (id: string, endedAtMs: number | null) => buildJob(id, { endedAtMs, startedAtMs: null, createdAtMs: null });

const read = (...jobs: readonly Job[]): PastSection => ({ kind: 'read', items: jobs.map((one) => ({ job: one, slot: null })) });

describe('days', () => {
  it('are called today, yesterday, by name, or unknown', () => {
    const nowMs = at(25, 0);
    expect(wordDay(at(25, 23), nowMs)).toBe('Today');
    expect(wordDay(at(24, 0), nowMs)).toBe('Yesterday');
    expect(wordDay(at(24, 23), at(25, 23))).toBe('Yesterday');
    expect(wordDay(at(23, 12), nowMs)).toMatch(/23/);
    expect(wordDay(null, nowMs)).toBe('Day not known');
  });

  it('stand over their jobs as rows, by local date in the order given', () => {
    const jobs = [job('a', at(25, 23)), job('b', at(25, 0)), job('c', at(24, 23)), job('d', at(25, 1)), job('e', null)];
    const rows = createHistoryRows([read(...jobs)]);
    expect(rows.spans.map(({ atMs, headingIndex, firstPosition, lastIndex }) => [atMs, headingIndex, firstPosition, lastIndex])).toEqual([
      [at(25, 23), 0, 0, 2],
      [at(24, 23), 3, 2, 4],
      [at(25, 1), 5, 3, 6],
      [null, 7, 4, 8],
    ]);
    expect([rows.rowCount, rows.length]).toEqual([9, 5]);
    expect([-1, 0, 1, 2, 4, 5].map(rows.rowOf)).toEqual([-1, 1, 2, 4, 8, -1]);
    expect([0, 1, 3, 4, 8].map(rows.positionOf)).toEqual([-1, 0, -1, 2, 4]);
    const keys = Array.from({ length: rows.rowCount }, (_none, row) => rows.rowKey(row));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('list a job under the latest time that is known', () => {
    const [span] = createHistoryRows([read(buildJob('a', { endedAtMs: null, startedAtMs: at(3, 1), createdAtMs: at(2, 1) }))]).spans;
    expect(span?.atMs).toBe(at(3, 1));
  });

  it('hold rows that were not read under the day above them, with keys that stay', () => {
    const unread = createHistoryRows([read(job('a', at(25, 3))), { kind: 'unread', slot: 9_998, count: 9_999 }]);
    expect([unread.length, unread.rowCount, unread.spans.length]).toEqual([10_000, 10_001, 1]);
    expect(unread.placeAt(1)).toEqual({ job: null, slot: 9_998 });
    expect(unread.placeAt(9_999)).toEqual({ job: null, slot: 0 });
    expect([unread.placeAt(-1), unread.placeAt(10_000)]).toEqual([null, null]);
    for (const position of [0, 1, 5_000, 9_999]) expect(unread.indexOf(unread.at(position) ?? '')).toBe(position);
    const key = unread.at(1) ?? '';
    const known: PastSection = { kind: 'read', items: [{ job: job('b', at(24, 1)), slot: 9_998 }] };
    const later = createHistoryRows([read(job('a', at(25, 3))), known, { kind: 'unread', slot: 9_997, count: 9_998 }]);
    expect(later.placeAt(later.indexOf(key))?.job?.id).toBe('b');
    expect(later.rowCount).toBe(10_002);
  });

  it('are none of an empty list', () => {
    const rows = createHistoryRows([read()]);
    expect([rows.length, rows.rowCount, rows.rowOf(0), rows.positionOf(0)]).toEqual([0, 0, -1, -1]);
  });
});

describe('filters', () => {
  const ask = (ckpt_name: string) => ({ '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name } } });
  const jobs = [
    buildJob('a', { endedAtMs: at(24, 23), isMine: false }),
    buildJob('b', { state: 'failed', workflowName: 'Portrait', endedAtMs: at(25, 0), isMine: true, prompt: ask('harbor.safetensors') }),
    buildJob('c', { state: 'failed', endedAtMs: at(26, 0), isMine: true, prompt: ask('clay.ckpt') }),
  ];
  const ids = (filters: HistoryFilters) => filterJobs(jobs, filters).map(({ id }) => id);

  it('go by state and text together', () => {
    expect(ids({ state: 'failed' })).toEqual(['b', 'c']);
    expect(ids({ q: 'portrait' })).toEqual(['b']);
    expect(ids({ state: 'done', q: 'portrait' })).toEqual([]);
    expect(ids({ state: 'nonsense' })).toEqual([]);
  });

  it('go by whose it is, by local days and by model', () => {
    expect(ids({ mine: '1' })).toEqual(['b', 'c']);
    expect(ids({ from: '2026-11-25', to: '2026-11-25' })).toEqual(['b']);
    expect(ids({ from: '2026-11-25' })).toEqual(['b', 'c']);
    expect(ids({ to: '2026-11-24' })).toEqual(['a']);
    expect(ids({ from: 'soon' })).toEqual([]);
    expect(ids({ model: 'clay.ckpt' })).toEqual(['c']);
    expect(listModels([...jobs, ...jobs])).toEqual(['clay.ckpt', 'harbor.safetensors']);
  });

  it('leave out a job without times only where times are asked for', () => {
    expect(filterJobs([job('x', null)], { from: '2026-11-25' })).toEqual([]);
    expect(filterJobs([job('x', null)], { state: 'done' })).toHaveLength(1);
  });

  it('leave the list alone when there are none', () => {
    expect(filterJobs(jobs, { q: '  ' })).toBe(jobs);
  });
});

it('a run that only this browser still knows says so', () => {
  expect(toHistoryFacts(buildJob('a', { isGone: true }))).toContain('no longer on the server');
  expect(toHistoryFacts(buildJob('a'))).not.toContain('no longer on the server');
});
