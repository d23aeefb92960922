import type { Page } from '@playwright/test';
import { paintWorkflow, sleepyPrompt } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { galleryOf } from './pages/viewer';
import { expect, serverOf, test, type App } from './serve/app-test';
import { otherClient } from './serve/jobs';

/** Opens a workflow, runs it, and finds what came out on its node, in the history and in the gallery. */
async function runAndFind(page: Page, app: App, prefix: string): Promise<void> {
  await app.open(page);
  const graph = graphOf(page);
  const shell = shellOf(page);
  await graph.open(jsonFile('boat.json', paintWorkflow({ steps: 4, prefix }).workflow));
  await expect(graph.node('KSampler')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(graph.node('Save Image').getByRole('img', { name: new RegExp(`${prefix}_\\d+_\\.png`) })).toBeVisible();
  const history = await shell.showPanel('History');
  await expect(history.locator('[data-job-id]').first()).toHaveAttribute('data-job-state', 'done');
  await shell.showPanel('Gallery');
  await expect(galleryOf(page).output(`${prefix}_00001_.png`)).toBeVisible();
  await expect(shell.queueSummary('Queue empty')).toBeVisible();
}

for (const profile of ['old', 'cluster', 'pre028'] as const) {
  test.describe(`a server of profile ${profile}`, () => {
    test.use({ serverOptions: { profile } });

    test('runs a workflow and shows what came out', async ({ page, app }) => {
      await runAndFind(page, app, `on-${profile}`);
      await expect(shellOf(page).connection).toHaveText(/^live/);
    });
  });
}

test.describe('a server of 2024', () => {
  test.use({ serverOptions: { profile: 'old' } });

  test('cancels what waits and what runs by the old routes', async ({ page, app }) => {
    const server = serverOf(app);
    const client = otherClient(page.request, app.serverUrl);
    server.control.hold();
    await app.open(page, '/queue');
    const running = await client.submit({ prompt: sleepyPrompt(1, 1) });
    const waiting = await client.submit({ prompt: sleepyPrompt(1, 2) });
    await page.locator(`[data-job-id="${waiting}"]`).getByRole('button', { name: 'Cancel job' }).click();
    await expect(page.locator(`[data-job-id="${waiting}"]`)).toBeHidden();
    await page.locator(`[data-job-id="${running}"]`).getByRole('button', { name: 'Cancel job' }).click();
    await expect(page.getByText('No jobs yet')).toBeVisible();
    expect(await client.queue()).toEqual([]);
  });
});

test.describe('a cluster that cannot cancel', () => {
  test.use({ serverOptions: { profile: 'cluster' } });

  test('a cancellation that has no effect is not called one', async ({ page, app }) => {
    const server = serverOf(app);
    const client = otherClient(page.request, app.serverUrl);
    server.control.hold();
    await app.open(page, '/queue');
    await client.submit({ prompt: sleepyPrompt(1, 1) });
    const waiting = await client.submit({ prompt: sleepyPrompt(1, 2) });
    const row = page.locator(`[data-job-id="${waiting}"]`);
    await row.getByRole('button', { name: 'Cancel job' }).click();
    await expect(shellOf(page).toast(/was told to stop but still runs\./)).toBeVisible();
    await expect(row).toBeVisible();
  });
});

test.describe('a server with several users', () => {
  test.use({ serverOptions: { multiUser: true } });

  test('runs a workflow; what needs a user says so and nothing breaks', async ({ page, app }) => {
    await runAndFind(page, app, 'shared');
    await page.getByRole('button', { name: 'Open saved workflow' }).click();
    await expect(page.getByRole('dialog', { name: 'Saved workflows' }).getByRole('alert')).toBeVisible();
  });
});
