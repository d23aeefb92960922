import { useEffect } from 'react';
import { NODE_INDEX_DELAY_MS } from '@/config/limits';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { useSession } from '@/session/session-provider';

/** Brings the code of the node search and builds its index while nothing else is to be done, so that the first search opens at once. */
export function usePreparedSearch(nodeTypes: NodeTypes): void {
  const { clock } = useSession();
  // Synchronises the index, which lives outside React, with the server's list.
  useEffect(() => {
    if (nodeTypes.all().length === 0) return undefined;
    const prepare = async (): Promise<void> => {
      const [{ prepareNodeIndex }] = await Promise.all([import('@/components/node-library/node-index'), import('./node-search-dialog')]);
      await prepareNodeIndex(nodeTypes, clock);
    };
    // A chunk that does not come now is asked for again when the search opens.
    const timer = clock.after(NODE_INDEX_DELAY_MS, () => void prepare().catch(() => undefined));
    return timer.cancel;
  }, [nodeTypes, clock]);
}
