import { useEffect, useState } from 'react';
import { readPageVersion } from '@/api/page-version';
import { isOpen } from '@/jobs/submission';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';
import { createLocalStorage, storageKey } from '@/workspace/storage';
import { useWorkspace } from '@/workspace/use-workspace';
import { watchVersion } from './version-watch';

/** Of the page, whatever server it shows. */
const RELOADS_KEY = storageKey('page', 'reloads');

/** Loads a new version of the page when there is one. True once that was tried in vain: then the user may. */
export function useVersionWatch(): boolean {
  const session = useSession();
  const workspace = useWorkspace();
  const [isGivenUp, setGivenUp] = useState(false);
  // Synchronises with the file beside the page.
  useEffect(() => {
    const values = createLocalStorage();
    return watchVersion({
      clock: session.clock,
      random: session.random,
      own: document.querySelector<HTMLMetaElement>('meta[name="comfydeck-build"]')?.content ?? null,
      read: () => readPageVersion(document.baseURI),
      isHidden: session.page.isHidden,
      isBusy: () => isRunningJobs(session) || isTyping(document.activeElement),
      reloads: {
        read: () => parseTimes(values.read(RELOADS_KEY)),
        write: (timesMs) => values.write(RELOADS_KEY, timesMs.join(' ')),
      },
      reload: () => void workspace.flush().finally(() => window.location.reload()),
      onGivenUp: () => setGivenUp(true),
    });
  }, [session, workspace]);
  return isGivenUp;
}

function parseTimes(text: string | null): readonly number[] {
  return (text ?? '')
    .split(' ')
    .map(Number)
    .filter((timeMs) => Number.isFinite(timeMs) && timeMs > 0);
}

function isRunningJobs({ memory }: Session): boolean {
  return Object.values(memory.getState().submissions).some(isOpen);
}

function isTyping(element: Element | null): boolean {
  return element?.matches('input, textarea, select, [contenteditable="true"]') ?? false;
}
