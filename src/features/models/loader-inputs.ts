import type { InputSpec, NodeType } from '@/graph/node-types/node-type';

/** An input of a node class that takes a certain model. */
export interface LoaderInput {
  readonly nodeType: NodeType;
  readonly input: string;
}

/** The usual loader of a kind first. Source: class names of ComfyUI `nodes.py`, `comfy_extras`. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  checkpoints: ['CheckpointLoaderSimple'],
  loras: ['LoraLoader', 'LoraLoaderModelOnly'],
  vae: ['VAELoader'],
  text_encoders: ['CLIPLoader', 'DualCLIPLoader'],
  diffusion_models: ['UNETLoader'],
  controlnet: ['ControlNetLoader'],
  upscale_models: ['UpscaleModelLoader'],
  clip_vision: ['CLIPVisionLoader'],
  style_models: ['StyleModelLoader'],
  hypernetworks: ['HypernetworkLoader'],
  gligen: ['GLIGENLoader'],
  photomaker: ['PhotoMakerLoader'],
  latent_upscale_models: ['LatentUpscaleModelLoader'],
  audio_encoders: ['AudioEncoderLoader'],
  model_patches: ['ModelPatchLoader'],
};

/**
 * Inputs that offer a model of a kind, the usual loader first. Node definitions do not name kinds: an input is told by its choices, which
 * must hold the model and be mostly files of that kind (two kinds may have a file of the same name).
 * @param names every file of the kind.
 */
export function findLoaderInputs(
  nodeTypes: readonly NodeType[],
  { folder, name, names }: { readonly folder: string; readonly name: string; readonly names: ReadonlySet<string> },
): readonly LoaderInput[] {
  const found = nodeTypes.flatMap((nodeType) =>
    nodeType.inputs.filter((spec) => offers(spec, name, names)).map((spec): LoaderInput => ({ nodeType, input: spec.name })),
  );
  const usual = USUAL[folder] ?? [];
  const rank = ({ nodeType }: LoaderInput): number => {
    const place = usual.indexOf(nodeType.name);
    if (place >= 0) return place;
    const isCore = !nodeType.pythonModule.startsWith('custom_nodes');
    return 100 + (nodeType.isDeprecated ? 100 : 0) + (nodeType.isExperimental ? 50 : 0) + (isCore ? 0 : 10);
  };
  return found.sort((a, b) => rank(a) - rank(b) || a.nodeType.displayName.localeCompare(b.nodeType.displayName));
}

function offers({ widget }: InputSpec, name: string, names: ReadonlySet<string>): boolean {
  if (widget.kind !== 'combo' || widget.isMultiselect || !widget.options.includes(name)) return false;
  const shared = widget.options.filter((option) => typeof option === 'string' && names.has(option)).length;
  return shared * 2 >= widget.options.length;
}
