import { createLedger } from '@/ledger/create-ledger';
import type { Ledger } from '@/ledger/create-ledger';
import { createIndexedLedgerStore } from '@/ledger/indexed-ledger-store';
import { createMemoryLedgerStore } from '@/ledger/ledger-store';
import type { LedgerStore } from '@/ledger/ledger-store';
import { createMirror } from '@/ledger/mirror';
import type { Clock } from '@/lib/clock';
import type { PromptId } from '@/protocol/ids';
import { mayChange } from './access';
import type { Access } from './access';
import { finishDeletions } from './delete-history';
import { createFeeder } from './feeder';
import { keepLedger } from './keep-ledger';
import { keepOutputs } from './keep-outputs';
import type { Pause } from './pause-state';
import { usersQuery } from './queries/userdata';
import type { RestartWatch } from './restart-watch';
import type { Session } from './session';

/** The ledger of a server and user; in memory where there is no IndexedDB. */
export function openLedger(scope: string, clock: Clock, store?: LedgerStore): Ledger {
  const isThere = typeof indexedDB !== 'undefined';
  return createLedger(store ?? (isThere ? createIndexedLedgerStore(scope) : createMemoryLedgerStore()), clock);
}

export interface Keeping {
  readonly ready: Promise<void>;
  readonly saved: () => Promise<void>;
  /** Drops finished jobs from the ledger and the user's folder. */
  readonly forget: (ids: readonly PromptId[] | 'all') => void;
  readonly dispose: () => void;
}

interface KeepingParts {
  readonly pause: Pause;
  readonly access: Access;
  readonly userId: () => string | null;
}

/** Begins everything that keeps jobs over reloads: ledger, mirror, feeder, index of outputs. */
export function startKeeping(session: Session, restarts: RestartWatch, { pause, access, userId }: KeepingParts): Keeping {
  const { ledger, client, live, page } = session;
  const loadedAtMs = session.clock.nowMs();
  const isAllowed = (): boolean => mayChange(access.store.getState());
  const mirror = createMirror(ledger, client, async () => isAllowed() && hasUserFolder(session, userId()));
  const keeping = keepLedger({ session, ledger, onRestored: restarts.remember });
  const feeder = createFeeder(session);
  const stopOutputs = keepOutputs(session);
  const ready = Promise.all([keeping.ready, pause.read()]).then(() => undefined);
  const stopFollowing = live.subscribe(({ connection }, before) => {
    const isOpened = connection.phase === 'open' && before.connection.phase !== 'open';
    if (!isOpened || page.isHidden()) return;
    const asked = ready.then(access.probe);
    void asked.then(mirror.sync);
    void asked.then(() => (isAllowed() ? finishDeletions(session, loadedAtMs) : undefined));
  });
  return {
    ready,
    saved: keeping.saved,
    forget: (ids) => {
      const { entries } = ledger.state.getState().jobs;
      void mirror.forget(ids === 'all' ? entries.map(({ promptId }) => promptId) : ids);
      void ledger.forget(ids);
    },
    dispose: () => {
      stopFollowing();
      stopOutputs();
      feeder.dispose();
      keeping.dispose();
      mirror.dispose();
      ledger.dispose();
    },
  };
}

/** A server that does not say whether it keeps users apart does not. */
async function hasUserFolder(session: Session, userId: string | null): Promise<boolean> {
  const users = await session.queryClient.query({ ...usersQuery(session), staleTime: Infinity, retry: false }).catch(() => null);
  return users?.kind !== 'multi' || users.users.some(({ id }) => id === userId);
}
