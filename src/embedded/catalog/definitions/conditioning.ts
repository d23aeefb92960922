import { v1, v3 } from '../definition';

/** Definitions of the classes for conditioning as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const CONDITIONING_DEFINITIONS = {
  CLIPTextEncode: v1('CLIPTextEncode', {
    display_name: 'CLIP Text Encode (Prompt)',
    description: 'Turns a prompt into conditioning that steers the diffusion model.',
    python_module: 'nodes',
    category: 'model/conditioning',
    input: {
      required: {
        text: ['STRING', { multiline: true, dynamicPrompts: true, tooltip: 'The prompt text.' }],
        clip: ['CLIP', { tooltip: 'The text encoder that reads the prompt.' }],
      },
    },
    output: ['CONDITIONING'],
    output_tooltips: ['The encoded prompt.'],
    search_aliases: ['text', 'prompt', 'text prompt', 'positive prompt', 'negative prompt', 'encode text', 'text encoder', 'encode prompt'],
  }),

  CLIPTextEncodeFlux: v3('CLIPTextEncodeFlux', {
    display_name: null,
    python_module: 'comfy_extras.nodes_flux',
    category: 'model/conditioning/flux',
    input: {
      required: {
        clip: ['CLIP', {}],
        clip_l: ['STRING', { multiline: true, dynamicPrompts: true }],
        t5xxl: ['STRING', { multiline: true, dynamicPrompts: true }],
        guidance: ['FLOAT', { default: 3.5, min: 0, max: 100, step: 0.1 }],
      },
    },
    output: ['CONDITIONING'],
  }),

  CLIPTextEncodeSDXL: v3('CLIPTextEncodeSDXL', {
    display_name: 'CLIP Text Encode (SDXL)',
    python_module: 'comfy_extras.nodes_clip_sdxl',
    category: 'model/conditioning/stable diffusion',
    input: {
      required: {
        clip: ['CLIP', {}],
        width: ['INT', { default: 1024, min: 0, max: 16384 }],
        height: ['INT', { default: 1024, min: 0, max: 16384 }],
        crop_w: ['INT', { advanced: true, default: 0, min: 0, max: 16384 }],
        crop_h: ['INT', { advanced: true, default: 0, min: 0, max: 16384 }],
        target_width: ['INT', { default: 1024, min: 0, max: 16384 }],
        target_height: ['INT', { default: 1024, min: 0, max: 16384 }],
        text_g: ['STRING', { multiline: true, dynamicPrompts: true }],
        text_l: ['STRING', { multiline: true, dynamicPrompts: true }],
      },
    },
    output: ['CONDITIONING'],
  }),

  CLIPTextEncodeSDXLRefiner: v3('CLIPTextEncodeSDXLRefiner', {
    display_name: 'CLIP Text Encode (SDXL Refiner)',
    python_module: 'comfy_extras.nodes_clip_sdxl',
    category: 'model/conditioning/stable diffusion',
    input: {
      required: {
        ascore: ['FLOAT', { default: 6, min: 0, max: 1000, step: 0.01 }],
        width: ['INT', { default: 1024, min: 0, max: 16384 }],
        height: ['INT', { default: 1024, min: 0, max: 16384 }],
        text: ['STRING', { multiline: true, dynamicPrompts: true }],
        clip: ['CLIP', {}],
      },
    },
    output: ['CONDITIONING'],
  }),

  CLIPTextEncodeSD3: v3('CLIPTextEncodeSD3', {
    display_name: 'CLIP Text Encode (SD3)',
    python_module: 'comfy_extras.nodes_sd3',
    category: 'model/conditioning/stable diffusion',
    input: {
      required: {
        clip: ['CLIP', {}],
        clip_l: ['STRING', { multiline: true, dynamicPrompts: true }],
        clip_g: ['STRING', { multiline: true, dynamicPrompts: true }],
        t5xxl: ['STRING', { multiline: true, dynamicPrompts: true }],
        empty_padding: ['COMBO', { advanced: true, multiselect: false, options: ['none', 'empty_prompt'] }],
      },
    },
    output: ['CONDITIONING'],
    search_aliases: ['sd3 prompt'],
  }),

  CLIPSetLastLayer: v1('CLIPSetLastLayer', {
    display_name: 'CLIP Set Last Layer',
    python_module: 'nodes',
    category: 'model/conditioning',
    input: { required: { clip: ['CLIP'], stop_at_clip_layer: ['INT', { default: -1, min: -24, max: -1, step: 1, advanced: true }] } },
    output: ['CLIP'],
    search_aliases: [],
  }),

  ConditioningCombine: v1('ConditioningCombine', {
    display_name: 'Conditioning (Combine)',
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: { required: { conditioning_1: ['CONDITIONING'], conditioning_2: ['CONDITIONING'] } },
    output: ['CONDITIONING'],
    search_aliases: ['combine', 'merge conditioning', 'combine prompts', 'merge prompts', 'mix prompts', 'add prompt'],
    essentials_category: 'Image Generation',
  }),

  ConditioningConcat: v1('ConditioningConcat', {
    display_name: 'Conditioning (Concat)',
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: { required: { conditioning_to: ['CONDITIONING'], conditioning_from: ['CONDITIONING'] } },
    output: ['CONDITIONING'],
    search_aliases: [],
  }),

  ConditioningAverage: v1('ConditioningAverage', {
    display_name: 'Conditioning (Average)',
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: {
      required: {
        conditioning_to: ['CONDITIONING'],
        conditioning_from: ['CONDITIONING'],
        conditioning_to_strength: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }],
      },
    },
    output: ['CONDITIONING'],
    search_aliases: ['blend prompts', 'interpolate conditioning', 'mix prompts', 'style fusion', 'weighted blend'],
  }),

  ConditioningMultiply: v1('ConditioningMultiply', {
    display_name: 'Conditioning (Multiply)',
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: { required: { conditioning: ['CONDITIONING'], multiplier: ['FLOAT', { default: 1, min: -100, max: 100, step: 0.01 }] } },
    output: ['CONDITIONING'],
    search_aliases: ['scale conditioning', 'scale prompt', 'multiply conditioning', 'multiply prompt'],
  }),

  ConditioningSetArea: v1('ConditioningSetArea', {
    display_name: 'Conditioning (Set Area)',
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: {
      required: {
        conditioning: ['CONDITIONING'],
        width: ['INT', { default: 64, min: 64, max: 16384, step: 8 }],
        height: ['INT', { default: 64, min: 64, max: 16384, step: 8 }],
        x: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        y: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        strength: ['FLOAT', { default: 1, min: 0, max: 10, step: 0.01 }],
      },
    },
    output: ['CONDITIONING'],
    search_aliases: ['regional prompt', 'area prompt', 'spatial conditioning', 'localized prompt'],
  }),

  ConditioningSetAreaPercentage: v1('ConditioningSetAreaPercentage', {
    display_name: 'Conditioning (Set Area with Percentage)',
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: {
      required: {
        conditioning: ['CONDITIONING'],
        width: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }],
        height: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }],
        x: ['FLOAT', { default: 0, min: 0, max: 1, step: 0.01 }],
        y: ['FLOAT', { default: 0, min: 0, max: 1, step: 0.01 }],
        strength: ['FLOAT', { default: 1, min: 0, max: 10, step: 0.01 }],
      },
    },
    output: ['CONDITIONING'],
    search_aliases: [],
  }),

  ConditioningSetAreaStrength: v1('ConditioningSetAreaStrength', {
    display_name: 'Conditioning (Set Area Strength)',
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: { required: { conditioning: ['CONDITIONING'], strength: ['FLOAT', { default: 1, min: 0, max: 10, step: 0.01 }] } },
    output: ['CONDITIONING'],
    search_aliases: [],
  }),

  ConditioningSetMask: v1('ConditioningSetMask', {
    display_name: 'Conditioning (Set Mask)',
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: {
      required: {
        conditioning: ['CONDITIONING'],
        mask: ['MASK'],
        strength: ['FLOAT', { default: 1, min: 0, max: 10, step: 0.01 }],
        set_cond_area: [['default', 'mask bounds']],
      },
    },
    output: ['CONDITIONING'],
    search_aliases: ['masked prompt', 'regional inpaint conditioning', 'mask conditioning'],
  }),

  ConditioningSetTimestepRange: v1('ConditioningSetTimestepRange', {
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: {
      required: {
        conditioning: ['CONDITIONING'],
        start: ['FLOAT', { default: 0, min: 0, max: 1, step: 0.001 }],
        end: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.001 }],
      },
    },
    output: ['CONDITIONING'],
    search_aliases: [],
  }),

  ConditioningZeroOut: v1('ConditioningZeroOut', {
    display_name: 'Conditioning Zero Out',
    python_module: 'nodes',
    category: 'model/conditioning/transform',
    input: { required: { conditioning: ['CONDITIONING'] } },
    output: ['CONDITIONING'],
    search_aliases: ['null conditioning', 'clear conditioning'],
  }),

  FluxGuidance: v3('FluxGuidance', {
    display_name: null,
    python_module: 'comfy_extras.nodes_flux',
    category: 'model/conditioning/flux',
    input: { required: { conditioning: ['CONDITIONING', {}], guidance: ['FLOAT', { default: 3.5, min: 0, max: 100, step: 0.1 }] } },
    output: ['CONDITIONING'],
  }),

  CLIPVisionEncode: v1('CLIPVisionEncode', {
    display_name: 'CLIP Vision Encode',
    python_module: 'nodes',
    category: 'model/conditioning',
    input: { required: { clip_vision: ['CLIP_VISION'], image: ['IMAGE'], crop: [['center', 'none']] } },
    output: ['CLIP_VISION_OUTPUT'],
    search_aliases: [],
  }),

  StyleModelApply: v1('StyleModelApply', {
    display_name: 'Apply Style Model',
    python_module: 'nodes',
    category: 'model/conditioning',
    input: {
      required: {
        conditioning: ['CONDITIONING'],
        style_model: ['STYLE_MODEL'],
        clip_vision_output: ['CLIP_VISION_OUTPUT'],
        strength: ['FLOAT', { default: 1, min: 0, max: 10, step: 0.001 }],
        strength_type: [['multiply', 'attn_bias']],
      },
    },
    output: ['CONDITIONING'],
    search_aliases: ['style transfer'],
  }),

  unCLIPConditioning: v1('unCLIPConditioning', {
    python_module: 'nodes',
    category: 'model/conditioning',
    input: {
      required: {
        conditioning: ['CONDITIONING'],
        clip_vision_output: ['CLIP_VISION_OUTPUT'],
        strength: ['FLOAT', { default: 1, min: -10, max: 10, step: 0.01 }],
        noise_augmentation: ['FLOAT', { default: 0, min: 0, max: 1, step: 0.01 }],
      },
    },
    output: ['CONDITIONING'],
    search_aliases: [],
  }),

  InpaintModelConditioning: v1('InpaintModelConditioning', {
    python_module: 'nodes',
    category: 'model/conditioning',
    input: {
      required: {
        positive: ['CONDITIONING'],
        negative: ['CONDITIONING'],
        vae: ['VAE'],
        pixels: ['IMAGE'],
        mask: ['MASK'],
        noise_mask: [
          'BOOLEAN',
          { default: true, tooltip: 'Limits sampling to the masked part by a noise mask. Better with some models, worse with others.' },
        ],
      },
    },
    output: ['CONDITIONING', 'CONDITIONING', 'LATENT'],
    output_name: ['positive', 'negative', 'latent'],
    search_aliases: [],
  }),

  ReferenceLatent: v3('ReferenceLatent', {
    display_name: 'Set Reference Latent',
    description: 'Gives an edit model a latent to refer to. Chain several where the model accepts more than one.',
    python_module: 'comfy_extras.nodes_edit_model',
    category: 'model/conditioning',
    input: { required: { conditioning: ['CONDITIONING', {}] }, optional: { latent: ['LATENT', {}] } },
    output: ['CONDITIONING'],
  }),

  ControlNetApply: v1('ControlNetApply', {
    display_name: 'Apply ControlNet (DEPRECATED)',
    python_module: 'nodes',
    category: 'model/conditioning/controlnet',
    input: {
      required: {
        conditioning: ['CONDITIONING'],
        control_net: ['CONTROL_NET'],
        image: ['IMAGE'],
        strength: ['FLOAT', { default: 1, min: 0, max: 10, step: 0.01 }],
      },
    },
    output: ['CONDITIONING'],
    deprecated: true,
    search_aliases: [],
  }),

  ControlNetApplyAdvanced: v1('ControlNetApplyAdvanced', {
    display_name: 'Apply ControlNet',
    python_module: 'nodes',
    category: 'model/conditioning/controlnet',
    input: {
      required: {
        positive: ['CONDITIONING'],
        negative: ['CONDITIONING'],
        control_net: ['CONTROL_NET'],
        image: ['IMAGE'],
        strength: ['FLOAT', { default: 1, min: 0, max: 10, step: 0.01 }],
        start_percent: ['FLOAT', { default: 0, min: 0, max: 1, step: 0.001 }],
        end_percent: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.001 }],
      },
      optional: { vae: ['VAE'] },
    },
    output: ['CONDITIONING', 'CONDITIONING'],
    output_name: ['positive', 'negative'],
    search_aliases: ['controlnet', 'apply controlnet', 'use controlnet', 'control net'],
  }),

  SetUnionControlNetType: v3('SetUnionControlNetType', {
    display_name: 'Set Union ControlNet Type',
    python_module: 'comfy_extras.nodes_controlnet',
    category: 'model/conditioning/controlnet',
    input: {
      required: {
        control_net: ['CONTROL_NET', {}],
        type: [
          'COMBO',
          {
            multiselect: false,
            options: [
              'auto',
              'openpose',
              'depth',
              'hed/pidi/scribble/ted',
              'canny/lineart/anime_lineart/mlsd',
              'normal',
              'segment',
              'tile',
              'repaint',
            ],
          },
        ],
      },
    },
    output: ['CONTROL_NET'],
    search_aliases: ['set controlnet type', 'union controlnet type'],
  }),
};
