import { createHash } from 'node:crypto';
import type { JsonValue } from '@/lib/json';
import { NodeFailure, type FolderType, type World } from '../engine/node-class';
import type { Behaviour, Run } from './implement';

/** A file value such as `clipspace/mask.png [temp]`: folder type and path below it. Source: ComfyUI `folder_paths.py` annotated_filepath. */
export function locate(value: string, fallback: FolderType = 'input'): { readonly type: FolderType; readonly path: string } {
  const match = /^(.*?) ?\[(input|output|temp)\]$/s.exec(value);
  if (match === null) return { type: fallback, path: value };
  return { type: match[2] as FolderType, path: match[1] ?? '' };
}

/** Reads a chosen file; a file that vanished since validation ends the node like Python's `open`. */
export async function readChosen(world: World, value: string): Promise<Uint8Array> {
  const { type, path } = locate(value);
  const bytes = await world.read(type, path);
  if (bytes === undefined) throw new NodeFailure('FileNotFoundError', `[Errno 2] No such file or directory: '${path}'`);
  return bytes;
}

/** A class that loads the file named by one input: checks that it exists, and runs again when its bytes have changed. */
export function fileLoader(input: string, noun: string, run: Run): Behaviour {
  return {
    run,
    fingerprint: (given, world) => fingerprintOf(world, given.raw[input]),
    validate: {
      covers: [input],
      check: (given, world) => {
        const value = given.raw[input];
        return typeof value === 'string' && exists(world, value) ? true : `Invalid ${noun} file: ${String(value)}`;
      },
    },
  };
}

/** True when the file that a value names is there. */
export function exists(world: World, value: string): boolean {
  const { type, path } = locate(value);
  return world.list(type).includes(path);
}

function fingerprintOf(world: World, value: unknown): JsonValue {
  if (typeof value !== 'string') return null;
  const { type, path } = locate(value);
  const bytes = world.readSync(type, path);
  return bytes === undefined ? Number.NaN : createHash('sha256').update(bytes).digest('hex');
}
