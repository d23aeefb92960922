import clsx from 'clsx';
import type { RowPlace } from '@/components/job-row/job-row';
import { Skeleton } from '@/ui/states';
import { t } from './texts';

/** Of a run with two lines, before it was measured. */
export const ROW_HEIGHT = 62;

export interface WaitingRowProps {
  readonly place: RowPlace;
  /** While the list scrolls: a hundred pulsing rows would cost it its frames. */
  readonly isStill: boolean;
}

/** The room of a run that was not read yet. */
export function WaitingRow({ place, isStill }: WaitingRowProps) {
  const { target } = place;
  const still = isStill ? 'animate-none' : '';
  return (
    <li
      {...target}
      style={{ ...place.style, height: ROW_HEIGHT }}
      aria-label={t.notRead}
      aria-busy="true"
      aria-posinset={place.position + 1}
      aria-setsize={place.count}
      className="flex items-start gap-2 border-b border-border px-3 py-2"
    >
      <Skeleton className={clsx('size-11 shrink-0', still)} />
      <div className="flex flex-1 flex-col gap-2 pt-1">
        <Skeleton className={clsx('h-3.5 w-40 max-w-full', still)} />
        <Skeleton className={clsx('h-3 w-24 max-w-full', still)} />
      </div>
    </li>
  );
}
