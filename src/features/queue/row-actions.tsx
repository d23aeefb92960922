import { ArrowDown, ArrowUp, ChevronsDown, ChevronsUp, Copy, Ellipsis, Eraser } from 'lucide-react';
import { CancelJobButton, OpenWorkflowButton, RunAgainButton } from '@/components/job-actions/job-action-buttons';
import { t as actionTexts } from '@/components/job-actions/texts';
import type { JobActions } from '@/components/job-actions/use-job-actions';
import type { Job } from '@/jobs/job';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { Menu } from '@/ui/menu';
import type { MenuItem } from '@/ui/menu';
import { t } from './texts';

export interface RowActionsProps {
  readonly job: Job;
  readonly actions: JobActions;
  readonly tabIndex: 0 | -1;
  /** Its place among the jobs it can change places with and how many there are; null where it cannot be moved. */
  readonly place: { readonly index: number; readonly count: number } | null;
  readonly isMoving: boolean;
  /** To a place among those; 0 runs next, or is sent first. */
  readonly onMove: (place: number) => void;
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What can be done with a job of the queue. */
export function RowActions(props: RowActionsProps) {
  const { job, actions, tabIndex, place, isMoving, onMove } = props;
  const { forgetJobs } = useSession();
  if (job.state === 'lost' || job.state === 'unknown') {
    return (
      <>
        <RunAgainButton job={job} actions={actions} tabIndex={tabIndex} />
        <OpenWorkflowButton job={job} actions={actions} tabIndex={tabIndex} />
        <IconButton label={actionTexts.dismiss} tabIndex={tabIndex} onClick={() => forgetJobs([job.id])}>
          <Eraser {...ICON} />
        </IconButton>
      </>
    );
  }
  return (
    <>
      {place !== null && (
        <IconButton
          label={job.isHeld === true ? t.sendFirst : t.runNext}
          title={place.index === 0 ? t.isNext : job.isHeld === true ? t.sendFirst : t.runNext}
          disabled={place.index === 0 || isMoving}
          tabIndex={tabIndex}
          onClick={() => onMove(0)}
        >
          <ChevronsUp {...ICON} />
        </IconButton>
      )}
      <OpenWorkflowButton job={job} actions={actions} tabIndex={tabIndex} />
      {job.state === 'queued' && (
        <Menu
          trigger={
            <IconButton label={t.more} tabIndex={tabIndex}>
              <Ellipsis {...ICON} />
            </IconButton>
          }
          items={toMenu(props)}
        />
      )}
      <CancelJobButton job={job} actions={actions} tabIndex={tabIndex} />
    </>
  );
}

function toMenu({ job, actions, place, isMoving, onMove }: RowActionsProps): readonly (MenuItem | 'separator')[] {
  const copy: MenuItem = {
    id: 'duplicate',
    label: t.duplicate,
    icon: <Copy {...ICON} />,
    isDisabled: actions.sendingIds.has(job.id),
    onSelect: () => void actions.runAgain(job),
  };
  if (place === null) return [copy];
  const { index, count } = place;
  return [
    copy,
    'separator',
    {
      id: 'up',
      label: t.moveUp,
      hint: 'Alt+↑',
      icon: <ArrowUp {...ICON} />,
      isDisabled: isMoving || index === 0,
      onSelect: () => onMove(index - 1),
    },
    {
      id: 'down',
      label: t.moveDown,
      hint: 'Alt+↓',
      icon: <ArrowDown {...ICON} />,
      isDisabled: isMoving || index >= count - 1,
      onSelect: () => onMove(index + 1),
    },
    {
      id: 'last',
      label: t.moveLast,
      hint: 'Alt+End',
      icon: <ChevronsDown {...ICON} />,
      isDisabled: isMoving || index >= count - 1,
      onSelect: () => onMove(count - 1),
    },
  ];
}
