import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { MAX_LAST_PREVIEWS } from '@/config/limits';
import type { RunProgress } from '@/jobs/job';
import { createLiveState } from '@/live/reduce';
import type { LiveState } from '@/live/state';
import { toClientId, toNodeId, toPromptId } from '@/protocol/ids';
import { buildRun } from '@/testing/builders';
import type { ThumbnailStore } from '../output-media/thumbnail-store';
import { createLastPreviews } from './last-previews';

function createMemoryStore(): ThumbnailStore {
  const kept = new Map<string, Blob>();
  return {
    read: (key) => Promise.resolve(kept.get(key) ?? null),
    write: (key, blob) => Promise.resolve(void kept.set(key, blob)),
  };
}

function start(store: ThumbnailStore = createMemoryStore()) {
  const live = createStore<LiveState>(() => createLiveState(toClientId('c')));
  let made = 0;
  const urls = { createObjectURL: () => `blob:${++made}`, revokeObjectURL: vi.fn() };
  const previews = createLastPreviews({ live, store, urls });
  const show = (id: string): void =>
    live.setState({
      previews: { [toNodeId('5')]: { promptId: toPromptId(id), nodeId: toNodeId('5'), url: 'blob:live', blob: new Blob([id]) } },
    });
  const end = (id: string, state: RunProgress['state']): void =>
    live.setState({ previews: {}, runs: { [toPromptId(id)]: buildRun(id, { state }) } });
  return { previews, show, end, urls, of: (id: string) => previews.urls.getState().get(toPromptId(id)) };
}

describe('last previews', () => {
  it('keep the picture of a run that was stopped, though it is told together with the beginning of the next', () => {
    const { previews, show, end, of } = start();
    previews.watch();
    show('p1');
    end('p1', 'cancelled');
    expect(of('p1')).toBe('blob:1');
  });

  it('keep nothing of runs that are done, go on, or are watched no more', () => {
    const { previews, show, end, of } = start();
    const leave = previews.watch();
    show('p1');
    end('p1', 'done');
    show('p2');
    end('p2', 'unknown');
    leave();
    show('p3');
    end('p3', 'failed');
    expect([of('p1'), of('p2'), of('p3')]).toEqual([undefined, undefined, undefined]);
  });

  it('are there again after a reload, and a run without one is not asked for twice', async () => {
    const store = createMemoryStore();
    const before = start(store);
    before.previews.watch();
    before.show('p1');
    before.end('p1', 'failed');
    const read = vi.spyOn(store, 'read');
    const after = start(store);
    after.previews.look(toPromptId('p1'));
    after.previews.look(toPromptId('p2'));
    after.previews.look(toPromptId('p2'));
    await vi.waitFor(() => expect([after.of('p1'), after.of('p2')]).toEqual(['blob:1', undefined]));
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('give their addresses back beyond the limit', () => {
    const { previews, show, end, urls, of } = start();
    previews.watch();
    for (let index = 0; index <= MAX_LAST_PREVIEWS; index++) {
      show(`p${index}`);
      end(`p${index}`, 'cancelled');
    }
    expect(of('p0')).toBeUndefined();
    expect(urls.revokeObjectURL.mock.calls).toEqual([['blob:1']]);
  });
});
