import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import type { FileRef } from '@/protocol/files';
import { createTestSession } from '@/testing/test-session';
import type { Session } from '@/session/session';
import { MaskError } from './mask-error';
import type { Mask } from './pixels/mask';
import { saveMask } from './save-mask';

let server: EmbeddedServer;
let session: Session;

beforeEach(async () => {
  server = await startEmbeddedServer({ port: 0 });
  session = createTestSession(server).session;
});

afterEach(async () => {
  session.dispose();
  await server.stop();
});

const SIZE = { width: 12, height: 8 };
const RED = { r: 200, g: 40, b: 30, alpha: 1 };

/** Masked in its left half, half so in the first row. */
const mask: Mask = {
  ...SIZE,
  data: Uint8Array.from({ length: 96 }, (_, at) => (at % 12 >= 6 ? 0 : at < 12 ? 128 : 255)),
};

async function put(name: string, format: 'png' | 'jpeg' = 'png'): Promise<FileRef> {
  const bytes = await sharp({ create: { ...SIZE, channels: 4, background: RED } })
    .toFormat(format)
    .toBuffer();
  return session.client.uploadImage(new File([Uint8Array.from(bytes)], name));
}

async function pixelsOf({ subfolder, filename }: FileRef): Promise<Buffer> {
  return sharp(readFileSync(join(server.control.world.folder('input'), subfolder, filename)))
    .ensureAlpha()
    .raw()
    .toBuffer();
}

it('writes a new picture with the original colours and the mask as its alpha', async () => {
  const original = await put('red.png');
  const saved = await saveMask(session, { original, mask, upright: null });
  expect(saved).toMatchObject({ subfolder: 'clipspace', type: 'input' });
  expect(saved.filename).toMatch(/^clipspace-mask-\d+\.png$/);
  const pixels = await pixelsOf(saved);
  expect([...pixels.subarray(0, 4)]).toEqual([200, 40, 30, 127]);
  expect([...pixels.subarray(12 * 4, 12 * 4 + 4)]).toEqual([200, 40, 30, 0]);
  expect([...pixels.subarray(95 * 4)]).toEqual([200, 40, 30, 255]);
});

it('can be painted again on the result', async () => {
  const original = await put('red.png');
  const first = await saveMask(session, { original, mask: { ...mask, data: new Uint8Array(96).fill(255) }, upright: null });
  const again = await saveMask(session, { original: first, mask, upright: null });
  expect([...(await pixelsOf(again)).subarray(0, 4)], 'colours under what was masked are not lost').toEqual([200, 40, 30, 127]);
});

it('takes the upright picture where the stored one lies on its side', async () => {
  const original = await put('lying.jpg', 'jpeg');
  const upright = await sharp({ create: { width: 8, height: 12, channels: 3, background: '#00ff00' } })
    .png()
    .toBuffer();
  const standing: Mask = { width: 8, height: 12, data: new Uint8Array(96).fill(255) };
  const saved = await saveMask(session, { original, mask: standing, upright: new Blob([Uint8Array.from(upright)]) });
  expect([...(await pixelsOf(saved)).subarray(0, 4)]).toEqual([0, 255, 0, 0]);
});

it('says so when the server has the original no longer', async () => {
  const saving = saveMask(session, { original: { filename: 'gone.png', subfolder: '', type: 'output' }, mask, upright: null });
  await expect(saving).rejects.toSatisfy((error) => error instanceof MaskError && error.code === 'original-gone');
});

it('fails as the server does', async () => {
  const original = await put('red.png');
  server.control.failRoute('/upload/mask', 500);
  await expect(saveMask(session, { original, mask, upright: null })).rejects.toMatchObject({ code: 'http', status: 500 });
});
