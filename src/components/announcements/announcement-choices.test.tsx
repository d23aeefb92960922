import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withSubmission } from '@/jobs/submission';
import { buildHistory, buildHistoryEntry, buildQueue, buildSubmission } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { createFakeClient } from '@/testing/fake-client';
import { createFakeSockets } from '@/testing/fake-sockets';
import { createTestPage } from '@/testing/test-page';
import { createTestSession } from '@/testing/test-session';
import { AnnouncementChoices } from './announcement-choices';
import { JobAnnouncements } from './job-announcements';

const shown: { readonly title: string; readonly body: string }[] = [];

/** A browser whose person gives `answer` when asked, and how often they were. */
function stubNotices(permission: NotificationPermission, answer: NotificationPermission = permission) {
  const ask = vi.fn(() => {
    FakeNotification.permission = answer;
    return Promise.resolve(answer);
  });
  class FakeNotification {
    static permission = permission;
    static requestPermission = ask;
    onclick: (() => void) | null = null;
    constructor(title: string, { body = '' }: NotificationOptions) {
      shown.push({ title, body });
    }
    close(): void {
      this.onclick = null;
    }
  }
  vi.stubGlobal('Notification', FakeNotification);
  vi.stubGlobal('isSecureContext', true);
  return ask;
}

afterEach(() => {
  vi.unstubAllGlobals();
  shown.length = 0;
});

function showChoices() {
  const parts = createPageParts();
  const view = renderWithSession(<AnnouncementChoices />, { wrap: parts.wrap });
  return { ...view, preferences: parts.workspace.preferences };
}
const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });

describe('the choices', () => {
  it('are kept, each by itself', async () => {
    const { user, preferences } = showChoices();
    await user.click(field(/message/));
    await user.click(field(/sound/));
    expect(preferences.getState()).toMatchObject({ isFinishToasted: false, isFinishSounded: true });
  });

  it('ask the browser before a notice of the system is promised', async () => {
    const ask = stubNotices('default', 'granted');
    const { user, preferences } = showChoices();
    expect(field(/system/).checked).toBe(false);
    await user.click(field(/system/));
    expect(ask).toHaveBeenCalledOnce();
    expect(preferences.getState().isFinishNotified).toBe(true);
    expect(field(/system/).checked).toBe(true);
    await user.click(field(/system/));
    expect(preferences.getState().isFinishNotified).toBe(false);
    expect(ask).toHaveBeenCalledOnce();
  });

  it('stay off and say why where the person refuses, or the page has no https', async () => {
    stubNotices('default', 'denied');
    const { user, preferences, unmount } = showChoices();
    await user.click(field(/system/));
    expect(preferences.getState().isFinishNotified).toBe(false);
    expect(screen.getByText(/refuses notices/)).toBeTruthy();
    expect(field(/system/).disabled).toBe(true);
    unmount();
    vi.stubGlobal('isSecureContext', false);
    showChoices();
    expect(screen.getByText(/without https/)).toBeTruthy();
  });
});

describe('a notice of the system', () => {
  it('comes when a job ends while the page is hidden, and only then', async () => {
    stubNotices('granted');
    const page = createTestPage({ openSocket: createFakeSockets().open });
    let over: string[] = [];
    const client = createFakeClient({
      queue: () => Promise.resolve(buildQueue(over.includes('p1') ? [] : ['p1'], over.includes('p2') ? [] : ['p2'])),
      history: () => Promise.resolve(buildHistory(over.map((id) => buildHistoryEntry(id)))),
    });
    const { session } = createTestSession({ url: 'http://server.test/' }, { page, client });
    const parts = createPageParts();
    parts.workspace.setPreferences({ isFinishNotified: true });
    renderWithSession(<JobAnnouncements product="Deck" />, { session, wrap: parts.wrap });
    const read = () =>
      act(async () => {
        await session.readQueue();
        await session.queryClient.invalidateQueries();
      });
    act(() => {
      for (const id of ['p1', 'p2']) session.memory.setState((memory) => withSubmission(memory, buildSubmission(id)), true);
    });
    await read();
    over = ['p1'];
    await read();
    expect(await screen.findByText(/is done$/)).toBeTruthy();
    expect(shown).toEqual([]);
    page.setHidden(true);
    over = ['p1', 'p2'];
    await read();
    await waitFor(() => expect(shown).toEqual([{ title: 'Deck', body: expect.stringMatching(/is done$/) as string }]), { timeout: 5_000 });
    session.dispose();
  });
});
