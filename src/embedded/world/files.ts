import fs from 'node:fs';
import path from 'node:path';

/** Every file below `root` as `sub/name` with `/`, each folder's own files before its subfolders, names in order; a folder that is not there has none. */
export function listFilesBelow(root: string): string[] {
  if (!fs.existsSync(root)) return [];
  const entries = fs.readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return [...files, ...folders.flatMap((name) => listFilesBelow(path.join(root, name)).map((below) => `${name}/${below}`))];
}

/** The bytes of a file, or undefined when there is none of that name. Other failures throw. */
export function readFileIfThere(file: string): Buffer | undefined {
  return isFile(file) ? fs.readFileSync(file) : undefined;
}

/** True for a plain file. */
export function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** True for a folder. */
export function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Writes a file and makes the folders above it. */
export function writeFileDeep(file: string, bytes: Uint8Array | string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
}
