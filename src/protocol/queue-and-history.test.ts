import { describe, expect, it } from 'vitest';
import { parseHistory } from './history';
import { parseQueue, parseQueueItem, parseQueueRemaining, selectCreateTimeMs } from './queue';

const item = (number: number, id: string): unknown[] => [number, id, { '1': { class_type: 'A', inputs: {} } }, { client_id: 'c' }, ['1']];

describe('queue', () => {
  it('puts pending prompts in running order, ties by id', () => {
    const queue = parseQueue({
      queue_running: [item(3, 'r')],
      queue_pending: [item(-4, 'a'), item(5, 'z'), item(1.5, 'b'), item(5, 'c'), item(-9, 'd')],
    });
    expect(queue.running.map(({ promptId }) => promptId)).toEqual(['r']);
    expect(queue.pending.map(({ promptId }) => promptId)).toEqual(['d', 'a', 'b', 'c', 'z']);
  });

  it('reads short and long items', () => {
    expect(parseQueueItem([1, 'p', {}])).toEqual({ number: 1, promptId: 'p', prompt: {}, extraData: {}, outputNodeIds: [] });
    expect(parseQueueItem([...item(1, 'p'), { secret: 1 }]).outputNodeIds).toEqual(['1']);
    expect(parseQueueItem([1n, 'p', {}, null, null]).number).toBe(1);
  });

  it('knows the creation time of newer servers', () => {
    expect(selectCreateTimeMs(parseQueueItem([1, 'p', {}, { create_time: 1700000000000 }, []]))).toBe(1700000000000);
    expect(selectCreateTimeMs(parseQueueItem(item(1, 'p')))).toBeNull();
  });

  it('fails on what is no queue, rather than being empty', () => {
    for (const broken of [{}, [], null, { queue_running: [], queue_pending: [[1]] }]) {
      expect(() => parseQueue(broken)).toThrow(expect.objectContaining({ code: 'bad-shape' }));
    }
    expect(() => parseQueueRemaining({ exec_info: {} })).toThrow(expect.objectContaining({ code: 'bad-shape' }));
  });
});

describe('history', () => {
  it('relies on prompt and outputs only', () => {
    const bare = { prompt: item(0, 'x'), outputs: { '9': { images: [] } } };
    const { entries, diagnostics } = parseHistory({ a: bare, b: { ...bare, status: null, meta: null }, c: { ...bare, status: 7 } });
    expect(diagnostics).toEqual([]);
    expect(entries.map(({ promptId, status, displayNodeIds }) => [promptId, status, displayNodeIds])).toEqual([
      ['a', null, {}],
      ['b', null, {}],
      ['c', null, {}],
    ]);
    expect(entries[0]?.outputs).toBe(bare.outputs);
  });

  it('an unreadable entry costs itself and is named', () => {
    const { entries, diagnostics } = parseHistory({ good: { prompt: item(0, 'good'), outputs: {} }, bad: { prompt: item(1, 'bad') } });
    expect(entries).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ code: 'history-entry-broken', params: { promptId: 'bad' } }]);
  });

  it('reads messages as events, with unreadable ones unknown, and finds visible nodes', () => {
    const { entries } = parseHistory({
      p: {
        prompt: item(0, 'p'),
        outputs: {},
        status: {
          status_str: 'error',
          completed: false,
          messages: [
            ['execution_start', { prompt_id: 'p', timestamp: 5 }],
            ['execution_cached', {}],
            'junk',
            ['execution_interrupted', { prompt_id: 'p', node_id: '3', timestamp: 9 }],
          ],
        },
        meta: { '12.0.0.3': { node_id: '12.0.0.3', display_node: '12', parent_node: null }, odd: 4 },
      },
    });
    expect(entries[0]?.status).toEqual({
      statusText: 'error',
      isCompleted: false,
      events: [
        { kind: 'execution-start', promptId: 'p', timestampMs: 5 },
        { kind: 'unknown', type: 'execution_cached' },
        { kind: 'unknown', type: '' },
        { kind: 'execution-interrupted', promptId: 'p', nodeId: '3', timestampMs: 9 },
      ],
    });
    expect(entries[0]?.displayNodeIds).toEqual({ '12.0.0.3': '12' });
  });

  it('keeps the server’s order, oldest first', () => {
    const json = Object.fromEntries(['zz', 'aa', 'mm'].map((id) => [id, { prompt: item(0, id), outputs: {} }]));
    expect(parseHistory(json).entries.map(({ promptId }) => promptId)).toEqual(['zz', 'aa', 'mm']);
  });
});
