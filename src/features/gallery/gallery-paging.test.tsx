import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HISTORY_PAGE_SIZE, PAST_PAGE_SIZE } from '@/config/limits';
import { toPromptId } from '@/protocol/ids';
import { outputIndexOf } from '@/session/output-index';
import { keys } from '@/session/keys';
import type { Session } from '@/session/session';
import { buildHistoryEntry } from '@/testing/builders';
import { createPageParts } from '@/testing/page-parts';
import { createPastServer } from '@/testing/past-server';
import { renderWithSession } from '@/testing/render-with-session';
import { GalleryPanel } from './gallery-panel';

function Routed() {
  const [output, setOutput] = useState<string | null>(null);
  return (
    <GalleryPanel
      layout="page"
      filters={{}}
      onFiltersChange={() => undefined}
      {...(output === null ? {} : { openOutput: output })}
      onOpenOutput={setOutput}
    />
  );
}

async function show(server: ReturnType<typeof createPastServer>, length: number) {
  const view = renderWithSession(<Routed />, { client: server.client, wrap: createPageParts().wrap });
  await waitFor(() => expect(size()).toBe(length));
  return view;
}

const list = () => screen.getByRole('list', { name: 'Outputs' });
const tiles = () => within(list()).getAllByRole('listitem');
const refs = () => tiles().map((tile) => tile.dataset['output'] ?? null);
const size = () => Number(tiles()[0]?.getAttribute('aria-setsize'));
/** The pages asked for; the question for the total is none. */
const pagesAsked = (server: ReturnType<typeof createPastServer>) =>
  server.client.jobs.mock.calls.flatMap(([window]) => (window?.limit === 1 ? [] : [(window?.offset ?? 0) / PAST_PAGE_SIZE]));

function scroller(): HTMLElement {
  // eslint-disable-next-line testing-library/no-node-access -- what scrolls has no role of its own
  const found = list().parentElement;
  if (found === null) throw new Error('the list is in nothing');
  return found;
}

function scrollTo(px: number): void {
  scroller().scrollTop = px;
  fireEvent.scroll(scroller());
}

const height = () => Number.parseFloat(list().style.height);

// There is no layout here: the browser's part in scrolling is played by plain properties.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(() => height());
  vi.spyOn(HTMLElement.prototype, 'scrollTo').mockImplementation(function (this: HTMLElement, to?: ScrollToOptions | number) {
    if (typeof to === 'object' && to.top !== undefined) this.scrollTop = to.top;
    queueMicrotask(() => act(() => void fireEvent.scroll(this)));
  });
});

