import { describe, expect, it } from 'vitest';
import { PAST_PAGE_SIZE } from '@/config/limits';
import type { ServerJob } from '@/protocol/jobs';
import { toPromptId } from '@/protocol/ids';
import { buildJob } from '@/testing/builders';
import type { Job } from './job';
import { countOutputs, toListedJob, withKnownOutputs } from './listed-job';
import { listRead, toPastSections } from './past-sections';
import type { PastSection } from './past-sections';

const at = (n: number, change: Partial<Job> = {}): Job => buildJob(`j${n}`, { createdAtMs: n * 1_000, ...change });
const pageOfJobs = (page: number, count = PAST_PAGE_SIZE): readonly Job[] =>
  Array.from({ length: count }, (_none, n) => at(page * PAST_PAGE_SIZE + n));
const shape = (sections: readonly PastSection[]) =>
  sections.map((section) => (section.kind === 'read' ? section.items.map(({ job }) => job.id) : [section.slot, section.count]));

describe('the list of all that is over', () => {
  const head = [at(349), at(348), at(347)];

  it('has room for what the server has beyond the newest', () => {
    const sections = toPastSections({ head, headCount: 3, total: 350, pages: new Map(), kept: [] });
    expect(shape(sections)).toEqual([
      ['j349', 'j348', 'j347'],
      [346, 347],
    ]);
  });

  it('is the newest alone where the server has no more or cannot be asked', () => {
    for (const total of [0, 3]) {
      expect(shape(toPastSections({ head, headCount: 3, total, pages: new Map(), kept: [] }))).toEqual([['j349', 'j348', 'j347']]);
    }
  });

  it('puts pages that were read in their places', () => {
    const sections = toPastSections({ head, headCount: 3, total: 350, pages: new Map([[1, pageOfJobs(1)]]), kept: [] });
    expect(sections.map(({ kind }) => kind)).toEqual(['read', 'unread', 'read', 'unread']);
    expect(sections[1]).toEqual({ kind: 'unread', slot: 346, count: 147 });
    expect(sections[2]).toMatchObject({ items: { 0: { slot: 199, job: { id: 'j199' } }, 99: { slot: 100, job: { id: 'j100' } } } });
    expect(sections[3]).toEqual({ kind: 'unread', slot: 99, count: 100 });
  });

  it('lists a job of the head once, and one that the head lacks although it was queued late', () => {
    const early = [at(349), at(348), at(346)];
    const sections = toPastSections({ head: early, headCount: 3, total: 350, pages: new Map([[3, pageOfJobs(3, 50)]]), kept: [] });
    expect(
      listRead(sections)
        .map(({ id }) => id)
        .slice(0, 6),
    ).toEqual(['j349', 'j348', 'j346', 'j347', 'j345', 'j344']);
  });

  it('places kept jobs that the server lost between those it has, and older ones at the end', () => {
    const kept = [at(150.5, { id: toPromptId('lost') }), at(-5, { id: toPromptId('old') }), at(120), at(320)];
    const pages = new Map([
      [1, pageOfJobs(1)],
      [0, pageOfJobs(0)],
    ]);
    const ids = listRead(toPastSections({ head, headCount: 3, total: 350, pages, kept })).map(({ id }) => id);
    expect(ids.indexOf(toPromptId('lost'))).toBe(ids.indexOf(toPromptId('j150')) - 1);
    expect(ids.at(-1)).toBe('old');
    expect(ids.filter((id) => id === 'j120')).toHaveLength(1);
    expect(ids).not.toContain('j320');
  });

  it('does not list a job twice that two pages report because one was deleted in between', () => {
    const pages = new Map([
      [0, pageOfJobs(0)],
      [1, [at(99), ...pageOfJobs(1).slice(0, -1)]],
    ]);
    const ids = listRead(toPastSections({ head: [], headCount: 0, total: 200, pages, kept: [] })).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a job as the server lists it', () => {
  const listed: ServerJob = {
    id: toPromptId('p1'),
    status: 'failed',
    priority: 4,
    createTimeMs: 1,
    startTimeMs: 2,
    endTimeMs: 3,
    error: null,
    outputsCount: 3,
    previewableOutputsCount: 3,
    previewOutput: { filename: 'a.mp4', subfolder: 's', type: 'output', nodeId: '9', mediaType: 'images' },
    workflowId: null,
  };

  it('has its times, state and preview, and room for the other outputs', () => {
    const job = toListedJob(listed);
    expect(job).toMatchObject({ id: 'p1', state: 'failed', createdAtMs: 1, startedAtMs: 2, endedAtMs: 3, prompt: null });
    expect(job.outputs).toMatchObject([{ kind: 'video', nodeId: '9', file: { filename: 'a.mp4', subfolder: 's' } }]);
    expect(countOutputs(job)).toBe(3);
  });

  it('has room for a text, which the server does not count, and none where there is nothing', () => {
    const text = toListedJob({ ...listed, outputsCount: 0, previewOutput: { content: 'a haiku', nodeId: '2', mediaType: 'text' } });
    expect([text.outputs, countOutputs(text)]).toEqual([[], 1]);
    expect(countOutputs(toListedJob({ ...listed, outputsCount: 0, previewOutput: null }))).toBe(0);
  });

  it('takes the outputs that are known of it', () => {
    const job = withKnownOutputs(toListedJob(listed), { workflowName: 'Boat', outputs: [] });
    expect([job.workflowName, countOutputs(job), job.brief?.hasOutputs]).toEqual(['Boat', 0, true]);
  });
});
