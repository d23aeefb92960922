import type { Locator, Page } from '@playwright/test';
import { halfBrokenWorkflow, paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, serverOf, test } from './serve/app-test';
import { otherClient } from './serve/jobs';

const historyOf = (page: Page): Locator => page.getByRole('main').getByRole('region', { name: 'History' });

test('two runs are compared: what differs as a list, with the outputs of both', async ({ page, app }) => {
  const other = otherClient(page.request, app.serverUrl);
  const older = await other.submit(paintWorkflow({ seed: 18446744073709551614n, prefix: 'one' }));
  await other.finished(older);
  const newer = await other.submit(paintWorkflow({ seed: 18446744073709551615n, steps: 12, prefix: 'one' }));
  await other.finished(newer);
  await app.open(page, '/history');
  const history = historyOf(page);
  await history.getByRole('button', { name: 'Select runs' }).click();
  for (const id of [older, newer]) await history.locator(`[data-job-id="${id}"]`).getByRole('checkbox').check();
  const bar = history.getByRole('group', { name: 'Selected runs' });
  await expect(bar).toContainText('2 runs selected');
  await bar.getByRole('button', { name: 'Compare' }).click();
  await expect(page).toHaveURL(new RegExp(`#/history/${newer}$`));
  const rows = history.getByRole('list', { name: 'Differences' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: /^seed/ })).toHaveText(/18446744073709551614.*18446744073709551615/);
  await expect(rows.filter({ hasText: /^steps/ })).toHaveText(/20.*12/);
  await expect(history.getByRole('region', { name: 'Outputs of the other run' }).getByRole('link')).toHaveCount(1);
  await expect(history.getByRole('region', { name: 'Outputs of this run' }).getByRole('link')).toHaveCount(1);
});

test('several runs are deleted together after asking with the number', async ({ page, app }) => {
  await app.open(page, '/history');
  const history = historyOf(page);
  const rows = history.locator('[data-job-id]');
  await expect(rows).toHaveCount(6);
  await history.getByRole('button', { name: 'Select runs' }).click();
  await rows.nth(1).getByRole('checkbox').check();
  await rows
    .nth(3)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  const bar = history.getByRole('group', { name: 'Selected runs' });
  await expect(bar).toContainText('3 runs selected');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await page
    .getByRole('alertdialog', { name: 'Delete 3 runs from the history?' })
    .getByRole('button', { name: 'Delete', exact: true })
    .click();
  await expect(rows).toHaveCount(3);
  await expect(bar).toBeHidden();
  await page.reload();
  await expect(rows).toHaveCount(3);
});

test('a value of a past run is taken over into the open workflow, and one undo takes it back', async ({ page, app }) => {
  const other = otherClient(page.request, app.serverUrl);
  const run = await other.submit(paintWorkflow({ seed: 18446744073709551615n, text: 'a green boat' }));
  await other.finished(run);
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
  const seed = graph.node('KSampler').getByRole('spinbutton', { name: 'seed' });
  await expect(seed).toHaveValue('7');
  await page.getByRole('link', { name: 'History', exact: true }).click();
  const history = historyOf(page);
  await history
    .locator(`[data-job-id="${run}"]`)
    .getByRole('button', { name: /^Details of/ })
    .click();
  await expect(history.getByText('2 values differ from the open workflow “boat”.')).toBeVisible();
  await history.getByRole('button', { name: 'Take over seed of KSampler' }).click();
  await expect(history.getByText('1 value differs from the open workflow “boat”.')).toBeVisible();
  await page.getByRole('link', { name: 'Graph', exact: true }).click();
  await expect(seed).toHaveValue('18446744073709551615');
  await page.keyboard.press('Control+z');
  await expect(seed).toHaveValue('7');
});

test('a run is sent again with a new seed and nothing else changed', async ({ page, app }) => {
  const other = otherClient(page.request, app.serverUrl);
  const run = await other.submit(paintWorkflow({ seed: 7, prefix: 'again' }));
  await other.finished(run);
  await app.open(page, `/history/${run}`);
  const history = historyOf(page);
  await history.getByRole('button', { name: 'Run with new seed' }).click();
  await expect(shellOf(page).toast(/^Queued .* again$/)).toBeVisible();
  const newest = history.locator('[data-job-id]').first();
  await expect(newest).not.toHaveAttribute('data-job-id', run);
  await newest.getByRole('button', { name: /^Details of/ }).click();
  await history.getByRole('button', { name: 'Compare' }).click();
  await history.getByRole('combobox', { name: 'Compare with' }).selectOption(run);
  const rows = history.getByRole('list', { name: 'Differences' }).getByRole('listitem');
  await expect(rows).toHaveCount(1);
  await expect(rows).toHaveText(/^seed/);
});

