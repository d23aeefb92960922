import path from 'node:path';

/**
 * Joins a client's path to a folder as Python's `os.path.join` does (an absolute part replaces the folder).
 * @returns the absolute path, or undefined when it lies outside `root`. Symbolic links are not followed, as in ComfyUI.
 */
export function resolveInside(root: string, relative: string): string | undefined {
  const base = path.resolve(root);
  const target = path.resolve(base, relative);
  return target === base || target.startsWith(base + path.sep) ? target : undefined;
}
