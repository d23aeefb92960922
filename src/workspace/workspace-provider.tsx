import { createContext, useEffect, type ReactNode } from 'react';
import type { Workspace } from './workspace';

/** Read it with `useWorkspace`. */
export const WorkspaceContext = createContext<Workspace | null>(null);

export interface WorkspaceProviderProps {
  /** Made and disposed by the caller. */
  readonly workspace: Workspace;
  readonly children: ReactNode;
}

/** Hands the workspace down, and writes drafts at once when the page is hidden or left. */
export function WorkspaceProvider({ workspace, children }: WorkspaceProviderProps) {
  // Synchronises with the page's lifecycle: a closing tab gets no later chance to write.
  useEffect(() => {
    const flush = (): void => {
      workspace.leave();
      void workspace.flush();
    };
    const flushWhenHidden = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flushWhenHidden);
    return () => {
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flushWhenHidden);
    };
  }, [workspace]);
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}
