import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '@/lib/errors';
import type { FolderType, World } from '../engine/node-class';
import { listFilesBelow, readFileIfThere, writeFileDeep } from './files';
import { listModelFiles } from './model-files';
import { MODEL_FOLDERS } from './model-folders';
import { resolveInside } from './safe-path';

/** The world as files: `input/ output/ temp/ models/ user/` below one data folder. Nothing is cached; what a test writes there is seen at once. */
export interface DiskWorld extends World {
  readonly dataDir: string;
  /** Absolute folder of a file type. */
  readonly folder: (type: FolderType) => string;
  /** Absolute folder that holds one folder per user and `users.json`. */
  readonly userRoot: string;
  readonly setStepMs: (stepMs: number) => void;
  /** Empties `temp`, as ComfyUI does when it starts. */
  readonly wipeTemp: () => void;
}

/** Opens (and makes, where missing) the folders below `dataDir`. @throws AppError `outside-world` from `read`/`write` for a path that leaves its folder. */
export function createDiskWorld(dataDir: string, initialStepMs: number): DiskWorld {
  const root = path.resolve(dataDir);
  let stepMs = initialStepMs;
  const folder = (type: FolderType): string => path.join(root, type);
  const locate = (type: FolderType, name: string): string => {
    const file = resolveInside(folder(type), name);
    if (file === undefined) throw new AppError('outside-world', `${name} leaves the ${type} folder`);
    return file;
  };
  for (const type of ['input', 'output', 'temp'] as const) fs.mkdirSync(folder(type), { recursive: true });
  return {
    dataDir: root,
    folder,
    userRoot: path.join(root, 'user'),
    list: (type) => listFilesBelow(folder(type)).sort(),
    read: (type, name) => attempt(() => readFileIfThere(locate(type, name))),
    readSync: (type, name) => readFileIfThere(locate(type, name)),
    write: (type, name, bytes) => attempt(() => writeFileDeep(locate(type, name), bytes)),
    models: (name) => (listModelFiles(root, name) ?? []).map((model) => model.name).sort(),
    modelFolders: () => MODEL_FOLDERS.map((known) => known.name),
    stepMs: () => stepMs,
    setStepMs: (next) => {
      stepMs = next;
    },
    wipeTemp: () => {
      fs.rmSync(folder('temp'), { recursive: true, force: true });
      fs.mkdirSync(folder('temp'), { recursive: true });
    },
  };
}

/** What the task throws becomes the rejection. */
function attempt<T>(task: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(task());
  });
}
