import { useEffect, useState } from 'react';
import type { Command } from '@/components/commands/command';
import { useDocuments } from '@/workspace/use-workspace';
import { startIsOver } from './start';

const NONE: readonly Command[] = [];

/** What can be done with a graph. It comes with the graph's own chunk, and there is nothing to do with it before a workflow is open. */
export function useGraphCommands(): readonly Command[] {
  const [commands, setCommands] = useState(NONE);
  const isOpen = useDocuments((state) => state.activeId !== null);
  // Synchronises with the loader of chunks.
  useEffect(() => {
    const load = async (): Promise<void> => {
      if (!isOpen) await startIsOver;
      setCommands((await import('./screens/graph-parts')).commands);
    };
    // The graph itself shows what is wrong when its chunk cannot be had.
    load().catch(() => undefined);
  }, [isOpen]);
  return commands;
}
