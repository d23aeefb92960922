import { describe, expect, it } from 'vitest';
import type { Job } from '@/jobs/job';
import type { PastSection } from '@/jobs/past-sections';
import { toNodeId } from '@/protocol/ids';
import { buildJob } from '@/testing/builders';
import { createGalleryList, estimateOutputsPerRun } from './gallery-list';

function jobWith(id: string, names: readonly string[], change: Partial<Job> = {}): Job {
  return buildJob(id, {
    outputs: names.map((filename) => ({
      kind: 'image',
      nodeId: toNodeId('2'),
      key: 'images',
      file: { filename, subfolder: '', type: 'output' },
      text: null,
    })),
    ...change,
  });
}

const HEAD: PastSection = { kind: 'read', items: [{ job: jobWith('new', ['n1.png', 'n2.png']), slot: null }] };
const build = (sections: readonly PastSection[], outputsPerRun = 1) =>
  createGalleryList({ liveJobs: [], sections, filters: {}, outputsPerRun });

describe('the places of the gallery', () => {
  it('are as many as the server has runs, without holding them', () => {
    const list = build([HEAD, { kind: 'unread', slot: 99_999, count: 100_000 }]);
    expect(list.length).toBe(100_002);
    expect(list.entryAt(1)).toMatchObject({ kind: 'output', item: { ref: 'output/n2.png' } });
    expect(list.entryAt(2)).toEqual({ kind: 'unread', slot: 99_999 });
    expect(list.entryAt(100_001)).toEqual({ kind: 'unread', slot: 0 });
    expect([list.entryAt(100_002), list.entryAt(-1)]).toEqual([null, null]);
  });

  it('have keys that lead back to them', () => {
    const list = build([HEAD, { kind: 'unread', slot: 499, count: 500 }], 3);
    expect(list.length).toBe(2 + 1_500);
    for (const index of [0, 1, 2, 3, 4, 5, 777, 1_501]) expect(list.indexOf(list.at(index) ?? '')).toBe(index);
    expect(list.indexOf('nobody')).toBe(-1);
  });

  it('keep their keys when they are read', () => {
    const before = build([HEAD, { kind: 'unread', slot: 3, count: 4 }], 2);
    const key = before.at(6) ?? '';
    expect(before.entryAt(6)).toEqual({ kind: 'unread', slot: 1 });
    const job = jobWith('r1', ['a.png', 'b.png', 'c.png']);
    const after = build(
      [HEAD, { kind: 'unread', slot: 3, count: 2 }, { kind: 'read', items: [{ job, slot: 1 }] }, { kind: 'unread', slot: 0, count: 1 }],
      2,
    );
    expect(after.entryAt(after.indexOf(key))).toMatchObject({ item: { ref: 'output/a.png' } });
    expect(after.indexOfRef('output/c.png')).toBe(after.indexOf(key) + 2);
  });

  it('fall back to the first output of a run that has fewer than was thought', () => {
    const list = build([{ kind: 'read', items: [{ job: jobWith('r1', ['a.png']), slot: 7 }] }], 3);
    expect(list.indexOf('slot 7 2')).toBe(0);
  });

  it('wait for the outputs of a listed run beside its preview', () => {
    const job = jobWith('r1', ['a.png'], { brief: { outputCount: 3, hasOutputs: false } });
    const list = build([{ kind: 'read', items: [{ job, slot: 7 }] }]);
    expect([0, 1, 2].map((index) => list.entryAt(index)?.kind)).toEqual(['output', 'waiting', 'waiting']);
    expect(list.items.map(({ ref }) => ref)).toEqual(['output/a.png']);
  });

  it('show a file once that several runs report, over all sections', () => {
    const items = [{ job: jobWith('old', ['n1.png', 'o.png']), slot: 4 }];
    const list = build([HEAD, { kind: 'read', items }]);
    expect(list.items.map(({ ref }) => ref)).toEqual(['output/n1.png', 'output/n2.png', 'output/o.png']);
  });

  it('begin with running jobs', () => {
    const list = createGalleryList({ liveJobs: [buildJob('r')], sections: [HEAD], filters: {}, outputsPerRun: 1 });
    expect([list.entryAt(0)?.kind, list.at(0), list.indexOf('live r')]).toEqual(['live', 'live r', 0]);
  });
});

it('estimateOutputsPerRun takes the mean, and one at least', () => {
  expect(estimateOutputsPerRun([])).toBe(1);
  expect(estimateOutputsPerRun([jobWith('a', []), jobWith('b', [])])).toBe(1);
  expect(estimateOutputsPerRun([jobWith('a', ['1', '2', '3', '4']), jobWith('b', ['1', '2', '3'])])).toBe(4);
});
