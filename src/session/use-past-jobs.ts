import { useQueries, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { HISTORY_PAGE_SIZE, LEDGER_PAGE_SIZE, LOOK_DELAY_MS, MAX_PAST_PAGES } from '@/config/limits';
import { countEntries } from '@/jobs/history-window';
import type { Job } from '@/jobs/job';
import { toKeptJobs } from '@/jobs/merge-jobs';
import { listRead, pageOf, toPastSections } from '@/jobs/past-sections';
import type { PastSection } from '@/jobs/past-sections';
import type { TimerHandle } from '@/lib/clock';
import { keys } from './keys';
import { historyQuery } from './queries/history';
import { pastPageQuery, pastTotalQuery } from './queries/past';
import { useSession } from './session-provider';
import { useHistoryJobs } from './use-jobs';
import type { HistoryView } from './use-jobs';

export interface PastView extends HistoryView {
  /** All that is over, newest first, as far as it was read; `jobs` are those that were. */
  readonly sections: readonly PastSection[];
  /** True where the sections have room for everything the server has. */
  readonly isPaged: boolean;
  /** Reads further back: what `hasMore` promises. */
  readonly loadMore: () => void;
  /** Says which slots are in view; their pages are read when they stay there for a moment. */
  readonly look: (newestSlot: number, oldestSlot: number) => void;
  /** Reads the pages of these slots at once. */
  readonly read: (newestSlot: number, oldestSlot: number) => void;
}

const NO_PAGES: readonly number[] = [];

/**
 * Everything that is over. Where the server lists its jobs the list has its whole length at once and is read where one looks; elsewhere,
 * and while searching, it grows from the newest on.
 * @param isSearching true for lists that need whole jobs: prompts can only be searched where they were read.
 */
export function usePastJobs(isSearching: boolean): PastView {
  const session = useSession();
  const { ledger, queryClient, serverId } = session;
  const { data: newest } = useQuery({ ...historyQuery(session), enabled: false });
  const headCount = newest === undefined ? 0 : countEntries(newest);
  // Once the list is long it stays so while jobs of its head are deleted, until the server says otherwise.
  const isLong = (total: number): boolean => !isSearching && (headCount >= HISTORY_PAGE_SIZE || total > headCount);
  const totalRead = useQuery({
    ...pastTotalQuery(session),
    enabled: ({ state }) => isLong(state.data?.total ?? 0),
  });
  const counted = totalRead.data?.total ?? 0;
  const total = isLong(counted) ? counted : 0;
  const isPaged = total > 0;

  const [maxItems, setMaxItems] = useState(HISTORY_PAGE_SIZE);
  const view = useHistoryJobs(isPaged ? HISTORY_PAGE_SIZE : maxItems);
  const { pages, look, read } = useLookedPages(total, headCount);
  const pagesRead = useQueries({
    queries: (isPaged ? pages : NO_PAGES).map((page) => pastPageQuery(session, page)),
    combine: combinePages,
  });
  const kept = useStore(ledger.state, (state) => (isPaged ? state.jobs : null));
  const isLedgerWhole = useStore(ledger.state, (state) => state.isWhole);
  const { jobs: head } = view;
  const { lists } = pagesRead;
  const sections = useMemo(() => {
    const known = new Map(lists.flatMap((jobs, at): [number, readonly Job[]][] => (jobs === null ? [] : [[pages[at] ?? -1, jobs]])));
    return toPastSections({ head, headCount, total, pages: known, kept: kept === null ? [] : toKeptJobs(kept) });
  }, [head, headCount, total, pages, lists, kept]);

  const { isError: isUncounted } = totalRead;
  const loadMore = useCallback(() => {
    if (isPaged) {
      read(0, 0);
      void ledger.readMore(ledger.state.getState().jobs.entries.length + LEDGER_PAGE_SIZE);
    } else {
      // A server that was too busy to tell how long the list is may do so now.
      if (isUncounted) void queryClient.refetchQueries({ queryKey: keys.pastTotal(serverId) });
      // Each look further back reads all newer entries again: twice as many keep the sum of all reads in proportion to the last.
      setMaxItems((count) => 2 * count);
    }
  }, [isPaged, isUncounted, ledger, read, queryClient, serverId]);
  return {
    ...view,
    sections,
    jobs: useMemo(() => listRead(sections), [sections]),
    isPaged,
    hasMore: isPaged ? !isLedgerWhole : view.hasMore,
    error: view.error ?? pagesRead.error,
    refetch: () => {
      view.refetch();
      void queryClient.invalidateQueries({ queryKey: keys.past(serverId), predicate: ({ state }) => state.status === 'error' });
    },
    loadMore,
    look,
    read,
  };
}

/** Pages that were looked at, the last ones last. Those the head covers in part are read along with the one below it. */
function useLookedPages(total: number, headCount: number) {
  const { clock } = useSession();
  const [pages, setPages] = useState(NO_PAGES);
  // Beside the state, so that a look at what is held already draws nothing at all.
  const held = useRef(NO_PAGES);
  const timer = useRef<TimerHandle | null>(null);
  // Synchronises with the clock: a look that is under way ends with its list.
  useEffect(() => () => timer.current?.cancel(), []);
  const read = useCallback(
    (newestSlot: number, oldestSlot: number) => {
      const wanted = new Set(range(pageOf(oldestSlot), pageOf(newestSlot)));
      const boundary = pageOf(total - headCount - 1);
      if (wanted.has(boundary)) for (const page of range(boundary, pageOf(total - 1))) wanted.add(page);
      const next = withLooked(held.current, wanted);
      if (next === held.current) return;
      held.current = next;
      setPages(next);
    },
    [total, headCount],
  );
  const look = useCallback(
    (newestSlot: number, oldestSlot: number) => {
      timer.current?.cancel();
      timer.current = clock.after(LOOK_DELAY_MS, () => read(newestSlot, oldestSlot));
    },
    [clock, read],
  );
  return { pages, look, read };
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - Math.max(0, from) + 1) }, (_none, at) => Math.max(0, from) + at).slice(-MAX_PAST_PAGES);
}

/** Same list when nothing changes, so that a look at what is in view draws nothing anew. */
function withLooked(before: readonly number[], wanted: ReadonlySet<number>): readonly number[] {
  const recent = before.slice(-MAX_PAST_PAGES / 2);
  if ([...wanted].every((page) => recent.includes(page))) return before;
  return [...before.filter((page) => !wanted.has(page)), ...wanted].slice(-MAX_PAST_PAGES);
}

function combinePages(results: readonly UseQueryResult<readonly Job[]>[]) {
  return {
    lists: results.map(({ data }) => data ?? null),
    error: results.find(({ error }) => error !== null)?.error ?? null,
  };
}
