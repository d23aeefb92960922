import { describe, expect, it } from 'vitest';
import { imageOf, solidPicture } from '../pixels/batch';
import { createTestContext, firstOutput, runNode } from '../testing-world';
import type { Conditioning, Latent, Model, Sigmas } from '../values';

const MODEL: Model = { kind: 'model', name: 'm', changes: [] };
const CLIP: Model = { kind: 'clip', name: 'c', changes: [] };

async function encode(text: string): Promise<Conditioning> {
  return (await firstOutput('CLIPTextEncode', { text, clip: CLIP })) as Conditioning;
}

async function change(name: string, inputs: Record<string, unknown>): Promise<Conditioning> {
  return (await firstOutput(name, inputs)) as Conditioning;
}

/** The drawing of a conditioning at 64 by 64. */
async function draw(positive: Conditioning): Promise<Uint8Array> {
  const latent = await firstOutput('EmptyLatentImage', { width: 64, height: 64, batch_size: 1 });
  const inputs = {
    model: MODEL,
    seed: 1,
    steps: 4,
    cfg: 7,
    sampler_name: 'euler',
    scheduler: 'normal',
    positive,
    negative: await encode(''),
    latent_image: latent,
    denoise: 1,
  };
  return ((await firstOutput('KSampler', inputs)) as Latent).items[0]?.data ?? new Uint8Array();
}

describe('conditioning nodes', () => {
  it('fails without a text encoder, as the real server does', async () => {
    await expect(runNode('CLIPTextEncode', { text: 'x', clip: null })).rejects.toMatchObject({ exceptionType: 'RuntimeError' });
  });

  it('joins texts of several encoders once', async () => {
    const both = await change('CLIPTextEncodeFlux', { clip: CLIP, clip_l: 'a', t5xxl: 'a', guidance: 3.5 });
    expect(both.parts[0]?.text).toBe('a');
  });

  it.each([
    ['ConditioningZeroOut', {}],
    ['FluxGuidance', { guidance: 9 }],
    ['ConditioningSetTimestepRange', { start: 0.2, end: 0.8 }],
    ['ConditioningMultiply', { multiplier: 0.5 }],
  ])('%s changes the drawing', async (name, settings) => {
    const plain = await encode('quiet lake');
    expect(await draw(await change(name, { conditioning: plain, ...settings }))).not.toEqual(await draw(plain));
  });

  it('draws an area only where it is', async () => {
    const whole = await encode('quiet lake');
    const settings = { x: 0, y: 0, width: 0.5, height: 1, strength: 1 };
    const part = await change('ConditioningSetAreaPercentage', { conditioning: await encode('burning red desert'), ...settings });
    const [with_, without] = [
      await draw(await change('ConditioningCombine', { conditioning_1: whole, conditioning_2: part })),
      await draw(whole),
    ];
    const sameAt = (x: number): boolean => [0, 20, 40, 60].every((y) => with_[(y * 64 + x) * 4] === without[(y * 64 + x) * 4]);
    expect([sameAt(16), sameAt(48)]).toEqual([false, true]);
  });

  it('lets a control image show through by its strength', async () => {
    const plain = await encode('quiet lake');
    const control = {
      conditioning: plain,
      control_net: { kind: 'control-net', name: 'canny', changes: [] },
      image: imageOf([solidPicture(64, 64, [255, 255, 255])]),
    };
    const light = (data: Uint8Array): number => data.reduce((sum, value) => sum + value, 0);
    const [weak, strong] = [
      await change('ControlNetApply', { ...control, strength: 0.2 }),
      await change('ControlNetApply', { ...control, strength: 2 }),
    ];
    expect(light(await draw(strong))).toBeGreaterThan(light(await draw(weak)));
    expect(await change('ControlNetApply', { ...control, strength: 0 })).toEqual(plain);
  });
});

