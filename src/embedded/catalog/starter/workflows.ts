import { buildWorkflow, type BuiltWorkflow, type NodePlan } from './workflow-builder';

/** What varies between runs of the portrait workflow. */
interface PortraitSettings {
  readonly text: string;
  readonly seed: number | bigint;
  readonly prefix: string;
}

/** The usual text-to-image chain. */
export function portraitWorkflow({ text, seed, prefix }: PortraitSettings): BuiltWorkflow {
  const plans: NodePlan[] = [
    { id: 4, type: 'CheckpointLoaderSimple', pos: [30, 300], size: [330, 110], values: { ckpt_name: 'harbor-v5-pruned.safetensors' } },
    { id: 5, type: 'EmptyLatentImage', pos: [410, 560], size: [320, 120], values: { width: 384, height: 512 } },
    { id: 6, type: 'CLIPTextEncode', pos: [410, 90], size: [430, 170], title: 'Prompt', values: { text }, wires: { clip: [4, 1] } },
    {
      id: 7,
      type: 'CLIPTextEncode',
      pos: [410, 320],
      size: [430, 170],
      title: 'Negative prompt',
      values: { text: 'blurry, watermark' },
      wires: { clip: [4, 1] },
    },
    {
      id: 3,
      type: 'KSampler',
      pos: [900, 140],
      size: [320, 270],
      values: { seed, steps: 12, cfg: 6.5, sampler_name: 'dpmpp_2m', scheduler: 'karras' },
      wires: { model: [4, 0], positive: [6, 0], negative: [7, 0], latent_image: [5, 0] },
    },
    { id: 8, type: 'VAEDecode', pos: [1270, 140], size: [220, 60], wires: { samples: [3, 0], vae: [4, 2] } },
    { id: 9, type: 'SaveImage', pos: [1540, 140], size: [360, 420], values: { filename_prefix: prefix }, wires: { images: [8, 0] } },
  ];
  const groups = [{ id: 1, title: 'Prompts', bounding: [395, 40, 460, 465], color: '#3f789e', font_size: 24, flags: {} }];
  return buildWorkflow('5b1c8e0a-4d2f-4a7e-9c36-0f6a1d2b7e01', plans, groups);
}

/** Enlarges an input picture with an upscale model and brings it back to a round size. */
export function upscaleWorkflow(): BuiltWorkflow {
  return buildWorkflow('5b1c8e0a-4d2f-4a7e-9c36-0f6a1d2b7e02', [
    { id: 1, type: 'LoadImage', pos: [40, 120], size: [320, 320], values: { image: 'harbor.png' } },
    { id: 2, type: 'UpscaleModelLoader', pos: [40, 500], size: [320, 60], values: { model_name: '2x-anime-sharp.pth' } },
    { id: 3, type: 'ImageUpscaleWithModel', pos: [420, 120], size: [260, 60], wires: { upscale_model: [2, 0], image: [1, 0] } },
    {
      id: 4,
      type: 'ImageScaleToTotalPixels',
      pos: [730, 120],
      size: [300, 120],
      values: { upscale_method: 'lanczos', megapixels: 0.25 },
      wires: { image: [3, 0] },
    },
    { id: 5, type: 'ImageCompare', pos: [1080, 120], size: [380, 380], wires: { image_a: [1, 0], image_b: [4, 0] } },
    {
      id: 6,
      type: 'SaveImage',
      pos: [1080, 560],
      size: [380, 380],
      values: { filename_prefix: 'upscaled/harbor' },
      wires: { images: [4, 0] },
    },
  ]);
}

/** Works with masks alone; needs no model, so it runs on every server. */
export function masksWorkflow(): BuiltWorkflow {
  return buildWorkflow('5b1c8e0a-4d2f-4a7e-9c36-0f6a1d2b7e03', [
    { id: 1, type: 'LoadImage', pos: [40, 80], size: [320, 320], title: 'Background', values: { image: 'harbor.png' } },
    { id: 2, type: 'LoadImage', pos: [40, 460], size: [320, 320], title: 'Foreground', values: { image: 'badge.png' } },
    { id: 3, type: 'ImageBlur', pos: [420, 80], size: [280, 110], values: { blur_radius: 6, sigma: 1 }, wires: { image: [1, 0] } },
    { id: 4, type: 'InvertMask', pos: [420, 500], size: [220, 40], wires: { mask: [2, 1] } },
    {
      id: 5,
      type: 'FeatherMask',
      pos: [690, 460],
      size: [260, 160],
      values: { left: 24, top: 24, right: 24, bottom: 24 },
      wires: { mask: [4, 0] },
    },
    {
      id: 6,
      type: 'ImageCompositeMasked',
      pos: [1000, 80],
      size: [300, 180],
      values: { x: 64, y: 48 },
      wires: { destination: [3, 0], source: [2, 0], mask: [5, 0] },
    },
    { id: 7, type: 'MaskPreview', pos: [1000, 460], size: [300, 280], wires: { mask: [5, 0] } },
    { id: 8, type: 'SaveImage', pos: [1360, 80], size: [380, 400], values: { filename_prefix: 'masks' }, wires: { images: [6, 0] } },
  ]);
}

/** A sound, a short animation and a text: one output of each kind, for the gallery. */
export function mediaWorkflow(): BuiltWorkflow {
  return buildWorkflow('5b1c8e0a-4d2f-4a7e-9c36-0f6a1d2b7e04', [
    { id: 1, type: 'LoadAudio', pos: [40, 80], size: [300, 110], values: { audio: 'melody.wav' } },
    { id: 2, type: 'AudioAdjustVolume', pos: [390, 80], size: [260, 80], values: { volume: -3 }, wires: { audio: [1, 0] } },
    { id: 3, type: 'SaveAudio', pos: [700, 80], size: [300, 110], wires: { audio: [2, 0] } },
    { id: 4, type: 'LoadVideo', pos: [40, 260], size: [300, 220], values: { file: 'waves.webm' } },
    { id: 5, type: 'GetVideoComponents', pos: [390, 260], size: [240, 140], wires: { video: [4, 0] } },
    {
      id: 6,
      type: 'SaveAnimatedWEBP',
      pos: [700, 260],
      size: [320, 360],
      values: { filename_prefix: 'animated/waves', fps: 8, lossless: false },
      wires: { images: [5, 0] },
    },
    { id: 7, type: 'PrimitiveStringMultiline', pos: [40, 540], size: [300, 140], values: { value: 'Waves at the harbor, take two' } },
    { id: 8, type: 'PreviewAny', pos: [390, 540], size: [260, 160], wires: { source: [7, 0] } },
  ]);
}
