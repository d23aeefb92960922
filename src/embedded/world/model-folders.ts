/** One model folder as `folder_paths.py` of ComfyUI 0.33 knows it. */
export interface ModelFolder {
  readonly name: string;
  /** Search folders relative to the data folder, in order; the position is the `pathIndex` of `/experiment/models`. */
  readonly paths: readonly string[];
  /** File endings that count; empty = every file. */
  readonly extensions: readonly string[];
}

const WEIGHTS = ['.bin', '.ckpt', '.pkl', '.pt', '.pt2', '.pth', '.safetensors', '.sft'];

function weights(name: string, ...more: string[]): ModelFolder {
  return { name, paths: [`models/${name}`, ...more], extensions: WEIGHTS };
}

/** Every folder of GET /models, in the server's order. */
export const MODEL_FOLDERS: readonly ModelFolder[] = [
  weights('checkpoints', 'output/checkpoints'),
  { name: 'configs', paths: ['models/configs'], extensions: ['.yaml'] },
  weights('loras', 'output/loras'),
  weights('vae', 'output/vae'),
  weights('text_encoders', 'models/clip', 'output/clip'),
  { name: 'diffusion_models', paths: ['models/unet', 'models/diffusion_models', 'output/diffusion_models'], extensions: WEIGHTS },
  weights('clip_vision'),
  weights('style_models'),
  weights('embeddings'),
  { name: 'diffusers', paths: ['models/diffusers'], extensions: ['folder'] },
  weights('vae_approx'),
  weights('controlnet', 'models/t2i_adapter'),
  weights('gligen'),
  weights('upscale_models'),
  weights('latent_upscale_models'),
  { name: 'custom_nodes', paths: ['custom_nodes'], extensions: [] },
  { name: 'datasets', paths: ['datasets'], extensions: [] },
  weights('hypernetworks'),
  weights('photomaker'),
  { name: 'classifiers', paths: ['models/classifiers'], extensions: [''] },
  weights('model_patches'),
  weights('audio_encoders'),
  weights('background_removal'),
  weights('frame_interpolation'),
  weights('geometry_estimation'),
  weights('optical_flow'),
  weights('detection'),
];

/** The folder of that name, also under the old names `unet` and `clip` that ComfyUI still maps. */
export function findModelFolder(name: string): ModelFolder | undefined {
  const known = name === 'unet' ? 'diffusion_models' : name === 'clip' ? 'text_encoders' : name;
  return MODEL_FOLDERS.find((folder) => folder.name === known);
}
