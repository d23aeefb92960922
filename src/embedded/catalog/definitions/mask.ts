import { v3 } from '../definition';

/** Definitions of the classes for mask as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const MASK_DEFINITIONS = {
  SolidMask: v3('SolidMask', {
    display_name: 'Create Solid Mask',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: {
      required: {
        value: ['FLOAT', { default: 1, min: 0, max: 1, step: 0.01 }],
        width: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
        height: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
      },
    },
    output: ['MASK'],
  }),

  InvertMask: v3('InvertMask', {
    display_name: 'Invert Mask',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: { required: { mask: ['MASK', {}] } },
    output: ['MASK'],
    search_aliases: ['reverse mask', 'flip mask'],
  }),

  CropMask: v3('CropMask', {
    display_name: 'Crop Mask',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: {
      required: {
        mask: ['MASK', {}],
        x: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        y: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        width: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
        height: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
      },
    },
    output: ['MASK'],
    search_aliases: ['cut mask', 'extract mask region', 'mask slice'],
  }),

  MaskComposite: v3('MaskComposite', {
    display_name: 'Combine Masks',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: {
      required: {
        destination: ['MASK', {}],
        source: ['MASK', {}],
        x: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        y: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        operation: ['COMBO', { multiselect: false, options: ['multiply', 'add', 'subtract', 'and', 'or', 'xor'] }],
      },
    },
    output: ['MASK'],
    search_aliases: ['combine masks', 'blend masks', 'layer masks', 'masks composition'],
  }),

  FeatherMask: v3('FeatherMask', {
    display_name: 'Feather Mask',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: {
      required: {
        mask: ['MASK', {}],
        left: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        top: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        right: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        bottom: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
      },
    },
    output: ['MASK'],
    search_aliases: ['soft edge mask', 'blur mask edges', 'gradient mask edge'],
  }),

  GrowMask: v3('GrowMask', {
    display_name: 'Grow Mask',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: {
      required: {
        mask: ['MASK', {}],
        expand: ['INT', { default: 0, min: -16384, max: 16384, step: 1 }],
        tapered_corners: ['BOOLEAN', { advanced: true, default: true }],
      },
    },
    output: ['MASK'],
    search_aliases: ['expand mask', 'shrink mask'],
  }),

  ThresholdMask: v3('ThresholdMask', {
    display_name: 'Threshold Mask',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: { required: { mask: ['MASK', {}], value: ['FLOAT', { default: 0.5, min: 0, max: 1, step: 0.01 }] } },
    output: ['MASK'],
    search_aliases: ['binary mask'],
  }),

  ImageToMask: v3('ImageToMask', {
    display_name: 'Convert Image to Mask',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: { required: { image: ['IMAGE', {}], channel: ['COMBO', { multiselect: false, options: ['red', 'green', 'blue', 'alpha'] }] } },
    output: ['MASK'],
    search_aliases: ['extract channel', 'channel to mask'],
  }),

  MaskToImage: v3('MaskToImage', {
    display_name: 'Convert Mask to Image',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: { required: { mask: ['MASK', {}] } },
    output: ['IMAGE'],
    search_aliases: ['convert mask'],
  }),

  ImageColorToMask: v3('ImageColorToMask', {
    display_name: 'Convert Image Color to Mask',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: { required: { image: ['IMAGE', {}], color: ['INT', { default: 0, min: 0, max: 16777215, step: 1, display: 'number' }] } },
    output: ['MASK'],
    search_aliases: ['color keying', 'chroma key'],
  }),

  BatchMasksNode: v3('BatchMasksNode', {
    display_name: 'Batch Masks',
    python_module: 'comfy_extras.nodes_post_processing',
    category: 'image/mask',
    input: {
      required: {
        masks: ['COMFY_AUTOGROW_V3', { template: { input: { required: { mask: ['MASK', {}] } }, prefix: 'mask', min: 1, max: 50 } }],
      },
    },
    output: ['MASK'],
    search_aliases: ['combine masks', 'stack masks', 'merge masks'],
  }),

  MaskPreview: v3('MaskPreview', {
    display_name: 'Preview Mask',
    description: 'Shows masks without keeping a file in the output folder.',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/mask',
    input: { required: { mask: ['MASK', {}] }, hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] } },
    output: ['MASK'],
    output_name: ['mask'],
    output_node: true,
    search_aliases: ['show mask', 'view mask', 'inspect mask', 'debug mask'],
  }),
};
