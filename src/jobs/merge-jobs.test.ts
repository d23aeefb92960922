import { describe, expect, it } from 'vitest';
import { toClientId, toNodeId, toPromptId } from '@/protocol/ids';
import { buildHistory, buildHistoryEntry, buildQueue, buildQueueItem, buildRun, buildSubmission } from '@/testing/builders';
import { mergeJobs } from './merge-jobs';
import type { JobSources } from './merge-jobs';
import { EMPTY_JOB_MEMORY, withSubmission } from './submission';
import type { Submission } from './submission';

const NOTHING: JobSources = { queue: null, history: null, runs: {}, memory: EMPTY_JOB_MEMORY, clientId: toClientId('me') };

function merge(change: Partial<JobSources>): string {
  const { queue, history } = mergeJobs({ ...NOTHING, ...change });
  const show = (jobs: typeof queue): string => jobs.map((job) => `${job.id}:${job.state}`).join(' ');
  return `${show(queue)} | ${show(history)}`;
}

function remember(...submissions: Submission[]): JobSources['memory'] {
  return submissions.reduce(withSubmission, EMPTY_JOB_MEMORY);
}

function runs(...list: ReturnType<typeof buildRun>[]): JobSources['runs'] {
  return Object.fromEntries(list.map((run) => [run.promptId, run]));
}

describe('merged jobs', () => {
  it('orders what is to come by when it runs, what is over newest first', () => {
    expect(merge({ queue: buildQueue(['r'], ['a', 'b']), history: buildHistory(['old', 'new']) })).toBe(
      'r:running a:queued b:queued | new:done old:done',
    );
    const { queue } = mergeJobs({ ...NOTHING, queue: buildQueue(['r'], ['a', 'b']) });
    expect(queue.map((job) => job.position)).toEqual([null, 1, 2]);
  });

  it('tells ends apart by their messages', () => {
    const entries = [
      buildHistoryEntry('ok'),
      buildHistoryEntry('bad', { end: 'error' }),
      buildHistoryEntry('stopped', { end: 'interrupted' }),
      buildHistoryEntry('bare', { status: null }),
      buildHistoryEntry('cluster', { status: { statusText: 'error', isCompleted: false, events: [{ kind: 'unknown', type: 'x' }] } }),
    ];
    expect(merge({ history: buildHistory(entries) })).toBe(' | cluster:failed bare:done stopped:cancelled bad:failed ok:done');
    const { history } = mergeJobs({ ...NOTHING, history: buildHistory(entries) });
    expect(history.find((job) => job.id === 'bad')).toMatchObject({ startedAtMs: 1_000, endedAtMs: 2_000, error: { message: 'boom\n' } });
    expect(history.find((job) => job.id === 'bare')).toMatchObject({ startedAtMs: null, endedAtMs: null });
  });

  it('lets history win over an old queue, and an end heard over both', () => {
    expect(merge({ queue: buildQueue(['a'], ['b']), history: buildHistory(['a']) })).toBe('b:queued | a:done');
    expect(merge({ queue: buildQueue(['a']), runs: runs(buildRun('a', { state: 'failed' })) })).toBe(' | a:failed');
    expect(merge({ history: buildHistory(['a']), runs: runs(buildRun('a', { state: 'failed' })) })).toBe(' | a:done');
  });

  it('says running for a prompt that reports progress though the queue says pending', () => {
    expect(merge({ queue: buildQueue([], ['a']), runs: runs(buildRun('a')) })).toBe('a:running | ');
    expect(merge({ queue: buildQueue([], ['a']), runs: runs(buildRun('a', { state: 'unknown' })) })).toBe('a:queued | ');
  });

  it('shows an end that is not in history yet with its outputs, and not again once it was deleted', () => {
    const output = { images: [{ filename: 'x.png', subfolder: '', type: 'output' }] };
    const node = { state: 'done', value: 1, max: 1, output, text: null, startedAtMs: null, tookMs: null } as const;
    const ended = runs(buildRun('a', { state: 'done', nodes: { [toNodeId('2')]: node } }));
    const { history } = mergeJobs({ ...NOTHING, history: buildHistory(['b']), runs: ended });
    expect(history.map((job) => job.id)).toEqual(['a', 'b']);
    expect(history[0]?.outputs).toMatchObject([{ file: { filename: 'x.png' } }]);
    const memory = { ...EMPTY_JOB_MEMORY, seenInHistory: new Set([toPromptId('a')]) };
    expect(merge({ history: buildHistory(['b']), runs: ended, memory })).toBe(' | b:done');
  });

  it('knows mine by what this tab sent and by its client id', () => {
    const queue = buildQueue([buildQueueItem('a', { extraData: { client_id: 'me' } })], ['b', 'c']);
    const jobs = mergeJobs({ ...NOTHING, queue, memory: remember(buildSubmission('b')) }).queue;
    expect(jobs.map((job) => job.isMine)).toEqual([true, true, false]);
  });

  it('keeps what this tab sent until the server tells of it', () => {
    expect(merge({ queue: buildQueue(), memory: remember(buildSubmission('a')) })).toBe('a:queued | ');
    expect(merge({ queue: buildQueue(), memory: remember(buildSubmission('a', { missedReads: 2 })) })).toBe('a:unknown | ');
    expect(merge({ queue: buildQueue(), memory: remember(buildSubmission('a', { wasQueued: true, missedReads: 1 })) })).toBe(
      'a:unknown | ',
    );
    expect(merge({ memory: remember(buildSubmission('a', { state: 'unanswered' }), buildSubmission('b', { state: 'lost' })) })).toBe(
      'a:unknown b:lost | ',
    );
    expect(merge({ memory: remember(buildSubmission('a', { state: 'sending' }), buildSubmission('b', { state: 'rejected' })) })).toBe(
      ' | ',
    );
    expect(merge({ history: buildHistory(['z']), memory: remember(buildSubmission('a', { state: 'finished' })) })).toBe(' | z:done');
  });

  it('places a job cancelled before it ran among the others by time', () => {
    const cancelled = buildSubmission('c', { state: 'cancelled', createdAtMs: 5_000 });
    const entries = [buildHistoryEntry('old', { startedAtMs: 1_000 }), buildHistoryEntry('new', { startedAtMs: 9_000 })];
    expect(merge({ history: buildHistory(entries), memory: remember(cancelled) })).toBe(' | new:done c:cancelled old:done');
  });

  it('takes names from the workflow, else from the submission', () => {
    const extraData = { extra_pnginfo: { workflow: { extra: { comfydeck: { name: 'Portrait' } } } } };
    const { queue } = mergeJobs({
      ...NOTHING,
      queue: buildQueue([buildQueueItem('a', { extraData })]),
      memory: remember(buildSubmission('b', { name: 'Sketch' })),
    });
    expect(queue.map((job) => job.workflowName)).toEqual(['Portrait', 'Sketch']);
  });

  it('answers the same job for the same entry, so that rows are not drawn again', () => {
    const history = buildHistory(['a']);
    expect(mergeJobs({ ...NOTHING, history }).history[0]).toBe(mergeJobs({ ...NOTHING, history, queue: buildQueue() }).history[0]);
  });
});
