import clsx from 'clsx';
import { Ban, CircleCheck, CircleDashed, CircleHelp, CirclePlay, CircleX, Unplug } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { JobState } from '@/jobs/job';
import { t } from './texts';

const MARKS: Readonly<Record<JobState, { readonly icon: LucideIcon; readonly tone: string }>> = {
  queued: { icon: CircleDashed, tone: 'text-muted' },
  running: { icon: CirclePlay, tone: 'text-accent' },
  done: { icon: CircleCheck, tone: 'text-success' },
  failed: { icon: CircleX, tone: 'text-danger' },
  cancelled: { icon: Ban, tone: 'text-muted' },
  lost: { icon: Unplug, tone: 'text-warning' },
  unknown: { icon: CircleHelp, tone: 'text-warning' },
};

export interface JobStateMarkProps {
  readonly state: JobState;
  /** Told to stop, not proven yet. */
  readonly isCancelling?: boolean;
}

/** A job's state as icon, colour and word. */
export function JobStateMark({ state, isCancelling = false }: JobStateMarkProps) {
  const { icon: Icon, tone } = MARKS[state];
  return (
    <span className={clsx('inline-flex items-center gap-1 whitespace-nowrap', isCancelling ? 'text-warning' : tone)}>
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
      {isCancelling ? t.cancelling : t[state]}
    </span>
  );
}
