import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { plainPng } from './fixtures/files';
import { blurWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { maskEditorOf } from './pages/mask-editor';
import { shellOf } from './pages/shell';
import { expect, serverOf, test, type App } from './serve/app-test';
import { exportPrompt } from './serve/downloads';
import { dropFile } from './serve/transfer';

/** The graph with its loader on a plain red picture of 64 × 48. */
async function openOnPicture(page: Page, app: App) {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  const load = graph.node('Load Image');
  await dropFile(load.getByRole('button', { name: 'Upload' }), await plainPng('plain.png'));
  await expect(load.getByRole('img', { name: 'Chosen file plain.png' })).toBeVisible();
  return { load, editor: maskEditorOf(page) };
}

/** Alpha of one pixel of the file that the loader has now. */
async function readAlpha(app: App, value: unknown): Promise<(x: number, y: number) => number> {
  const file = join(serverOf(app).control.world.folder('input'), String(value));
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, ...data.subarray(0, 3)], 'size and colours are those of the picture').toEqual([64, 48, 192, 96, 64]);
  return (x, y) => data[(y * info.width + x) * 4 + 3] ?? -1;
}

test('a mask is painted, survives a reload, is saved into a file, and the node takes it', async ({ page, app }) => {
  const { load, editor } = await openOnPicture(page, app);
  await load.getByRole('button', { name: 'Edit mask' }).click();
  await expect(editor.stage).toBeVisible();
  await editor.tool('Rectangle').click();
  await editor.drag([0.25, 0.25], [0.75, 0.75]);
  await expect(editor.dialog).toContainText('25.0 % masked');
  await editor.tool('Eraser').click();
  await editor.setSlider('Size', 6);
  await editor.setSlider('Hardness', 100);
  await editor.drag([0.5, 0.5]);
  await expect(editor.dialog).toContainText('24.1 % masked');
  await page.keyboard.press('Control+z');
  await expect(editor.dialog).toContainText('25.0 % masked');
  await page.keyboard.press('Control+Shift+Z');
  await expect(editor.dialog).toContainText('24.1 % masked');
  await editor.dialog.getByRole('button', { name: 'Close mask editor' }).click();
  await expect(editor.dialog).toBeHidden();

  await page.reload();
  await load.getByRole('button', { name: 'Edit mask' }).click();
  await expect(editor.dialog).toContainText('What you painted here before and did not save is back.');
  await expect(editor.dialog).toContainText('24.1 % masked');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await editor.save.click();
  await expect(editor.dialog).toBeHidden();
  const { image } = (await exportPrompt(page))['1']?.inputs ?? {};
  expect(image).toMatch(/^clipspace\/clipspace-mask-\d+\.png$/);
  const alpha = await readAlpha(app, image);
  expect([alpha(20, 15), alpha(47, 35), alpha(32, 24)], 'masked is transparent, erased is not').toEqual([0, 0, 255]);
  expect([alpha(15, 24), alpha(48, 24), alpha(32, 11), alpha(32, 36)]).toEqual([255, 255, 255, 255]);

  await test.step('painting again begins with the saved mask, and a server without the picture says so', async () => {
    await load.getByRole('button', { name: 'Edit mask' }).click();
    await expect(editor.dialog).toContainText('24.1 % masked');
    await expect(editor.dialog).not.toContainText('is back');
    await editor.tool('Clear').click();
    serverOf(app).control.failRoute('/upload/mask', 500, 1);
    await editor.save.click();
    await expect(editor.dialog.getByRole('alert')).toContainText('The mask was not saved. The server failed (500)');
    await editor.save.click();
    await expect(shellOf(page).toast(/^Saved as clipspace\/clipspace-mask-/)).toBeVisible();
    const again = await readAlpha(app, (await exportPrompt(page))['1']?.inputs['image']);
    expect(again(20, 15)).toBe(255);
  });
});

test('a mask is painted by keys alone; fill, lasso and the wheel work too', async ({ page, app }) => {
  const { load, editor } = await openOnPicture(page, app);
  await load.getByRole('button', { name: 'Edit mask' }).press('Enter');
  await editor.stage.focus();
  await page.keyboard.press('r');
  for (const key of ['Shift+ArrowLeft', 'Shift+ArrowUp', ' ', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Enter'])
    await page.keyboard.press(key);
  await expect(editor.dialog).toContainText(/8\.\d % masked/);
  await page.keyboard.press(' ');
  await page.keyboard.press('Escape');
  await expect(editor.dialog, 'Escape drops the shape, not the editor').toBeVisible();
  await page.keyboard.press('i');
  await expect(editor.dialog).toContainText(/9\d\.\d % masked/);
  await editor.tool('Clear').click();
  await page.keyboard.press('g');
  await editor.stage.hover();
  await page.mouse.wheel(0, -300);
  await editor.drag([0.5, 0.5]);
  await expect(editor.dialog).toContainText('100.0 % masked');
  await editor.dialog.getByRole('button', { name: 'Fit' }).click();
  await page.keyboard.press('l');
  await editor.dialog.getByRole('checkbox', { name: 'Take away instead of adding' }).check();
  await editor.drag([0.1, 0.1], [0.9, 0.1], [0.9, 0.9]);
  await expect(editor.dialog).toContainText(/6\d\.\d % masked/);
  await page.keyboard.press('Escape');
  await expect(editor.dialog).toBeHidden();
  await expect(load.getByRole('button', { name: 'Edit mask' })).toBeFocused();
});
