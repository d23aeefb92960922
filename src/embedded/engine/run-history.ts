import type { JsonObject } from '@/lib/json';
import type { EngineProfile, HistoryWindow } from './profiles';

/** The server forgets the oldest run beyond this many. */
const MAX_ENTRIES = 10_000;

/** Finished runs, oldest first, in memory only. */
export interface RunHistory {
  /** A known id keeps its place and gets the new entry. */
  readonly add: (promptId: string, entry: JsonObject) => void;
  readonly list: (window: HistoryWindow) => Record<string, JsonObject>;
  readonly find: (promptId: string) => JsonObject | undefined;
  readonly remove: (promptId: string) => void;
  readonly clear: () => void;
}

/** Creates an empty history that shows its entries as the profile's server does. */
export function createRunHistory(profile: EngineProfile): RunHistory {
  const entries = new Map<string, JsonObject>();
  return {
    add: (promptId, entry) => {
      const [oldest] = entries.keys();
      if (entries.size > MAX_ENTRIES && oldest !== undefined) entries.delete(oldest);
      entries.set(promptId, profile.historyEntry(entry));
    },
    list: (window) => {
      const ids = profile.historyWindow([...entries.keys()], window);
      return Object.fromEntries(ids.flatMap((id) => [[id, entries.get(id) ?? {}]]));
    },
    find: (promptId) => entries.get(promptId),
    remove: (promptId) => void entries.delete(promptId),
    clear: () => entries.clear(),
  };
}
