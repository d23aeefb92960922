import { v1, v3 } from '../definition';
import { UINT64_MAX } from './constants';

/** Definitions of the classes for image as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const IMAGE_DEFINITIONS = {
  EmptyImage: v1('EmptyImage', {
    display_name: 'Empty Image',
    python_module: 'nodes',
    category: 'image',
    input: {
      required: {
        width: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
        height: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
        batch_size: ['INT', { default: 1, min: 1, max: 4096 }],
        color: ['INT', { default: 0, min: 0, max: 16777215, step: 1, display: 'color' }],
      },
    },
    output: ['IMAGE'],
    search_aliases: [],
  }),

  ImageScale: v1('ImageScale', {
    display_name: 'Upscale Image',
    python_module: 'nodes',
    category: 'image/upscaling',
    input: {
      required: {
        image: ['IMAGE'],
        upscale_method: [['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos']],
        width: ['INT', { default: 512, min: 0, max: 16384, step: 1 }],
        height: ['INT', { default: 512, min: 0, max: 16384, step: 1 }],
        crop: [['disabled', 'center']],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['resize', 'resize image', 'scale image', 'image resize', 'zoom', 'zoom in', 'change size'],
    essentials_category: 'Image Tools',
  }),

  ImageScaleBy: v1('ImageScaleBy', {
    display_name: 'Upscale Image By',
    python_module: 'nodes',
    category: 'image/upscaling',
    input: {
      required: {
        image: ['IMAGE'],
        upscale_method: [['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos']],
        scale_by: ['FLOAT', { default: 1, min: 0.01, max: 8, step: 0.01 }],
      },
    },
    output: ['IMAGE'],
    search_aliases: [],
    essentials_category: 'Image Tools',
  }),

  ImageScaleToTotalPixels: v3('ImageScaleToTotalPixels', {
    display_name: 'Scale Image to Total Pixels',
    python_module: 'comfy_extras.nodes_post_processing',
    category: 'image/upscaling',
    input: {
      required: {
        image: ['IMAGE', {}],
        upscale_method: ['COMBO', { multiselect: false, options: ['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'] }],
        megapixels: ['FLOAT', { default: 1, min: 0.01, max: 16, step: 0.01 }],
        resolution_steps: ['INT', { advanced: true, default: 1, min: 1, max: 256 }],
      },
    },
    output: ['IMAGE'],
  }),

  ImageScaleToMaxDimension: v3('ImageScaleToMaxDimension', {
    display_name: 'Scale Image to Max Dimension',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/upscaling',
    input: {
      required: {
        image: ['IMAGE', {}],
        upscale_method: ['COMBO', { multiselect: false, options: ['area', 'lanczos', 'bilinear', 'nearest-exact', 'bilinear', 'bicubic'] }],
        largest_size: ['INT', { default: 512, min: 0, max: 16384, step: 1 }],
      },
    },
    output: ['IMAGE'],
  }),

  ImageUpscaleWithModel: v3('ImageUpscaleWithModel', {
    display_name: 'Upscale Image (using Model)',
    python_module: 'comfy_extras.nodes_upscale_model',
    category: 'image/upscaling',
    input: { required: { upscale_model: ['UPSCALE_MODEL', {}], image: ['IMAGE', {}] } },
    output: ['IMAGE'],
    search_aliases: ['upscale', 'upscaler', 'upsc', 'enlarge image', 'super resolution', 'hires', 'superres', 'increase resolution'],
  }),

  FluxKontextImageScale: v3('FluxKontextImageScale', {
    display_name: null,
    description: 'Scales a picture to the nearest size that Flux Kontext was trained on.',
    python_module: 'comfy_extras.nodes_flux',
    category: 'model/conditioning/flux',
    input: { required: { image: ['IMAGE', {}] } },
    output: ['IMAGE'],
  }),

  ResizeImagesByLongerEdge: v3('ResizeImagesByLongerEdge', {
    display_name: 'Resize Images by Longer Edge (DEPRECATED)',
    description: 'Scales pictures until the longer side has the wished length.',
    python_module: 'comfy_extras.nodes_dataset',
    category: 'image/transform',
    input: {
      required: {
        images: ['IMAGE', { tooltip: 'The pictures to work on.' }],
        longer_edge: ['INT', { tooltip: 'New length of the longer side.', default: 1024, min: 1, max: 8192 }],
      },
    },
    output: ['IMAGE'],
    output_name: ['images'],
    output_tooltips: ['The changed pictures'],
    deprecated: true,
    experimental: true,
  }),

  ResizeAndPadImage: v3('ResizeAndPadImage', {
    display_name: 'Resize And Pad Image',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/transform',
    input: {
      required: {
        image: ['IMAGE', {}],
        target_width: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
        target_height: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
        padding_color: ['COMBO', { advanced: true, multiselect: false, options: ['white', 'black'] }],
        interpolation: [
          'COMBO',
          { advanced: true, multiselect: false, options: ['area', 'bicubic', 'nearest-exact', 'bilinear', 'lanczos'] },
        ],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['fit to size'],
  }),

  ResizeImageMaskNode: v3('ResizeImageMaskNode', {
    display_name: 'Resize Image/Mask',
    description: 'Changes the size of pictures or masks in one of several ways.',
    python_module: 'comfy_extras.nodes_post_processing',
    category: 'image/transform',
    input: {
      required: {
        input: ['COMFY_MATCHTYPE_V3', { template: { template_id: 'input_type', allowed_types: 'IMAGE,MASK' } }],
        resize_type: [
          'COMFY_DYNAMICCOMBO_V3',
          {
            tooltip: 'What decides the new size: fixed numbers, a factor, another picture and so on.',
            options: [
              {
                key: 'scale dimensions',
                inputs: {
                  required: {
                    width: [
                      'INT',
                      { tooltip: 'New width in pixels; 0 follows from the height.', default: 512, min: 0, max: 16384, step: 1 },
                    ],
                    height: [
                      'INT',
                      { tooltip: 'New height in pixels; 0 follows from the width.', default: 512, min: 0, max: 16384, step: 1 },
                    ],
                    crop: [
                      'COMBO',
                      {
                        tooltip: 'When the proportions differ: stretch, or cut the middle out.',
                        default: 'center',
                        multiselect: false,
                        options: ['disabled', 'center'],
                      },
                    ],
                  },
                },
              },
              {
                key: 'scale by multiplier',
                inputs: {
                  required: {
                    multiplier: ['FLOAT', { tooltip: 'Factor for both sides; 2 doubles them.', default: 1, min: 0.01, max: 8, step: 0.01 }],
                  },
                },
              },
              {
                key: 'scale longer dimension',
                inputs: {
                  required: {
                    longer_size: [
                      'INT',
                      { tooltip: 'New length of the longer side; proportions stay.', default: 512, min: 0, max: 16384, step: 1 },
                    ],
                  },
                },
              },
              {
                key: 'scale shorter dimension',
                inputs: {
                  required: {
                    shorter_size: [
                      'INT',
                      { tooltip: 'New length of the shorter side; proportions stay.', default: 512, min: 0, max: 16384, step: 1 },
                    ],
                  },
                },
              },
              {
                key: 'scale width',
                inputs: {
                  required: {
                    width: ['INT', { tooltip: 'New width in pixels; the height follows.', default: 512, min: 0, max: 16384, step: 1 }],
                  },
                },
              },
              {
                key: 'scale height',
                inputs: {
                  required: {
                    height: ['INT', { tooltip: 'New height in pixels; the width follows.', default: 512, min: 0, max: 16384, step: 1 }],
                  },
                },
              },
              {
                key: 'scale total pixels',
                inputs: {
                  required: {
                    megapixels: [
                      'FLOAT',
                      { tooltip: 'New size in megapixels; proportions stay.', default: 1, min: 0.01, max: 16, step: 0.01 },
                    ],
                  },
                },
              },
              {
                key: 'match size',
                inputs: {
                  required: {
                    match: ['IMAGE,MASK', { tooltip: 'The picture or mask whose size is taken over.' }],
                    crop: [
                      'COMBO',
                      {
                        tooltip: 'When the proportions differ: stretch, or cut the middle out.',
                        default: 'center',
                        multiselect: false,
                        options: ['disabled', 'center'],
                      },
                    ],
                  },
                },
              },
              {
                key: 'scale to multiple',
                inputs: {
                  required: {
                    multiple: [
                      'INT',
                      {
                        tooltip: 'Both sides become divisible by this number, as latents like it.',
                        default: 8,
                        min: 1,
                        max: 16384,
                        step: 1,
                      },
                    ],
                  },
                },
              },
            ],
          },
        ],
        scale_method: [
          'COMBO',
          {
            tooltip: 'How pixels are computed: area suits shrinking, lanczos enlarging, nearest-exact pixel art.',
            default: 'area',
            multiselect: false,
            options: ['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'],
          },
        ],
      },
    },
    output: ['COMFY_MATCHTYPE_V3'],
    output_name: ['resized'],
    output_matchtypes: ['input_type'],
    search_aliases: [
      'resize',
      'resize image',
      'resize mask',
      'scale',
      'scale image',
      'scale mask',
      'image resize',
      'change size',
      'dimensions',
      'shrink',
      'enlarge',
    ],
  }),

  ImageCrop: v3('ImageCrop', {
    display_name: 'Crop Image (DEPRECATED)',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/transform',
    input: {
      required: {
        image: ['IMAGE', {}],
        width: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
        height: ['INT', { default: 512, min: 1, max: 16384, step: 1 }],
        x: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        y: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
      },
    },
    output: ['IMAGE'],
    deprecated: true,
    search_aliases: ['trim'],
    essentials_category: 'Image Tools',
  }),

  ImageCropV2: v3('ImageCropV2', {
    display_name: 'Crop Image',
    description: 'Cuts a rectangle out of a picture.',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/transform',
    input: {
      required: {
        image: ['IMAGE', {}],
        crop_region: ['BOUNDING_BOX', { default: { x: 0, y: 0, width: 512, height: 512 }, socketless: true, component: 'ImageCrop' }],
      },
    },
    output: ['IMAGE'],
    has_intermediate_output: true,
    search_aliases: ['crop', 'cut', 'trim'],
    essentials_category: 'Image Tools',
  }),

  ImagePadForOutpaint: v1('ImagePadForOutpaint', {
    display_name: 'Pad Image for Outpainting',
    python_module: 'nodes',
    category: 'image/transform',
    input: {
      required: {
        image: ['IMAGE'],
        left: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        top: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        right: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        bottom: ['INT', { default: 0, min: 0, max: 16384, step: 8 }],
        feathering: ['INT', { default: 40, min: 0, max: 16384, step: 1, advanced: true }],
      },
    },
    output: ['IMAGE', 'MASK'],
    search_aliases: ['extend canvas', 'expand image'],
  }),

  ImageFlip: v3('ImageFlip', {
    display_name: 'Flip Image',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/transform',
    input: {
      required: {
        image: ['IMAGE', {}],
        flip_method: ['COMBO', { multiselect: false, options: ['x-axis: vertically', 'y-axis: horizontally'] }],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['mirror', 'reflect'],
  }),

  ImageRotate: v3('ImageRotate', {
    display_name: 'Rotate Image',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/transform',
    input: {
      required: {
        image: ['IMAGE', {}],
        rotation: ['COMBO', { multiselect: false, options: ['none', '90 degrees', '180 degrees', '270 degrees'] }],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['turn', 'flip orientation'],
    essentials_category: 'Image Tools',
  }),

  ImageInvert: v1('ImageInvert', {
    display_name: 'Invert Image Colors',
    python_module: 'nodes',
    category: 'image/color',
    input: { required: { image: ['IMAGE'] } },
    output: ['IMAGE'],
    search_aliases: ['reverse colors'],
    essentials_category: 'Image Tools',
  }),

  ImageBlend: v3('ImageBlend', {
    display_name: 'Blend Images',
    python_module: 'comfy_extras.nodes_post_processing',
    category: 'image/filters',
    input: {
      required: {
        image1: ['IMAGE', {}],
        image2: ['IMAGE', {}],
        blend_factor: ['FLOAT', { default: 0.5, min: 0, max: 1, step: 0.01 }],
        blend_mode: ['COMBO', { multiselect: false, options: ['normal', 'multiply', 'screen', 'overlay', 'soft_light', 'difference'] }],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['mix images'],
    essentials_category: 'Image Tools',
  }),

  ImageCompositeMasked: v3('ImageCompositeMasked', {
    display_name: 'Image Composite Masked',
    python_module: 'comfy_extras.nodes_mask',
    category: 'image/compositing',
    input: {
      required: {
        destination: ['IMAGE', {}],
        source: ['IMAGE', {}],
        x: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        y: ['INT', { default: 0, min: 0, max: 16384, step: 1 }],
        resize_source: ['BOOLEAN', { default: false }],
      },
      optional: { mask: ['MASK', {}] },
    },
    output: ['IMAGE'],
    search_aliases: ['overlay', 'layer', 'paste image', 'images composition'],
  }),

  ImageBlur: v3('ImageBlur', {
    display_name: 'Blur Image',
    python_module: 'comfy_extras.nodes_post_processing',
    category: 'image/filters',
    input: {
      required: {
        image: ['IMAGE', {}],
        blur_radius: ['INT', { default: 1, min: 1, max: 31, step: 1 }],
        sigma: ['FLOAT', { default: 1, min: 0.1, max: 10, step: 0.1 }],
      },
    },
    output: ['IMAGE'],
  }),

  ImageSharpen: v3('ImageSharpen', {
    display_name: 'Sharpen Image',
    python_module: 'comfy_extras.nodes_post_processing',
    category: 'image/filters',
    input: {
      required: {
        image: ['IMAGE', {}],
        sharpen_radius: ['INT', { advanced: true, default: 1, min: 1, max: 31, step: 1 }],
        sigma: ['FLOAT', { advanced: true, default: 1, min: 0.1, max: 10, step: 0.01 }],
        alpha: ['FLOAT', { advanced: true, default: 1, min: 0, max: 5, step: 0.01 }],
      },
    },
    output: ['IMAGE'],
  }),

  ImageQuantize: v3('ImageQuantize', {
    display_name: 'Quantize Image',
    python_module: 'comfy_extras.nodes_post_processing',
    category: 'image/filters',
    input: {
      required: {
        image: ['IMAGE', {}],
        colors: ['INT', { default: 256, min: 1, max: 256, step: 1 }],
        dither: ['COMBO', { multiselect: false, options: ['none', 'floyd-steinberg', 'bayer-2', 'bayer-4', 'bayer-8', 'bayer-16'] }],
      },
    },
    output: ['IMAGE'],
  }),

  ImageAddNoise: v3('ImageAddNoise', {
    display_name: 'Add Noise to Image',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/filters',
    input: {
      required: {
        image: ['IMAGE', {}],
        seed: [
          'INT',
          {
            tooltip: 'Seed of the noise; the same seed repeats the same noise.',
            default: 0,
            min: 0,
            max: UINT64_MAX,
            control_after_generate: true,
          },
        ],
        strength: ['FLOAT', { default: 0.5, min: 0, max: 1, step: 0.01 }],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['film grain'],
  }),

  AdjustBrightness: v3('AdjustBrightness', {
    display_name: 'Adjust Brightness',
    description: 'Makes a picture brighter or darker.',
    python_module: 'comfy_extras.nodes_dataset',
    category: 'image/adjustments',
    input: {
      required: {
        images: ['IMAGE', { tooltip: 'The pictures to work on.' }],
        factor: ['FLOAT', { tooltip: 'Factor of brightness: 1 leaves as is, less darkens, more brightens.', default: 1, min: 0, max: 2 }],
      },
    },
    output: ['IMAGE'],
    output_name: ['images'],
    output_tooltips: ['The changed pictures'],
    experimental: true,
    search_aliases: ['brightness'],
  }),

  AdjustContrast: v3('AdjustContrast', {
    display_name: 'Adjust Contrast',
    description: 'Makes a picture more or less contrasty.',
    python_module: 'comfy_extras.nodes_dataset',
    category: 'image/adjustments',
    input: {
      required: {
        images: ['IMAGE', { tooltip: 'The pictures to work on.' }],
        factor: ['FLOAT', { tooltip: 'Factor of contrast: 1 leaves as is, less flattens, more sharpens.', default: 1, min: 0, max: 2 }],
      },
    },
    output: ['IMAGE'],
    output_name: ['images'],
    output_tooltips: ['The changed pictures'],
    experimental: true,
    search_aliases: ['contrast'],
  }),

  Canny: v3('Canny', {
    display_name: 'Detect Edges (Canny)',
    python_module: 'comfy_extras.nodes_canny',
    category: 'image/filters',
    input: {
      required: {
        image: ['IMAGE', {}],
        low_threshold: ['FLOAT', { default: 0.4, min: 0.01, max: 0.99, step: 0.01 }],
        high_threshold: ['FLOAT', { default: 0.8, min: 0.01, max: 0.99, step: 0.01 }],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['edge detection', 'outline', 'contour detection', 'line art'],
    essentials_category: 'Image Tools',
  }),

  Morphology: v3('Morphology', {
    display_name: 'Apply Morphology',
    python_module: 'comfy_extras.nodes_morphology',
    category: 'image/filters',
    input: {
      required: {
        image: ['IMAGE', {}],
        operation: ['COMBO', { multiselect: false, options: ['erode', 'dilate', 'open', 'close', 'gradient', 'bottom_hat', 'top_hat'] }],
        kernel_size: ['INT', { default: 3, min: 3, max: 999, step: 1 }],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['erode', 'dilate'],
  }),

  ImageRGBToYUV: v3('ImageRGBToYUV', {
    display_name: 'Image RGB to YUV',
    python_module: 'comfy_extras.nodes_morphology',
    category: 'image/color',
    input: { required: { image: ['IMAGE', {}] } },
    output: ['IMAGE', 'IMAGE', 'IMAGE'],
    output_name: ['Y', 'U', 'V'],
    search_aliases: ['color space conversion'],
  }),

  ImageYUVToRGB: v3('ImageYUVToRGB', {
    display_name: 'Image YUV to RGB',
    python_module: 'comfy_extras.nodes_morphology',
    category: 'image/color',
    input: { required: { Y: ['IMAGE', {}], U: ['IMAGE', {}], V: ['IMAGE', {}] } },
    output: ['IMAGE'],
    search_aliases: ['color space conversion'],
  }),

  SplitImageWithAlpha: v3('SplitImageWithAlpha', {
    display_name: 'Split Image with Alpha',
    python_module: 'comfy_extras.nodes_compositing',
    category: 'image/compositing',
    input: { required: { image: ['IMAGE', {}] } },
    output: ['IMAGE', 'MASK'],
    search_aliases: ['extract alpha', 'separate transparency', 'remove alpha'],
  }),

  JoinImageWithAlpha: v3('JoinImageWithAlpha', {
    display_name: 'Join Image with Alpha',
    python_module: 'comfy_extras.nodes_compositing',
    category: 'image/compositing',
    input: { required: { image: ['IMAGE', {}], alpha: ['MASK', {}] } },
    output: ['IMAGE'],
    search_aliases: ['add transparency', 'apply alpha', 'composite alpha', 'RGBA'],
  }),

  PorterDuffImageComposite: v3('PorterDuffImageComposite', {
    display_name: 'Porter-Duff Image Composite',
    python_module: 'comfy_extras.nodes_compositing',
    category: 'image/compositing',
    input: {
      required: {
        source: ['IMAGE', {}],
        source_alpha: ['MASK', {}],
        destination: ['IMAGE', {}],
        destination_alpha: ['MASK', {}],
        mode: [
          'COMBO',
          {
            default: 'DST',
            multiselect: false,
            options: [
              'ADD',
              'CLEAR',
              'DARKEN',
              'DST',
              'DST_ATOP',
              'DST_IN',
              'DST_OUT',
              'DST_OVER',
              'LIGHTEN',
              'MULTIPLY',
              'OVERLAY',
              'SCREEN',
              'SRC',
              'SRC_ATOP',
              'SRC_IN',
              'SRC_OUT',
              'SRC_OVER',
              'XOR',
            ],
          },
        ],
      },
    },
    output: ['IMAGE', 'MASK'],
    search_aliases: ['alpha composite', 'blend modes', 'layer blend', 'transparency blend'],
  }),

  ImageBatch: v1('ImageBatch', {
    display_name: 'Batch Images (DEPRECATED)',
    python_module: 'nodes',
    category: 'image/batch',
    input: { required: { image1: ['IMAGE'], image2: ['IMAGE'] } },
    output: ['IMAGE'],
    deprecated: true,
    search_aliases: ['combine images', 'merge images', 'stack images'],
  }),

  ImageFromBatch: v3('ImageFromBatch', {
    display_name: 'Get Image from Batch',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/batch',
    input: {
      required: {
        image: ['IMAGE', {}],
        batch_index: ['INT', { default: 0, min: -16384, max: 16384 }],
        length: ['INT', { default: 1, min: 1, max: 4096 }],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['select image', 'pick from batch', 'extract image'],
  }),

  RepeatImageBatch: v3('RepeatImageBatch', {
    display_name: 'Repeat Image Batch',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/batch',
    input: { required: { image: ['IMAGE', {}], amount: ['INT', { default: 1, min: 1, max: 4096 }] } },
    output: ['IMAGE'],
    search_aliases: ['duplicate image', 'clone image'],
  }),

  RebatchImages: v3('RebatchImages', {
    display_name: 'Rebatch Images',
    python_module: 'comfy_extras.nodes_rebatch',
    category: 'image/batch',
    input: { required: { images: ['IMAGE', {}], batch_size: ['INT', { default: 1, min: 1, max: 4096 }] } },
    is_input_list: true,
    output: ['IMAGE'],
    output_is_list: [true],
  }),

  BatchImagesNode: v3('BatchImagesNode', {
    display_name: 'Batch Images',
    python_module: 'comfy_extras.nodes_post_processing',
    category: 'image/batch',
    input: {
      required: {
        images: ['COMFY_AUTOGROW_V3', { template: { input: { required: { image: ['IMAGE', {}] } }, prefix: 'image', min: 1, max: 50 } }],
      },
    },
    output: ['IMAGE'],
    search_aliases: ['batch', 'image batch', 'batch images', 'combine images', 'merge images', 'stack images'],
    essentials_category: 'Image Tools',
  }),

  ImageStitch: v3('ImageStitch', {
    display_name: 'Stitch Images',
    description:
      'Puts two pictures side by side or one above the other.\nWithout a second picture the first comes out as it is.\nA gap may be left between them.',
    python_module: 'comfy_extras.nodes_images',
    category: 'image/transform',
    input: {
      required: {
        image1: ['IMAGE', {}],
        direction: ['COMBO', { default: 'right', multiselect: false, options: ['right', 'down', 'left', 'up'] }],
        match_image_size: ['BOOLEAN', { default: true }],
        spacing_width: ['INT', { advanced: true, default: 0, min: 0, max: 1024, step: 2 }],
        spacing_color: [
          'COMBO',
          { advanced: true, default: 'white', multiselect: false, options: ['white', 'black', 'red', 'green', 'blue'] },
        ],
      },
      optional: { image2: ['IMAGE', {}] },
    },
    output: ['IMAGE'],
    search_aliases: ['combine images', 'join images', 'concatenate images', 'side by side'],
  }),

  ImageGrid: v3('ImageGrid', {
    display_name: 'Make Image Grid',
    description: 'Lays pictures out as a table.',
    python_module: 'comfy_extras.nodes_dataset',
    category: 'image/batch',
    input: {
      required: {
        images: ['IMAGE', { tooltip: 'The pictures to arrange.' }],
        columns: ['INT', { tooltip: 'Pictures per row.', default: 4, min: 1, max: 20 }],
        cell_width: ['INT', { tooltip: 'Width of one cell.', advanced: true, default: 256, min: 32, max: 2048 }],
        cell_height: ['INT', { tooltip: 'Height of one cell.', advanced: true, default: 256, min: 32, max: 2048 }],
        padding: ['INT', { tooltip: 'Gap between cells.', advanced: true, default: 4, min: 0, max: 50 }],
      },
    },
    is_input_list: true,
    output: ['IMAGE'],
    output_name: ['images'],
    output_tooltips: ['The changed pictures'],
    experimental: true,
    search_aliases: ['grid', 'collage', 'combine'],
  }),

  GetImageSize: v3('GetImageSize', {
    display_name: 'Get Image Size',
    description: 'Tells how wide and high a picture is and how many are in the batch.',
    python_module: 'comfy_extras.nodes_images',
    category: 'image',
    input: { required: { image: ['IMAGE', {}] }, hidden: { unique_id: ['UNIQUE_ID'] } },
    output: ['INT', 'INT', 'INT'],
    output_name: ['width', 'height', 'batch_size'],
    search_aliases: ['dimensions', 'resolution', 'image info'],
  }),
};
