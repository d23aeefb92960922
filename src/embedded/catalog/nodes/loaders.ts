import type { NodeClass } from '../../engine/node-class';
import { LOADERS_DEFINITIONS } from '../definitions/loaders';
import type { Given } from '../given';
import { implement, outputs, type Run } from '../implement';
import type { Model } from '../values';

/** Loaders: they check nothing but the name and hand out a token that later nodes draw by. */
export const LOADERS: readonly NodeClass[] = implement(LOADERS_DEFINITIONS, {
  CheckpointLoaderSimple: (given) => checkpoint(given, ['model', 'clip', 'vae']),
  unCLIPCheckpointLoader: (given) => checkpoint(given, ['model', 'clip', 'vae', 'clip-vision']),
  ImageOnlyCheckpointLoader: (given) => checkpoint(given, ['model', 'clip-vision', 'vae']),
  UNETLoader: (given) => outputs(modelOf('model', given.text('unet_name'), [given.text('weight_dtype')])),
  CLIPLoader: (given) => outputs(modelOf('clip', given.text('clip_name'), [given.text('type')])),
  DualCLIPLoader: (given) => outputs(modelOf('clip', `${given.text('clip_name1')} + ${given.text('clip_name2')}`, [given.text('type')])),
  TripleCLIPLoader: (given) => outputs(modelOf('clip', ['clip_name1', 'clip_name2', 'clip_name3'].map(given.text).join(' + '))),
  VAELoader: single('vae', 'vae_name'),
  LoraLoader: (given) => {
    const name = given.text('lora_name');
    const model = changed(given.wire('model', 'model'), name, given.number('strength_model'));
    return outputs(model, changed(given.wire('clip', 'clip'), name, given.number('strength_clip')));
  },
  LoraLoaderModelOnly: (given) => outputs(changed(given.wire('model', 'model'), given.text('lora_name'), given.number('strength_model'))),
  ControlNetLoader: single('control-net', 'control_net_name'),
  UpscaleModelLoader: single('upscale-model', 'model_name'),
  CLIPVisionLoader: single('clip-vision', 'clip_name'),
  StyleModelLoader: single('style-model', 'style_model_name'),
});

/** A model as it leaves its file. */
function modelOf(kind: Model['kind'], name: string, changes: readonly string[] = []): Model {
  return { kind, name, changes };
}

/** The model with one more thing done to it; a strength of 0 changes nothing, as in ComfyUI. */
export function changed(model: Model, change: string, strength = 1): Model {
  return strength === 0 ? model : { ...model, changes: [...model.changes, `${change} ${strength}`] };
}

function checkpoint(given: Given, kinds: readonly Model['kind'][]): ReturnType<Run> {
  return outputs(...kinds.map((kind) => modelOf(kind, given.text('ckpt_name'))));
}

function single(kind: Model['kind'], input: string): Run {
  return (given) => outputs(modelOf(kind, given.text(input)));
}
