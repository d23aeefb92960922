/**
 * Deleting runs from the server's history with a moment to think again. A deletion that is being thought over is kept, so that a page
 * that ends meanwhile has not forgotten it: its next start carries it out.
 */
import { withoutEntries } from '@/jobs/history-window';
import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { History } from '@/protocol/history';
import { toPromptId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import { dropPast } from './keep-outputs';
import { keys } from './keys';
import type { Session } from './session';

/** How long a deletion can be undone. */
export const UNDO_DELETION_MS = 4_000;

const NOTE = 'deletions';

/** Removes runs from the server's history and from what is kept here; their files stay. @throws ApiError */
export async function deleteHistory(session: Session, ids: readonly PromptId[]): Promise<void> {
  await session.client.deleteHistory(ids);
  const gone = new Set(ids);
  dropFromCache(session, ids, (history) => withoutEntries(history, gone));
  await forgetDeletions(session, ids);
}

/** Empties the server's history and what is kept here; files stay. @throws ApiError */
export async function clearHistory(session: Session): Promise<void> {
  await session.client.clearHistory();
  dropFromCache(session, 'all', (history) => ({ ...history, entries: [] }));
}

/** Keeps that a run is to be deleted unless that is undone in time. */
export async function noteDeletion({ ledger, clientId, clock }: Session, id: PromptId): Promise<void> {
  await ledger.note(NOTE, (before) => ({ ...toNotes(before), [id]: { tab: clientId, atMs: clock.nowMs() } }));
}

/** The run stays, or is gone already. */
export async function forgetDeletions({ ledger }: Session, ids: readonly PromptId[]): Promise<void> {
  const gone = new Set<string>(ids);
  await ledger.note(NOTE, (before) => {
    const rest = Object.entries(toNotes(before)).filter(([id]) => !gone.has(id));
    return rest.length === 0 ? null : Object.fromEntries(rest);
  });
}

/**
 * Deletes what pages that ended meanwhile were about to delete: what this tab noted before it was loaded anew, and what nobody can undo
 * any more. Never throws.
 */
export async function finishDeletions(session: Session, loadedAtMs: number): Promise<void> {
  const { ledger, clientId, clock } = session;
  const notes = toNotes(await ledger.note(NOTE, (before) => before));
  const isDue = (note: JsonValue): boolean => {
    if (!isJsonObject(note) || typeof note['atMs'] !== 'number') return true;
    const isOfBefore = note['tab'] === clientId && note['atMs'] <= loadedAtMs;
    return isOfBefore || Math.abs(clock.nowMs() - note['atMs']) > UNDO_DELETION_MS;
  };
  const due = Object.entries(notes).flatMap(([id, note]) => (isDue(note) ? [toPromptId(id)] : []));
  if (due.length === 0) return;
  // A server that does not answer now is asked at the next connection.
  await deleteHistory(session, due).catch(() => undefined);
}

function toNotes(value: JsonValue | null): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The cached lists lose them at once; the read that follows shows what really is left. */
function dropFromCache(session: Session, ids: readonly PromptId[] | 'all', change: (history: History) => History): void {
  const { queryClient, serverId, forgetJobs } = session;
  queryClient.setQueriesData<History>({ queryKey: keys.historyLists(serverId) }, (history) => history && change(history));
  forgetJobs(ids);
  dropPast(session, ids);
  const entryKeys = ids === 'all' ? [[...keys.history(serverId), 'entry']] : ids.map((id) => keys.historyEntry(serverId, id));
  for (const queryKey of entryKeys) queryClient.removeQueries({ queryKey });
  void queryClient.invalidateQueries({ queryKey: keys.historyLists(serverId) });
}
