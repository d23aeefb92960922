import { v1, v3 } from '../definition';

/** Definitions of the classes for model patches as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const MODEL_PATCHES_DEFINITIONS = {
  ModelSamplingFlux: v1('ModelSamplingFlux', {
    python_module: 'comfy_extras.nodes_model_advanced',
    category: 'model/patch/flux',
    input: {
      required: {
        model: ['MODEL'],
        max_shift: ['FLOAT', { default: 1.15, min: 0, max: 100, step: 0.01, advanced: true }],
        base_shift: ['FLOAT', { default: 0.5, min: 0, max: 100, step: 0.01, advanced: true }],
        width: ['INT', { default: 1024, min: 16, max: 16384, step: 8 }],
        height: ['INT', { default: 1024, min: 16, max: 16384, step: 8 }],
      },
    },
    output: ['MODEL'],
    search_aliases: [],
  }),

  ModelSamplingSD3: v1('ModelSamplingSD3', {
    python_module: 'comfy_extras.nodes_model_advanced',
    category: 'model/patch/stable diffusion',
    input: { required: { model: ['MODEL'], shift: ['FLOAT', { default: 3, min: 0, max: 100, step: 0.01 }] } },
    output: ['MODEL'],
    search_aliases: [],
  }),

  ModelSamplingAuraFlow: v1('ModelSamplingAuraFlow', {
    python_module: 'comfy_extras.nodes_model_advanced',
    category: 'model/patch',
    input: { required: { model: ['MODEL'], shift: ['FLOAT', { default: 1.73, min: 0, max: 100, step: 0.01 }] } },
    output: ['MODEL'],
    search_aliases: [],
  }),

  ModelSamplingDiscrete: v1('ModelSamplingDiscrete', {
    python_module: 'comfy_extras.nodes_model_advanced',
    category: 'model/patch',
    input: {
      required: {
        model: ['MODEL'],
        sampling: [['eps', 'v_prediction', 'lcm', 'x0', 'img_to_img', 'img_to_img_flow']],
        zsnr: ['BOOLEAN', { default: false, advanced: true }],
      },
    },
    output: ['MODEL'],
    search_aliases: [],
  }),

  RescaleCFG: v1('RescaleCFG', {
    python_module: 'comfy_extras.nodes_model_advanced',
    category: 'model/patch',
    input: { required: { model: ['MODEL'], multiplier: ['FLOAT', { default: 0.7, min: 0, max: 1, step: 0.01 }] } },
    output: ['MODEL'],
    search_aliases: [],
  }),

  CFGNorm: v3('CFGNorm', {
    display_name: null,
    python_module: 'comfy_extras.nodes_cfg',
    category: 'advanced/guidance',
    input: {
      required: { model: ['MODEL', {}], strength: ['FLOAT', { default: 1, min: 0, max: 100, step: 0.01 }] },
      optional: {
        pre_cfg: [
          'BOOLEAN',
          {
            tooltip:
              'Rescales the noise before the guidance is combined, and does not clamp. Off keeps the older behaviour that only weakens.',
            default: false,
          },
        ],
      },
    },
    output: ['MODEL'],
    output_name: ['patched_model'],
    experimental: true,
  }),

  FreeU_V2: v3('FreeU_V2', {
    display_name: null,
    python_module: 'comfy_extras.nodes_freelunch',
    category: 'model/patch/unet',
    input: {
      required: {
        model: ['MODEL', {}],
        b1: ['FLOAT', { advanced: true, default: 1.3, min: 0, max: 10, step: 0.01 }],
        b2: ['FLOAT', { advanced: true, default: 1.4, min: 0, max: 10, step: 0.01 }],
        s1: ['FLOAT', { advanced: true, default: 0.9, min: 0, max: 10, step: 0.01 }],
        s2: ['FLOAT', { advanced: true, default: 0.2, min: 0, max: 10, step: 0.01 }],
      },
    },
    output: ['MODEL'],
  }),

  DifferentialDiffusion: v3('DifferentialDiffusion', {
    display_name: 'Differential Diffusion',
    python_module: 'comfy_extras.nodes_differential_diffusion',
    category: 'experimental',
    input: { required: { model: ['MODEL', {}] }, optional: { strength: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }] } },
    output: ['MODEL'],
    experimental: true,
    search_aliases: ['inpaint gradient', 'variable denoise strength'],
  }),
};
