import type { Locator, Page } from '@playwright/test';

/** The frame around every screen. */
export interface Shell {
  /** The connection's word with its age. */
  readonly connection: Locator;
  readonly tabs: Locator;
  readonly tab: (name: string | RegExp) => Locator;
  readonly run: Locator;
  /** A message that came up; gone after some seconds. */
  readonly toast: (text: string | RegExp) => Locator;
  /** Brings a panel of the dock to the front and answers its region. */
  readonly showPanel: (name: 'Queue' | 'History' | 'Gallery' | 'Problems') => Promise<Locator>;
  /** The number of jobs that wait or run, as the bar has it. */
  readonly queueSummary: (text: string) => Locator;
}

/** The shell of a page. */
export function shellOf(page: Page): Shell {
  const dock = page.getByRole('complementary', { name: 'Side panels' });
  const tabs = page.getByRole('list', { name: 'Open workflows' }).getByRole('listitem');
  return {
    connection: page.getByRole('status', { name: 'Connection' }),
    tabs,
    tab: (name) => tabs.filter({ hasText: name }),
    run: page.getByRole('button', { name: 'Run', exact: true }),
    toast: (text) => page.getByRole('region', { name: 'Notifications' }).getByText(text).first(),
    showPanel: async (name) => {
      await dock.getByRole('button', { name, exact: true }).click();
      return page.getByRole('region', { name, exact: true });
    },
    queueSummary: (text) => page.getByRole('link', { name: text }),
  };
}
