import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { plainPng } from './fixtures/files';
import { blurWorkflow, paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { keysOf } from './pages/keys';
import { shellOf } from './pages/shell';
import { expect, test, type App } from './serve/app-test';
import { downloadOf, exportPrompt } from './serve/downloads';
import { dropFile, pasteFile } from './serve/transfer';

const MAIN_JOB = fileURLToPath(new URL('./fixtures/main-job.workflow.json', import.meta.url));

/** A workflow as the server keeps it for its user. */
async function savedText(page: Page, app: App, name: string): Promise<string> {
  const answer = await page.request.get(`${app.serverUrl}/userdata/${encodeURIComponent(`workflows/${name}.json`)}`);
  return answer.text();
}

test('an API prompt opens with a layout of its own and runs', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('boat-api.json', paintWorkflow({ prefix: 'from-api', steps: 2 }).prompt));
  await expect(shellOf(page).toast('Opened boat-api from its API prompt; the layout is new')).toBeVisible();
  await expect(graph.nodes).toHaveCount(7);
  await expect(graph.node('Prompt').getByRole('textbox', { name: 'text' })).toHaveValue('a red boat');
  await page.keyboard.press('Control+Enter');
  await expect(graph.node('Save Image').getByRole('img', { name: /from-api_\d+_\.png/ })).toBeVisible();
});

test('a picture made by the server, dropped on the canvas, opens the workflow it carries', async ({ page, app }) => {
  const buffer = await (await page.request.get(`${app.serverUrl}/view?filename=city_00001_.png&type=output`)).body();
  await app.open(page);
  const graph = graphOf(page);
  await dropFile(graph.region, { name: 'city.png', mimeType: 'image/png', buffer });
  await expect(graph.node('KSampler').getByRole('spinbutton', { name: 'seed' })).toHaveValue('18446744073709551615');
  await dropFile(graph.region, jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.node('Blur')).toBeVisible();
  await expect(shellOf(page).tabs).toHaveCount(2);
});

test('saving to a file and exporting lose nothing of what was opened', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(MAIN_JOB);
  await expect(graph.node('KSampler')).toBeVisible();
  const saved = await downloadOf(page, () => keysOf(page).command('Save workflow to a file'));
  expect(saved.name).toBe('main-job.workflow.json');
  const before = JSON.parse(readFileSync(MAIN_JOB, 'utf8')) as unknown;
  expect(JSON.parse(saved.bytes.toString('utf8'))).toMatchObject(before as Record<string, unknown>);
  expect((await exportPrompt(page))['5']).toMatchObject({ class_type: 'KSampler', inputs: { seed: 42, steps: 40, model: ['1', 0] } });
});

test('saving on the server asks for a name once, and before it overwrites anything', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  const shell = shellOf(page);
  const radius = graph.node('Blur').getByRole('spinbutton', { name: 'blur_radius' });
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await radius.fill('9');
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Save workflow' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('soft/mine');
  await dialog.getByRole('button', { name: 'Save on the server' }).click();
  await expect(shell.toast('Saved on the server as workflows/soft/mine.json')).toBeVisible();
  await expect(page).toHaveURL(/#\/graph\/workflows\/soft\/mine\.json$/);
  await expect(shell.tab('soft/mine').getByRole('img', { name: 'unsaved changes' })).toBeHidden();
  expect(JSON.parse(await savedText(page, app, 'soft/mine'))).toMatchObject({ nodes: expect.any(Array) });

  await radius.fill('11');
  await radius.press('Enter');
  await expect(shell.tab('soft/mine').getByRole('img', { name: 'unsaved changes' })).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(shell.tab('soft/mine').getByRole('img', { name: 'unsaved changes' })).toBeHidden();
  expect(await savedText(page, app, 'soft/mine')).toContain('11');

  await page.keyboard.press('Control+Shift+s');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('portrait');
  await dialog.getByRole('button', { name: 'Save on the server' }).click();
  const question = page.getByRole('alertdialog', { name: 'Overwrite the saved workflow?' });
  await expect(question).toContainText('The server already has workflows/portrait.json.');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await savedText(page, app, 'portrait')).toContain('lighthouse');
});

test('a workflow that someone else saved meanwhile is not overwritten without a question', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await page.getByRole('button', { name: 'Open saved workflow' }).click();
  const saved = page.getByRole('dialog', { name: 'Saved workflows' });
  await saved.getByRole('searchbox', { name: 'Search saved workflows' }).fill('portr');
  await saved.getByRole('button', { name: /^portrait/ }).click();
  const text = graph.node('Prompt').getByRole('textbox', { name: 'text' });
  await text.fill('mine');
  await page.request.post(`${app.serverUrl}/userdata/${encodeURIComponent('workflows/portrait.json')}?overwrite=true`, {
    data: JSON.stringify({ ...blurWorkflow().workflow, extra: { by: 'someone else' } }),
  });
  await page.keyboard.press('Control+s');
  const question = page.getByRole('alertdialog', { name: 'Changed on the server meanwhile' });
  await expect(question).toBeVisible();
  expect(await savedText(page, app, 'portrait')).toContain('someone else');
  await question.getByRole('button', { name: 'Overwrite' }).click();
  await expect(shellOf(page).toast('Saved on the server as workflows/portrait.json')).toBeVisible();
  expect(await savedText(page, app, 'portrait')).toContain('mine');
});

test('a picture is uploaded by drop and by paste, and a taken name is told', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  const load = graph.node('Load Image');
  const chosen = load.getByRole('combobox', { name: 'image' }).locator('option:checked');
  await dropFile(load.getByRole('button', { name: 'Upload' }), await plainPng('dropped.png'));
  await expect(chosen).toHaveText('dropped.png');
  await expect(load.getByRole('img', { name: 'Chosen file dropped.png' })).toBeVisible();
  await pasteFile(load.getByRole('button', { name: 'Upload' }), await plainPng('dropped.png', { background: '#4060c0' }));
  await expect(chosen).toHaveText('dropped (1).png');
  await expect(load.getByRole('status')).toHaveText('Saved as dropped (1).png: another file had the name');
  await expect(shellOf(page).tabs, 'nothing was opened as a workflow').toHaveCount(1);
  expect((await exportPrompt(page))['1']?.inputs['image']).toBe('dropped (1).png');
});
