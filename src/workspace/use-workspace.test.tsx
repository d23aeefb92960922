import { act, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { createDocument } from '@/graph/document/create-document';
import { createManualClock } from '@/lib/clock';
import { toServerId } from '@/protocol/ids';
import { createWorkspace } from './create-workspace';
import { createMemoryDraftStore } from './draft-store';
import { createMemoryStorage } from './storage';
import { useActiveDocument, useDocuments, usePreference } from './use-workspace';
import type { Workspace } from './workspace';
import { WorkspaceProvider } from './workspace-provider';

function createTestWorkspace(): Workspace {
  return createWorkspace({
    serverId: toServerId('s'),
    storage: { values: createMemoryStorage(), drafts: createMemoryDraftStore() },
    clock: createManualClock(),
    random: (words) => void words.fill(7),
  });
}

function Probe() {
  const active = useActiveDocument();
  const count = useDocuments((state) => state.order.length);
  const theme = usePreference('theme');
  return <output>{`${active?.name ?? 'none'} of ${count}, ${theme}`}</output>;
}

describe('workspace hooks', () => {
  it('follow documents and preferences', () => {
    const workspace = createTestWorkspace();
    render(
      <WorkspaceProvider workspace={workspace}>
        <Probe />
      </WorkspaceProvider>,
    );
    expect(screen.getByRole('status').textContent).toBe('none of 0, system');
    act(() => void workspace.open(createDocument(), { name: 'a', origin: { kind: 'draft' } }));
    act(() => workspace.setPreferences({ theme: 'dark' }));
    expect(screen.getByRole('status').textContent).toBe('a of 1, dark');
  });

  it('need a provider', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => render(<Probe />)).toThrow(/WorkspaceProvider/);
    vi.restoreAllMocks();
  });

  it('write drafts when the page is left', () => {
    const workspace = { ...createTestWorkspace(), flush: vi.fn(() => Promise.resolve()) };
    const { unmount } = render(
      <WorkspaceProvider workspace={workspace}>
        <Probe />
      </WorkspaceProvider>,
    );
    window.dispatchEvent(new Event('pagehide'));
    expect(workspace.flush).toHaveBeenCalledTimes(1);
    unmount();
    window.dispatchEvent(new Event('pagehide'));
    expect(workspace.flush).toHaveBeenCalledTimes(1);
  });
});
