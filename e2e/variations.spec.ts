import type { Locator, Page } from '@playwright/test';
import { paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, serverOf, test } from './serve/app-test';

/** Opens the dialog for a small picture and writes two lists: steps along the top, cfg down the side. */
async function writeLists(page: Page): Promise<Locator> {
  await graphOf(page).open(jsonFile('boat.json', paintWorkflow({ steps: 4 }).workflow));
  await page.getByRole('button', { name: 'More ways to run' }).click();
  await page.getByRole('menuitem', { name: 'Run variations' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run variations' });
  const first = dialog.getByRole('group', { name: /^List 1/ });
  await first.getByRole('combobox', { name: 'Control' }).selectOption('KSampler #5: steps');
  await first.getByRole('textbox', { name: 'Values' }).fill('2..4 step 2');
  await dialog.getByRole('button', { name: 'Add a list' }).click();
  const second = dialog.getByRole('group', { name: /^List 2/ });
  await second.getByRole('combobox', { name: 'Control' }).selectOption('KSampler #5: cfg');
  await second.getByRole('textbox', { name: 'Values' }).fill('1.5, 6');
  return dialog;
}

const cell = (panel: Locator, steps: number, cfg: number, state: string): Locator =>
  panel.getByRole('link', { name: `KSampler steps ${steps}, KSampler cfg ${cfg}, ${state}`, exact: true });

test('two lists make a labelled grid that fills as its runs end and is there again after a reload', async ({ page, app }) => {
  const { control } = serverOf(app);
  await app.open(page);
  const dialog = await writeLists(page);
  control.hold();
  await dialog.getByRole('button', { name: 'Queue 4 runs' }).click();

  const panel = page.getByRole('main').getByRole('region', { name: 'Variations' });
  await expect(panel.getByRole('status')).toHaveText('0 of 4 done');
  await expect(panel.getByRole('columnheader')).toHaveText(['KSampler steps', 'KSampler cfg', '2', '4']);
  await expect(panel.getByRole('rowheader')).toHaveText(['1.5', '6']);
  await expect(cell(panel, 4, 6, 'queued')).toBeVisible();

  control.release();
  await expect(panel.getByRole('status')).toHaveText('4 of 4 done');
  const picture = cell(panel, 4, 1.5, 'done');
  await expect(picture.getByRole('img')).toBeVisible();
  const bodies = await page.request.get(`${app.serverUrl}/history`);
  const entries = Object.values(
    (await bodies.json()) as Record<string, { prompt: [number, string, Record<string, { inputs: Record<string, unknown> }>] }>,
  );
  const ran = entries.map(({ prompt }) => [prompt[2]['5']?.inputs['steps'], prompt[2]['5']?.inputs['cfg']]);
  expect(ran.slice(-4)).toEqual([
    [2, 1.5],
    [4, 1.5],
    [2, 6],
    [4, 6],
  ]);

  await page.reload();
  await expect(panel.getByRole('status')).toHaveText('4 of 4 done');
  await expect(cell(panel, 2, 6, 'done').getByRole('img')).toBeVisible();
  await picture.click();
  await expect(page.getByRole('dialog', { name: 'Viewer' })).toBeVisible();
  await page.goBack();
  await expect(panel.getByRole('rowheader')).toHaveText(['1.5', '6']);
});

test('a finished job announces itself with its picture; the choices hold, also for shared progress', async ({ page, app, browser }) => {
  const server = serverOf(app);
  await app.open(page);
  const shell = shellOf(page);
  await app.open(page, '/settings/jobs');
  await page.getByRole('checkbox', { name: /live progress of my jobs/ }).check();
  await app.open(page);

  const wall = await browser.newPage();
  await app.open(wall, '/kiosk');
  await graphOf(page).open(jsonFile('boat.json', paintWorkflow().workflow));
  server.control.hold();
  await shell.run.click();
  await server.control.whenStopped();
  for (let step = 0; step < 12; step++) {
    server.control.step();
    await server.control.whenStopped();
  }
  // The job is not the wall's, and yet it is told how far it is.
  await expect(wall.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]\d?$/);
  server.control.release();
  await wall.close();

  await expect(shell.toast('“boat” is done')).toBeVisible();
  const news = page.getByRole('region', { name: 'Notifications' }).getByRole('link', { name: 'Open the run “boat”' });
  await expect(news.getByRole('img')).toBeVisible();
  await news.click();
  await expect(page).toHaveURL(/#\/history\//);
});
