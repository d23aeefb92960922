import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPngText, writePngText } from '@/media/png';
import { encodeForm, sendRaw, type FormField, type RawAnswer, type RawRequest } from '../contract/raw-request';
import { until } from '../contract/settle';
import { startEmbeddedServer, type EmbeddedServer } from '../index';

let server: EmbeddedServer;

beforeEach(async () => {
  server = await startEmbeddedServer();
});
afterEach(() => server.stop());

function send(method: string, route: string, more: Partial<RawRequest> = {}): Promise<RawAnswer> {
  return sendRaw(server.url, { method, path: route, ...more });
}

function upload(route: string, fields: Record<string, FormField>): Promise<RawAnswer> {
  const { body, contentType } = encodeForm(fields);
  return send('POST', route, { body, headers: { 'Content-Type': contentType } });
}

function paint(width: number, height: number, alpha: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 4, background: { r: 200, g: 100, b: 50, alpha } } })
    .png()
    .toBuffer();
}

async function pixel(bytes: Buffer): Promise<number[]> {
  return [...(await sharp(bytes).raw().toBuffer()).subarray(0, 4)];
}

describe('GET /view', () => {
  beforeEach(async () => {
    await server.control.world.write('output', 'pic.png', await paint(20, 10, 0.5));
    await server.control.world.write('output', 'digits.bin', Buffer.from('0123456789'));
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=4-2', 416, '', 'bytes */10'],
    ['lines=1-2', 416, '', 'bytes */10'],
  ])('range %s', async (range, status, text, contentRange) => {
    const answer = await send('GET', '/view?filename=digits.bin', { headers: { Range: range } });
    expect(answer).toMatchObject({ status, text });
    expect(answer.headers['content-range']).toBe(contentRange);
  });

  it('sends the whole file when If-Range does not fit', async () => {
    const etag = (await send('GET', '/view?filename=digits.bin')).headers['etag'] ?? '';
    const ask = (ifRange: string): Promise<RawAnswer> =>
      send('GET', '/view?filename=digits.bin', { headers: { Range: 'bytes=0-1', 'If-Range': ifRange } });
    expect(await ask(etag)).toMatchObject({ status: 206, text: '01' });
    expect(await ask('"other"')).toMatchObject({ status: 200, text: '0123456789' });
  });

  it('gives a new ETag to an overwritten file', async () => {
    const first = await send('GET', '/view?filename=digits.bin');
    await server.control.world.write('output', 'digits.bin', Buffer.from('another'));
    const again = await send('GET', '/view?filename=digits.bin', { headers: { 'If-None-Match': first.headers['etag'] ?? '' } });
    expect(again).toMatchObject({ status: 200, text: 'another' });
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await send('HEAD', '/view?filename=pic.png');
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(answer.headers['content-type']).toBe('image/png');
  });

  it('serves names beyond ASCII', async () => {
    await server.control.world.write('output', 'größe 図.png', await paint(2, 2, 1));
    const answer = await send('GET', `/view?filename=${encodeURIComponent('größe 図.png')}`);
    expect(answer.status).toBe(200);
    expect(Buffer.from(answer.headers['content-disposition'] ?? '', 'latin1').toString('utf8')).toBe('filename="größe 図.png"');
  });

  it.each([
    ['filename=a..b.png', 400],
    ['filename=%5Binput%5D', 400],
    ['filename=pic.png&type=models', 400],
    ['filename=pic.png&subfolder=..%2F..', 403],
    ['filename=pic.png&subfolder=%2Fetc', 403],
    ['filename=pic.png&subfolder=.%2Fx%2F..', 200],
    ['filename=x%2Fpic.png', 200],
    ['filename=pic.png%20%5Binput%5D', 404],
    ['filename=pic.png%20%5Boutput%5D&type=input', 200],
  ])('%s → %i', async (query, status) => {
    expect((await send('GET', `/view?${query}`)).status).toBe(status);
  });

  it('re-encodes previews at full size, with and without alpha', async () => {
    const jpeg = await send('GET', '/view?filename=pic.png&preview=jpeg;40');
    expect(await sharp(jpeg.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 20, height: 10, hasAlpha: false });
    const webp = await send('GET', '/view?filename=pic.png&preview=webp;90');
    expect(await sharp(webp.bytes).metadata()).toMatchObject({ format: 'webp', hasAlpha: true });
    const flat = await send('GET', '/view?filename=pic.png&preview=webp&channel=rgb');
    expect(await sharp(flat.bytes).metadata()).toMatchObject({ format: 'webp', hasAlpha: false });
  });

  it('splits channels: colours alone, alpha alone on black', async () => {
    const rgb = await send('GET', '/view?filename=pic.png&channel=rgb');
    expect(await sharp(rgb.bytes).metadata()).toMatchObject({ format: 'png', channels: 3 });
    expect((await pixel(rgb.bytes)).slice(0, 3)).toEqual([200, 100, 50]);
    expect(await pixel((await send('GET', '/view?filename=pic.png&channel=a')).bytes)).toEqual([0, 0, 0, 128]);
  });

  it('cannot preview SVG', async () => {
    await server.control.world.write('output', 'v.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'));
    expect((await send('GET', '/view?filename=v.svg&preview=webp')).status).toBe(500);
  });
});

