import { useEffect, useState } from 'react';
import type { GraphId, WorkflowDocument } from '@/graph/document/model';
import { findGraph } from '@/graph/edit/edit-graph';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { nextTask } from '@/lib/next-task';
import { useSession } from '@/session/session-provider';
import { createSlices } from '@/workspace/slices';
import { layOutScene } from './scene';

/** As many are laid out in a fraction of a long task, with the first drawing. */
const MAX_AT_ONCE = 500;

/**
 * Whether an opened graph may be shown. A large one is laid out in slices first, because doing it while it is drawn blocks the page. Stays
 * true from then on: what an edit leaves to lay out is little.
 */
export function useLaidOut(document: WorkflowDocument, shown: { readonly graphId: GraphId; readonly nodeTypes: NodeTypes }): boolean {
  const { clock } = useSession();
  const { graphId, nodeTypes } = shown;
  const [isReady, setReady] = useState(() => (findGraph(document, graphId)?.nodes.size ?? 0) <= MAX_AT_ONCE);

  // Synchronises with the clock: work goes on between the page's other tasks.
  useEffect(() => {
    if (isReady) return undefined;
    let isStopped = false;
    const layOut = async (): Promise<void> => {
      const slices = createSlices(clock, nextTask);
      // Drawing the page has taken its share of this task already.
      await slices.next();
      for (const _step of layOutScene(document, graphId, nodeTypes)) {
        if (slices.isOver()) await slices.next();
        if (isStopped) return;
      }
      setReady(true);
    };
    void layOut();
    return () => {
      isStopped = true;
    };
  }, [isReady, clock, document, graphId, nodeTypes]);

  return isReady;
}
