import { useEffect } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { START_LIMIT_MS } from '@/config/limits';
import { mark } from '@/lib/marks';
import { useSession } from '@/session/session-provider';
import { useDocuments } from '@/workspace/use-workspace';
import { preloadParts } from './parts';
import { endStart, startIsOver } from './start';

/**
 * Notes when the page can be worked with: the frame is there, kept workflows are open again and node types can be searched. What is needed
 * next is fetched then, or when a slow server has taken too long.
 */
export function useInteractiveMark(): void {
  const { clock } = useSession();
  const areTypesReady = useNodeTypes().status === 'ready';
  const isRestored = useDocuments((state) => state.isRestored);
  const isInteractive = areTypesReady && isRestored;
  // Synchronises the loader of chunks with the start of the page.
  useEffect(() => {
    void startIsOver.then(preloadParts);
    const limit = clock.after(START_LIMIT_MS, endStart);
    return limit.cancel;
  }, [clock]);
  // Tells the browser's timeline; effects run once the screen is painted.
  useEffect(() => {
    if (!isInteractive) return;
    mark('app:interactive');
    endStart();
  }, [isInteractive]);
}
