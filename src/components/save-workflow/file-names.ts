const RESERVED = /[\\/:*?"<>|\u0000-\u001f]/g;

/** A document's name as the name of a file to download. */
export function toFileName(name: string, ending: string): string {
  const safe = name.replace(RESERVED, '_').trim();
  const stem = safe === '' || /^\.+$/.test(safe) ? 'workflow' : safe;
  return stem.endsWith(ending) ? stem : `${stem}${ending}`;
}

/** Folder of the user's data that holds workflows. */
export const WORKFLOWS_FOLDER = 'workflows';

/** Path in the user's data for a name a person typed (folders allowed), or why there is none. */
export function toUserdataPath(typed: string): { readonly path: string } | { readonly refusal: 'nameNeeded' | 'nameLeaves' } {
  const name = typed.trim().replace(/\.json$/i, '');
  if (name === '') return { refusal: 'nameNeeded' };
  const parts = name.split('/');
  if (parts.some((part) => part.trim() === '' || part === '..' || part === '.')) return { refusal: 'nameLeaves' };
  return { path: `${WORKFLOWS_FOLDER}/${name}.json` };
}

/** What a document at this path is called: without the folder of workflows and without the ending. */
export function nameOfPath(path: string): string {
  const inside = path.startsWith(`${WORKFLOWS_FOLDER}/`) ? path.slice(WORKFLOWS_FOLDER.length + 1) : path;
  return inside.replace(/\.json$/i, '');
}
