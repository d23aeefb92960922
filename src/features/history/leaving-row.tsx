import type { Ref } from 'react';
import type { RowPlace } from '@/components/job-row/job-row';
import { Button } from '@/ui/button';
import { t } from './texts';

export interface LeavingRowProps {
  readonly name: string;
  readonly place: RowPlace;
  readonly onUndo: () => void;
  readonly ref?: Ref<HTMLLIElement>;
}

/** Stands where a job was while deleting it can be undone. */
export function LeavingRow({ name, place, onUndo, ref }: LeavingRowProps) {
  const { target } = place;
  return (
    <li
      ref={ref}
      style={place.style}
      data-index={place.index}
      data-roving-entry={target['data-roving']}
      className="flex min-h-11 items-center gap-2 border-b border-border bg-sunken px-3 py-2 text-secondary text-muted"
    >
      <span role="status" className="min-w-0 flex-1">
        {t.deleted({ name })}
      </span>
      <Button {...target} onClick={onUndo}>
        {t.undo}
      </Button>
    </li>
  );
}
