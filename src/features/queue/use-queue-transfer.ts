import { fromQueueItem, fromRequest } from '@/components/job-actions/to-resubmission';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import { findSubmission } from '@/jobs/submission';
import { toAppError } from '@/lib/errors';
import { queueQuery } from '@/session/queries/queue';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';
import { submitPrompt } from '@/session/submit-prompt';
import type { SubmitInput } from '@/session/submit-prompt';
import { useToast } from '@/ui/toast';
import { readQueueFile, toQueueFile } from './queue-file';
import { t } from './texts';

/** Carrying a queue to a file and back. */
export interface QueueTransfer {
  readonly exportQueue: (waiting: readonly Job[]) => { readonly text: string; readonly count: number };
  /** Queues every job of a file, in its order, and says what came of it. Never throws. */
  readonly importQueue: (file: File) => Promise<void>;
}

/** Export and import of the queue of the session's server. */
export function useQueueTransfer(): QueueTransfer {
  const session = useSession();
  const announce = useToast();
  return {
    exportQueue: (waiting) => {
      const jobs = waiting.flatMap((job) => toBody(session, job) ?? []);
      return { text: toQueueFile(jobs), count: jobs.length };
    },
    importQueue: async (file) => {
      const found = readQueueFile(await file.text());
      if (found === null) return announce(t.notAQueue({ name: file.name }), 'danger');
      let accepted = 0;
      for (const job of found.jobs) {
        try {
          const { kind } = await submitPrompt(session, job);
          if (kind === 'accepted') accepted += 1;
        } catch (error) {
          return announce(t.importStopped({ accepted, reason: wordFailure(toAppError(error)) }), 'danger');
        }
      }
      const refused = found.jobs.length - accepted + found.skipped;
      announce(t.imported({ accepted, refused }), refused === 0 ? 'success' : 'danger');
    },
  };
}

function toBody(session: Session, job: Job): SubmitInput | null {
  const kept = findSubmission(session.memory.getState(), job.id);
  if (kept !== null) return fromRequest(kept.request, kept.name);
  const queue = session.queryClient.getQueryData(queueQuery(session).queryKey);
  const item = queue?.pending.find(({ promptId }) => promptId === job.id);
  return item === undefined ? null : fromQueueItem(item, job.workflowName);
}
