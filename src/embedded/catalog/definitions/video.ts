import { v3, type Template } from '../definition';
import { inputFiles } from '../live-lists';

const AUTO = { key: 'auto', inputs: { required: {} } } as const;
const H264 = codecOption('h264', 'H.264', { default: 23, max: 51 });
const AV1 = codecOption('av1', 'AV1', { default: 30, max: 63 });

function codecChoice(options: readonly Template[], settings: Readonly<Record<string, Template>> = {}): Template {
  return ['COMFY_DYNAMICCOMBO_V3', { tooltip: "The codec; auto keeps the source's stream where it fits.", ...settings, options }];
}

function codecOption(key: string, title: string, crf: { default: number; max: number }): Template {
  const quality = ['FLOAT', { tooltip: 'Lower is better quality and a bigger file.', default: crf.default, min: 0, max: crf.max, step: 1 }];
  const colors = [
    'COMBO',
    {
      display_name: 'color space',
      tooltip: 'Colours to write; auto keeps known ones and takes sRGB for pictures.',
      default: 'auto',
      multiselect: false,
      options: ['auto', 'sRGB', 'HDR', 'HDR PQ'],
    },
  ];
  const encoding = [
    'COMFY_DYNAMICCOMBO_V3',
    {
      display_name: 'encoding mode',
      tooltip: `Automatic keeps a fitting ${title} stream, re-encode applies the options.`,
      options: [AUTO, { key: 're-encode', inputs: { required: { crf: quality, color_space: colors } } }],
    },
  ];
  return { key, inputs: { required: {}, optional: { encoding } } };
}

/** Definitions of the classes for video as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const VIDEO_DEFINITIONS = {
  LoadVideo: v3('LoadVideo', {
    display_name: 'Load Video',
    python_module: 'comfy_extras.nodes_video',
    category: 'video',
    input: { required: { file: ['COMBO', { multiselect: false, options: inputFiles('video'), video_upload: true }] } },
    output: ['VIDEO'],
    search_aliases: ['import video', 'open video', 'video file'],
    essentials_category: 'Basics',
  }),

  CreateVideo: v3('CreateVideo', {
    display_name: 'Create Video',
    description: 'Makes a video of pictures.',
    python_module: 'comfy_extras.nodes_video',
    category: 'video',
    input: {
      required: {
        images: ['IMAGE', { tooltip: 'The pictures that become frames.' }],
        fps: ['FLOAT', { default: 30, min: 1, max: 120, step: 1 }],
      },
      optional: {
        audio: ['AUDIO', { tooltip: 'Sound to go with it.' }],
        bit_depth: [
          'INT',
          {
            tooltip: 'Bits per colour channel; 10 avoids banding but not every player reads it.',
            default: 8,
            min: 8,
            max: 10,
            step: 2,
            display: 'number',
          },
        ],
      },
    },
    output: ['VIDEO'],
    search_aliases: ['images to video'],
    essentials_category: 'Video Tools',
  }),

  SaveVideo: v3('SaveVideo', {
    display_name: 'Save Video',
    description: 'Writes the video into the output folder.',
    python_module: 'comfy_extras.nodes_video',
    category: 'video',
    input: {
      required: {
        video: ['VIDEO', { tooltip: 'The video to write.' }],
        filename_prefix: [
          'STRING',
          {
            tooltip:
              'Beginning of the file name; %width% and the like are filled in, and the page fills %date:yyyy-MM-dd% or %Node.widget%.',
            default: 'video/ComfyUI',
            multiline: false,
          },
        ],
        format: [
          'COMFY_DYNAMICCOMBO_V3',
          {
            tooltip: 'The container; auto keeps that of the source where possible.',
            options: [
              { key: 'auto', inputs: { required: { codec: codecChoice([AUTO, H264, AV1]) } } },
              { key: 'mp4', inputs: { required: { codec: codecChoice([AUTO, H264, AV1]) } } },
              { key: 'mkv', inputs: { required: { codec: codecChoice([AUTO, H264, AV1]) } } },
              { key: 'webm', inputs: { required: { codec: codecChoice([AUTO, AV1]) } } },
            ],
          },
        ],
      },
      optional: { codec: codecChoice([AUTO, H264, AV1], { hidden: true }) },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: ['VIDEO'],
    output_name: ['video'],
    output_tooltips: ['The video as it came in.'],
    output_node: true,
    search_aliases: ['export video'],
    essentials_category: 'Basics',
  }),

  SaveWEBM: v3('SaveWEBM', {
    display_name: 'Save WEBM',
    python_module: 'comfy_extras.nodes_video',
    category: 'video',
    input: {
      required: {
        images: ['IMAGE', { tooltip: 'With vp9 the alpha channel is kept.' }],
        filename_prefix: ['STRING', { default: 'ComfyUI', multiline: false }],
        codec: ['COMBO', { multiselect: false, options: ['vp9', 'av1'] }],
        fps: ['FLOAT', { default: 24, min: 0.01, max: 1000, step: 0.01 }],
        crf: ['FLOAT', { tooltip: 'Higher is worse quality and a smaller file.', default: 32, min: 0, max: 63, step: 1 }],
      },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: ['IMAGE'],
    output_name: ['images'],
    output_node: true,
    experimental: true,
    search_aliases: ['export webm'],
  }),

  GetVideoComponents: v3('GetVideoComponents', {
    display_name: 'Get Video Components',
    description: 'Takes a video apart: frames, sound, frame rate, bit depth and colours.',
    python_module: 'comfy_extras.nodes_video',
    category: 'video',
    input: { required: { video: ['VIDEO', { tooltip: 'The video to take apart.' }] } },
    output: ['IMAGE', 'AUDIO', 'FLOAT', 'INT', 'COMBO'],
    output_name: ['images', 'audio', 'fps', 'bit_depth', 'color_space'],
    search_aliases: ['extract frames', 'split video', 'video to images', 'demux'],
  }),
};
