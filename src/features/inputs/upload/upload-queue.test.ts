import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { uploadFile } from '@/session/mutations/files';
import type { Session } from '@/session/session';
import { createTestSession } from '@/testing/test-session';
import type { PictureChoice } from './prepare-picture';
import { createUploadQueue, type UploadQueue } from './upload-queue';

const AS_IS: PictureChoice = { maxSidePx: null, format: null };

let server: EmbeddedServer;
let session: Session;
let queue: UploadQueue;

beforeEach(async () => {
  server = await startEmbeddedServer({ port: 0 });
  session = createTestSession(server).session;
  queue = createUploadQueue({
    client: session.client,
    upload: (input) => uploadFile(session, input),
    limitBytes: () => 10_000,
    isThere: () => null,
    prepare: (file) => Promise.resolve(file),
  });
});

afterEach(async () => {
  session.dispose();
  await server.stop();
});

function add(...files: readonly (readonly [name: string, text: string, folder?: string])[]): void {
  const found = files.map(([name, text, folder = '']) => ({ file: new File([text], name), folder }));
  queue.add(found, { folder: '', picture: AS_IS });
}

const states = (): readonly string[] => queue.uploads.getState().map(({ name, state }) => `${name} ${state.kind}`);
const contentOf = (path: string): string => readFileSync(join(server.control.world.folder('input'), path), 'utf8');
const sent = (): number => server.control.requests().filter(({ path }) => path.endsWith('/upload/image')).length;

it('sends several, with their folders, below the one that was chosen', async () => {
  queue.add([{ file: new File(['one'], 'a.txt'), folder: 'set/deep' }], { folder: 'mine', picture: AS_IS });
  add(['b.txt', 'two'], ['c.txt', 'three', 'set']);
  await expect.poll(states).toEqual(['a.txt done', 'b.txt done', 'c.txt done']);
  expect([contentOf('mine/set/deep/a.txt'), contentOf('b.txt'), contentOf('set/c.txt')]).toEqual(['one', 'two', 'three']);
});

describe('a name that exists', () => {
  beforeEach(async () => {
    await session.client.uploadImage(new File(['old'], 'a.txt'));
    server.control.clearRequests();
  });

  it('with the same content is used, and nothing is sent', async () => {
    add(['a.txt', 'old']);
    await expect.poll(states).toEqual(['a.txt done']);
    expect(queue.uploads.getState()[0]?.state).toMatchObject({ isReused: true, saved: { filename: 'a.txt' } });
    expect(sent()).toBe(0);
  });

  it('with other content asks, and renames', async () => {
    add(['a.txt', 'new'], ['b.txt', 'x']);
    await expect.poll(states).toEqual(['a.txt asking', 'b.txt done']);
    expect(contentOf('a.txt')).toBe('old');
    queue.answer(1, 'rename');
    await expect.poll(states).toEqual(['a.txt done', 'b.txt done']);
    expect(queue.uploads.getState()[0]?.state).toMatchObject({ saved: { filename: 'a (1).txt' } });
    expect([contentOf('a.txt'), contentOf('a (1).txt')]).toEqual(['old', 'new']);
  });

  it('or overwrites, or skips', async () => {
    add(['a.txt', 'new']);
    await expect.poll(states).toEqual(['a.txt asking']);
    queue.answer(1, 'skip');
    expect(states()).toEqual(['a.txt cancelled']);
    expect(contentOf('a.txt')).toBe('old');
    add(['a.txt', 'newer']);
    await expect.poll(() => states()[1]).toBe('a.txt asking');
    queue.answer(2, 'overwrite');
    await expect.poll(() => states()[1]).toBe('a.txt done');
    expect(contentOf('a.txt')).toBe('newer');
  });

  it('may be answered for all, also those still to come', async () => {
    add(['a.txt', 'one'], ['b.txt', 'x'], ['a.txt', 'two'], ['a.txt', 'three']);
    await expect.poll(states).toContain('a.txt asking');
    queue.answerAll('overwrite');
    await expect.poll(() => states().every((state) => state.endsWith('done'))).toBe(true);
    add(['a.txt', 'four']);
    await expect.poll(() => states().at(-1), { message: 'the answer is not for the next lot' }).toBe('a.txt asking');
  });
});

it('is refused before anything is sent', async () => {
  add(['a.exe', 'MZ'], ['b.txt', ''], ['c.txt', 'x'.repeat(10_000)], ['d.heic', 'x']);
  await expect.poll(states).toEqual(['a.exe refused', 'b.txt refused', 'c.txt refused', 'd.heic refused']);
  expect(queue.uploads.getState().map(({ state }) => (state.kind === 'refused' ? state.reason : null))).toEqual([
    'unsupported',
    'empty',
    'too-large',
    'heic',
  ]);
  expect(server.control.requests().filter(({ method, path }) => method === 'POST' && path.startsWith('/api/upload'))).toEqual([]);
});

it('fails alone, and goes on with the rest when asked', async () => {
  server.control.failRoute('/upload/image', 500, 1);
  add(['a.txt', '1'], ['b.txt', '2'], ['c.txt', '3']);
  await expect.poll(() => states().filter((state) => state.endsWith('done')).length).toBe(2);
  expect(states().filter((state) => state.endsWith('failed'))).toHaveLength(1);
  const before = sent();
  queue.retryAll();
  await expect.poll(() => states().every((state) => state.endsWith('done'))).toBe(true);
  expect(sent() - before, 'what has arrived is not sent again').toBe(1);
});

it('is cancelled one by one or all together, and resumed', async () => {
  const release = server.control.slowRoute('/upload/image', 60_000);
  add(['a.txt', '1'], ['b.txt', '2'], ['c.txt', '3']);
  await expect.poll(states).toEqual(['a.txt sending', 'b.txt sending', 'c.txt waiting']);
  queue.cancel(1);
  await expect.poll(states).toEqual(['a.txt cancelled', 'b.txt sending', 'c.txt sending']);
  queue.cancelAll();
  expect(states()).toEqual(['a.txt cancelled', 'b.txt cancelled', 'c.txt cancelled']);
  release();
  queue.retry(2);
  await expect.poll(states).toEqual(['a.txt cancelled', 'b.txt done', 'c.txt cancelled']);
  queue.clearEnded();
  expect(states()).toEqual([]);
});

it('asks nothing about a name that the server is known not to have', async () => {
  const sure = createUploadQueue({
    client: { readFile: () => Promise.reject(new Error('not needed')) },
    upload: (input) => uploadFile(session, input),
    limitBytes: () => null,
    isThere: () => false,
    prepare: (file) => Promise.resolve(file),
  });
  sure.add([{ file: new File(['1'], 'a.txt'), folder: '' }], { folder: '', picture: AS_IS });
  await expect.poll(() => sure.uploads.getState()[0]?.state.kind).toBe('done');
});
