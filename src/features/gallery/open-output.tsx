import { useEffect, useMemo } from 'react';
import { useFullJob } from '@/session/use-full-job';
import type { PastView } from '@/session/use-past-jobs';
import type { GalleryList } from './gallery-list';
import type { MarkChange, Marks } from './marks/mark';
import { Viewer } from './viewer/viewer';

/** Places before and behind the output shown whose runs are read beforehand. */
const NEIGHBOURS = 4;

export interface OpenOutputProps {
  readonly view: PastView;
  readonly list: GalleryList;
  readonly outputRef: string;
  readonly isOverGraph: boolean;
  readonly marks: Marks;
  readonly onMark: (refs: readonly string[], change: MarkChange) => void;
  readonly compared: readonly string[];
  readonly onOpen: (ref: string | null) => void;
}

/** The viewer over what was read of the gallery. The run of the output shown is read whole, and what stands beside it. */
export function OpenOutput(props: OpenOutputProps) {
  const { view, list, outputRef } = props;
  const { read } = view;
  const index = list.items.findIndex(({ ref }) => ref === outputRef);
  const item = list.items[index];
  const job = useFullJob(item?.job ?? null, true);
  const items = useMemo(
    () => (item === undefined || job === null || job === item.job ? list.items : list.items.with(index, { ...item, job })),
    [list, item, job, index],
  );
  const slots = useMemo(() => findUnreadBeside(list, outputRef), [list, outputRef]);
  const newest = slots[0] ?? null;
  const oldest = slots.at(-1) ?? null;
  // Synchronises the pages that are read with the output that is shown.
  useEffect(() => {
    if (newest !== null && oldest !== null) read(newest, oldest);
  }, [newest, oldest, read]);
  return <Viewer {...props} items={items} jobs={view.jobs} isPending={view.isPending} />;
}

function findUnreadBeside(list: GalleryList, ref: string): readonly number[] {
  const index = list.indexOfRef(ref);
  if (index < 0) return [];
  const places = Array.from({ length: 2 * NEIGHBOURS + 1 }, (_none, at) => list.entryAt(index - NEIGHBOURS + at));
  return places.flatMap((entry) => (entry?.kind === 'unread' ? [entry.slot] : []));
}