test('a failed run says the plain reason first, in its row and in its details', async ({ page, app }) => {
  const other = otherClient(page.request, app.serverUrl);
  serverOf(app).control.failNode('VAEDecode', 'CUDA out of memory. Tried to allocate 2.00 GiB');
  const run = await other.submit(paintWorkflow({ prefix: 'failing' }));
  await other.finished(run);
  await app.open(page, '/history');
  const row = historyOf(page).locator(`[data-job-id="${run}"]`);
  await expect(row).toContainText('VAE Decode: The server ran out of memory.');
  await row.getByRole('button', { name: /^Details of/ }).click();
  const error = historyOf(page).getByRole('region', { name: 'Error' });
  await expect(error).toHaveText(/^ErrorThe server ran out of memory\.Make the picture or the batch smaller/);
  await expect(error.getByRole('button', { name: 'Copy for report' })).toBeVisible();
});

test('a run is opened as it ran: its outputs and its error on their nodes, not those of newer runs', async ({ page, app }) => {
  const other = otherClient(page.request, app.serverUrl);
  const first = await other.submit(paintWorkflow({ seed: 1, prefix: 'first' }));
  await other.finished(first);
  serverOf(app).control.failNode('VAEDecode', 'ERROR: could not detect model type of: /srv/models/x.safetensors');
  const failed = await other.submit(paintWorkflow({ seed: 2, prefix: 'never' }));
  await other.finished(failed);
  const newest = await other.submit(paintWorkflow({ seed: 3, prefix: 'newest' }));
  await other.finished(newest);
  await app.open(page, `/history/${first}`);
  const detail = historyOf(page).getByRole('region', { name: 'Run details' });
  await detail.getByRole('button', { name: 'Open workflow' }).click();
  const graph = graphOf(page);
  await expect(graph.node('Save Image').getByRole('img', { name: /^first_\d+_\.png/ })).toBeVisible();
  await expect(graph.node('KSampler').getByRole('spinbutton', { name: 'seed' })).toHaveValue('1');

  await page.goto(`${app.url}#/history/${failed}`);
  await detail.getByRole('button', { name: 'Open workflow' }).click();
  await expect(graph.node('KSampler').getByRole('spinbutton', { name: 'seed' })).toHaveValue('2');
  await expect(graph.node('VAE Decode').getByRole('img', { name: 'Failed' })).toBeVisible();
  await expect(graph.node('VAE Decode').getByRole('listitem')).toContainText('“x.safetensors” is of another kind than this node loads.');
  await expect(graph.node('Save Image').getByRole('img', { name: /\.png/ })).toHaveCount(0);
});

test('runs the server forgot stay readable over a reload, marked as such, until they are deleted', async ({ page, app }) => {
  const other = otherClient(page.request, app.serverUrl);
  const run = await other.submit(paintWorkflow({ seed: 18446744073709551615n, prefix: 'kept' }));
  await other.finished(run);
  await app.open(page, '/history');
  const row = historyOf(page).locator(`[data-job-id="${run}"]`);
  await expect(row).toHaveAttribute('data-job-state', 'done');
  await expect(row).not.toContainText('no longer on the server');
  serverOf(app).control.restart();
  await expect(row).toContainText('no longer on the server');
  await page.reload();
  await expect(row).toContainText('no longer on the server');
  await row.getByRole('button', { name: /^Details of/ }).click();
  const detail = historyOf(page).getByRole('region', { name: 'Run details' });
  await expect(detail).toContainText('The server no longer has this run.');
  await expect(detail.getByRole('region', { name: 'Seeds' })).toContainText('18446744073709551615');
  await detail.getByRole('button', { name: 'Delete from history' }).click();
  await expect(historyOf(page).getByText(/leaves the history/)).toBeVisible();
  await expect(historyOf(page).getByText(/leaves the history/)).toBeHidden();
  await page.reload();
  await expect(historyOf(page).locator('[data-job-id]').first()).toBeVisible();
  await expect(row).toHaveCount(0);
});

test('a run whose outputs the server took only in part says so in its row and names them', async ({ page, app }) => {
  await app.open(page);
  await graphOf(page).open(jsonFile('half.json', halfBrokenWorkflow().workflow));
  await expect(graphOf(page).node('Good')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('link', { name: 'History', exact: true }).click();
  const row = historyOf(page).locator('[data-job-state="done"]').filter({ hasText: 'half' });
  await expect(row).toContainText('1 output does not run');
  await row.getByRole('button', { name: /^Details of/ }).click();
  await expect(historyOf(page).getByRole('region', { name: 'Outputs that did not run' })).toContainText('Bad #4');
});
