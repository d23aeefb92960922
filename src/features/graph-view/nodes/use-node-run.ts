import type { NodeRunState } from '@/jobs/job';
import type { NodeId } from '@/protocol/ids';
import type { ExecutionError } from '@/protocol/server-event';
import { useLive } from '@/session/use-live';
import { useGraphFacts, useView } from '../graph-context';
import { displayIdOf } from '../view-store';

/** The id the server reports a node of the shown graph under. */
export function useDisplayId(nodeId: NodeId): NodeId {
  return useView((state) => displayIdOf(state.path, nodeId));
}

/** How a node fares in the last run of its document; null when it has no part in one. Only this node renders when it changes. */
export function useNodeRun(displayId: NodeId): NodeRunState | null {
  const { promptId } = useGraphFacts();
  return useLive((state) => (promptId === null ? null : (state.runs[promptId]?.nodes[displayId] ?? null)));
}

/** The error that ended the last run, if it happened in this node. */
export function useNodeError(displayId: NodeId): ExecutionError | null {
  const { promptId } = useGraphFacts();
  return useLive((state) => {
    const error = promptId === null ? undefined : state.runs[promptId]?.error;
    return error?.nodeId === displayId ? error : null;
  });
}

/** Address of the newest preview of this node while the document's run goes on. */
export function useNodePreview(displayId: NodeId): string | null {
  const { promptId } = useGraphFacts();
  return useLive((state) => {
    const preview = state.previews[displayId];
    const isRunning = promptId !== null && state.runs[promptId]?.state === 'running';
    return isRunning && preview !== undefined && (preview.promptId === null || preview.promptId === promptId) ? preview.url : null;
  });
}
