import { NodeFailure, type NodeClass, type RunContext } from '../../engine/node-class';
import { SAMPLING_DEFINITIONS } from '../definitions/sampling';
import type { Given } from '../given';
import { implement, outputs, type Run } from '../implement';
import { sample } from '../painting/sample';
import type { Guider, Latent, Noise, Sampler, Sigmas } from '../values';
import { betaSigmas, exponentialSigmas, karrasSigmas, scheduledSigmas, turboSigmas } from '../painting/sigmas';

/** Samplers, and the parts that the custom-sampler family is put together from. */
export const SAMPLING: readonly NodeClass[] = implement(SAMPLING_DEFINITIONS, {
  KSampler: async (given, context) => outputs(await sample({ ...common(given, 'seed'), denoise: given.number('denoise') }, context)),
  KSamplerAdvanced: async (given, context) => outputs(await sampleAdvanced(given, context)),
  SamplerCustom: async (given, context) => {
    const seed = given.flag('add_noise') ? given.integerText('noise_seed') : null;
    const guider = { kind: 'guider', model: given.wire('model', 'model'), ...prompts(given), cfg: given.number('cfg') } as const;
    const latent = await sampleCustom(given, { guider, noise: { kind: 'noise', seed } }, context);
    return outputs(latent, latent);
  },
  SamplerCustomAdvanced: async (given, context) => {
    const latent = await sampleCustom(given, { guider: given.wire('guider', 'guider'), noise: given.wire('noise', 'noise') }, context);
    return outputs(latent, latent);
  },
  KSamplerSelect: (given) => outputs({ kind: 'sampler', name: given.text('sampler_name') } satisfies Sampler),
  BasicScheduler: (given) => outputs(scheduledSigmas(given.text('scheduler'), given.number('steps'), given.number('denoise'))),
  KarrasScheduler: (given) => outputs(karrasSigmas(given.number('steps'), bounds(given), given.number('rho'))),
  ExponentialScheduler: (given) => outputs(exponentialSigmas(given.number('steps'), bounds(given))),
  BetaSamplingScheduler: (given) => outputs(betaSigmas(given.number('steps'), given.number('alpha'), given.number('beta'))),
  SDTurboScheduler: (given) => outputs(turboSigmas(given.number('steps'), given.number('denoise'))),
  ManualSigmas: (given) => outputs(manualSigmas(given.text('sigmas'))),
  SplitSigmas: (given) => split(given.wire('sigmas', 'sigmas'), given.number('step')),
  SplitSigmasDenoise: (given) => {
    const sigmas = given.wire('sigmas', 'sigmas');
    const steps = Math.max(0, sigmas.values.length - 1);
    return split(sigmas, steps - Math.round(steps * given.number('denoise')));
  },
  FlipSigmas: (given) => {
    const sigmas = given.wire('sigmas', 'sigmas');
    const values = sigmas.values.toReversed();
    return outputs({ ...sigmas, values: values[0] === 0 ? [0.0001, ...values.slice(1)] : values });
  },
  RandomNoise: (given) => outputs({ kind: 'noise', seed: given.integerText('noise_seed') } satisfies Noise),
  DisableNoise: () => outputs({ kind: 'noise', seed: null } satisfies Noise),
  BasicGuider: (given) => {
    const positive = given.wire('conditioning', 'conditioning');
    return outputs({ kind: 'guider', model: given.wire('model', 'model'), positive, negative: null, cfg: 1 } satisfies Guider);
  },
  CFGGuider: (given) => {
    return outputs({ kind: 'guider', model: given.wire('model', 'model'), ...prompts(given), cfg: given.number('cfg') } satisfies Guider);
  },
  DualCFGGuider: (given) => {
    const parts = [...given.wire('cond1', 'conditioning').parts, ...given.wire('cond2', 'conditioning').parts];
    const negative = given.wire('negative', 'conditioning');
    const cfg = given.number('cfg_conds');
    return outputs({
      kind: 'guider',
      model: given.wire('model', 'model'),
      positive: { kind: 'conditioning', parts },
      negative,
      cfg,
    } satisfies Guider);
  },
});

function prompts(given: Given): Pick<Guider, 'positive' | 'negative'> {
  return { positive: given.wire('positive', 'conditioning'), negative: given.wire('negative', 'conditioning') };
}

function common(given: Given, seedName: string): Parameters<typeof sample>[0] {
  return {
    model: given.wire('model', 'model'),
    ...prompts(given),
    latent: given.wire('latent_image', 'latent'),
    seed: given.integerText(seedName),
    steps: given.number('steps'),
    cfg: given.number('cfg'),
    method: `${given.text('sampler_name')} ${given.text('scheduler')}`,
    denoise: 1,
  };
}

function sampleAdvanced(given: Given, context: RunContext): Promise<Latent> {
  const range = { start: given.number('start_at_step'), end: given.number('end_at_step') };
  const request = common(given, 'noise_seed');
  const seed = given.text('add_noise') === 'enable' ? request.seed : null;
  return sample({ ...request, seed, range, keepsNoise: given.text('return_with_leftover_noise') === 'enable' }, context);
}

function sampleCustom(given: Given, { guider, noise }: { guider: Guider; noise: Noise }, context: RunContext): Promise<Latent> {
  const sigmas = given.wire('sigmas', 'sigmas');
  const { model, positive, negative, cfg } = guider;
  const [latent, steps] = [given.wire('latent_image', 'latent'), Math.max(0, sigmas.values.length - 1)];
  const method = `${given.wire('sampler', 'sampler').name} ${sigmas.values.map((sigma) => sigma.toFixed(2)).join(' ')}`;
  return sample({ model, positive, negative, cfg, latent, steps, method, seed: noise.seed, denoise: sigmas.denoise }, context);
}

function bounds(given: Given): { max: number; min: number } {
  return { max: given.number('sigma_max'), min: given.number('sigma_min') };
}

function manualSigmas(text: string): Sigmas {
  const values = (text.match(/[-+]?(?:\d*\.*\d+)/g) ?? []).map(Number);
  if (values.some((value) => Number.isNaN(value))) throw new NodeFailure('ValueError', `could not convert string to float: '${text}'`);
  return { kind: 'sigmas', values, denoise: 1 };
}

function split(sigmas: Sigmas, step: number): ReturnType<Run> {
  const steps = Math.max(1, sigmas.values.length - 1);
  const share = Math.min(1, Math.max(0, 1 - step / steps));
  return outputs(
    { ...sigmas, values: sigmas.values.slice(0, step + 1) },
    { ...sigmas, values: sigmas.values.slice(step), denoise: sigmas.denoise * share },
  );
}
