import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than this between two places are no way for anyone. */
const MAX_STOPS = 80;

/** Hands on the keys only. */
export interface Keys {
  /** Presses a key until the element has the focus. */
  readonly goTo: (target: Locator, key?: string) => Promise<void>;
  /** Replaces what the focused field holds. */
  readonly retype: (text: string) => Promise<void>;
  /** Runs a command by its name. */
  readonly command: (name: string) => Promise<void>;
}

/** The keyboard of a page. */
export function keysOf(page: Page): Keys {
  return {
    goTo: async (target, key = 'Tab') => {
      for (let stop = 0; stop < MAX_STOPS; stop++) {
        if ((await target.count()) > 0 && (await target.evaluate((element) => element === document.activeElement))) return;
        await page.keyboard.press(key);
      }
      await expect(target, `reached by ${key}`).toBeFocused({ timeout: 1 });
    },
    retype: async (text) => {
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    },
    command: async (name) => {
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
      await page.keyboard.type(name);
      await expect(page.getByRole('option', { name })).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog', { name: 'Commands' })).toBeHidden();
    },
  };
}
