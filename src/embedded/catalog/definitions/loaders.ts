import { v1, v3 } from '../definition';
import { models, vaeNames } from '../live-lists';

/** Definitions of the classes for loaders as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const LOADERS_DEFINITIONS = {
  CheckpointLoaderSimple: v1('CheckpointLoaderSimple', {
    display_name: 'Load Checkpoint',
    description: 'Opens a checkpoint and hands out its three parts: diffusion model, text encoder and VAE.',
    python_module: 'nodes',
    category: 'model/loaders',
    input: { required: { ckpt_name: [models('checkpoints'), { tooltip: 'Which checkpoint file to open.' }] } },
    output: ['MODEL', 'CLIP', 'VAE'],
    output_tooltips: [
      'The diffusion part, for samplers.',
      'The text encoder part, for prompts.',
      'The VAE part, between pixels and latents.',
    ],
    search_aliases: ['load model', 'checkpoint', 'model loader', 'load checkpoint', 'ckpt', 'model'],
  }),

  unCLIPCheckpointLoader: v1('unCLIPCheckpointLoader', {
    display_name: 'Load unCLIP Checkpoint',
    python_module: 'nodes',
    category: 'model/loaders',
    input: { required: { ckpt_name: [models('checkpoints')] } },
    output: ['MODEL', 'CLIP', 'VAE', 'CLIP_VISION'],
    search_aliases: [],
  }),

  ImageOnlyCheckpointLoader: v1('ImageOnlyCheckpointLoader', {
    display_name: 'Load Checkpoint Image Only (img2vid model)',
    python_module: 'comfy_extras.nodes_video_model',
    category: 'model/loaders',
    input: { required: { ckpt_name: [models('checkpoints')] } },
    output: ['MODEL', 'CLIP_VISION', 'VAE'],
    search_aliases: [],
  }),

  UNETLoader: v1('UNETLoader', {
    display_name: 'Load Diffusion Model',
    python_module: 'nodes',
    category: 'model/loaders',
    input: {
      required: {
        unet_name: [models('diffusion_models')],
        weight_dtype: [['default', 'fp8_e4m3fn', 'fp8_e4m3fn_fast', 'fp8_e5m2'], { advanced: true }],
      },
    },
    output: ['MODEL'],
    search_aliases: [],
  }),

  CLIPLoader: v1('CLIPLoader', {
    display_name: 'Load CLIP',
    description:
      'Which encoder belongs to which type:\nsd: clip-l\nsd3: t5 xxl, clip-g or clip-l\nmochi, cogvideox: t5 xxl\nlumina2: gemma 2 2B\nwan: umt5 xxl\nhidream: llama 3.1 or t5',
    python_module: 'nodes',
    category: 'model/loaders',
    input: {
      required: {
        clip_name: [models('text_encoders')],
        type: [
          [
            'stable_diffusion',
            'stable_cascade',
            'sd3',
            'stable_audio',
            'mochi',
            'ltxv',
            'pixart',
            'cosmos',
            'lumina2',
            'wan',
            'hidream',
            'chroma',
            'ace',
            'omnigen2',
            'qwen_image',
            'hunyuan_image',
            'flux2',
            'ovis',
            'longcat_image',
            'cogvideox',
            'lens',
            'pixeldit',
            'ideogram4',
            'boogu',
            'krea2',
            'joyimage',
            'mage',
            'minimax',
          ],
        ],
      },
      optional: { device: [['default', 'cpu'], { advanced: true }] },
    },
    output: ['CLIP'],
    search_aliases: [],
  }),

  DualCLIPLoader: v1('DualCLIPLoader', {
    display_name: 'Load CLIP (Dual)',
    description:
      'Which pairs belong to which type:\nsdxl: clip-l with clip-g\nsd3: two of clip-l, clip-g, t5\nflux: clip-l with t5\nhidream: t5 with llama',
    python_module: 'nodes',
    category: 'model/loaders',
    input: {
      required: {
        clip_name1: [models('text_encoders')],
        clip_name2: [models('text_encoders')],
        type: [
          [
            'sdxl',
            'sd3',
            'flux',
            'hunyuan_video',
            'hidream',
            'hunyuan_image',
            'hunyuan_video_15',
            'kandinsky5',
            'kandinsky5_image',
            'ltxv',
            'newbie',
            'ace',
          ],
        ],
      },
      optional: { device: [['default', 'cpu'], { advanced: true }] },
    },
    output: ['CLIP'],
    search_aliases: [],
  }),

  TripleCLIPLoader: v3('TripleCLIPLoader', {
    display_name: 'Load CLIP (Triple)',
    description: 'Which three belong together:\nsd3: clip-l, clip-g and t5',
    python_module: 'comfy_extras.nodes_sd3',
    category: 'model/loaders',
    input: {
      required: {
        clip_name1: ['COMBO', { multiselect: false, options: models('text_encoders') }],
        clip_name2: ['COMBO', { multiselect: false, options: models('text_encoders') }],
        clip_name3: ['COMBO', { multiselect: false, options: models('text_encoders') }],
      },
    },
    output: ['CLIP'],
  }),

  VAELoader: v1('VAELoader', {
    display_name: 'Load VAE',
    python_module: 'nodes',
    category: 'model/loaders',
    input: { required: { vae_name: [vaeNames] } },
    output: ['VAE'],
    search_aliases: [],
  }),

  LoraLoader: v1('LoraLoader', {
    display_name: 'Load LoRA (Model and CLIP)',
    description: 'Adds a LoRA to model and text encoder, for instance a style. Several can be chained.',
    python_module: 'nodes',
    category: 'model/loaders',
    input: {
      required: {
        model: ['MODEL', { tooltip: 'The diffusion model that receives the LoRA.' }],
        clip: ['CLIP', { tooltip: 'The text encoder that receives the LoRA.' }],
        lora_name: [models('loras'), { tooltip: 'Which LoRA file to apply.' }],
        strength_model: [
          'FLOAT',
          {
            default: 1,
            min: -100,
            max: 100,
            step: 0.01,
            tooltip: 'Weight of the LoRA on the diffusion model; negative values push away from it.',
          },
        ],
        strength_clip: [
          'FLOAT',
          {
            default: 1,
            min: -100,
            max: 100,
            step: 0.01,
            tooltip: 'Weight of the LoRA on the text encoder; negative values push away from it.',
          },
        ],
      },
    },
    output: ['MODEL', 'CLIP'],
    output_tooltips: ['The diffusion model with the LoRA added.', 'The text encoder with the LoRA added.'],
    search_aliases: ['lora', 'load lora', 'apply lora', 'lora loader', 'lora model'],
    essentials_category: 'Image Generation',
  }),

  LoraLoaderModelOnly: v1('LoraLoaderModelOnly', {
    display_name: 'Load LoRA',
    description: 'Adds a LoRA to the diffusion model alone. Several can be chained.',
    python_module: 'nodes',
    category: 'model/loaders',
    input: {
      required: {
        model: ['MODEL'],
        lora_name: [models('loras')],
        strength_model: ['FLOAT', { default: 1, min: -100, max: 100, step: 0.01 }],
      },
    },
    output: ['MODEL'],
    output_tooltips: ['The diffusion model with the LoRA added.', 'The text encoder with the LoRA added.'],
    search_aliases: ['lora', 'load lora', 'apply lora', 'lora loader', 'lora model'],
    essentials_category: 'Image Generation',
  }),

  ControlNetLoader: v1('ControlNetLoader', {
    display_name: 'Load ControlNet Model',
    python_module: 'nodes',
    category: 'model/loaders',
    input: { required: { control_net_name: [models('controlnet')] } },
    output: ['CONTROL_NET'],
    search_aliases: ['controlnet', 'control net', 'cn', 'load controlnet', 'controlnet loader'],
  }),

  UpscaleModelLoader: v3('UpscaleModelLoader', {
    display_name: 'Load Upscale Model',
    python_module: 'comfy_extras.nodes_upscale_model',
    category: 'model/loaders',
    input: { required: { model_name: ['COMBO', { multiselect: false, options: models('upscale_models') }] } },
    output: ['UPSCALE_MODEL'],
  }),

  CLIPVisionLoader: v1('CLIPVisionLoader', {
    display_name: 'Load CLIP Vision',
    python_module: 'nodes',
    category: 'model/loaders',
    input: { required: { clip_name: [models('clip_vision')] } },
    output: ['CLIP_VISION'],
    search_aliases: [],
  }),

  StyleModelLoader: v1('StyleModelLoader', {
    display_name: 'Load Style Model',
    python_module: 'nodes',
    category: 'model/loaders',
    input: { required: { style_model_name: [models('style_models')] } },
    output: ['STYLE_MODEL'],
    search_aliases: [],
  }),
};
