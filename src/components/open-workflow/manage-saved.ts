import { keys } from '@/session/keys';
import { toAppError, type AppError } from '@/lib/errors';
import { nameOfPath, toUserdataPath } from '../save-workflow/file-names';
import { changeBookmarks } from './bookmarks';
import type { OpenContext } from './open-workflow';

/** What came of changing the files of saved workflows. `exists`: another file has the name, nothing was done. */
export type ManageOutcome =
  | { readonly kind: 'done'; readonly path: string }
  | { readonly kind: 'exists'; readonly path: string }
  | { readonly kind: 'bad-name'; readonly refusal: 'nameNeeded' | 'nameLeaves' }
  | { readonly kind: 'failed'; readonly error: AppError };

/** Renames a saved workflow, or moves it where the new name holds folders. Open documents and bookmarks go along. Never throws. */
export function moveSaved(context: OpenContext, from: string, typed: string): Promise<ManageOutcome> {
  return change(context, async ({ client }) => {
    const place = toUserdataPath(typed);
    if ('refusal' in place) return { kind: 'bad-name', refusal: place.refusal };
    const to = place.path;
    if (to === from) return { kind: 'done', path: to };
    const outcome = await client.moveUserdata(from, to, { overwrite: false });
    if (outcome.kind === 'exists') return { kind: 'exists', path: to };
    followMove(context, { from, to, modified: outcome.file.modifiedAtMs });
    await changeBookmarks(context.session, (paths) => (paths.includes(from) ? paths.map((path) => (path === from ? to : path)) : paths));
    return { kind: 'done', path: to };
  });
}

/** Documents open from the moved file are saved to its new place from now on; what is unsaved in them stays so. */
function followMove({ workspace }: OpenContext, { from, to, modified }: { from: string; to: string; modified: number | null }): void {
  for (const open of Object.values(workspace.documents.getState().documents)) {
    if (open.origin.kind !== 'userdata' || open.origin.path !== from) continue;
    const stamp = open.origin.modified === null ? null : Math.max(open.origin.modified, modified ?? 0);
    workspace.markSaved(open.id, { kind: 'userdata', path: to, modified: stamp }, nameOfPath(to), open.saved);
  }
}

const MAX_COPIES = 100;

/** Writes a copy beside a saved workflow, under the first free name. Never throws. */
export function duplicateSaved(context: OpenContext, path: string): Promise<ManageOutcome> {
  return change(context, async ({ client }) => {
    const text = await client.readUserdata(path);
    const stem = path.replace(/\.json$/i, '');
    for (let copy = 1; copy <= MAX_COPIES; copy++) {
      const to = `${stem} (${copy}).json`;
      if ((await client.writeUserdata(to, text, { overwrite: false })).kind === 'written') return { kind: 'done', path: to };
    }
    return { kind: 'exists', path };
  });
}

/** Deletes a saved workflow. What is open of it stays open, as a document without a place. Never throws. */
export function deleteSaved(context: OpenContext, path: string): Promise<ManageOutcome> {
  return change(context, async ({ client }) => {
    await client.deleteUserdata(path);
    for (const open of Object.values(context.workspace.documents.getState().documents)) {
      if (open.origin.kind === 'userdata' && open.origin.path === path) {
        context.workspace.markSaved(open.id, { kind: 'draft' }, open.name, open.saved);
      }
    }
    await changeBookmarks(context.session, (paths) => (paths.includes(path) ? paths.filter((one) => one !== path) : paths));
    return { kind: 'done', path };
  });
}

/** Sets or takes away a bookmark, as the official frontend sees it too. Never throws. */
export function toggleBookmark(context: OpenContext, path: string): Promise<ManageOutcome> {
  return change(context, async () => {
    await changeBookmarks(context.session, (paths) => (paths.includes(path) ? paths.filter((one) => one !== path) : [...paths, path]));
    return { kind: 'done', path };
  });
}

async function change(context: OpenContext, act: (session: OpenContext['session']) => Promise<ManageOutcome>): Promise<ManageOutcome> {
  const { session } = context;
  try {
    return await act(session);
  } catch (error) {
    return { kind: 'failed', error: toAppError(error) };
  } finally {
    void session.queryClient.invalidateQueries({ queryKey: keys.userdata(session.serverId) });
  }
}
