import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageOf, solidPicture } from '../pixels/batch';
import { encodePng } from '../pixels/codec';
import { createTestContext, createTestWorld, firstOutput, runNode } from '../testing-world';
import type { ImageBatch } from '../values';

let server: Server;
let address = '';
const png = await encodePng(solidPicture(5, 4, [9, 8, 7]), 3);

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/picture.png') response.end(png);
    else if (request.url === '/away') response.writeHead(302, { location: 'http://192.0.2.1/picture.png' }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

describe('LoadImageFromUrlOrPath', () => {
  it('loads from this machine', async () => {
    const image = (await firstOutput('LoadImageFromUrlOrPath', { url_or_path: `${address}/picture.png` })) as ImageBatch;
    expect([image.width, image.height, image.frames[0]?.data[0]]).toEqual([5, 4, 9]);
  });

  it('loads a path of the input folder', async () => {
    const context = createTestContext({ world: createTestWorld({ 'input/a.png': png }) });
    expect(await firstOutput('LoadImageFromUrlOrPath', { url_or_path: 'a.png' }, context)).toMatchObject({ width: 5 });
  });

  it.each([
    'http://192.0.2.1/x.png',
    'https://example.org/x.png',
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1.example.org/x.png',
    'http://user@192.0.2.1/x.png',
    'file:///etc/passwd',
    'ftp://127.0.0.1/x.png',
  ])('refuses %s without asking', async (url_or_path) => {
    await expect(runNode('LoadImageFromUrlOrPath', { url_or_path })).rejects.toMatchObject({ exceptionType: 'PermissionError' });
  });

  it('follows no redirect and names the status', async () => {
    await expect(runNode('LoadImageFromUrlOrPath', { url_or_path: `${address}/away` })).rejects.toThrow('302');
    await expect(runNode('LoadImageFromUrlOrPath', { url_or_path: `${address}/none` })).rejects.toThrow('404');
  });

  it('reports a port where nobody listens', async () => {
    await expect(runNode('LoadImageFromUrlOrPath', { url_or_path: 'http://127.0.0.1:1/x.png' })).rejects.toMatchObject({
      exceptionType: 'requests.exceptions.ConnectionError',
    });
  });
});

describe('base64 nodes', () => {
  it('shows pictures as data URLs and reads them back', async () => {
    const images = imageOf([solidPicture(3, 2, [1, 2, 3]), solidPicture(3, 2, [4, 5, 6])]);
    const { ui, outputs } = await runNode('ImageToBase64', { images });
    expect(ui).toEqual({ base64Images: [expect.stringMatching(/^data:image\/png;base64,/), expect.any(String)], imageType: ['image'] });
    const back = (await firstOutput('Base64ToImage', { base64Images: outputs?.[0] })) as ImageBatch[];
    expect(back.map((image) => image.frames[0]?.data[0])).toEqual([1, 4]);
  });

  it('refuses a text that is no list', async () => {
    await expect(runNode('Base64ToImage', { base64Images: 'oops' })).rejects.toMatchObject({
      exceptionType: 'json.decoder.JSONDecodeError',
    });
  });
});
