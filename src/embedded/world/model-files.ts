import fs from 'node:fs';
import path from 'node:path';
import { stringifyExactJson } from '@/lib/exact-json';
import { isFile, listFilesBelow, writeFileDeep } from './files';
import { findModelFolder } from './model-folders';
import { resolveInside } from './safe-path';

/** One model on disk, as `/experiment/models/{folder}` lists it; times in ms since 1970. */
export interface ModelFile {
  readonly name: string;
  readonly pathIndex: number;
  readonly file: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly createdAtMs: number;
}

/** All models of a folder with the search path each was found in; undefined for an unknown folder. Reads the disk at every call: lists are live. */
export function listModelFiles(dataDir: string, folderName: string): ModelFile[] | undefined {
  const folder = findModelFolder(folderName);
  if (folder === undefined) return undefined;
  const counts = (name: string): boolean => folder.extensions.length === 0 || folder.extensions.includes(path.extname(name).toLowerCase());
  return folder.paths.flatMap((relative, pathIndex) => {
    const root = path.join(dataDir, relative);
    return listFilesBelow(root)
      .filter(counts)
      .map((name) => describeModel(root, name, pathIndex));
  });
}

function describeModel(root: string, name: string, pathIndex: number): ModelFile {
  const file = path.join(root, name);
  const stat = fs.statSync(file);
  return { name, pathIndex, file, sizeBytes: stat.size, modifiedAtMs: stat.mtimeMs, createdAtMs: stat.birthtimeMs };
}

/** The file of a model by its listed name, or undefined. */
export function findModelFile(dataDir: string, folderName: string, name: string): string | undefined {
  const candidates = findModelFolder(folderName)?.paths.map((relative) => resolveInside(path.join(dataDir, relative), name)) ?? [];
  return candidates.find((file) => file !== undefined && isFile(file));
}

/** Writes placeholder models (a header and no weights), so that lists, sizes and `/view_metadata` read something real. Existing files stay. */
export function writeModelFiles(dataDir: string, models: Readonly<Record<string, readonly string[]>>): void {
  for (const [folderName, names] of Object.entries(models)) {
    const relative = findModelFolder(folderName)?.paths[0] ?? `models/${folderName}`;
    for (const name of names) {
      const file = path.join(dataDir, relative, name);
      if (!isFile(file)) writeFileDeep(file, placeholderModel(name));
    }
  }
}

function placeholderModel(name: string): Uint8Array {
  if (!name.endsWith('.safetensors')) return new TextEncoder().encode('placeholder without weights\n');
  const title = path.basename(name, '.safetensors');
  const header = stringifyExactJson({
    __metadata__: { format: 'pt', 'modelspec.title': title, 'modelspec.description': 'Placeholder without weights' },
  });
  const body = Buffer.from(header, 'utf8');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(body.length));
  return Buffer.concat([length, body]);
}
