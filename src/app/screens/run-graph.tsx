import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { openedId } from '@/components/open-workflow/use-open-workflow';
import { openJob } from '@/components/open-workflow/open-workflow';
import type { OpenOutcome } from '@/components/open-workflow/open-workflow';
import { wordOpenOutcome } from '@/components/open-workflow/word-outcome';
import { GraphView } from '@/features/graph-view';
import { RunParameters } from '@/features/history';
import { startFileWorker } from '@/graph/import/open-file-bytes';
import type { Job } from '@/jobs/job';
import type { JsonObject } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import type { Session } from '@/session/session';
import { useSession } from '@/session/session-provider';
import { ErrorState, Skeleton } from '@/ui/states';
import { createWorkspace } from '@/workspace/create-workspace';
import { createMemoryDraftStore } from '@/workspace/draft-store';
import { addRun, changeRuns } from '@/workspace/runs';
import { createMemoryStorage } from '@/workspace/storage';
import { useWorkspace } from '@/workspace/use-workspace';
import type { DocumentId, Workspace } from '@/workspace/workspace';
import { WorkspaceProvider } from '@/workspace/workspace-provider';
import { t } from '../texts';

/**
 * A run as the graph it was, with its outputs, times and errors on its nodes. It is only looked at; the values of the nodes that are
 * selected stand beside it, and can be taken over into the workflow that is open. The job it began with stays: it is past.
 */
export function RunGraph({ job: given }: { readonly job: Job }) {
  const [job] = useState(given);
  const session = useSession();
  const own = useWorkspace();
  const [shown, setShown] = useState<{ readonly workspace: Workspace; readonly outcome: OpenOutcome } | null>(null);
  // Synchronises with reading the run's workflow, which may have to ask the server for its node types.
  useEffect(() => {
    const workspace = createFrozenWorkspace(session, own);
    let isLeft = false;
    void openJob({ session, workspace, startWorker: startFileWorker }, job).then((outcome) => {
      const id = openedId(outcome);
      // The graph shows the outputs of the document's last run.
      if (id !== null) workspace.runs.setState((state) => changeRuns(state, id, (runs) => addRun(runs, job.id)));
      if (!isLeft) setShown({ workspace, outcome });
    });
    return () => {
      isLeft = true;
      workspace.dispose();
    };
  }, [session, own, job]);

  if (shown === null) return <Skeleton className="h-full" />;
  const { workspace, outcome } = shown;
  const id = openedId(outcome);
  if (id === null) return <ErrorState title={t.runGraphFailed} detail={wordOpenOutcome(outcome).message} />;
  return (
    <div className="flex h-full flex-col lg:flex-row">
      <div className="min-h-0 min-w-0 flex-1">
        <WorkspaceProvider workspace={workspace}>
          <GraphView documentId={id} isFrozen />
        </WorkspaceProvider>
      </div>
      {job.prompt !== null && <SelectedValues workspace={workspace} id={id} prompt={job.prompt} />}
    </div>
  );
}

const NOTHING: ReadonlySet<NodeId> = new Set();

interface SelectedValuesProps {
  readonly workspace: Workspace;
  readonly id: DocumentId;
  readonly prompt: JsonObject;
}

function SelectedValues({ workspace, id, prompt }: SelectedValuesProps) {
  const selection = useStore(workspace.documents, ({ documents }) => documents[id]?.selection ?? NOTHING);
  return (
    <section
      aria-label={t.runValues}
      className="flex max-h-[40%] flex-col gap-3 overflow-auto border-t border-border p-3 lg:max-h-none lg:w-80 lg:border-t-0 lg:border-l"
    >
      {selection.size === 0 ? (
        <p className="text-secondary text-muted">{t.runValuesHint}</p>
      ) : (
        <RunParameters prompt={prompt} nodeIds={selection} />
      )}
    </section>
  );
}

/** Keeps nothing and changes nothing; what the user prefers is the user's own. */
function createFrozenWorkspace({ serverId, clock, random }: Session, own: Workspace): Workspace {
  const storage = { values: createMemoryStorage(), drafts: createMemoryDraftStore() };
  const workspace = createWorkspace({ serverId, storage, clock, random });
  return { ...workspace, preferences: own.preferences, setPreferences: own.setPreferences, edit: () => undefined };
}
