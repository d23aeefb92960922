import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { wordFailure } from '@/components/server-failure/word-failure';
import { SETTINGS_POLL_MS } from '@/config/limits';
import { toAppError } from '@/lib/errors';
import { serverQuery } from '@/session/queries/server-query';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { t } from '../texts';
import { changeMarks, mergeMarks } from './mark';
import type { MarkChange, Marks } from './mark';
import { readMarks, writeMarks } from './marks-files';

export interface UsedMarks {
  readonly marks: Marks;
  /** Shown at once, then kept on the server; says when that fails. */
  readonly change: (refs: readonly string[], change: MarkChange) => void;
}

const NONE: Marks = new Map();

/** Marks of this user on this server; other browsers' come with the next look. */
export function useMarks(): UsedMarks {
  const session = useSession();
  const announce = useToast();
  const keeper = keeperOf(session);
  const { data } = useQuery({ ...marksQuery(session), retry: false });
  // Synchronises the server with changes that another browser's write has lost.
  useEffect(() => {
    if (data !== undefined) keeper.check(data).catch(() => undefined);
  }, [data, keeper]);
  const own = useStore(keeper.own);
  const marks = useMemo(() => mergeMarks(data ?? NONE, own), [data, own]);
  return useMemo(
    () => ({
      marks,
      change: (refs, change) => {
        keeper.change(refs, change).catch((error: unknown) => announce(t.markFailed({ reason: wordFailure(toAppError(error)) }), 'danger'));
      },
    }),
    [marks, keeper, announce],
  );
}

function marksQuery(session: Pick<Session, 'serverId' | 'client'>) {
  return serverQuery<Marks>({
    key: ['server', session.serverId, 'marks'],
    load: (signal) => readMarks(session.client, signal),
    refetchInterval: SETTINGS_POLL_MS,
    structuralSharing: false,
  });
}

interface MarksKeeper {
  /** Changes of this page that no read has shown yet. */
  readonly own: StoreApi<Marks>;
  readonly change: (refs: readonly string[], change: MarkChange) => Promise<void>;
  readonly check: (read: Marks) => Promise<void>;
}

const keepers = new WeakMap<Session, MarksKeeper>();

function keeperOf(session: Session): MarksKeeper {
  const known = keepers.get(session);
  if (known !== undefined) return known;
  const created = createKeeper(session);
  keepers.set(session, created);
  return created;
}

/** One write at a time: of two that run together the later would undo the earlier. */
function createKeeper(session: Session): MarksKeeper {
  const own = createStore<Marks>(() => NONE);
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    const next = writing.catch(() => undefined).then(() => writeMarks(session.client, own.getState(), session.serverNowMs()));
    writing = next;
    return next;
  };
  return {
    own,
    change: (refs, change) => {
      const read = session.queryClient.getQueryData<Marks>(marksQuery(session).queryKey) ?? NONE;
      const changed = changeMarks(mergeMarks(read, own.getState()), refs, change, session.serverNowMs());
      own.setState(new Map([...own.getState(), ...[...changed].filter(([ref]) => refs.includes(ref))]), true);
      return write();
    },
    check: async (read) => {
      const lost = [...own.getState()].filter(([ref, mark]) => (read.get(ref)?.atMs ?? -1) < mark.atMs);
      if (lost.length < own.getState().size) own.setState(new Map(lost), true);
      if (lost.length > 0) await write();
    },
  };
}
