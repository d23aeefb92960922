import { describe, expect, it } from 'vitest';
import { buildJob, TINY_PROMPT } from '@/testing/builders';
import { toExpectedWaits } from './expected-starts';
import { toQueueFacts } from './job-facts';
import { readQueueFile, toQueueFile } from './queue-file';

describe('how long jobs will wait', () => {
  const past = [4_000, 6_000, 60_000, 5_000].map((ranMs, index) =>
    buildJob(`past${index}`, { workflowName: 'boat', startedAtMs: 1_000, endedAtMs: 1_000 + ranMs }),
  );
  const job = (id: string, workflowName: string | null, startedAtMs: number | null = null) =>
    buildJob(id, { workflowName, startedAtMs, endedAtMs: null, state: startedAtMs === null ? 'queued' : 'running' });

  it('is the usual time of everything before them', () => {
    const open = { running: [job('r', 'boat', 9_000)], waiting: [job('a', 'boat'), job('b', 'boat')] };
    expect(toExpectedWaits(open, past, 10_000)).toEqual([5_000, 11_000]);
  });

  it('is nothing for a queue at rest, and no less than nothing behind a run that takes long', () => {
    expect(toExpectedWaits({ running: [], waiting: [job('a', 'boat')] }, past, 0)).toEqual([0]);
    expect(toExpectedWaits({ running: [job('r', 'boat', 0)], waiting: [job('a', 'boat')] }, past, 900_000)).toEqual([0]);
  });

  it('is not told behind a workflow that ran less than three times, or has no name', () => {
    const open = { running: [], waiting: [job('a', 'boat'), job('b', 'rare'), job('c', 'boat')] };
    expect(toExpectedWaits(open, past, 0)).toEqual([0, 6_000, null]);
    expect(toExpectedWaits({ ...open, running: [job('r', null, 0)] }, past, 0)).toEqual([null, null, null]);
    expect(toExpectedWaits({ running: [job('r', 'boat', 0)], waiting: [job('a', 'boat')] }, past.slice(0, 2), 0)).toEqual([null]);
  });
});

describe('a queue as a file', () => {
  it('comes back as it was, numbers exact', () => {
    const prompt = { '1': { class_type: 'KSampler', inputs: { seed: 18446744073709551615n, cfg: 1.5 } } };
    const jobs = [
      { prompt, name: 'boat', extraData: { extra_pnginfo: { workflow: { nodes: [] } } }, partialExecutionTargets: [] },
      { prompt: TINY_PROMPT, name: null },
    ];
    expect(readQueueFile(toQueueFile(jobs))).toEqual({
      jobs: [
        { prompt, name: 'boat', extraData: { extra_pnginfo: { workflow: { nodes: [] } } } },
        { prompt: TINY_PROMPT, name: null },
      ],
      skipped: 0,
    });
  });

  it('carries no credentials, not even ones that were written by hand', () => {
    const extraData = { api_key_comfy_org: 'k', auth_token_comfy_org: 't', queued_by: 'Ada' };
    const text = toQueueFile([{ prompt: TINY_PROMPT, extraData }]);
    expect(text).not.toMatch(/comfy_org/);
    const byHand = JSON.stringify({ format: 'comfydeck-queue', version: 1, jobs: [{ prompt: TINY_PROMPT, extra_data: extraData }] });
    expect(readQueueFile(byHand)?.jobs[0]?.extraData).toEqual({ queued_by: 'Ada' });
  });

  it('is told from other files, and passes over what is no job', () => {
    expect(readQueueFile('{"nodes": []}')).toBeNull();
    expect(readQueueFile('not json')).toBeNull();
    const text = JSON.stringify({ format: 'comfydeck-queue', jobs: [1, { prompt: 5 }, { prompt: TINY_PROMPT, name: 3 }] });
    expect(readQueueFile(text)).toEqual({ jobs: [{ prompt: TINY_PROMPT, name: null }], skipped: 2 });
  });
});

describe('the facts of a waiting job', () => {
  const context = { nowMs: 0, waitMs: null, isRepeat: false };
  const waiting = buildJob('a', { state: 'queued', position: 2, createdAtMs: null });

  it('tell its place and when it may start, but no wait that is over before it is read', () => {
    expect(toQueueFacts(waiting, { ...context, waitMs: 90_000 })).toEqual(['no. 2', 'starts in about 1 min 30 s']);
    expect(toQueueFacts(waiting, { ...context, waitMs: 4_000 })).toEqual(['no. 2']);
  });

  it('tell that it is held here, or repeats the one before', () => {
    expect(toQueueFacts({ ...waiting, position: null, isHeld: true }, context)).toEqual(['held here while the queue is paused']);
    expect(toQueueFacts(waiting, { ...context, isRepeat: true })).toContain('repeats the job before it, so it comes from the cache');
  });
});
