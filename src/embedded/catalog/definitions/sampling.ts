import { v1, v3 } from '../definition';
import { SAMPLERS, SCHEDULERS, UINT64_MAX } from './constants';

/** Definitions of the classes for sampling as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const SAMPLING_DEFINITIONS = {
  KSampler: v1('KSampler', {
    description: 'Denoises a latent under the guidance of a positive and a negative prompt.',
    python_module: 'nodes',
    category: 'model/sampling',
    input: {
      required: {
        model: ['MODEL', { tooltip: 'The diffusion model that removes the noise.' }],
        seed: [
          'INT',
          {
            default: 0,
            min: 0,
            max: UINT64_MAX,
            control_after_generate: true,
            tooltip: 'Seed of the noise; the same seed repeats the same noise.',
          },
        ],
        steps: ['INT', { default: 20, min: 1, max: 10000, tooltip: 'How many denoising steps to take.' }],
        cfg: [
          'FLOAT',
          {
            default: 8,
            min: 0,
            max: 100,
            step: 0.1,
            round: 0.01,
            tooltip: 'How closely to follow the prompt. Raised too far, pictures become harsh.',
          },
        ],
        sampler_name: [SAMPLERS, { tooltip: 'The sampling algorithm; it changes speed and look.' }],
        scheduler: [SCHEDULERS, { tooltip: 'How the noise level falls from step to step.' }],
        positive: ['CONDITIONING', { tooltip: 'What the picture should show.' }],
        negative: ['CONDITIONING', { tooltip: 'What the picture should not show.' }],
        latent_image: ['LATENT', { tooltip: 'The latent to start from.' }],
        denoise: [
          'FLOAT',
          { default: 1, min: 0, max: 1, step: 0.01, tooltip: 'Share of the noise to apply; below 1 the starting latent shines through.' },
        ],
      },
    },
    output: ['LATENT'],
    output_tooltips: ['The finished latent.'],
    search_aliases: ['sampler', 'sample', 'generate', 'denoise', 'diffuse', 'txt2img', 'img2img'],
  }),

  KSamplerAdvanced: v1('KSamplerAdvanced', {
    display_name: 'KSampler (Advanced)',
    python_module: 'nodes',
    category: 'model/sampling',
    input: {
      required: {
        model: ['MODEL'],
        add_noise: [['enable', 'disable'], { advanced: true }],
        noise_seed: ['INT', { default: 0, min: 0, max: UINT64_MAX, control_after_generate: true }],
        steps: ['INT', { default: 20, min: 1, max: 10000 }],
        cfg: ['FLOAT', { default: 8, min: 0, max: 100, step: 0.1, round: 0.01 }],
        sampler_name: [SAMPLERS],
        scheduler: [SCHEDULERS],
        positive: ['CONDITIONING'],
        negative: ['CONDITIONING'],
        latent_image: ['LATENT'],
        start_at_step: ['INT', { default: 0, min: 0, max: 10000, advanced: true }],
        end_at_step: ['INT', { default: 10000, min: 0, max: 10000, advanced: true }],
        return_with_leftover_noise: [['disable', 'enable'], { advanced: true }],
      },
    },
    output: ['LATENT'],
    search_aliases: [],
  }),

  SamplerCustom: v3('SamplerCustom', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/custom',
    input: {
      required: {
        model: ['MODEL', {}],
        add_noise: ['BOOLEAN', { advanced: true, default: true }],
        noise_seed: ['INT', { default: 0, min: 0, max: UINT64_MAX, control_after_generate: true }],
        cfg: ['FLOAT', { default: 8, min: 0, max: 100, step: 0.1, round: 0.01 }],
        positive: ['CONDITIONING', {}],
        negative: ['CONDITIONING', {}],
        sampler: ['SAMPLER', {}],
        sigmas: ['SIGMAS', {}],
        latent_image: ['LATENT', {}],
      },
    },
    output: ['LATENT', 'LATENT'],
    output_name: ['output', 'denoised_output'],
  }),

  SamplerCustomAdvanced: v3('SamplerCustomAdvanced', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/custom',
    input: {
      required: {
        noise: ['NOISE', {}],
        guider: ['GUIDER', {}],
        sampler: ['SAMPLER', {}],
        sigmas: ['SIGMAS', {}],
        latent_image: ['LATENT', {}],
      },
    },
    output: ['LATENT', 'LATENT'],
    output_name: ['output', 'denoised_output'],
  }),

  KSamplerSelect: v3('KSamplerSelect', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/samplers',
    input: { required: { sampler_name: ['COMBO', { multiselect: false, options: SAMPLERS }] } },
    output: ['SAMPLER'],
  }),

  BasicScheduler: v3('BasicScheduler', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/schedulers',
    input: {
      required: {
        model: ['MODEL', {}],
        scheduler: ['COMBO', { multiselect: false, options: SCHEDULERS }],
        steps: ['INT', { default: 20, min: 1, max: 10000 }],
        denoise: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }],
      },
    },
    output: ['SIGMAS'],
  }),

  KarrasScheduler: v3('KarrasScheduler', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/schedulers',
    input: {
      required: {
        steps: ['INT', { default: 20, min: 1, max: 10000 }],
        sigma_max: ['FLOAT', { advanced: true, default: 14.614642, min: 0, max: 5000, step: 0.01, round: false }],
        sigma_min: ['FLOAT', { advanced: true, default: 0.0291675, min: 0, max: 5000, step: 0.01, round: false }],
        rho: ['FLOAT', { advanced: true, default: 7, min: 0, max: 100, step: 0.01, round: false }],
      },
    },
    output: ['SIGMAS'],
  }),

  ExponentialScheduler: v3('ExponentialScheduler', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/schedulers',
    input: {
      required: {
        steps: ['INT', { default: 20, min: 1, max: 10000 }],
        sigma_max: ['FLOAT', { advanced: true, default: 14.614642, min: 0, max: 5000, step: 0.01, round: false }],
        sigma_min: ['FLOAT', { advanced: true, default: 0.0291675, min: 0, max: 5000, step: 0.01, round: false }],
      },
    },
    output: ['SIGMAS'],
  }),

  BetaSamplingScheduler: v3('BetaSamplingScheduler', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/schedulers',
    input: {
      required: {
        model: ['MODEL', {}],
        steps: ['INT', { default: 20, min: 1, max: 10000 }],
        alpha: ['FLOAT', { advanced: true, default: 0.6, min: 0, max: 50, step: 0.01, round: false }],
        beta: ['FLOAT', { advanced: true, default: 0.6, min: 0, max: 50, step: 0.01, round: false }],
      },
    },
    output: ['SIGMAS'],
  }),

  SDTurboScheduler: v3('SDTurboScheduler', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/schedulers',
    input: {
      required: {
        model: ['MODEL', {}],
        steps: ['INT', { default: 1, min: 1, max: 10 }],
        denoise: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }],
      },
    },
    output: ['SIGMAS'],
  }),

  ManualSigmas: v3('ManualSigmas', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/sigmas',
    input: { required: { sigmas: ['STRING', { default: '1, 0.5', multiline: false }] } },
    output: ['SIGMAS'],
    experimental: true,
    search_aliases: ['custom noise schedule', 'define sigmas'],
  }),

  SplitSigmas: v3('SplitSigmas', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/sigmas',
    input: { required: { sigmas: ['SIGMAS', {}], step: ['INT', { default: 0, min: 0, max: 10000 }] } },
    output: ['SIGMAS', 'SIGMAS'],
    output_name: ['high_sigmas', 'low_sigmas'],
  }),

  SplitSigmasDenoise: v3('SplitSigmasDenoise', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/sigmas',
    input: { required: { sigmas: ['SIGMAS', {}], denoise: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }] } },
    output: ['SIGMAS', 'SIGMAS'],
    output_name: ['high_sigmas', 'low_sigmas'],
  }),

  FlipSigmas: v3('FlipSigmas', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/sigmas',
    input: { required: { sigmas: ['SIGMAS', {}] } },
    output: ['SIGMAS'],
  }),

  RandomNoise: v3('RandomNoise', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/noise',
    input: { required: { noise_seed: ['INT', { default: 0, min: 0, max: UINT64_MAX, control_after_generate: true }] } },
    output: ['NOISE'],
  }),

  DisableNoise: v3('DisableNoise', {
    display_name: null,
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/noise',
    input: { required: {} },
    output: ['NOISE'],
    search_aliases: ['zero noise'],
  }),

  BasicGuider: v3('BasicGuider', {
    display_name: 'Basic Guider',
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/guiders',
    input: { required: { model: ['MODEL', {}], conditioning: ['CONDITIONING', {}] } },
    output: ['GUIDER'],
  }),

  CFGGuider: v3('CFGGuider', {
    display_name: 'CFG Guider',
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/guiders',
    input: {
      required: {
        model: ['MODEL', {}],
        positive: ['CONDITIONING', {}],
        negative: ['CONDITIONING', {}],
        cfg: ['FLOAT', { default: 8, min: 0, max: 100, step: 0.1, round: 0.01 }],
      },
    },
    output: ['GUIDER'],
  }),

  DualCFGGuider: v3('DualCFGGuider', {
    display_name: 'Dual CFG Guider',
    python_module: 'comfy_extras.nodes_custom_sampler',
    category: 'model/sampling/guiders',
    input: {
      required: {
        model: ['MODEL', {}],
        cond1: ['CONDITIONING', {}],
        cond2: ['CONDITIONING', {}],
        negative: ['CONDITIONING', {}],
        cfg_conds: ['FLOAT', { default: 8, min: 0, max: 100, step: 0.1, round: 0.01 }],
        cfg_cond2_negative: ['FLOAT', { default: 8, min: 0, max: 100, step: 0.1, round: 0.01 }],
        style: ['COMBO', { multiselect: false, options: ['regular', 'nested'] }],
      },
    },
    output: ['GUIDER'],
    search_aliases: ['dual prompt guidance'],
  }),
};
