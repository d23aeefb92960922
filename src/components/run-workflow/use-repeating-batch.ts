import { useMemo } from 'react';
import { advanceControls } from '@/graph/export/advance-seeds';
import { useSession } from '@/session/session-provider';
import { useActiveDocument, usePreference } from '@/workspace/use-workspace';
import { useNodeTypes } from '../node-types/use-node-types';

/** Whether a batch of the workflow in front would send the same prompt every time, as no control steps between its runs. */
export function useRepeatingBatch(): boolean {
  const { random } = useSession();
  const { nodeTypes, status } = useNodeTypes();
  const document = useActiveDocument()?.document ?? null;
  const count = usePreference('batchCount');
  const rule = usePreference('batchSeeds');
  return useMemo(() => {
    if (document === null || count === 1 || status !== 'ready') return false;
    return advanceControls(document, nodeTypes, random, rule === 'controls' ? null : rule) === document;
  }, [document, nodeTypes, status, random, count, rule]);
}