describe('a gallery of 100,000', () => {
  it('has its whole length at once and reads only the pages looked at', async () => {
    const server = createPastServer({ count: 100_000 });
    await show(server, 100_000);
    expect(tiles().length).toBeLessThan(60);
    expect(pagesAsked(server)).toEqual([]);
    act(() => scrollTo(height() / 2));
    await waitFor(() => expect(refs().filter(Boolean).length).toBeGreaterThan(5));
    const ref = refs().filter(Boolean).at(-1);
    const n = Number(/r(\d+)-/.exec(ref ?? '')?.[1]);
    expect(n).toBeGreaterThan(49_000);
    expect(n).toBeLessThan(51_000);
    expect(pagesAsked(server).length).toBeLessThanOrEqual(2);
    expect(server.client.history.mock.calls.every(([window]) => window?.maxItems === HISTORY_PAGE_SIZE)).toBe(true);
    expect(tiles().length).toBeLessThan(60);
  });

  it('does not read what is scrolled past', async () => {
    const server = createPastServer({ count: 100_000 });
    await show(server, 100_000);
    for (let step = 1; step <= 20; step++) act(() => scrollTo((height() * step) / 25));
    await waitFor(() => expect(pagesAsked(server)).not.toEqual([]));
    const newest = Math.max(...pagesAsked(server));
    expect(newest).toBeLessThan((100_000 * 6) / 25 / PAST_PAGE_SIZE);
    expect(pagesAsked(server).length).toBeLessThanOrEqual(2);
  });

  it('is walked by keyboard to its end and back', async () => {
    const server = createPastServer({ count: 100_000 });
    const { user } = await show(server, 100_000);
    for (const _stop of ['choose', 'slider', 'search', 'kind', 'filters', 'grid']) await user.tab();
    await user.keyboard('{End}');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Show r0-0.png' }).matches(':focus')).toBe(true));
    expect(pagesAsked(server)).toContain(0);
    await user.keyboard('{PageUp}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Show r\d+-0\.png$/));
    expect(document.activeElement?.getAttribute('aria-label')).not.toBe('Show r0-0.png');
    await user.keyboard('{Home}');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Show r99999-0.png' }).matches(':focus')).toBe(true));
  });
});

describe('outputs of runs that are listed', () => {
  it('are read when one looks at them, once, and remembered by this browser', async () => {
    const server = createPastServer({ count: 1_000, outputs: 4 });
    const { session } = await show(server, 4_000);
    expect(size()).toBe(4_000);
    act(() => scrollTo(height() / 2));
    await waitFor(() => expect(refs().filter((ref) => ref?.endsWith('-3.png') === true).length).toBeGreaterThan(1));
    const asked = server.client.historyEntry.mock.calls.map(([id]) => id);
    expect(new Set(asked).size).toBe(asked.length);
    expect(size()).toBe(4_000);
    const [id] = asked;
    const known = await outputIndexOf(session).read(id === undefined ? [] : [id]);
    expect(known.values().next().value?.outputs).toHaveLength(4);
  });

  it('leave with their run', async () => {
    const server = createPastServer({ count: 1_000 });
    const { session } = await show(server, 1_000);
    act(() => scrollTo(height() / 2));
    await waitFor(() => expect(refs().filter(Boolean).length).toBeGreaterThan(5));
    const ref = refs().filter(Boolean).at(-1) ?? '';
    server.remove([toPromptId(ref.replace(/^output\/|-0\.png$/g, ''))]);
    await act(() => session.queryClient.invalidateQueries({ queryKey: keys.past(session.serverId) }));
    await waitFor(() => expect(size()).toBe(999));
    expect(refs()).not.toContain(ref);
  });
});

/** What the session does when it found the entry of a run that ended. */
function tellOfEnd(session: Session, n: number): void {
  act(() => {
    session.queryClient.setQueryData(['server', session.serverId, 'history', 'list', HISTORY_PAGE_SIZE], (before: unknown) => {
      const { entries, ...rest } = before as { entries: readonly unknown[] };
      return { ...rest, entries: [...entries, buildHistoryEntry(`r${n}`, { startedAtMs: 1_900_000_000_000 })] };
    });
  });
}

describe('a run that ends', () => {
  it('moves nothing that one looks at', async () => {
    const server = createPastServer({ count: 1_000 });
    const { session } = await show(server, 1_000);
    act(() => scrollTo(3_000));
    await waitFor(() => expect(refs().filter(Boolean).length).toBeGreaterThan(5));
    await waitFor(() => expect(refs()).not.toContain(null));
    const inView = () =>
      tiles()
        .map((tile) => ({
          ref: tile.dataset['output'],
          y: Number(/, (\d+)px/.exec(tile.style.transform)?.[1]) - scroller().scrollTop,
          x: tile.style.transform.split(',')[0],
        }))
        .filter(({ y }) => y >= 0 && y < 400);
    const before = inView();
    expect(before.length).toBeGreaterThan(3);
    tellOfEnd(session, server.finish());
    await waitFor(() => expect(size()).toBe(1_001));
    expect(inView()).toEqual(before);
    act(() => scrollTo(0));
    await waitFor(() => expect(refs()[0]).toBe('output/r1000.png'));
  });

  it('is seen at once at the top', async () => {
    const server = createPastServer({ count: 1_000 });
    const { session } = await show(server, 1_000);
    tellOfEnd(session, server.finish());
    await waitFor(() => expect(refs()[0]).toBe('output/r1000.png'));
    expect(scroller().scrollTop).toBe(0);
  });
});
