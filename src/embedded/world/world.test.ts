import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { startEmbeddedServer } from '../index';
import { createDiskWorld } from './disk-world';
import { findModelFile, listModelFiles, writeModelFiles } from './model-files';
import { resolveInside } from './safe-path';
import { createSeededRandom } from './seeded-random';

let dataDir: string;

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'comfydeck-test-'));
});
afterEach(() => {
  fs.rmSync(dataDir, { recursive: true, force: true });
});

describe('resolveInside', () => {
  it.each([
    ['a/b.png', '/root/a/b.png'],
    ['', '/root'],
    ['a/../b', '/root/b'],
    ['..', undefined],
    ['../rooted', undefined],
    ['/etc/passwd', undefined],
    ['/root/x', '/root/x'],
  ])('%s → %s', (relative, expected) => {
    expect(resolveInside('/root', relative)).toBe(expected);
  });
});

describe('the world on disk', () => {
  it('reads, writes and lists below its folders only', async () => {
    const world = createDiskWorld(dataDir, 0);
    await world.write('output', 'sub/b.png', new Uint8Array([1, 2]));
    await world.write('output', 'a.png', new Uint8Array([3]));
    expect(world.list('output')).toEqual(['a.png', 'sub/b.png']);
    expect([...((await world.read('output', 'sub/b.png')) ?? [])]).toEqual([1, 2]);
    expect(world.readSync('input', 'a.png')).toBeUndefined();
    await expect(world.write('output', '../x', new Uint8Array())).rejects.toThrow('leaves the output folder');
    expect(() => world.readSync('input', '../../etc/passwd')).toThrow('leaves the input folder');
  });

  it('empties temp alone', async () => {
    const world = createDiskWorld(dataDir, 0);
    for (const type of ['temp', 'input'] as const) await world.write(type, 'x', new Uint8Array());
    world.wipeTemp();
    expect([world.list('temp'), world.list('input')]).toEqual([[], ['x']]);
  });

  it('lists models live, filtered by ending, in their search folders', () => {
    const world = createDiskWorld(dataDir, 0);
    writeModelFiles(dataDir, { checkpoints: ['sdxl/b.safetensors', 'a.ckpt'], diffusion_models: ['unet.safetensors'] });
    fs.writeFileSync(path.join(dataDir, 'models/checkpoints/readme.md'), '');
    fs.mkdirSync(path.join(dataDir, 'output/checkpoints'), { recursive: true });
    fs.writeFileSync(path.join(dataDir, 'output/checkpoints/made.safetensors'), '');
    expect(world.models('checkpoints')).toEqual(['a.ckpt', 'made.safetensors', 'sdxl/b.safetensors']);
    expect(listModelFiles(dataDir, 'checkpoints')?.map((model) => [model.name, model.pathIndex])).toEqual([
      ['a.ckpt', 0],
      ['sdxl/b.safetensors', 0],
      ['made.safetensors', 1],
    ]);
    expect(world.models('unet')).toEqual(['unet.safetensors']);
    expect(world.models('nothing')).toEqual([]);
    expect(findModelFile(dataDir, 'checkpoints', '../../secret')).toBeUndefined();
  });
});

it('a seeded random source repeats itself and differs by seed', () => {
  const draw = (seed: number): number[] => {
    const words = new Uint32Array(4);
    createSeededRandom(seed)(words);
    return [...words];
  };
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  expect(new Set(draw(1)).size).toBe(4);
});

describe('the starter world', () => {
  it('has inputs, workflows and finished runs whose files exist; a second start leaves the folder alone', async () => {
    const first = await startEmbeddedServer({ dataDir, starter: true });
    const history = Object.values(first.control.engine.history({}));
    expect(history.length).toBeGreaterThanOrEqual(3);
    expect(new Set(history.map((entry) => (entry['status'] as JsonObject)['status_str']))).toEqual(new Set(['success']));
    const outputs = first.control.world.list('output');
    expect(outputs.length).toBeGreaterThanOrEqual(3);
    expect(first.control.world.list('input').length).toBeGreaterThanOrEqual(2);
    await first.stop();
    const workflows = path.join(dataDir, 'user/default/workflows');
    expect(fs.readdirSync(workflows).filter((name) => !name.startsWith('.'))).toHaveLength(3);
    fs.rmSync(workflows, { recursive: true });

    const second = await startEmbeddedServer({ dataDir, starter: true });
    expect(second.control.engine.history({})).toEqual({});
    expect(second.control.world.list('output')).toEqual(outputs);
    expect(fs.existsSync(workflows)).toBe(false);
    await second.stop();
  });

  it('offers its workflows as templates with pictures', async () => {
    const server = await startEmbeddedServer();
    const [category] = (await (await fetch(`${server.url}/templates/index.json`)).json()) as { templates: { name: string }[] }[];
    expect(category?.templates.length).toBe(3);
    for (const { name } of category?.templates ?? []) {
      expect(await (await fetch(`${server.url}/templates/${name}.json`)).json()).toHaveProperty('nodes');
      expect((await fetch(`${server.url}/templates/${name}-1.webp`)).headers.get('content-type')).toBe('image/webp');
    }
    expect((await fetch(`${server.url}/templates/other.json`)).status).toBe(404);
    await server.stop();
  });
});
