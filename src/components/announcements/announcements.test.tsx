import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { createManualClock } from '@/lib/clock';
import type { History } from '@/protocol/history';
import type { Queue } from '@/protocol/queue';
import { toPromptId } from '@/protocol/ids';
import { buildError, buildHistory, buildHistoryEntry, buildJob, buildQueue, buildQueueItem, buildSubmission } from '@/testing/builders';
import { EMPTY_JOB_MEMORY, withSubmission } from '@/jobs/submission';
import type { SubmissionState } from '@/jobs/submission';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { createAnnouncer } from './announcer';
import { createFinishWatch } from './finish-watch';
import { JobAnnouncements } from './job-announcements';
import { wordFinished } from './word-finished';

const ids = (jobs: readonly { readonly id: string }[]) => jobs.map(({ id }) => id);

describe('the watch for finished jobs', () => {
  it('tells each own job once, and only if it saw it open', () => {
    const watch = createFinishWatch();
    const old = buildJob('old');
    expect(watch.observe([buildJob('a', { state: 'running' }), buildJob('b', { state: 'queued' })], [old])).toEqual([]);
    expect(ids(watch.observe([], [buildJob('b'), buildJob('a', { state: 'failed' }), old]))).toEqual(['a', 'b']);
    expect(watch.observe([], [buildJob('b'), buildJob('a', { state: 'failed' }), old])).toEqual([]);
  });

  it('is silent about jobs of others and about cancelled ones', () => {
    const watch = createFinishWatch();
    watch.observe([buildJob('foreign', { state: 'running', isMine: false }), buildJob('c', { state: 'queued' })], []);
    expect(watch.observe([], [buildJob('foreign', { isMine: false }), buildJob('c', { state: 'cancelled' })])).toEqual([]);
  });
});

describe('a job that is over before any list showed it', () => {
  it('is told when it was sent while the page watched, not when it was sent before', () => {
    const watch = createFinishWatch();
    const sent = (id: string, state: SubmissionState) => withSubmission(EMPTY_JOB_MEMORY, buildSubmission(id, { state }));
    watch.expect(sent('fast', 'sending'));
    watch.expect(sent('fast', 'finished'));
    watch.expect(sent('before', 'finished'));
    expect(ids(watch.observe([], [buildJob('fast'), buildJob('before')]))).toEqual(['fast']);
    watch.expect(sent('refused', 'sending'));
    watch.expect(sent('refused', 'rejected'));
    expect(watch.observe([], [buildJob('refused', { state: 'failed' })])).toEqual([]);
  });
});

describe('the announcer', () => {
  it('tells the first at once and what follows together', () => {
    const clock = createManualClock();
    const told: string[][] = [];
    const announcer = createAnnouncer(clock, (jobs) => told.push(ids(jobs)));
    announcer.push([buildJob('a')]);
    announcer.push([buildJob('b')]);
    announcer.push([buildJob('c')]);
    expect(told).toEqual([['a']]);
    clock.advance(3_000);
    expect(told).toEqual([['a'], ['b', 'c']]);
    clock.advance(10_000);
    announcer.push([buildJob('d')]);
    expect(told.at(-1)).toEqual(['d']);
    announcer.dispose();
  });
});

describe('the words', () => {
  it('name one job with its reason, and count several', () => {
    expect(wordFinished([buildJob('a', { workflowName: 'Cat' })])).toEqual({ message: '“Cat” is done', hasFailed: false });
    const failed = buildJob('b', { state: 'failed', workflowName: 'Cat', error: buildError() });
    expect(wordFinished([failed]).message).toMatch(/^“Cat” failed: ./);
    expect(wordFinished([buildJob('a'), failed, buildJob('c')]).message).toBe('2 jobs are done, 1 job failed');
  });
});

describe('announcements', () => {
  it('show a finished job with its picture, or say it in the quiet region when toasts are off', async () => {
    let queue: Queue = buildQueue([buildQueueItem('p1')], [buildQueueItem('p2')]);
    let history: History = buildHistory([]);
    const parts = createPageParts();
    const { session } = renderWithSession(<JobAnnouncements product="Deck" />, {
      client: {
        queue: () => Promise.resolve(queue),
        history: () => Promise.resolve(history),
        historyEntry: vi.fn(() => Promise.resolve(null)),
      },
      wrap: parts.wrap,
    });
    act(() => {
      for (const id of ['p1', 'p2']) session.memory.setState((memory) => withSubmission(memory, buildSubmission(id)), true);
    });
    await act(() => session.readQueue());
    queue = buildQueue([buildQueueItem('p2')]);
    history = buildHistory([buildHistoryEntry('p1')]);
    await act(async () => {
      await session.readQueue();
      await session.queryClient.invalidateQueries();
    });
    expect(await screen.findByText(/is done$/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /^Open the run/ }).getAttribute('href')).toBe('#/history/p1');
    expect(screen.getByRole('status', { name: 'Finished jobs' }).textContent).toBe('');
    expect(session.memory.getState().submissions['p1']?.promptId).toBe(toPromptId('p1'));

    parts.workspace.setPreferences({ isFinishToasted: false });
    queue = buildQueue();
    history = buildHistory([buildHistoryEntry('p1'), buildHistoryEntry('p2')]);
    await act(async () => {
      await session.readQueue();
      await session.queryClient.invalidateQueries();
    });
    await waitFor(() => expect(screen.getByRole('status', { name: 'Finished jobs' }).textContent).toMatch(/done$/), { timeout: 5_000 });
  });
});
