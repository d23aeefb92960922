import { useEffect } from 'react';
import { readPageVersion } from '@/api/page-version';
import type { Queue } from '@/protocol/queue';
import { keys } from '@/session/keys';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';
import { watchDailyReload } from './daily-reload';

/** Loads the page anew at that minute of the day; the address alone says what it shows then. */
export function useDailyReload(at: number | null): void {
  const session = useSession();
  // Synchronises with the browser's page.
  useEffect(() => {
    if (at === null) return undefined;
    return watchDailyReload({
      clock: session.clock,
      at,
      isIdle: () => isQueueEmpty(session),
      canLoad: async () => (await readPageVersion(document.baseURI)) !== null,
      reload: () => window.location.reload(),
    });
  }, [session, at]);
}

function isQueueEmpty({ queryClient, serverId }: Session): boolean {
  const queue = queryClient.getQueryData<Queue>(keys.queue(serverId));
  return queue !== undefined && queue.running.length + queue.pending.length === 0;
}
