import { useState } from 'react';
import { runJobAgain } from '@/components/job-actions/run-job-again';
import type { Job } from '@/jobs/job';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { useWorkspace } from '@/workspace/use-workspace';
import { t } from './texts';

/** Jobs that went down with the server. */
export interface LostJobs {
  readonly count: number;
  readonly isSending: boolean;
  /** Queues all of them again, in their order, and says what came of it. Never throws. */
  readonly sendAll: () => Promise<void>;
  readonly dismissAll: () => void;
}

/** The lost ones of a list of jobs, and what to do with them together. */
export function useLostJobs(jobs: readonly Job[]): LostJobs {
  const session = useSession();
  const { preferences } = useWorkspace();
  const announce = useToast();
  const [isSending, setIsSending] = useState(false);
  const lost = jobs.filter(({ state }) => state === 'lost');
  return {
    count: lost.length,
    isSending,
    sendAll: async () => {
      setIsSending(true);
      let accepted = 0;
      for (const job of lost) {
        const { kind } = await runJobAgain(session, job, preferences.getState().displayName);
        if (kind === 'accepted') accepted += 1;
        // A server that is away would refuse all the others too.
        if (kind === 'failed') break;
      }
      setIsSending(false);
      const left = lost.length - accepted;
      announce(left === 0 ? t.againDone({ count: accepted }) : t.againLeft({ count: accepted, left }), left === 0 ? 'success' : 'danger');
    },
    dismissAll: () => session.forgetJobs(lost.map(({ id }) => id)),
  };
}
