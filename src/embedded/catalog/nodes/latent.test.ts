import { describe, expect, it } from 'vitest';
import { imageOf, solidPicture } from '../pixels/batch';
import { createTestContext, createTestWorld, firstOutput, runNode } from '../testing-world';
import type { ImageBatch, Latent, MaskBatch, Model } from '../values';

const VAE: Model = { kind: 'vae', name: 'v', changes: [] };

async function encoded(width: number, height: number, tone: number): Promise<Latent> {
  return (await firstOutput('VAEEncode', { pixels: imageOf([solidPicture(width, height, [tone, tone, tone])]), vae: VAE })) as Latent;
}

async function latent(name: string, inputs: Record<string, unknown>): Promise<Latent> {
  return (await firstOutput(name, inputs)) as Latent;
}

const shape = ({ width, height, items }: Latent): number[] => [width, height, items.length];
const tone = (value: Latent, at = 0): number | undefined => value.items[0]?.data[at * 4];

describe('latent nodes', () => {
  it('makes blank latents that decode to grey', async () => {
    const blank = await latent('EmptyLatentImage', { width: 64, height: 32, batch_size: 2 });
    const image = (await firstOutput('VAEDecode', { samples: blank, vae: VAE })) as ImageBatch;
    expect([image.width, image.height, image.frames.length, image.frames[0]?.data[0]]).toEqual([64, 32, 2, 128]);
  });

  it('trims pictures to multiples of eight when encoding', async () => {
    expect(shape(await encoded(67, 45, 9))).toEqual([64, 40, 1]);
  });

  it('scales with crop and with a missing side', async () => {
    const wide = await encoded(128, 64, 9);
    const settings = { samples: wide, upscale_method: 'bilinear', crop: 'disabled' };
    expect(shape(await latent('LatentUpscale', { ...settings, width: 256, height: 0 }))).toEqual([256, 128, 1]);
    expect(shape(await latent('LatentUpscale', { ...settings, width: 128, height: 128 }))).toEqual([128, 128, 1]);
    expect(shape(await latent('LatentUpscaleBy', { samples: wide, upscale_method: 'bislerp', scale_by: 1.5 }))).toEqual([192, 96, 1]);
  });

  it('turns, mirrors and crops', async () => {
    const wide = await encoded(128, 64, 9);
    expect(shape(await latent('LatentRotate', { samples: wide, rotation: '90 degrees' }))).toEqual([64, 128, 1]);
    expect(shape(await latent('LatentFlip', { samples: wide, flip_method: 'x-axis: vertically' }))).toEqual([128, 64, 1]);
    expect(shape(await latent('LatentCrop', { samples: wide, width: 64, height: 64, x: 500, y: 0 }))).toEqual([64, 64, 1]);
  });

  it('lays one over another, with soft edges', async () => {
    const inputs = { samples_to: await encoded(64, 64, 0), samples_from: await encoded(32, 32, 200), x: 16, y: 16 };
    const hard = await latent('LatentComposite', { ...inputs, feather: 0 });
    expect([tone(hard, 0), tone(hard, 16 * 64 + 16)]).toEqual([0, 200]);
    const soft = await latent('LatentComposite', { ...inputs, feather: 8 });
    expect(tone(soft, 16 * 64 + 16)).toBeLessThan(60);
    expect(tone(soft, 32 * 64 + 32)).toBe(200);
  });

  it('blends and interpolates the way each is defined', async () => {
    const inputs = { samples1: await encoded(8, 8, 0), samples2: await encoded(8, 8, 200) };
    expect(tone(await latent('LatentBlend', { ...inputs, blend_factor: 0.25 }))).toBe(150);
    expect(tone(await latent('LatentInterpolate', { ...inputs, ratio: 0.75 }))).toBe(50);
  });

  it('handles batches', async () => {
    const [one, two] = [await encoded(8, 8, 1), await encoded(8, 8, 2)];
    const both = await latent('LatentBatch', { samples1: one, samples2: two });
    expect(shape(both)).toEqual([8, 8, 2]);
    expect(tone(await latent('LatentFromBatch', { samples: both, batch_index: 1, length: 1 }))).toBe(2);
    expect(shape(await latent('RepeatLatentBatch', { samples: both, amount: 3 }))).toEqual([8, 8, 6]);
    const rebatched = (await firstOutput('RebatchLatents', { latents: [both, one], batch_size: [2] })) as Latent[];
    expect(rebatched.map((batch) => batch.items.length)).toEqual([2, 1]);
    expect(shape(await latent('BatchLatentsNode', { 'latents.latent0': one, 'latents.latent1': two }))).toEqual([8, 8, 2]);
  });

  it.each([
    ['x', [16, 8, 1], 0],
    ['-x', [16, 8, 1], 200],
    ['y', [8, 16, 1], 0],
    ['t', [8, 8, 2], 0],
  ])('joins along %s', async (dim, size, first) => {
    const joined = await latent('LatentConcat', { samples1: await encoded(8, 8, 0), samples2: await encoded(8, 8, 200), dim });
    expect([shape(joined), tone(joined)]).toEqual([size, first]);
  });

  it('hides masked pixels for inpainting and marks where to sample', async () => {
    const mask = (await firstOutput('SolidMask', { value: 1, width: 16, height: 16 })) as MaskBatch;
    const hidden = await latent('VAEEncodeForInpaint', {
      pixels: imageOf([solidPicture(16, 16, [9, 9, 9])]),
      vae: VAE,
      mask,
      grow_mask_by: 6,
    });
    expect(tone(hidden)).toBe(128);
    expect(hidden.noiseMask?.frames[0]?.data[0]).toBe(1);
  });

  it('saves and loads', async () => {
    const context = createTestContext({ prompt: { '1': { class_type: 'X', inputs: {} } } });
    const { ui } = await runNode('SaveLatent', { samples: await encoded(16, 8, 77), filename_prefix: 'latents/x' }, context);
    expect(ui).toEqual({ latents: [{ filename: 'x_00001_.latent', subfolder: 'latents', type: 'output' }] });
    const bytes = context.world.files.get('output/latents/x_00001_.latent') ?? new Uint8Array();
    const loaded = createTestContext({ world: createTestWorld({ 'input/x.latent': bytes }) });
    const back = (await firstOutput('LoadLatent', { latent: 'x.latent' }, loaded)) as Latent;
    expect([shape(back), tone(back)]).toEqual([[16, 8, 1], 77]);
  });

  it('refuses a file that is no latent of this server', async () => {
    const context = createTestContext({ world: createTestWorld({ 'input/x.latent': new TextEncoder().encode('not a latent at all') }) });
    await expect(runNode('LoadLatent', { latent: 'x.latent' }, context)).rejects.toMatchObject({ exceptionType: 'SafetensorError' });
  });
});
