import type { Locator, Page } from '@playwright/test';
import { boxOf } from './graph';

/** The mask editor over the page. */
export interface MaskEditorPage {
  readonly dialog: Locator;
  readonly stage: Locator;
  readonly tool: (name: string) => Locator;
  readonly save: Locator;
  /** Presses, moves and lifts the mouse; places are shares of the picture's width and height. */
  readonly drag: (...places: readonly (readonly [number, number])[]) => Promise<void>;
  readonly setSlider: (name: string, value: number) => Promise<void>;
}

export function maskEditorOf(page: Page): MaskEditorPage {
  const dialog = page.getByRole('dialog', { name: 'Mask editor' });
  const stage = dialog.getByRole('application', { name: 'Mask canvas' });
  return {
    dialog,
    stage,
    tool: (name) => dialog.getByRole('button', { name, exact: true }),
    save: dialog.getByRole('button', { name: 'Save mask' }),
    drag: async (...places) => {
      const { x, y, width, height } = await boxOf(stage.getByRole('img'));
      for (const [index, [across, down]] of places.entries()) {
        await page.mouse.move(x + across * width, y + down * height, { steps: index === 0 ? 1 : 4 });
        if (index === 0) await page.mouse.down();
      }
      await page.mouse.up();
    },
    setSlider: (name, value) => dialog.getByRole('slider', { name, exact: true }).fill(String(value)),
  };
}
