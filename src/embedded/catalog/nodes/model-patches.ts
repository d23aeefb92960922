import { stringifyExactJson } from '@/lib/exact-json';
import type { NodeClass } from '../../engine/node-class';
import { MODEL_PATCHES_DEFINITIONS } from '../definitions/model-patches';
import { implement, outputs, type Run } from '../implement';
import { changed } from './loaders';

/** Nodes that change how a model samples; each leaves a mark that changes the drawing. */
export const MODEL_PATCHES: readonly NodeClass[] = implement(MODEL_PATCHES_DEFINITIONS, {
  ModelSamplingFlux: patch('flux sampling', ['max_shift', 'base_shift', 'width', 'height']),
  ModelSamplingSD3: patch('sd3 sampling', ['shift']),
  ModelSamplingAuraFlow: patch('auraflow sampling', ['shift']),
  ModelSamplingDiscrete: patch('discrete sampling', ['sampling', 'zsnr']),
  RescaleCFG: patch('rescale cfg', ['multiplier']),
  CFGNorm: patch('cfg norm', ['strength', 'pre_cfg']),
  FreeU_V2: patch('freeu', ['b1', 'b2', 's1', 's2']),
  DifferentialDiffusion: patch('differential', ['strength']),
});

function patch(title: string, names: readonly string[]): Run {
  return (given) => {
    const settings = names.map((name) => given.raw[name] ?? null);
    return outputs(changed(given.wire('model', 'model'), `${title} ${stringifyExactJson(settings)}`));
  };
}
