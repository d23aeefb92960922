import type { ReactNode } from 'react';
import { createManualClock } from '@/lib/clock';
import { systemRandom } from '@/lib/random';
import { toServerId } from '@/protocol/ids';
import { ToastProvider } from '@/ui/toast';
import { createWorkspace } from '@/workspace/create-workspace';
import { createMemoryDraftStore } from '@/workspace/draft-store';
import { createMemoryStorage } from '@/workspace/storage';
import type { Workspace } from '@/workspace/workspace';
import { WorkspaceProvider } from '@/workspace/workspace-provider';

/** A workspace that keeps everything in memory, and the providers a flow needs below `SessionProvider`. */
export interface PageParts {
  readonly workspace: Workspace;
  /** For `wrap` of `renderWithSession`. */
  readonly wrap: (children: ReactNode) => ReactNode;
}

/** Creates the page's parts around a new workspace. */
export function createPageParts(): PageParts {
  const workspace = createWorkspace({
    serverId: toServerId('test'),
    storage: { values: createMemoryStorage(), drafts: createMemoryDraftStore() },
    clock: createManualClock(),
    random: systemRandom,
  });
  const wrap = (children: ReactNode): ReactNode => (
    <WorkspaceProvider workspace={workspace}>
      <ToastProvider>{children}</ToastProvider>
    </WorkspaceProvider>
  );
  return { workspace, wrap };
}
