import { v1, v3 } from '../definition';
import { inputFiles } from '../live-lists';

/** Definitions of the classes for latent as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const LATENT_DEFINITIONS = {
  EmptyLatentImage: v1('EmptyLatentImage', {
    display_name: 'Empty Latent Image',
    description: 'Makes blank latents to sample into.',
    python_module: 'nodes',
    category: 'model/latent',
    input: {
      required: {
        width: ['INT', { default: 512, min: 16, max: 16384, step: 8, tooltip: 'Width in pixels.' }],
        height: ['INT', { default: 512, min: 16, max: 16384, step: 8, tooltip: 'Height in pixels.' }],
        batch_size: ['INT', { default: 1, min: 1, max: 4096, tooltip: 'How many latents to make at once.' }],
      },
    },
    output: ['LATENT'],
    output_tooltips: ['The blank latents.'],
    search_aliases: ['empty', 'empty latent', 'new latent', 'create latent', 'blank latent', 'blank'],
  }),

  EmptySD3LatentImage: v3('EmptySD3LatentImage', {
    display_name: null,
    python_module: 'comfy_extras.nodes_sd3',
    category: 'model/latent/stable diffusion',
    input: {
      required: {
        width: ['INT', { default: 1024, min: 16, max: 16384, step: 16 }],
        height: ['INT', { default: 1024, min: 16, max: 16384, step: 16 }],
        batch_size: ['INT', { default: 1, min: 1, max: 4096 }],
      },
    },
    output: ['LATENT'],
  }),

  EmptyFlux2LatentImage: v3('EmptyFlux2LatentImage', {
    display_name: 'Empty Flux 2 Latent',
    python_module: 'comfy_extras.nodes_flux',
    category: 'model/latent/flux',
    input: {
      required: {
        width: ['INT', { default: 1024, min: 16, max: 16384, step: 16 }],
        height: ['INT', { default: 1024, min: 16, max: 16384, step: 16 }],
        batch_size: ['INT', { default: 1, min: 1, max: 4096 }],
      },
    },
    output: ['LATENT'],
  }),

  LatentUpscale: v1('LatentUpscale', {
    display_name: 'Upscale Latent',
    python_module: 'nodes',
    category: 'model/latent',
    input: {
      required: {
        samples: ['LATENT'],
        upscale_method: [['nearest-exact', 'bilinear', 'area', 'bicubic', 'bislerp']],
        width: ['INT', { default: 512, min: 0, max: 16384, step: 8 }],
        height: ['INT', { default: 512, min: 0, max: 16384, step: 8 }],
        crop: [['disabled', 'center']],
      },
    },
    output: ['LATENT'],
    search_aliases: ['enlarge latent', 'resize latent'],
  }),

  LatentUpscaleBy: v1('LatentUpscaleBy', {
    display_name: 'Upscale Latent By',
    python_module: 'nodes',
    category: 'model/latent',
    input: {
      required: {
        samples: ['LATENT'],
        upscale_method: [['nearest-exact', 'bilinear', 'area', 'bicubic', 'bislerp']],
        scale_by: ['FLOAT', { default: 1.5, min: 0.01, max: 8, step: 0.01 }],
      },
    },
    output: ['LATENT'],
    search_aliases: ['enlarge latent', 'resize latent', 'scale latent'],
  }),

  LatentComposite: v1('LatentComposite', {
    display_name: 'Latent Composite',
    python_module: 'nodes',
    category: 'model/latent',
    input: {
      required: {
        samples_to: ['LATENT'],
        samples_from: ['LATENT'],
        x: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        y: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        feather: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
      },
    },
    output: ['LATENT'],
    search_aliases: ['overlay latent', 'layer latent', 'paste latent'],
  }),

  LatentCompositeMasked: v3('LatentCompositeMasked', {
    display_name: 'Latent Composite Masked',
    python_module: 'comfy_extras.nodes_mask',
    category: 'model/latent',
    input: {
      required: {
        destination: ['LATENT', {}],
        source: ['LATENT', {}],
        x: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        y: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        resize_source: ['BOOLEAN', { default: false }],
      },
      optional: { mask: ['MASK', {}] },
    },
    output: ['LATENT'],
    search_aliases: ['overlay latent', 'layer latent', 'paste latent', 'inpaint latent'],
  }),

  LatentBlend: v1('LatentBlend', {
    display_name: 'Latent Blend',
    python_module: 'nodes',
    category: 'experimental',
    input: {
      required: { samples1: ['LATENT'], samples2: ['LATENT'], blend_factor: ['FLOAT', { default: 0.5, min: 0, max: 1, step: 0.01 }] },
    },
    output: ['LATENT'],
    search_aliases: ['mix latents', 'interpolate latents'],
  }),

  LatentBatch: v3('LatentBatch', {
    display_name: 'Batch Latents (DEPRECATED)',
    python_module: 'comfy_extras.nodes_latent',
    category: 'model/latent/batch',
    input: { required: { samples1: ['LATENT', {}], samples2: ['LATENT', {}] } },
    output: ['LATENT'],
    deprecated: true,
    search_aliases: ['combine latents', 'merge latents', 'join latents'],
  }),

  LatentFromBatch: v1('LatentFromBatch', {
    display_name: 'Get Latent From Batch',
    python_module: 'nodes',
    category: 'model/latent/batch',
    input: {
      required: {
        samples: ['LATENT'],
        batch_index: ['INT', { default: 0, min: -16384, max: 16384 }],
        length: ['INT', { default: 1, min: 1, max: 64 }],
      },
    },
    output: ['LATENT'],
    search_aliases: ['select from batch', 'pick latent', 'batch subset'],
  }),

  RepeatLatentBatch: v1('RepeatLatentBatch', {
    display_name: 'Repeat Latent Batch',
    python_module: 'nodes',
    category: 'model/latent/batch',
    input: { required: { samples: ['LATENT'], amount: ['INT', { default: 1, min: 1, max: 64 }] } },
    output: ['LATENT'],
    search_aliases: ['duplicate latent', 'clone latent'],
  }),

  LatentCrop: v1('LatentCrop', {
    display_name: 'Crop Latent',
    python_module: 'nodes',
    category: 'model/latent/transform',
    input: {
      required: {
        samples: ['LATENT'],
        width: ['INT', { default: 512, min: 64, max: 16384, step: 8 }],
        height: ['INT', { default: 512, min: 64, max: 16384, step: 8 }],
        x: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        y: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
      },
    },
    output: ['LATENT'],
    search_aliases: ['trim latent', 'cut latent'],
  }),

  LatentFlip: v1('LatentFlip', {
    display_name: 'Flip Latent',
    python_module: 'nodes',
    category: 'model/latent/transform',
    input: { required: { samples: ['LATENT'], flip_method: [['x-axis: vertically', 'y-axis: horizontally']] } },
    output: ['LATENT'],
    search_aliases: ['mirror latent'],
  }),

  LatentRotate: v1('LatentRotate', {
    display_name: 'Rotate Latent',
    python_module: 'nodes',
    category: 'model/latent/transform',
    input: { required: { samples: ['LATENT'], rotation: [['none', '90 degrees', '180 degrees', '270 degrees']] } },
    output: ['LATENT'],
    search_aliases: [],
  }),

  LatentConcat: v3('LatentConcat', {
    display_name: null,
    python_module: 'comfy_extras.nodes_latent',
    category: 'model/latent/advanced',
    input: {
      required: {
        samples1: ['LATENT', {}],
        samples2: ['LATENT', {}],
        dim: ['COMBO', { multiselect: false, options: ['x', '-x', 'y', '-y', 't', '-t'] }],
      },
    },
    output: ['LATENT'],
    search_aliases: ['join latents', 'stitch latents'],
  }),

  LatentAdd: v3('LatentAdd', {
    display_name: null,
    python_module: 'comfy_extras.nodes_latent',
    category: 'model/latent/advanced',
    input: { required: { samples1: ['LATENT', {}], samples2: ['LATENT', {}] } },
    output: ['LATENT'],
    search_aliases: ['combine latents', 'sum latents'],
  }),

  LatentInterpolate: v3('LatentInterpolate', {
    display_name: null,
    python_module: 'comfy_extras.nodes_latent',
    category: 'model/latent/advanced',
    input: {
      required: { samples1: ['LATENT', {}], samples2: ['LATENT', {}], ratio: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }] },
    },
    output: ['LATENT'],
    search_aliases: ['blend latent', 'mix latent', 'lerp latent', 'transition'],
  }),

  RebatchLatents: v3('RebatchLatents', {
    display_name: 'Rebatch Latents',
    python_module: 'comfy_extras.nodes_rebatch',
    category: 'model/latent/batch',
    input: { required: { latents: ['LATENT', {}], batch_size: ['INT', { default: 1, min: 1, max: 4096 }] } },
    is_input_list: true,
    output: ['LATENT'],
    output_is_list: [true],
  }),

  BatchLatentsNode: v3('BatchLatentsNode', {
    display_name: 'Batch Latents',
    python_module: 'comfy_extras.nodes_post_processing',
    category: 'model/latent/batch',
    input: {
      required: {
        latents: [
          'COMFY_AUTOGROW_V3',
          { template: { input: { required: { latent: ['LATENT', {}] } }, prefix: 'latent', min: 1, max: 50 } },
        ],
      },
    },
    output: ['LATENT'],
    search_aliases: ['combine latents', 'stack latents', 'merge latents'],
  }),

  SetLatentNoiseMask: v1('SetLatentNoiseMask', {
    display_name: 'Set Latent Noise Mask',
    python_module: 'nodes',
    category: 'model/latent',
    input: { required: { samples: ['LATENT'], mask: ['MASK'] } },
    output: ['LATENT'],
    search_aliases: [],
  }),

  SaveLatent: v1('SaveLatent', {
    display_name: 'Save Latent',
    python_module: 'nodes',
    category: 'model/latent',
    input: {
      required: { samples: ['LATENT'], filename_prefix: ['STRING', { default: 'latents/ComfyUI' }] },
      hidden: { prompt: 'PROMPT', extra_pnginfo: 'EXTRA_PNGINFO' },
    },
    output: ['LATENT'],
    output_name: ['samples'],
    output_node: true,
    search_aliases: ['export latent'],
  }),

  LoadLatent: v1('LoadLatent', {
    display_name: 'Load Latent',
    python_module: 'nodes',
    category: 'model/latent',
    input: { required: { latent: [inputFiles('latent')] } },
    output: ['LATENT'],
    search_aliases: ['import latent', 'open latent'],
  }),

  VAEDecode: v1('VAEDecode', {
    display_name: 'VAE Decode',
    description: 'Turns latents into pictures.',
    python_module: 'nodes',
    category: 'model/latent',
    input: {
      required: {
        samples: ['LATENT', { tooltip: 'The latent to turn into pixels.' }],
        vae: ['VAE', { tooltip: 'The VAE that does the decoding.' }],
      },
    },
    output: ['IMAGE'],
    output_tooltips: ['The decoded pictures.'],
    search_aliases: ['decode', 'decode latent', 'latent to image', 'render latent'],
  }),

  VAEDecodeTiled: v1('VAEDecodeTiled', {
    display_name: 'VAE Decode (Tiled)',
    python_module: 'nodes',
    category: 'model/latent',
    input: {
      required: {
        samples: ['LATENT'],
        vae: ['VAE'],
        tile_size: ['INT', { default: 512, min: 64, max: 4096, step: 32, advanced: true }],
        overlap: ['INT', { default: 64, min: 0, max: 4096, step: 32, advanced: true }],
        temporal_size: [
          'INT',
          { default: 64, min: 8, max: 4096, step: 4, tooltip: 'For video VAEs: frames decoded in one go.', advanced: true },
        ],
        temporal_overlap: [
          'INT',
          { default: 8, min: 4, max: 4096, step: 4, tooltip: 'For video VAEs: frames shared by neighbouring pieces.', advanced: true },
        ],
      },
    },
    output: ['IMAGE'],
    search_aliases: [],
  }),

  VAEEncode: v1('VAEEncode', {
    display_name: 'VAE Encode',
    python_module: 'nodes',
    category: 'model/latent',
    input: { required: { pixels: ['IMAGE'], vae: ['VAE'] } },
    output: ['LATENT'],
    search_aliases: ['encode', 'encode image', 'image to latent'],
  }),

  VAEEncodeTiled: v1('VAEEncodeTiled', {
    display_name: 'VAE Encode (Tiled)',
    python_module: 'nodes',
    category: 'model/latent',
    input: {
      required: {
        pixels: ['IMAGE'],
        vae: ['VAE'],
        tile_size: ['INT', { default: 512, min: 64, max: 4096, step: 64, advanced: true }],
        overlap: ['INT', { default: 64, min: 0, max: 4096, step: 32, advanced: true }],
        temporal_size: [
          'INT',
          { default: 64, min: 8, max: 4096, step: 4, tooltip: 'For video VAEs: frames encoded in one go.', advanced: true },
        ],
        temporal_overlap: [
          'INT',
          { default: 8, min: 4, max: 4096, step: 4, tooltip: 'For video VAEs: frames shared by neighbouring pieces.', advanced: true },
        ],
      },
    },
    output: ['LATENT'],
    search_aliases: [],
  }),

  VAEEncodeForInpaint: v1('VAEEncodeForInpaint', {
    display_name: 'VAE Encode (for Inpainting)',
    python_module: 'nodes',
    category: 'model/latent',
    input: {
      required: { pixels: ['IMAGE'], vae: ['VAE'], mask: ['MASK'], grow_mask_by: ['INT', { default: 6, min: 0, max: 64, step: 1 }] },
    },
    output: ['LATENT'],
    search_aliases: [],
  }),
};
