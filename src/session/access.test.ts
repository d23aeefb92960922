import { describe, expect, it } from 'vitest';
import { ApiError } from '@/lib/errors';
import { createFakeClient } from '@/testing/fake-client';
import { createAccess, mayChange, withViewerPictures } from './access';

function open({ isWatching = false, answer = () => Promise.resolve() }: { isWatching?: boolean; answer?: () => Promise<void> } = {}) {
  const asked: (readonly string[])[] = [];
  const access = createAccess(
    {
      deleteQueued: (ids) => {
        asked.push(ids);
        return answer();
      },
    },
    isWatching,
  );
  return { access, asked };
}

const refuse = (status: number) => (): Promise<void> => Promise.reject(new ApiError('http', { status, url: '/api/queue' }));

describe('what a page may do', () => {
  it('is found by a change of nothing', async () => {
    const { access, asked } = open();
    expect(mayChange(access.store.getState())).toBe(true);
    await access.probe();
    expect(asked).toEqual([[]]);
    expect(access.store.getState().role).toBe('editor');
  });

  it('is to look only where changes are refused, until they are not', async () => {
    let answer = refuse(403);
    const { access } = open({ answer: () => answer() });
    await access.probe();
    expect([access.store.getState().role, mayChange(access.store.getState())]).toEqual(['viewer', false]);
    answer = () => Promise.resolve();
    await access.probe();
    expect(mayChange(access.store.getState())).toBe(true);
  });

  it.each([401, 404, 405, 500, 502])('is not known from a status of %i', async (status) => {
    const { access } = open({ answer: refuse(status) });
    await access.probe();
    expect(access.store.getState().role).toBe('unknown');
  });

  it('is not asked of a wall, but once it is none any more', async () => {
    const { access, asked } = open({ isWatching: true });
    await access.probe();
    const end = access.watchOnly();
    expect(mayChange(access.store.getState())).toBe(false);
    const endSecond = access.watchOnly();
    end();
    end();
    await access.probe();
    expect([access.store.getState().isWatching, asked]).toEqual([true, []]);
    endSecond();
    expect([access.store.getState().isWatching, asked]).toEqual([false, [[]]]);
  });
});

it('S12 asks for pictures without the prompt in them where one may only look', async () => {
  let answer = (): Promise<void> => Promise.resolve();
  const { access } = open({ answer: () => answer() });
  const client = withViewerPictures(createFakeClient(), access);
  const url = (filename: string): string => client.viewUrl({ filename, subfolder: '', type: 'output' });
  await access.probe();
  expect(url('a.png')).not.toContain('preview');
  answer = refuse(403);
  await access.probe();
  expect(new URL(url('a.png')).searchParams.get('preview')).toBe('webp;80');
  expect(url('a.mp4')).not.toContain('preview');
});
