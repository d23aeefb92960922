import { HISTORY_PAGE_SIZE } from '@/config/limits';
import type { History, HistoryEntry } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';
import { keys } from '../keys';
import { serverQuery } from './server-query';
import type { QuerySession, ServerQuery } from './server-query';

/**
 * The newest entries, oldest of them first as the server sends them. To see further back ask for more: an offset counts from the
 * oldest and moves with every finished prompt. Finished prompts are added to the cached list by `server-sync.ts`.
 */
export function historyQuery({ serverId, client }: QuerySession, maxItems: number = HISTORY_PAGE_SIZE): ServerQuery<History> {
  return serverQuery({
    key: keys.historyList(serverId, maxItems),
    load: (signal) => client.history({ maxItems }, { signal }),
    isKept: maxItems === HISTORY_PAGE_SIZE,
  });
}

/** One entry; null when the server does not have it (pending, running, unknown, deleted). */
export function historyEntryQuery({ serverId, client }: QuerySession, id: PromptId): ServerQuery<HistoryEntry | null> {
  return serverQuery({ key: keys.historyEntry(serverId, id), load: (signal) => client.historyEntry(id, { signal }) });
}
