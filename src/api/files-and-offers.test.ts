import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { systemClock } from '@/lib/clock';
import { toClientId } from '@/protocol/ids';
import { createApiClient, type ApiClient } from './client';

let server: EmbeddedServer;
let client: ApiClient;

beforeAll(async () => {
  server = await startEmbeddedServer();
  client = createApiClient({ base: findApiBase(server.url), clock: systemClock });
});

afterAll(() => server.stop());

async function drawPng(alpha: number, size = 8): Promise<Uint8Array<ArrayBuffer>> {
  const image = sharp({ create: { width: size, height: size, channels: 4, background: { r: 200, g: 30, b: 30, alpha } } });
  return Uint8Array.from(await image.png().toBuffer());
}

function toFile(bytes: Uint8Array<ArrayBuffer> | string, name: string): File {
  return new File([bytes], name);
}

describe('uploads', () => {
  it('uses the returned name: equal bytes reuse, other bytes get a number, overwrite replaces', async () => {
    const file = toFile('one', 'clip (x).mp4');
    expect(await client.uploadImage(file)).toEqual({ filename: 'clip (x).mp4', subfolder: '', type: 'input' });
    expect(await client.uploadImage(file)).toMatchObject({ filename: 'clip (x).mp4' });
    expect(await client.uploadImage(toFile('two', 'clip (x).mp4'))).toMatchObject({ filename: 'clip (x) (1).mp4' });
    const replaced = await client.uploadImage(toFile('three', 'clip (x).mp4'), { overwrite: true });
    expect(new TextDecoder().decode(await client.readFile(replaced))).toBe('three');
  });

  it('goes into subfolders and other folders', async () => {
    const uploaded = await client.uploadImage(toFile('x', 'ü #&.bin'), { subfolder: 'deck/a', type: 'temp' });
    expect(uploaded).toEqual({ filename: 'ü #&.bin', subfolder: 'deck/a', type: 'temp' });
    expect(new TextDecoder().decode(await client.readFile(uploaded))).toBe('x');
  });

  it('puts a mask into a copy of the original', async () => {
    const original = await client.uploadImage(toFile(await drawPng(1), 'photo.png'));
    const mask = toFile(await drawPng(0.25), 'clipspace-mask-1.png');
    const saved = await client.uploadMask(mask, original, { subfolder: 'clipspace' });
    expect(saved).toEqual({ filename: 'clipspace-mask-1.png', subfolder: 'clipspace', type: 'input' });
    const { data } = await sharp(await client.readFile(saved))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 4)]).toEqual([200, 30, 30, 64]);
  });

  it('is refused for a folder outside, and for a mask of another size', async () => {
    await expect(client.uploadImage(toFile('x', 'x.png'), { subfolder: '../..' })).rejects.toMatchObject({ code: 'http', status: 400 });
    const original = await client.uploadImage(toFile(await drawPng(1), 'small.png'));
    const mask = toFile(await drawPng(1, 16), 'big.png');
    await expect(client.uploadMask(mask, original)).rejects.toMatchObject({ code: 'http', status: 500 });
  });
});

describe('files', () => {
  it('are read in parts, with their whole length; behind the end there is nothing', async () => {
    const saved = await client.uploadImage(toFile('0123456789', 'digits.bin'), { type: 'output' });
    const read = async (from: number, length: number) => {
      const { bytes, total } = await client.readFilePart(saved, { from, length });
      return [new TextDecoder().decode(bytes), total];
    };
    expect(await read(2, 3)).toEqual(['234', 10]);
    expect(await read(8, 100)).toEqual(['89', 10]);
    expect(await read(50, 5)).toEqual(['', 10]);
  });

  it('lists a folder’s top level and reads back what it named', async () => {
    await client.uploadImage(toFile('listed', 'a [b] listed.txt'), { type: 'output' });
    const files = await client.filesIn('output');
    expect(files).toContainEqual({ filename: 'a [b] listed.txt', subfolder: '', type: 'output' });
  });

  it('has addresses that the server answers', async () => {
    const file = await client.uploadImage(toFile(await drawPng(0.5), 'address.png'));
    const preview = await fetch(client.viewUrl(file, { preview: { format: 'webp', quality: 50 }, cacheKey: 'x' }));
    expect(preview.headers.get('Content-Type')).toBe('image/webp');
    const missing = client.readFile({ filename: 'nope.png', subfolder: '', type: 'input' });
    await expect(missing).rejects.toMatchObject({ code: 'http', status: 404 });
  });
});

describe('the server itself', () => {
  it('describes itself', async () => {
    expect((await client.systemStats()).comfyuiVersion).toMatch(/^0\./);
    expect(await client.features()).toMatchObject({ supportsPreviewMetadata: true, maxUploadBytes: 104857600 });
    expect(await client.extensions()).toEqual([]);
    expect((await client.folderPaths()).get('checkpoints')?.length).toBeGreaterThan(0);
  });

  it('shows its log and takes subscriptions', async () => {
    const { entries } = await client.logs();
    expect(Array.isArray(entries)).toBe(true);
    await client.subscribeLogs(toClientId('tests'), true);
    await client.subscribeLogs(toClientId('tests'), false);
    expect(server.control.requests().filter(({ method }) => method === 'PATCH')).toHaveLength(2);
  });

  it('lists models in every form', async () => {
    expect(await client.models()).toContain('checkpoints');
    const names = await client.modelsIn('checkpoints');
    expect(names.length).toBeGreaterThan(0);
    expect((await client.modelFiles('checkpoints')).map((file) => file.name).sort()).toEqual([...names].sort());
    expect((await client.modelFolders()).map((folder) => folder.name)).toContain('loras');
    expect(Array.isArray(await client.embeddings())).toBe(true);
    await expect(client.modelsIn('no/such')).rejects.toMatchObject({ code: 'http', status: 404 });
    await expect(client.modelMetadata('checkpoints', 'nope.safetensors')).rejects.toMatchObject({ code: 'http', status: 404 });
  });

  it('offers templates, subgraphs and replacements', async () => {
    expect((await client.workflowTemplates()).size).toBe(0);
    await expect(client.workflowTemplate('pack', 'name')).rejects.toMatchObject({ code: 'http', status: 404 });
    const subgraphs = await client.globalSubgraphs();
    const [id = ''] = subgraphs.keys();
    expect(subgraphs.get(id)?.data).toBeNull();
    expect((await client.globalSubgraph(id))?.data).toContain('{');
    expect(await client.globalSubgraph('deadbeef')).toBeNull();
    expect((await client.nodeReplacements()).size).toBeGreaterThan(0);
  });
});
