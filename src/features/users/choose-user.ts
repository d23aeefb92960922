import type { Session } from '@/session/session';
import { isUnsaved } from '@/workspace/documents';
import type { Workspace } from '@/workspace/workspace';

/** What came of choosing: the page must reload, or it must not because unsaved work would go with it. */
export type ChooseOutcome = { readonly kind: 'chosen' } | { readonly kind: 'unsaved'; readonly names: readonly string[] };

/** A user of the server as `/users` lists them. */
export interface NamedUser {
  readonly id: string;
  readonly name: string;
}

/**
 * Makes another user this browser's. Session, ledger and documents belong to one user for as long as a page lasts: the caller reloads
 * it. The new page takes a client id of its own, so that the former user's runs are not taken for the new one's.
 */
export async function chooseUser(
  { session, workspace }: { readonly session: Session; readonly workspace: Workspace },
  user: NamedUser,
  all: readonly NamedUser[],
): Promise<ChooseOutcome> {
  await workspace.flush();
  const { documents, draftFailure } = workspace.documents.getState();
  const unsaved = Object.values(documents).filter(isUnsaved);
  if (draftFailure !== null && draftFailure !== 'unreadable' && unsaved.length > 0) {
    return { kind: 'unsaved', names: unsaved.map(({ name }) => name) };
  }
  const { userId, homeUserId, displayName } = workspace.preferences.getState();
  const former = all.find(({ id }) => id === userId);
  // A user the server has lost leaves what is kept here to the next one, as it was left before anyone was chosen.
  const isHomeFree = homeUserId === null || (former === undefined && userId === homeUserId);
  const isNameFree = displayName.trim() === '' || displayName === former?.name;
  session.page.tabName.write('');
  workspace.setPreferences({
    userId: user.id,
    ...(isHomeFree ? { homeUserId: user.id } : {}),
    ...(isNameFree ? { displayName: user.name } : {}),
  });
  return { kind: 'chosen' };
}
