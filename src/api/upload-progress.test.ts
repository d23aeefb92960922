import { Window } from 'happy-dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { createManualClock, systemClock, type Clock } from '@/lib/clock';
import { createApiClient, type ApiClient } from './client';
import type { UploadProgress } from './upload-transport';

let server: EmbeddedServer;
let page: Window;

beforeEach(async () => {
  server = await startEmbeddedServer({ maxUploadBytes: 10_000 });
  page = new Window({ url: server.url });
  vi.stubGlobal('FormData', page.FormData);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await page.happyDOM.close();
  await server.stop();
});

/** The page's XMLHttpRequest, made to tell its progress halfway, which this one leaves out. */
function createXhr(): XMLHttpRequest {
  const xhr = new page.XMLHttpRequest();
  const send = xhr.send.bind(xhr);
  xhr.send = (body) => {
    xhr.upload.dispatchEvent(new page.ProgressEvent('progress', { loaded: 50, total: 100, lengthComputable: true }));
    send(body);
  };
  const request: object = xhr;
  return request as XMLHttpRequest;
}

function connect(clock: Clock = systemClock): ApiClient {
  return createApiClient({ base: findApiBase(server.url), clock, createXhr });
}

function createFile(size: number): File {
  const file: object = new page.File(['x'.repeat(size)], 'a.bin');
  return file as File;
}

describe('an upload that reports its progress', () => {
  it('arrives whole and tells how far it is', async () => {
    const heard: UploadProgress[] = [];
    const uploaded = await connect().uploadImage(createFile(5000), { subfolder: 'x', onProgress: (progress) => heard.push(progress) });
    expect(uploaded).toEqual({ filename: 'a.bin', subfolder: 'x', type: 'input' });
    expect(heard).toEqual([{ sentBytes: 50, totalBytes: 100 }]);
    expect((await connect().readFile(uploaded)).byteLength).toBe(5000);
  });

  it('fails as every call does', async () => {
    const onProgress = () => undefined;
    const tooLarge = connect().uploadImage(createFile(20_000), { onProgress });
    await expect(tooLarge).rejects.toMatchObject({ code: 'http', status: 413 });
    server.control.failRoute('/upload/image', 'reset');
    await expect(connect().uploadImage(createFile(1), { onProgress })).rejects.toMatchObject({ code: 'network', status: 0 });
  });

  it('stops when the caller says so, or when nothing moves', async () => {
    server.control.slowRoute('/upload/image', 60_000);
    const controller = new AbortController();
    const options = { signal: controller.signal, onProgress: () => controller.abort() };
    await expect(connect().uploadImage(createFile(10), options)).rejects.toMatchObject({ code: 'aborted' });
    await expect(connect().uploadImage(createFile(10), options)).rejects.toMatchObject({ code: 'aborted' });

    const clock = createManualClock();
    const stuck = connect(clock).uploadImage(createFile(10), { timeoutMs: 100, onProgress: () => undefined });
    clock.advance(100);
    await expect(stuck).rejects.toMatchObject({ code: 'timeout' });
  });
});
