import type { History, HistoryEntry } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';

/**
 * Adds an entry by the time it ended, or replaces the one of its id in place: answers come in any order. Without times (old servers) it
 * is the newest. Same reference when it is there already.
 */
export function withEntry(history: History, entry: HistoryEntry): History {
  const index = history.entries.findIndex((known) => known.promptId === entry.promptId);
  if (index < 0) {
    const endMs = toEndMs(entry);
    const before = history.entries.findLastIndex((known) => endMs === null || (toEndMs(known) ?? -Infinity) <= endMs);
    return { ...history, entries: history.entries.toSpliced(before + 1, 0, entry) };
  }
  if (history.entries[index] === entry) return history;
  return { ...history, entries: history.entries.with(index, entry) };
}

/** Keeps the newest. Same reference when there are no more than that. */
export function toNewest(history: History, count: number): History {
  return history.entries.length <= count ? history : { ...history, entries: history.entries.slice(-count) };
}

/** How many entries the server sent, those that could not be read among them: fewer than were asked for are all it has. */
export function countEntries({ entries, diagnostics }: History): number {
  return entries.length + diagnostics.length;
}

/** Removes entries. Same reference when none of them is there. */
export function withoutEntries(history: History, ids: ReadonlySet<PromptId>): History {
  const entries = history.entries.filter((entry) => !ids.has(entry.promptId));
  return entries.length === history.entries.length ? history : { ...history, entries };
}

function toEndMs({ status }: HistoryEntry): number | null {
  const last = status?.events.at(-1);
  return last !== undefined && 'timestampMs' in last ? (last.timestampMs ?? null) : null;
}
