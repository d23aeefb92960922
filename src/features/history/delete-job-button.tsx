import { Trash2 } from 'lucide-react';
import type { Job } from '@/jobs/job';
import { IconButton } from '@/ui/button';
import { t } from './texts';
import type { DeleteJob } from './use-delete-job';

export interface DeleteJobButtonProps {
  readonly job: Job;
  readonly deletion: DeleteJob;
  readonly tabIndex?: 0 | -1;
}

/** Takes one job out of the server's history. */
export function DeleteJobButton({ job, deletion, tabIndex = 0 }: DeleteJobButtonProps) {
  return (
    <IconButton label={t.deleteOne} tabIndex={tabIndex} onClick={() => deletion.remove(job)}>
      <Trash2 size={16} strokeWidth={1.75} aria-hidden />
    </IconButton>
  );
}
