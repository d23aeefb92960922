import { v3 } from '../definition';
import { UINT64_MAX } from './constants';
import { inputFiles } from '../live-lists';

/** Definitions of the classes for audio as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const AUDIO_DEFINITIONS = {
  LoadAudio: v3('LoadAudio', {
    display_name: 'Load Audio',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: { required: { audio: ['COMBO', { multiselect: false, options: inputFiles('audio', 'video'), audio_upload: true }] } },
    output: ['AUDIO'],
    search_aliases: ['import audio', 'open audio', 'audio file'],
    essentials_category: 'Audio',
  }),

  EmptyAudio: v3('EmptyAudio', {
    display_name: 'Empty Audio',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: {
      required: {
        duration: ['FLOAT', { tooltip: 'Length in seconds', default: 60, min: 0, max: UINT64_MAX, step: 0.01 }],
        sample_rate: ['INT', { tooltip: 'Samples per second.', advanced: true, default: 44100, min: 1, max: 192000 }],
        channels: ['INT', { tooltip: '1 for mono, 2 for stereo.', advanced: true, default: 2, min: 1, max: 2 }],
      },
    },
    output: ['AUDIO'],
    search_aliases: ['blank audio'],
  }),

  SaveAudio: v3('SaveAudio', {
    display_name: 'Save Audio (FLAC) (DEPRECATED)',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: {
      required: { audio: ['AUDIO', {}], filename_prefix: ['STRING', { default: 'audio/ComfyUI', multiline: false }] },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: ['AUDIO'],
    output_name: ['audio'],
    output_node: true,
    deprecated: true,
    search_aliases: ['export flac'],
    essentials_category: 'Audio',
  }),

  SaveAudioMP3: v3('SaveAudioMP3', {
    display_name: 'Save Audio (MP3) (DEPRECATED)',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: {
      required: {
        audio: ['AUDIO', {}],
        filename_prefix: ['STRING', { default: 'audio/ComfyUI', multiline: false }],
        quality: ['COMBO', { default: 'V0', multiselect: false, options: ['V0', '128k', '320k'] }],
      },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: ['AUDIO'],
    output_name: ['audio'],
    output_node: true,
    deprecated: true,
    search_aliases: ['export mp3'],
    essentials_category: 'Audio',
  }),

  SaveAudioOpus: v3('SaveAudioOpus', {
    display_name: 'Save Audio (Opus) (DEPRECATED)',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: {
      required: {
        audio: ['AUDIO', {}],
        filename_prefix: ['STRING', { default: 'audio/ComfyUI', multiline: false }],
        quality: ['COMBO', { default: '128k', multiselect: false, options: ['64k', '96k', '128k', '192k', '320k'] }],
      },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: ['AUDIO'],
    output_name: ['audio'],
    output_node: true,
    deprecated: true,
    search_aliases: ['export opus'],
  }),

  PreviewAudio: v3('PreviewAudio', {
    display_name: 'Preview Audio',
    description: 'Plays sound without keeping a file in the output folder.',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: { required: { audio: ['AUDIO', {}] }, hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] } },
    output: ['AUDIO'],
    output_name: ['audio'],
    output_node: true,
    search_aliases: ['play audio'],
  }),

  TrimAudioDuration: v3('TrimAudioDuration', {
    display_name: 'Trim Audio Duration',
    description: 'Cuts a stretch of time out of a sound.',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: {
      required: {
        audio: ['AUDIO', {}],
        start_index: [
          'FLOAT',
          {
            tooltip: 'Where to begin, in seconds; negative counts from the end.',
            default: 0,
            min: -UINT64_MAX,
            max: UINT64_MAX,
            step: 0.01,
          },
        ],
        duration: ['FLOAT', { tooltip: 'Length in seconds', default: 60, min: 0, step: 0.01 }],
      },
    },
    output: ['AUDIO'],
    search_aliases: ['cut audio', 'audio clip', 'shorten audio'],
  }),

  AudioConcat: v3('AudioConcat', {
    display_name: 'Concatenate Audio',
    description: 'Joins two sounds one behind the other.',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: {
      required: {
        audio1: ['AUDIO', {}],
        audio2: ['AUDIO', {}],
        direction: [
          'COMBO',
          {
            tooltip: 'Whether the second sound comes behind or before the first.',
            default: 'after',
            multiselect: false,
            options: ['after', 'before'],
          },
        ],
      },
    },
    output: ['AUDIO'],
    search_aliases: ['join audio', 'combine audio', 'append audio'],
  }),

  AudioMerge: v3('AudioMerge', {
    display_name: 'Merge Audio',
    description: 'Plays two sounds at the same time as one.',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: {
      required: {
        audio1: ['AUDIO', {}],
        audio2: ['AUDIO', {}],
        merge_method: [
          'COMBO',
          { tooltip: 'How the two waves are put together.', multiselect: false, options: ['add', 'mean', 'subtract', 'multiply'] },
        ],
      },
    },
    output: ['AUDIO'],
    search_aliases: ['mix audio', 'overlay audio', 'layer audio'],
  }),

  AudioAdjustVolume: v3('AudioAdjustVolume', {
    display_name: 'Adjust Audio Volume',
    description: 'Makes a sound louder or quieter.',
    python_module: 'comfy_extras.nodes_audio',
    category: 'audio',
    input: {
      required: {
        audio: ['AUDIO', {}],
        volume: ['INT', { tooltip: 'Change of loudness in decibels; 0 keeps it, 6 about doubles.', default: 1, min: -100, max: 100 }],
      },
    },
    output: ['AUDIO'],
    search_aliases: ['audio gain', 'loudness', 'audio level'],
  }),

  VAEDecodeAudio: v3('VAEDecodeAudio', {
    display_name: 'VAE Decode Audio',
    python_module: 'comfy_extras.nodes_audio',
    category: 'model/latent',
    input: { required: { samples: ['LATENT', {}], vae: ['VAE', {}] } },
    output: ['AUDIO'],
    search_aliases: ['latent to audio'],
  }),

  EmptyLatentAudio: v3('EmptyLatentAudio', {
    display_name: 'Empty Latent Audio',
    python_module: 'comfy_extras.nodes_audio',
    category: 'model/latent',
    input: {
      required: {
        seconds: ['FLOAT', { default: 47.6, min: 1, max: 1000, step: 0.1 }],
        batch_size: ['INT', { tooltip: 'How many latents to make at once.', default: 1, min: 1, max: 4096 }],
      },
    },
    output: ['LATENT'],
    essentials_category: 'Audio',
  }),
};
