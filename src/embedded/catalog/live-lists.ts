import type { JsonValue } from '@/lib/json';
import type { World } from '../engine/node-class';

type List = (world: World) => JsonValue;

/** File name endings by kind, as ComfyUI sorts the input folder into lists. */
const ENDINGS = {
  image: ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.tif', '.tiff', '.avif'],
  video: ['.mp4', '.webm', '.mkv', '.mov', '.avi', '.m4v'],
  audio: ['.flac', '.mp3', '.wav', '.ogg', '.opus', '.m4a', '.aac'],
  latent: ['.latent'],
  model: ['.gltf', '.glb', '.obj', '.fbx', '.stl', '.ply', '.splat', '.spz', '.ksplat'],
} as const;

/** A kind of file that an input list can offer. */
type FileKind = keyof typeof ENDINGS;

/** True when the name ends like a file of that kind. */
function hasKind(name: string, kind: FileKind): boolean {
  return ENDINGS[kind].some((ending) => name.toLowerCase().endsWith(ending));
}

/** The names in one model folder. */
export function models(folder: string): List {
  return (world) => [...world.models(folder)];
}

/** VAE files and the built-in choice that is no file. */
export const vaeNames: List = (world) => [...world.models('vae'), 'pixel_space'];

/** Files directly in the input folder, sorted; files in subfolders are valid values but not listed. */
export function inputFiles(...kinds: readonly FileKind[]): List {
  return (world) =>
    world
      .list('input')
      .filter((path) => !path.includes('/') && kinds.some((kind) => hasKind(path, kind)))
      .toSorted();
}

/** 3D files below `3d/` of the input folder, after the choice of none. */
export const inputModelFiles: List = (world) => [
  'none',
  ...world
    .list('input')
    .filter((path) => path.startsWith('3d/') && hasKind(path, 'model'))
    .toSorted(),
];
