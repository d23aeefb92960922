import { describe, expect, it } from 'vitest';
import { NodeFailure } from '../../engine/node-class';
import { createTestContext, firstOutput, runNode, type TestContext } from '../testing-world';
import type { Latent } from '../values';

async function textToImage(
  options: { text?: string; seed?: unknown; steps?: number; size?: number; context?: TestContext; inputs?: Record<string, unknown> } = {},
): Promise<Latent> {
  const loaded = (await runNode('CheckpointLoaderSimple', { ckpt_name: 'harbor-v5-pruned.safetensors' })).outputs ?? [];
  const [model, clip] = loaded;
  const inputs = {
    model,
    seed: options.seed ?? 1,
    steps: options.steps ?? 4,
    cfg: 7,
    sampler_name: 'euler',
    scheduler: 'normal',
    positive: await firstOutput('CLIPTextEncode', { text: options.text ?? 'quiet lake', clip }),
    negative: await firstOutput('CLIPTextEncode', { text: '', clip }),
    latent_image: await firstOutput('EmptyLatentImage', { width: options.size ?? 64, height: options.size ?? 64, batch_size: 1 }),
    denoise: 1,
    ...options.inputs,
  };
  return (await firstOutput('KSampler', inputs, options.context)) as Latent;
}

const pixels = (latent: Latent): string => Buffer.from(latent.items[0]?.data ?? []).toString('base64');

describe('KSampler', () => {
  it('draws the same picture for the same request', async () => {
    expect(pixels(await textToImage())).toBe(pixels(await textToImage()));
  });

  it.each([
    ['prompt', { text: 'burning desert' }],
    ['seed', { seed: 2 }],
    ['steps', { steps: 9 }],
    ['cfg', { inputs: { cfg: 3 } }],
    ['sampler', { inputs: { sampler_name: 'heun' } }],
  ])('draws another picture for another %s', async (_name, change) => {
    expect(pixels(await textToImage(change))).not.toBe(pixels(await textToImage()));
  });

  it('tells seeds apart that differ only beyond 53 bits', async () => {
    const [high, low] = [await textToImage({ seed: 18446744073709551615n }), await textToImage({ seed: 18446744073709551614n })];
    expect(pixels(high)).not.toBe(pixels(low));
  });

  it('reports every step with a JPEG preview of at most 512 pixels', async () => {
    const context = createTestContext();
    await textToImage({ steps: 5, size: 1024, context });
    expect(context.steps.map(({ value, max }) => [value, max])).toEqual([1, 2, 3, 4, 5].map((step) => [step, 5]));
    for (const { preview } of context.steps) expect([...(preview?.bytes.subarray(0, 2) ?? [])]).toEqual([0xff, 0xd8]);
  });

  it('keeps most of the starting picture at low denoise', async () => {
    const start = await textToImage({ text: 'neon city' });
    const full = await textToImage({ text: 'meadow' });
    const slight = await textToImage({ text: 'meadow', inputs: { latent_image: start, denoise: 0.2 } });
    const distance = (a: Latent, b: Latent): number => {
      const [first, second] = [Buffer.from(a.items[0]?.data ?? []), Buffer.from(b.items[0]?.data ?? [])];
      return first.reduce((sum, value, at) => sum + Math.abs(value - (second[at] ?? 0)), 0);
    };
    expect(distance(slight, start)).toBeLessThan(distance(slight, full) / 2);
  });

  it('leaves unmasked pixels alone', async () => {
    const start = await textToImage({ text: 'neon city' });
    const mask = await firstOutput('SolidMask', { value: 0, width: 64, height: 64 });
    const masked = await firstOutput('SetLatentNoiseMask', { samples: start, mask });
    expect(pixels(await textToImage({ text: 'meadow', inputs: { latent_image: masked } }))).toBe(pixels(start));
  });

  it('draws 512 pixels square within the time of a frame or three', async () => {
    await textToImage({ size: 512, steps: 1 });
    const before = performance.now();
    await textToImage({ size: 512, steps: 1 });
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('fails like Python when a wire carries the wrong thing', async () => {
    await expect(textToImage({ inputs: { model: 'text' } })).rejects.toBeInstanceOf(NodeFailure);
  });
});