describe('the custom-sampler family', () => {
  it.each([
    ['BasicScheduler', { model: MODEL, scheduler: 'simple', steps: 8, denoise: 1 }, 9],
    ['BasicScheduler', { model: MODEL, scheduler: 'karras', steps: 8, denoise: 0.5 }, 9],
    ['KarrasScheduler', { steps: 8, sigma_max: 14.6, sigma_min: 0.03, rho: 7 }, 9],
    ['ExponentialScheduler', { steps: 8, sigma_max: 14.6, sigma_min: 0.03 }, 9],
    ['BetaSamplingScheduler', { model: MODEL, steps: 8, alpha: 0.6, beta: 0.6 }, 9],
    ['SDTurboScheduler', { model: MODEL, steps: 4, denoise: 1 }, 5],
    ['ManualSigmas', { sigmas: '1, 0.5, 0' }, 3],
    ['BasicScheduler', { model: MODEL, scheduler: 'simple', steps: 8, denoise: 0 }, 0],
  ])('%s gives falling levels that end at 0', async (name, inputs, length) => {
    const { values } = (await firstOutput(name, inputs)) as Sigmas;
    expect(values).toHaveLength(length);
    for (const [index, value] of values.entries()) if (index > 0) expect(value).toBeLessThan(values[index - 1] ?? 0);
    if (length > 0) expect(values.at(-1)).toBe(0);
  });

  it('samples as many steps as lie between the levels, with an exact seed', async () => {
    const context = createTestContext();
    const run = async (seed: bigint): Promise<Latent> => {
      const noise = await firstOutput('RandomNoise', { noise_seed: seed });
      const guider = await firstOutput('BasicGuider', { model: MODEL, conditioning: await encode('lake') });
      const sampler = await firstOutput('KSamplerSelect', { sampler_name: 'euler' });
      const sigmas = await firstOutput('BasicScheduler', { model: MODEL, scheduler: 'simple', steps: 6, denoise: 1 });
      const latent_image = await firstOutput('EmptyLatentImage', { width: 64, height: 64, batch_size: 2 });
      return (await firstOutput('SamplerCustomAdvanced', { noise, guider, sampler, sigmas, latent_image }, context)) as Latent;
    };
    const first = await run(18446744073709551615n);
    expect(context.steps).toHaveLength(6);
    expect(first.items).toHaveLength(2);
    expect(first.items[0]?.data).not.toEqual(first.items[1]?.data);
    expect((await run(18446744073709551614n)).items[0]?.data).not.toEqual(first.items[0]?.data);
  });

  it('splits levels so that both parts share the border', async () => {
    const sigmas = await firstOutput('ManualSigmas', { sigmas: '4, 3, 2, 1, 0' });
    const [high, low] = (await runNode('SplitSigmas', { sigmas, step: 2 })).outputs as [Sigmas, Sigmas];
    expect([high.values, low.values]).toEqual([[4, 3, 2], [2, 1, 0]]);
  }); // prettier-ignore

  it('does only the steps of its range', async () => {
    const context = createTestContext();
    const latent_image = await firstOutput('EmptyLatentImage', { width: 64, height: 64, batch_size: 1 });
    const conditioning = await encode('lake');
    const settings = { add_noise: 'enable', noise_seed: 1, steps: 10, cfg: 7, sampler_name: 'euler', scheduler: 'normal', return_with_leftover_noise: 'enable' };
    const inputs = { model: MODEL, ...settings, positive: conditioning, negative: conditioning, latent_image, start_at_step: 2, end_at_step: 5 };
    await runNode('KSamplerAdvanced', inputs, context);
    expect(context.steps.map(({ value, max }) => [value, max])).toEqual([[1, 3], [2, 3], [3, 3]]);
  }); // prettier-ignore

  it('asks the clock for the delay that control has set, before each step', async () => {
    const context = createTestContext();
    const slow = { ...context, world: { ...context.world, stepMs: () => 40 } };
    const model = { kind: 'upscale-model', name: '2x-anime-sharp.pth', changes: [] };
    const { outputs } = await runNode(
      'ImageUpscaleWithModel',
      { upscale_model: model, image: imageOf([solidPicture(600, 40, [9, 9, 9])]) },
      slow,
    );
    expect(outputs?.[0]).toMatchObject({ width: 1200, height: 80 });
    expect(context.sleeps).toEqual([40, 40]);
  });
});
