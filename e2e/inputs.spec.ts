import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { noisyPng, plainPng } from './fixtures/files';
import { blurWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile, type ChosenFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, serverOf, test, type App } from './serve/app-test';
import { exportPrompt } from './serve/downloads';
import { dropFile, pasteFile } from './serve/transfer';

function inputsOf(page: Page) {
  const region = page.getByRole('region', { name: 'Inputs' });
  const uploads = region.getByRole('list', { name: 'Uploads' });
  return {
    region,
    file: (path: string) => region.locator(`[data-input="${path}"]`),
    upload: (name: string) => uploads.getByRole('listitem').filter({ hasText: name }),
    choose: async (button: string, files: string | readonly ChosenFile[]) => {
      const chooser = page.waitForEvent('filechooser');
      await region.getByRole('button', { name: button }).click();
      await (await chooser).setFiles(typeof files === 'string' ? files : files.map((one) => ({ ...one })));
    },
  };
}

const sizeOf = async (app: App, path: string) => {
  const { width, height, format } = await sharp(readFileSync(join(serverOf(app).control.world.folder('input'), path))).metadata();
  return { width, height, format };
};

test('files come in by button, drop, paste and as a folder; a taken name is asked about', async ({ page, app }) => {
  const folder = mkdtempSync(join(tmpdir(), 'inputs-'));
  mkdirSync(join(folder, 'set', 'deep'), { recursive: true });
  const { buffer } = await plainPng('any.png');
  writeFileSync(join(folder, 'set', 'one.png'), buffer);
  writeFileSync(join(folder, 'set', 'deep', 'two.png'), buffer);
  await app.open(page, '/inputs');
  const { region, file, upload, choose } = inputsOf(page);
  await expect(file('harbor.png')).toBeVisible();

  await test.step('by button, several', async () => {
    const bad = { name: 'photo.heic', mimeType: 'image/heic', buffer: Buffer.from('no picture') };
    await choose('Upload files', [await plainPng('a.png'), await plainPng('b.png'), bad]);
    await expect(upload('a.png')).toHaveAttribute('data-upload-state', 'done');
    await expect(upload('photo.heic')).toContainText('HEIC pictures are read neither by browsers nor by ComfyUI');
    await expect(file('a.png')).toBeVisible();
  });

  await test.step('a name that exists', async () => {
    await dropFile(region.getByRole('list', { name: 'Input files' }), await plainPng('a.png'));
    await expect(upload('a.png').nth(1)).toContainText('the server has this very file already');
    await pasteFile(page.locator('body'), await plainPng('a.png', { background: '#2040c0' }));
    await expect(upload('a.png').nth(2)).toContainText('The server has another file of this name.');
    await upload('a.png').nth(2).getByRole('button', { name: 'Keep both' }).click();
    await expect(upload('a.png').nth(2)).toContainText('uploaded as a (1).png');
    await dropFile(region, await plainPng('a.png', { background: '#20c040' }));
    await upload('a.png').nth(3).getByRole('button', { name: 'Overwrite' }).click();
    await expect(upload('a.png').nth(3)).toHaveAttribute('data-upload-state', 'done');
    const world = serverOf(app).control.world.folder('input');
    const colors = await Promise.all(['a.png', 'a (1).png'].map((name) => sharp(join(world, name)).stats()));
    expect(colors.map(({ dominant }) => dominant.g > dominant.b)).toEqual([true, false]);
  });

  await test.step('a folder, shrunk and written anew', async () => {
    await region.getByRole('button', { name: 'Clear list' }).click();
    await region.getByRole('button', { name: 'Before uploading' }).click();
    await region.getByRole('combobox', { name: 'Into folder' }).fill('mine');
    await region.getByRole('combobox', { name: 'Shrink pictures to' }).selectOption('at most 512 px');
    await region.getByRole('combobox', { name: 'Write pictures as' }).selectOption('JPEG');
    await choose('Upload folder', join(folder, 'set'));
    await expect(upload('one.png')).toContainText('uploaded as mine/set/one.jpg');
    await expect(upload('two.png')).toContainText('uploaded as mine/set/deep/two.jpg');
    const lying = await sharp({ create: { width: 1000, height: 600, channels: 3, background: '#804020' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    await choose('Upload files', [{ name: 'lying.jpg', mimeType: 'image/jpeg', buffer: lying }]);
    await expect(upload('lying.jpg')).toHaveAttribute('data-upload-state', 'done');
    expect(await sizeOf(app, 'mine/lying.jpg'), 'upright').toEqual({ width: 307, height: 512, format: 'jpeg' });
    await region.getByRole('combobox', { name: 'Folder', exact: true }).selectOption('mine/set (2)');
    await expect(file('mine/set/deep/two.jpg')).toBeVisible();
    await expect(file('a.png')).toBeHidden();
  });

  await test.step('from a web address, by the server', async () => {
    await region.getByRole('textbox', { name: 'Web address of a picture' }).fill(`${app.serverUrl}/view?filename=harbor.png&type=input`);
    await region.getByRole('button', { name: 'Load', exact: true }).click();
    await expect(region.getByText('Loaded as mine/view.png')).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });

  rmSync(folder, { recursive: true });
});

test('a large lot can be stopped and resumed; a file is put into a node and its mask opened', async ({ page, app }) => {
  await app.open(page);
  await graphOf(page).open(jsonFile('blur.json', blurWorkflow().workflow));
  await page.getByRole('link', { name: 'Inputs', exact: true }).click();
  const { region, file, upload, choose } = inputsOf(page);
  await expect(file('harbor.png').getByRole('button', { name: 'Show harbor.png, in use once' })).toBeVisible();
  const release = serverOf(app).control.slowRoute('/upload/image', 60_000);
  await choose('Upload files', await Promise.all(['a', 'b', 'c'].map((name) => noisyPng(`${name}.png`, 60))));
  await expect(upload('a.png')).toHaveAttribute('data-upload-state', 'sending');
  await region.getByRole('button', { name: 'Cancel all' }).click();
  await expect(upload('c.png')).toHaveAttribute('data-upload-state', 'cancelled');
  release();
  await region.getByRole('button', { name: 'Go on with the rest' }).click();
  await expect(region.getByText('3 of 3 files done')).toBeVisible();
  await file('b.png').getByRole('button').press('Enter');
  const details = region.getByRole('complementary', { name: 'File' });
  await details.getByRole('combobox', { name: 'Use in' }).selectOption('Load Image #1, image');
  await expect(shellOf(page).toast('b.png is chosen in Load Image #1, image')).toBeVisible();
  await expect(details.getByRole('link', { name: 'Load Image #1 in blur' })).toBeVisible();
  await details.getByRole('button', { name: 'Edit mask' }).click();
  const editor = page.getByRole('dialog', { name: 'Mask editor' });
  await editor.getByRole('button', { name: 'Invert' }).click();
  await editor.getByRole('combobox', { name: 'Use in' }).selectOption('Load Image #1, image');
  await editor.getByRole('button', { name: 'Save mask' }).click();
  await expect(editor).toBeHidden();
  await details.getByRole('button', { name: 'Close details' }).click();
  await page.getByRole('link', { name: 'Graph', exact: true }).click();
  expect((await exportPrompt(page))['1']?.inputs['image']).toMatch(/^clipspace\/clipspace-mask-\d+\.png$/);
});
