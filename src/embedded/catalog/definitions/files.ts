import { v1, v3 } from '../definition';
import { inputFiles } from '../live-lists';

/** Definitions of the classes for files as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const FILES_DEFINITIONS = {
  LoadImage: v1('LoadImage', {
    display_name: 'Load Image',
    python_module: 'nodes',
    category: 'image',
    input: { required: { image: [inputFiles('image'), { image_upload: true }] } },
    output: ['IMAGE', 'MASK'],
    search_aliases: ['load image', 'open image', 'import image', 'image input', 'upload image', 'read image', 'image loader'],
    essentials_category: 'Basics',
  }),

  LoadImageMask: v1('LoadImageMask', {
    display_name: 'Load Image (as Mask)',
    python_module: 'nodes',
    category: 'image',
    input: { required: { image: [inputFiles('image'), { image_upload: true }], channel: [['alpha', 'red', 'green', 'blue']] } },
    output: ['MASK'],
    search_aliases: ['import mask', 'alpha mask', 'channel mask'],
    essentials_category: 'Image Tools',
  }),

  LoadImageOutput: v1('LoadImageOutput', {
    display_name: 'Load Image (from Outputs)',
    description: 'Opens a picture from the output folder. Refreshing the list picks the newest one.',
    python_module: 'nodes',
    category: 'image',
    input: {
      required: {
        image: [
          'COMBO',
          {
            image_upload: true,
            image_folder: 'output',
            remote: { route: '/internal/files/output', refresh_button: true, control_after_refresh: 'first' },
          },
        ],
      },
    },
    output: ['IMAGE', 'MASK'],
    experimental: true,
    search_aliases: ['output image', 'previous generation'],
    essentials_category: 'Basics',
  }),

  PreviewAny: v1('PreviewAny', {
    display_name: 'Preview as Text',
    description: 'Shows any value as text.',
    python_module: 'comfy_extras.nodes_preview_any',
    category: 'utilities',
    input: { required: { source: ['*', {}] } },
    output: ['STRING'],
    output_node: true,
    search_aliases: ['show output', 'inspect', 'debug', 'print value', 'show text'],
  }),

  PreviewImage: v1('PreviewImage', {
    display_name: 'Preview Image',
    description: 'Shows pictures without keeping a file in the output folder.',
    python_module: 'nodes',
    category: 'image',
    input: { required: { images: ['IMAGE'] }, hidden: { prompt: 'PROMPT', extra_pnginfo: 'EXTRA_PNGINFO' } },
    output: ['IMAGE'],
    output_name: ['images'],
    output_node: true,
    search_aliases: ['preview', 'preview image', 'show image', 'view image', 'display image', 'image viewer'],
    essentials_category: 'Basics',
  }),

  SaveImage: v1('SaveImage', {
    display_name: 'Save Image',
    description: 'Writes the pictures into the output folder.',
    python_module: 'nodes',
    category: 'image',
    input: {
      required: {
        images: ['IMAGE', { tooltip: 'The pictures to write.' }],
        filename_prefix: [
          'STRING',
          {
            default: 'ComfyUI',
            tooltip:
              'Beginning of the file name; %width% and the like are filled in, and the page fills %date:yyyy-MM-dd% or %Node.widget%.',
          },
        ],
      },
      hidden: { prompt: 'PROMPT', extra_pnginfo: 'EXTRA_PNGINFO' },
    },
    output: ['IMAGE'],
    output_name: ['images'],
    output_node: true,
    search_aliases: ['save', 'save image', 'export image', 'output image', 'write image', 'download'],
    essentials_category: 'Basics',
  }),

  SaveImageAdvanced: v3('SaveImageAdvanced', {
    display_name: 'Save Image (Advanced)',
    description: 'Writes the pictures into the output folder.',
    python_module: 'comfy_extras.nodes_images',
    category: 'image',
    input: {
      required: {
        images: ['IMAGE', { tooltip: 'The pictures to write.' }],
        filename_prefix: [
          'STRING',
          {
            tooltip: 'Beginning of the file name; placeholders such as %date:yyyy-MM-dd% are allowed.',
            default: 'ComfyUI',
            multiline: false,
          },
        ],
        format: [
          'COMFY_DYNAMICCOMBO_V3',
          {
            tooltip: 'File format to write.',
            options: [
              {
                key: 'png',
                inputs: {
                  required: {
                    bit_depth: ['COMBO', { advanced: true, default: '8-bit', multiselect: false, options: ['8-bit', '16-bit'] }],
                    input_color_space: ['COMBO', { advanced: true, default: 'sRGB', multiselect: false, options: ['sRGB'] }],
                  },
                },
              },
              {
                key: 'exr',
                inputs: {
                  required: {
                    bit_depth: ['COMBO', { advanced: true, default: '32-bit float', multiselect: false, options: ['32-bit float'] }],
                    input_color_space: [
                      'COMBO',
                      {
                        tooltip:
                          'How the pixel values are to be understood; EXR files always hold linear light.\nsRGB: ordinary pictures.\nHDR: HLG with wide primaries.\nlinear: already linear, kept.',
                        advanced: true,
                        default: 'sRGB',
                        multiselect: false,
                        options: ['sRGB', 'HDR', 'linear'],
                      },
                    ],
                  },
                },
              },
            ],
          },
        ],
      },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: ['IMAGE'],
    output_name: ['images'],
    output_node: true,
    search_aliases: ['save', 'save image', 'export image', 'output image', 'write image'],
    essentials_category: 'Basics',
  }),

  SaveAnimatedWEBP: v3('SaveAnimatedWEBP', {
    display_name: 'Save Animated WEBP',
    python_module: 'comfy_extras.nodes_images',
    category: 'image',
    input: {
      required: {
        images: ['IMAGE', {}],
        filename_prefix: ['STRING', { default: 'ComfyUI', multiline: false }],
        fps: ['FLOAT', { default: 6, min: 0.01, max: 1000, step: 0.01 }],
        lossless: ['BOOLEAN', { default: true }],
        quality: ['INT', { default: 80, min: 0, max: 100 }],
        method: ['COMBO', { multiselect: false, options: ['default', 'fastest', 'slowest'] }],
      },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: ['IMAGE'],
    output_name: ['images'],
    output_node: true,
  }),

  SaveAnimatedPNG: v3('SaveAnimatedPNG', {
    display_name: 'Save Animated PNG',
    python_module: 'comfy_extras.nodes_images',
    category: 'image',
    input: {
      required: {
        images: ['IMAGE', {}],
        filename_prefix: ['STRING', { default: 'ComfyUI', multiline: false }],
        fps: ['FLOAT', { default: 6, min: 0.01, max: 1000, step: 0.01 }],
        compress_level: ['INT', { advanced: true, default: 4, min: 0, max: 9 }],
      },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: ['IMAGE'],
    output_name: ['images'],
    output_node: true,
  }),

  SaveImageWebsocket: v1('SaveImageWebsocket', {
    display_name: 'Save Image (Websocket)',
    python_module: 'custom_nodes.websocket_image_save',
    category: 'image',
    input: { required: { images: ['IMAGE'] } },
    output: [],
    output_node: true,
    search_aliases: [],
  }),

  ImageCompare: v3('ImageCompare', {
    display_name: 'Compare Images',
    description: 'Shows two pictures over each other with a movable divider.',
    python_module: 'comfy_extras.nodes_image_compare',
    category: 'image',
    input: {
      required: { compare_view: ['IMAGECOMPARE', { socketless: true }] },
      optional: { image_a: ['IMAGE', {}], image_b: ['IMAGE', {}] },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: [],
    output_node: true,
    experimental: true,
    essentials_category: 'Image Tools',
  }),

  SaveText: v3('SaveText', {
    display_name: 'Save Text',
    description: 'Writes a text to a file in the output folder.',
    python_module: 'comfy_extras.nodes_text',
    category: 'text',
    input: {
      required: {
        text: ['STRING', { forceInput: true, multiline: false }],
        filename_prefix: ['STRING', { default: 'ComfyUI', multiline: false }],
        format: ['COMBO', { default: 'txt', multiselect: false, options: ['txt', 'csv', 'md', 'json'] }],
      },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: ['STRING'],
    output_name: ['text'],
    output_node: true,
    search_aliases: ['save text', 'write text', 'export text'],
  }),
};
