import type { NodeClass } from '../engine/node-class';
import { AUDIO } from './nodes/audio';
import { THREE_D } from './nodes/three-d';
import { VIDEO } from './nodes/video';
import { CONDITIONING } from './nodes/conditioning';
import { LOADERS } from './nodes/loaders';
import { MODEL_PATCHES } from './nodes/model-patches';
import { SAMPLING } from './nodes/sampling';
import { LATENT } from './nodes/latent';
import { FILES } from './nodes/files';
import { PACKS } from './nodes/packs';
import { PRIMITIVES } from './nodes/primitives';
import { TEST_TYPES } from './nodes/test-types';
import { TEXT } from './nodes/text';
import { IMAGE } from './nodes/image';
import { MASK } from './nodes/mask';

const CLASSES: readonly NodeClass[] = [
  ...LOADERS,
  ...CONDITIONING,
  ...SAMPLING,
  ...MODEL_PATCHES,
  ...LATENT,
  ...IMAGE,
  ...MASK,
  ...TEXT,
  ...PRIMITIVES,
  ...FILES,
  ...AUDIO,
  ...VIDEO,
  ...THREE_D,
  ...PACKS,
  ...TEST_TYPES,
];

/** Every node class of the embedded server, test-only ones included (they carry `availability: 'test'`). */
export function allClasses(): readonly NodeClass[] {
  return CLASSES;
}
