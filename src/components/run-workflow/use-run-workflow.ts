import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Diagnostic } from '@/lib/diagnostic';
import type { PromptId } from '@/protocol/ids';
import type { QueueItem } from '@/protocol/queue';
import { historyQuery } from '@/session/queries/history';
import { queueQuery } from '@/session/queries/queue';
import { useSession } from '@/session/session-provider';
import { useLive } from '@/session/use-live';
import { useToast } from '@/ui/toast';
import { NO_RUNS } from '@/workspace/runs';
import { useDocuments, useWorkspace } from '@/workspace/use-workspace';
import type { DocumentId, DocumentRuns } from '@/workspace/workspace';
import { selectCurrentProblems } from './current-problems';
import { documentOfRun } from './deck-notes';
import { runAndAnnounce } from './run-active';
import { runTexts } from './problem-texts';
import type { RunOutcome, RunRequest } from './run-workflow';

/** Running from a component. `run` without a document runs the one in front; it announces what came of it and never throws. */
export interface UsedRunWorkflow {
  readonly run: (request?: Partial<RunRequest>) => Promise<RunOutcome>;
  /** While prompts of the document in front are being sent. */
  readonly isSubmitting: boolean;
}

/** The run flow, from any screen. */
export function useRunWorkflow(): UsedRunWorkflow {
  const session = useSession();
  const workspace = useWorkspace();
  const announce = useToast();
  const activeId = useDocuments((state) => state.activeId);
  const isSubmitting = useStore(workspace.runs, (runs) => activeId !== null && runs[activeId]?.isSubmitting === true);
  const run = useCallback(
    (request: Partial<RunRequest> = {}): Promise<RunOutcome> => {
      const documentId = request.documentId ?? workspace.documents.getState().activeId;
      if (documentId !== null) return runAndAnnounce({ session, workspace, announce }, { ...request, documentId });
      announce(runTexts.nothingOpen);
      return Promise.resolve({ kind: 'not-open', promptIds: [] });
    },
    [session, workspace, announce],
  );
  return { run, isSubmitting };
}

function useRuns(documentId: DocumentId): DocumentRuns {
  return useStore(useWorkspace().runs, (runs) => runs[documentId] ?? NO_RUNS);
}

/** What stood against the document's last run and still holds, for nodes, inputs and the Problems list. */
export function useRunProblems(documentId: DocumentId): readonly Diagnostic[] {
  const runs = useRuns(documentId);
  const document = useDocuments((state) => state.documents[documentId]?.document);
  return useMemo(() => (document === undefined ? [] : selectCurrentProblems(runs, document)), [runs, document]);
}

/**
 * The run whose progress belongs on this document: its own one that runs now, else its latest; `null` when none is known. Runs from before
 * a reload are found by the note that each submission carries. Progress is read with `useLive((state) => state.runs[promptId])`.
 */
export function useDocumentRun(documentId: DocumentId): PromptId | null {
  const { promptIds } = useRuns(documentId);
  const activeId = useLive((state) => state.activePromptId);
  const earlierId = useEarlierRun(documentId);
  if (activeId !== null && (promptIds.includes(activeId) || activeId === earlierId)) return activeId;
  return promptIds.at(-1) ?? earlierId;
}

/** Looks through what is known of queue and history; asks the server nothing. */
function useEarlierRun(documentId: DocumentId): PromptId | null {
  const session = useSession();
  const find = (items: readonly QueueItem[]): PromptId | null => items.find((item) => documentOfRun(item) === documentId)?.promptId ?? null;
  const queued = useQuery({ ...queueQuery(session), enabled: false, select: ({ running, pending }) => find([...running, ...pending]) });
  const finished = useQuery({ ...historyQuery(session), enabled: false, select: ({ entries }) => find(entries.toReversed()) });
  return queued.data ?? finished.data ?? null;
}