describe('POST /upload/image', () => {
  it.each([
    [{ image: { fileName: '../../x.png', bytes: Buffer.from('x') } }, 400],
    [{ image: { fileName: '', bytes: Buffer.from('x') } }, 400],
    [{ image: 'text' }, 500],
    [{ image: { fileName: 'a.png', bytes: Buffer.from('x') }, subfolder: '/etc' }, 400],
  ])('refuses %j with %i', async (fields, status) => {
    expect((await upload('/upload/image', fields as Record<string, FormField>)).status).toBe(status);
  });

  it('answers a body that is no form with 400', async () => {
    expect((await send('POST', '/upload/image', { body: '{}', headers: { 'Content-Type': 'application/json' } })).status).toBe(400);
  });

  it('answers a big body with 413 after hearing all of it', async () => {
    await server.stop();
    server = await startEmbeddedServer({ maxUploadBytes: 1000 });
    const form = new FormData();
    form.set('image', new Blob([Buffer.alloc(3_000_000)]), 'big.png');
    const answer = await fetch(`${server.url}/upload/image`, { method: 'POST', body: form });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toMatch(/^Maximum request body size 1000 exceeded, actual body size 30\d+$/);
  });
});

describe('POST /upload/mask', () => {
  const mask = async (width = 20): Promise<FormField> => ({ fileName: 'm.png', bytes: await paint(width, 10, 0.25) });

  beforeEach(async () => {
    const picture = writePngText(await paint(20, 10, 1), [{ keyword: 'workflow', text: '{"id":1}' }]);
    await server.control.world.write('input', 'sub/pic.png', picture);
  });

  it('keeps colours and texts and takes the alpha of the mask', async () => {
    const original = JSON.stringify({ filename: 'pic.png', subfolder: 'sub', type: 'input' });
    const answer = await upload('/upload/mask', { image: await mask(), original_ref: original, subfolder: 'clipspace' });
    expect(answer.body).toEqual({ name: 'm.png', subfolder: 'clipspace', type: 'input' });
    const stored = (await server.control.world.read('input', 'clipspace/m.png')) ?? new Uint8Array();
    expect(await pixel(Buffer.from(stored))).toEqual([200, 100, 50, 64]);
    expect(await readPngText(stored)).toMatchObject([{ keyword: 'workflow', text: '{"id":1}' }]);
  });

  it('writes nothing for a reference that is refused', async () => {
    for (const filename of ['../pic.png', '/pic.png', 'gone.png']) {
      const answer = await upload('/upload/mask', { image: await mask(), original_ref: JSON.stringify({ filename, type: 'input' }) });
      expect(answer.status).toBe(200);
    }
    expect(server.control.world.list('input')).toEqual(['sub/pic.png']);
  });

  it('fails when the sizes differ', async () => {
    const original = JSON.stringify({ filename: 'pic.png', subfolder: 'sub', type: 'input' });
    expect((await upload('/upload/mask', { image: await mask(30), original_ref: original })).status).toBe(500);
  });
});

describe('/userdata', () => {
  it('decodes % in names twice and passes over dot files in lists, but not in the tree', async () => {
    await send('POST', '/userdata/workflows%252Fdeep%252Fa.json', { body: '1' });
    await send('POST', '/userdata/workflows%2F.index.json', { body: '2' });
    expect((await send('GET', '/userdata?dir=workflows&recurse=true')).body).toEqual(['deep/a.json']);
    expect((await send('GET', '/userdata/workflows%2F.index.json')).text).toBe('2');
    const tree = (await send('GET', '/v2/userdata?path=workflows')).body as { path: string }[];
    expect(tree.map((entry) => entry.path)).toEqual(['workflows/deep', 'workflows/.index.json', 'workflows/deep/a.json']);
  });

  it('takes bytes as they are', async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    await send('POST', '/userdata/raw.bin', { body: bytes });
    expect((await send('GET', '/userdata/raw.bin')).bytes).toEqual(bytes);
  });

  it('does not leave the folder of the user', async () => {
    fs.writeFileSync(path.join(server.control.world.dataDir, 'secret.txt'), 's');
    for (const name of ['..%2F..%2Fsecret.txt', '%252e%252e%2F%252e%252e%2Fsecret.txt']) {
      expect((await send('GET', `/userdata/${name}`)).status).toBe(403);
      expect((await send('DELETE', `/userdata/${name}`)).status).toBe(403);
    }
  });
});

it('settings: a request whose body comes late overwrites what was stored meanwhile, as on the real server', async () => {
  const { hostname, port } = new URL(server.url);
  const late = http.request({ hostname, port, method: 'POST', path: '/settings/a', headers: { 'Content-Length': '1' } });
  const isAnswered = new Promise((resolve) => {
    late.on('response', (answer) => answer.resume().on('end', resolve));
  });
  late.flushHeaders();
  await until(() => server.control.requests().length === 1);
  await send('POST', '/settings/b', { body: '2' });
  expect((await send('GET', '/settings')).body).toEqual({ b: 2 });
  late.end('1');
  await isAnswered;
  expect((await send('GET', '/settings')).body).toEqual({ a: 1 });
});
