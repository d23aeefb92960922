import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { LedgerStore } from '@/ledger/ledger-store';
import { createMemoryLedgerStore } from '@/ledger/ledger-store';
import { createFakeClient } from '@/testing/fake-client';
import { createFakeSockets } from '@/testing/fake-sockets';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { createTestPage } from '@/testing/test-page';
import { createTestSession } from '@/testing/test-session';
import { ClockNotice } from './clock-notice';
import { StorageNotice } from './storage-notice';

const HOUR_MS = 3_600_000;

/** A page of a browser that keeps what `store` keeps. */
function show(ui: React.ReactNode, ledgerStore: LedgerStore = createMemoryLedgerStore()) {
  const { session } = createTestSession(
    { url: 'http://server.test/' },
    { client: createFakeClient(), page: createTestPage({ openSocket: createFakeSockets().open }), ledgerStore },
  );
  return renderWithSession(ui, { session, wrap: createPageParts().wrap });
}

describe('the notice about clocks', () => {
  it('says which clock is ahead and by how much, once per server, and again when the difference is another', async () => {
    const store = createMemoryLedgerStore();
    const view = show(<ClockNotice />, store);
    expect(screen.queryByRole('status')).toBeNull();
    act(() => view.session.clockSkew.setState({ offsetMs: 2 * HOUR_MS }));
    expect((await screen.findByRole('status', { name: 'Clocks' })).textContent).toContain(
      'The server’s clock is 2 h 00 min ahead of this computer’s.',
    );
    await view.user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('status')).toBeNull();
    view.unmount();
    view.session.dispose();

    const utils = show(<ClockNotice />, store);
    await act(async () => {
      utils.session.clockSkew.setState({ offsetMs: 2 * HOUR_MS + 5_000 });
      await utils.session.whenRestored;
    });
    expect(screen.queryByRole('status')).toBeNull();
    act(() => utils.session.clockSkew.setState({ offsetMs: -HOUR_MS }));
    expect((await screen.findByRole('status')).textContent).toContain('1 h 00 min behind');
    utils.session.dispose();
  });

  it('is silent below a minute', async () => {
    const { session } = show(<ClockNotice />);
    await act(async () => {
      session.clockSkew.setState({ offsetMs: 59_000 });
      await session.whenRestored;
    });
    expect(screen.queryByRole('status')).toBeNull();
    session.dispose();
  });
});

describe('the notice about storage', () => {
  it('says that jobs are not kept where the browser refuses to', async () => {
    const refuse = (): Promise<never> => Promise.reject(new DOMException('not here', 'SecurityError'));
    const memory = createMemoryLedgerStore();
    const { session } = show(<StorageNotice />, { ...memory, newest: refuse, write: refuse, read: refuse, note: refuse });
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('This browser keeps no jobs here'));
    session.dispose();
  });

  it('is silent where everything is kept', async () => {
    const { session } = show(<StorageNotice />);
    await act(() => session.whenRestored);
    expect(session.ledger.state.getState().status).toBe('kept');
    expect(screen.queryByRole('alert')).toBeNull();
    session.dispose();
  });
});
