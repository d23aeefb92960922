/** Names of files in the user's folder: checked before the server would fail on them, and free ones found beside taken ones. */

const MAX_NAME_BYTES = 255;

/** Why a typed path cannot be one; null when it can. */
export function findPathFault(typed: string): 'pathNeeded' | 'pathLeaves' | 'pathTooLong' | null {
  if (typed.trim() === '') return 'pathNeeded';
  const parts = typed.split('/');
  if (parts.some((part) => part.trim() === '' || part === '.' || part === '..')) return 'pathLeaves';
  return parts.some((part) => new TextEncoder().encode(part).length > MAX_NAME_BYTES) ? 'pathTooLong' : null;
}

/** The folder of a path; empty for the user's root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `a/b.json` → `a/b (2).json`: the name to try when it is taken, counted from 1. */
export function numberedPath(path: string, number: number): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot) : '';
  const stem = path.slice(0, path.length - ending.length);
  return `${stem} (${number})${ending}`;
}
