import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HISTORY_PAGE_SIZE, PAST_PAGE_SIZE } from '@/config/limits';
import { createFakeClient } from '@/testing/fake-client';
import { createFakeSockets } from '@/testing/fake-sockets';
import { createPageParts } from '@/testing/page-parts';
import { createPastServer } from '@/testing/past-server';
import { renderWithSession } from '@/testing/render-with-session';
import { createTestPage } from '@/testing/test-page';
import { createTestSession } from '@/testing/test-session';
import type { HistoryFilters } from './filter-jobs';
import { RoutedHistory } from './fixtures/routed-history';

const COUNT = 10_000;

function show(server: ReturnType<typeof createPastServer>, filters: HistoryFilters = {}) {
  const page = createTestPage({ openSocket: createFakeSockets().open });
  const client = createFakeClient(server.client);
  const { session } = createTestSession({ url: 'http://server.test/' }, { page, client });
  return renderWithSession(<RoutedHistory filters={filters} />, { session, wrap: createPageParts().wrap });
}

const rows = () => screen.getAllByRole('listitem');
const size = () => Number(rows()[0]?.getAttribute('aria-setsize'));
const pagesAsked = ({ client }: ReturnType<typeof createPastServer>) =>
  client.jobs.mock.calls.flatMap(([window]) => (window?.limit === 1 ? [] : [(window?.offset ?? 0) / PAST_PAGE_SIZE]));

// There is no layout here: rows as high as they are drawn.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(60);
});

describe('a history of 10,000', () => {
  it('has its whole length at once', async () => {
    const server = createPastServer({ count: COUNT });
    const { user } = show(server);
    await waitFor(() => expect(size()).toBe(COUNT));
    expect(rows().length).toBeLessThan(30);
    expect(pagesAsked(server)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Clear history' }));
    expect(await screen.findByRole('alertdialog', { name: /^Clear the history of 10,?000 runs\?$/ })).toBeTruthy();
  });

  it('searches from the newest on, and says how far', async () => {
    const server = createPastServer({ count: COUNT });
    const { user } = show(server, { q: 'castle' });
    await screen.findByText('No run fits');
    expect(screen.getAllByText(`Looked through the newest ${HISTORY_PAGE_SIZE} runs.`)).not.toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Look further back' }));
    await waitFor(() => expect(screen.getAllByText(`Looked through the newest ${2 * HISTORY_PAGE_SIZE} runs.`)).not.toEqual([]));
  });
});

describe('the other filters', () => {
  it('are behind a button until one is set', async () => {
    const server = createPastServer({ count: 3 });
    const { user } = show(server);
    await waitFor(() => expect(size()).toBe(3));
    expect(screen.queryByLabelText('Only mine')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'More filters' }));
    await user.click(screen.getByRole('checkbox', { name: 'Only mine' }));
    expect(await screen.findByText('No run fits')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all runs' }));
    expect(size()).toBe(3);
    const model = screen.getByRole('combobox', { name: 'Model' });
    expect(model.textContent).toBe('Any model');
  });
});
