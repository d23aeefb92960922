import type { InputSpec } from '../node-types/node-type';

/** Classes of the core whose own check takes the place of range and list, by input. Source: VALIDATE_INPUTS and validate_inputs in ComfyUI. */
const SELF_CHECKED: Readonly<Record<string, { readonly input: string; readonly checks: 'file' | 'anything' }>> = {
  LoadLatent: { input: 'latent', checks: 'file' },
  CustomCombo: { input: 'choice', checks: 'anything' },
  Load3D: { input: 'model_file', checks: 'file' },
};

/**
 * Whether the class judges this input itself, so that range and list do not count: inputs with an upload button ask for the file
 * (`file`), some take anything. Null: the server compares. Classes of other packs may do the same unseen; nothing tells.
 */
export function ownCheckOf(className: string, spec: InputSpec): 'file' | 'anything' | null {
  const own = SELF_CHECKED[className];
  if (own?.input === spec.name) return own.checks;
  return spec.widget.kind === 'combo' && spec.widget.upload !== null ? 'file' : null;
}
