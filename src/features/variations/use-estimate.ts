import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { runTimesOf, toDuePrompt } from '@/components/run-times/run-times-store';
import type { WorkflowDocument } from '@/graph/document/model';
import { exportPrompt } from '@/graph/export/export-prompt';
import { selectRunTime, type TimeLeft } from '@/jobs/run-times';
import { useSession } from '@/session/session-provider';

/** How long `count` runs of the workflow take by past ones of its kind, nothing of them cached; null while too little is known. */
export function useEstimate(document: WorkflowDocument, count: number): TimeLeft | null {
  const session = useSession();
  const times = useStore(runTimesOf(session));
  const { nodeTypes } = useNodeTypes();
  const one = useMemo(() => {
    const { prompt } = exportPrompt(document, nodeTypes, { random: session.random, nowMs: session.clock.nowMs() });
    const due = toDuePrompt(prompt);
    return selectRunTime(due.prompt, due.nodeIds, times);
  }, [document, nodeTypes, times, session]);
  if (one === null || count === 0) return null;
  return { likelyMs: one.likelyMs * count, leastMs: one.leastMs * count, mostMs: one.mostMs * count };
}
