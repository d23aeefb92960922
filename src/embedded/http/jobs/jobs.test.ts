import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { normalizeOutputs, summarizeOutputs } from './job-outputs';
import { parseJobQuery, selectJobs } from './job-query';
import { fromHistoryEntry, fromQueueItem, type JobRecord } from './job-record';

const saved = { filename: 'a.png', subfolder: '', type: 'output' };
const temporary = { filename: 't.png', subfolder: '', type: 'temp' };

describe('summarizeOutputs', () => {
  it('prefers saved media, then other media, a text file, text', () => {
    const outputs = {
      1: { text: ['hi'] },
      2: { files: [{ filename: 'n.txt', subfolder: '', type: 'output' }] },
      3: { images: [temporary] },
      4: { images: [saved] },
    };
    expect(summarizeOutputs(outputs).preview).toEqual({ ...saved, nodeId: '4', mediaType: 'images' });
    const { 4: _saved, ...withoutSaved } = outputs;
    expect(summarizeOutputs(withoutSaved).preview).toMatchObject({ filename: 't.png' });
    expect(summarizeOutputs({ 1: outputs[1], 2: outputs[2] }).preview).toMatchObject({ filename: 'n.txt' });
    expect(summarizeOutputs({ 1: outputs[1] }).preview).toEqual({ content: 'hi', nodeId: '1', mediaType: 'text' });
  });

  it('counts files, not text, and not the animated flag', () => {
    const summary = summarizeOutputs({ 1: { images: [saved, saved], animated: [true], text: ['x'] }, 2: { latents: [saved] } });
    expect(summary).toMatchObject({ outputsCount: 3, previewableCount: 2 });
  });

  it('cuts long text', () => {
    expect(summarizeOutputs({ 1: { text: ['x'.repeat(5000)] } }).preview).toMatchObject({ content: 'x'.repeat(1024), truncated: true });
  });
});

it('normalizeOutputs turns names of 3D files into items and drops nulls', () => {
  expect(normalizeOutputs({ 3: { result: ['m.glb', null, { camera: 1 }], text: ['plain'] } })).toEqual({
    3: { result: [{ filename: 'm.glb', type: 'output', subfolder: '', mediaType: '3d' }, { camera: 1 }], text: ['plain'] },
  });
});

describe('job records', () => {
  const extra = { create_time: 5, extra_pnginfo: { workflow: { id: 'w' } } };

  it('leaves absent values out', () => {
    expect(fromQueueItem([1, 'p', {}, {}, []], 'pending')).toEqual({
      id: 'p',
      status: 'pending',
      priority: 1,
      outputs_count: 0,
      previewable_outputs_count: 0,
    });
    expect(fromQueueItem([1, 'p', {}, extra, []], 'in_progress')).toMatchObject({ create_time: 5, workflow_id: 'w' });
  });

  it.each([{ extra_pnginfo: null }, { extra_pnginfo: { workflow: null } }])('fails on %j', (extraData) => {
    expect(() => fromQueueItem([1, 'p', {}, extraData, []], 'pending')).toThrow(TypeError);
    expect(() => fromHistoryEntry('p', { prompt: [1, 'p', {}, extraData, []] }, false)).toThrow(TypeError);
  });

  it('tells failed from cancelled by the message, and survives a history without status', () => {
    const entry = (name: string): JsonObject => ({
      prompt: [1, 'p', {}, {}, []],
      outputs: {},
      status: { status_str: 'error', messages: [[name, { timestamp: 9 }]] },
    });
    expect(fromHistoryEntry('p', entry('execution_error'), false)).toMatchObject({
      status: 'failed',
      execution_end_time: 9,
      execution_error: { timestamp: 9 },
    });
    expect(fromHistoryEntry('p', entry('execution_interrupted'), false)).toMatchObject({ status: 'cancelled', execution_end_time: 9 });
    expect(fromHistoryEntry('p', { prompt: [1, 'p', {}, {}, []], outputs: {}, status: null }, false).status).toBe('completed');
  });
});

describe('job queries', () => {
  const query = (text: string): ReturnType<typeof parseJobQuery> =>
    parseJobQuery((name) => new URLSearchParams(text).get(name) ?? undefined);
  const jobs: JobRecord[] = [
    { id: 'r', status: 'in_progress', create_time: 3 },
    { id: 'a', status: 'completed', create_time: 1, execution_start_time: 10, execution_end_time: 40, workflow_id: 'w' },
    { id: 'b', status: 'failed', create_time: 2, execution_start_time: 10, execution_end_time: 20, workflow_id: 'w' },
  ];
  const ids = (text: string): string[] => selectJobs(jobs, query(text)).page.map((job) => job.id);

  it('sorts, filters and pages', () => {
    expect(ids('')).toEqual(['r', 'b', 'a']);
    expect(ids('sort_order=asc')).toEqual(['a', 'b', 'r']);
    expect(ids('sort_by=execution_duration')).toEqual(['a', 'b', 'r']);
    expect(ids('status=failed, COMPLETED')).toEqual(['b', 'a']);
    expect(ids('workflow_id=w&limit=1&offset=1')).toEqual(['a']);
    expect(ids('offset=-3&limit=1')).toEqual(['r']);
    expect(selectJobs(jobs, query('limit=1')).total).toBe(3);
  });

  it.each(['status=done', 'sort_by=name', 'sort_order=up', 'limit=0', 'limit=x', 'offset=x'])('refuses %s', (text) => {
    expect(() => query(text)).toThrow();
  });
});
