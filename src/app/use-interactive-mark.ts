import { useEffect } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { mark } from '@/lib/marks';
import { useDocuments } from '@/workspace/use-workspace';

/** Notes when the page can be worked with: the frame is there, kept workflows are open again and node types can be searched. */
export function useInteractiveMark(): void {
  const areTypesReady = useNodeTypes().status === 'ready';
  const isRestored = useDocuments((state) => state.isRestored);
  const isInteractive = areTypesReady && isRestored;
  // Tells the browser's timeline; effects run once the screen is painted.
  useEffect(() => {
    if (isInteractive) mark('app:interactive');
  }, [isInteractive]);
}
