import type { NodeRunState, RunProgress } from '@/jobs/job';

/** Tells whether a run would be painted differently than when last asked. */
export interface Looks {
  readonly hasChanged: (run: RunProgress | undefined) => boolean;
}

/**
 * Remembers how the nodes of a run fare. Steps within a node change nothing that is seen from afar, and hundreds of them arrive in a
 * second.
 */
export function createLooks(): Looks {
  let nodes: RunProgress['nodes'] | undefined;
  const states = new Map<string, NodeRunState['state']>();
  return {
    hasChanged: (run) => {
      if (run?.nodes === nodes) return false;
      nodes = run?.nodes;
      const entries = Object.entries(nodes ?? {});
      if (entries.length === states.size && entries.every(([id, node]) => states.get(id) === node.state)) return false;
      states.clear();
      for (const [id, node] of entries) states.set(id, node.state);
      return true;
    },
  };
}
