import { describe, expect, it } from 'vitest';
import { withDeckNotes, type VariationNote } from '@/components/run-workflow/deck-notes';
import type { Job } from '@/jobs/job';
import { buildJob } from '@/testing/builders';
import type { DocumentId } from '@/workspace/workspace';
import { findSets, toTables } from './result-sets';

const NOTE: VariationNote = { group: 'g', axes: ['steps', 'cfg'], labels: ['10', '7'], at: [0, 0], count: 4, isZipped: false };

function run(id: string, note: Partial<VariationNote>, change: Partial<Omit<Job, 'id'>> = {}): Job {
  const workflow = withDeckNotes({}, { name: 'cat', document: 'd' as DocumentId, variation: { ...NOTE, ...note } });
  return buildJob(id, { workflowName: 'cat', workflow, ...change });
}

const grid = (): Job[] => [
  run('a', { labels: ['10', '7'], at: [0, 0] }),
  run('b', { labels: ['20', '7'], at: [1, 0] }),
  run('c', { labels: ['10', '8'], at: [0, 1] }),
  run('d', { labels: ['20', '8'], at: [1, 1] }),
];

const only = (jobs: readonly Job[]) => {
  const [set] = findSets(jobs);
  if (set === undefined) throw new Error('no set');
  return set;
};
const cellsOf = (jobs: readonly Job[]) =>
  toTables(only(jobs)).map(({ rows }) => rows.map(({ cells }) => cells.map((cell) => cell?.job.id ?? null)));

describe('sets', () => {
  it('are made of the notes of their runs, whatever their order; other jobs are left out', () => {
    const sets = findSets([buildJob('x'), run('e', { group: 'h' }), ...grid().toReversed()]);
    expect(sets.map(({ group, runs }) => [group, runs.length])).toEqual([
      ['h', 1],
      ['g', 4],
    ]);
    expect(sets[1]).toMatchObject({ name: 'cat', axes: ['steps', 'cfg'], count: 4, createdAtMs: 500 });
  });

  it('show the run that was sent again in place of one that failed, and the first that is done', () => {
    const failed = run('old', {}, { state: 'failed' });
    const again = run('again', {}, { state: 'queued' });
    expect(cellsOf([again, failed])).toEqual([[['again']]]);
    expect(cellsOf([run('newer', {}), run('first', {}), failed])).toEqual([[['first']]]);
    expect(cellsOf([run('new', {}, { state: 'cancelled' }), failed])).toEqual([[['new']]]);
  });
});

describe('the grid', () => {
  it('has the first axis along the top and the second down the side', () => {
    const [table] = toTables(only(grid()));
    expect(table?.axes).toEqual(['steps', 'cfg']);
    expect(table?.columns.map(({ label }) => label)).toEqual(['10', '20']);
    expect(table?.rows.map(({ heading }) => heading.label)).toEqual(['7', '8']);
    expect(cellsOf(grid())).toEqual([
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ]);
  });

  it('keeps the place of a run that is not known', () => {
    expect(cellsOf(grid().filter(({ id }) => id !== 'b'))).toEqual([
      [
        ['a', null],
        ['c', 'd'],
      ],
    ]);
  });

  it('of one axis or of pairs is one row', () => {
    const one = { axes: ['steps'], count: 2 };
    expect(cellsOf([run('a', { ...one, labels: ['10'], at: [0] }), run('b', { ...one, labels: ['20'], at: [1] })])).toEqual([[['a', 'b']]]);
    const pairs = [run('a', { isZipped: true }), run('b', { isZipped: true, labels: ['20', '8'], at: [1, 1] })];
    expect(cellsOf(pairs)).toEqual([[['a', 'b']]]);
    expect(toTables(only(pairs))[0]?.columns.map(({ label }) => label)).toEqual(['10, 7', '20, 8']);
  });

  it('of three axes makes a table for each value of the third, in its order', () => {
    const three = { axes: ['steps', 'cfg', 'model'] };
    const jobs = [10, 2].map((step) => run(`m${step}`, { ...three, labels: ['10', '7', `v${step}`], at: [0, 0, step] }));
    expect(toTables(only(jobs)).map(({ title }) => title)).toEqual(['model v2', 'model v10']);
  });
});
