import type { Locator, Page } from '@playwright/test';

/** The gallery's list and the viewer over it. */
export interface Gallery {
  readonly region: Locator;
  readonly outputs: Locator;
  /** An output by the end of its reference, e.g. `boat_00001_.png`. */
  readonly output: (ending: string) => Locator;
  readonly viewer: Locator;
  readonly open: (ending: string) => Promise<void>;
}

/** The gallery of a page, in the dock or on its own. */
export function galleryOf(page: Page): Gallery {
  const region = page.getByRole('region', { name: 'Gallery' });
  const list = region.getByRole('list', { name: 'Outputs' });
  const output = (ending: string): Locator => list.locator(`[data-output$="${ending}"]`);
  return {
    region,
    outputs: list.getByRole('listitem'),
    output,
    viewer: page.getByRole('dialog', { name: 'Viewer' }),
    open: (ending) => output(ending).getByRole('button').first().click(),
  };
}
