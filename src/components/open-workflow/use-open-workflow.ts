import { useMemo } from 'react';
import { startFileWorker } from '@/graph/import/open-file-bytes';
import type { Job } from '@/jobs/job';
import type { FileRef } from '@/protocol/files';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { useWorkspace } from '@/workspace/use-workspace';
import type { DocumentId } from '@/workspace/workspace';
import { openFile, openJob, openOutput, openTemplate, openUserdata, type OpenOutcome, type TemplateChoice } from './open-workflow';
import { wordOpenOutcome } from './word-outcome';

/** Opening workflows from anywhere. Each opens beside what is open, says what came of it, and never throws. */
export interface UsedOpenWorkflow {
  /** Files of this computer, one after the other. */
  readonly openFiles: (files: Iterable<File>) => Promise<readonly OpenOutcome[]>;
  readonly openUserdata: (path: string) => Promise<OpenOutcome>;
  readonly openTemplate: (choice: TemplateChoice) => Promise<OpenOutcome>;
  readonly openJob: (job: Job) => Promise<OpenOutcome>;
  readonly openOutput: (output: { readonly file: FileRef; readonly job: Job | null }) => Promise<OpenOutcome>;
}

/** The open flow, from any screen. Callers go to `#/graph/<id>` when the outcome has an id. Stable over renders. */
export function useOpenWorkflow(): UsedOpenWorkflow {
  const session = useSession();
  const workspace = useWorkspace();
  const announce = useToast();
  return useMemo(() => {
    const context = { session, workspace, startWorker: startFileWorker };
    const say = (outcome: OpenOutcome): OpenOutcome => {
      const { message, tone } = wordOpenOutcome(outcome);
      announce(message, tone);
      return outcome;
    };
    return {
      openFiles: async (files) => {
        const outcomes: OpenOutcome[] = [];
        for (const file of files) outcomes.push(say(await openFile(context, file)));
        return outcomes;
      },
      openUserdata: async (path) => say(await openUserdata(context, path)),
      openTemplate: async (choice) => say(await openTemplate(context, choice)),
      openJob: async (job) => say(await openJob(context, job)),
      openOutput: async (output) => say(await openOutput(context, output)),
    };
  }, [session, workspace, announce]);
}

/** The document an outcome brought to the front; `null` for refusals. */
export function openedId(outcome: OpenOutcome): DocumentId | null {
  return outcome.kind === 'opened' || outcome.kind === 'already-open' ? outcome.id : null;
}
