import type { Page } from '@playwright/test';
import { blurWorkflow, paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { keysOf } from './pages/keys';
import { shellOf } from './pages/shell';
import { galleryOf } from './pages/viewer';
import { expect, serverOf, test, type App } from './serve/app-test';
import { draftKept } from './serve/drafts';
import { otherClient } from './serve/jobs';

/** As a link or a typed address: the page stays, its hash changes. */
const go = (page: Page, app: App, route: string) => page.goto(`${app.url}#${route}`);

test.describe('addresses open what they name', () => {
  test('a saved workflow, and a node in it', async ({ page, app }) => {
    await app.open(page, '/graph/workflows/portrait.json?node=3');
    const graph = graphOf(page);
    await expect(shellOf(page).tab('portrait')).toBeVisible();
    await expect(graph.node('KSampler')).toBeFocused();
    await expect(graph.node('KSampler')).toHaveAttribute('aria-current', 'true');
    await expect(page).toHaveURL(/#\/graph\/workflows\/portrait\.json\?node=3$/);
    await go(page, app, '/graph/workflows/masks.json');
    await expect(graph.node('Invert Mask')).toBeVisible();
    await go(page, app, '/graph/workflows/portrait.json');
    await expect(graph.node('KSampler')).toBeVisible();
    await expect(shellOf(page).tabs, 'what is open already is not opened twice').toHaveCount(2);
  });

  test('a run, and a filtered history', async ({ page, app }) => {
    const server = serverOf(app);
    const client = otherClient(page.request, app.serverUrl);
    const done = await client.submit(paintWorkflow({ text: 'a green heron', steps: 2 }));
    await client.finished(done);
    server.control.failNode('VAEDecode', 'out of memory');
    const failed = await client.submit(paintWorkflow({ text: 'a grey heron', steps: 2 }));
    await client.finished(failed);

    await app.open(page, `/history/${done}`);
    const history = page.getByRole('region', { name: 'History', exact: true });
    await expect(history.getByRole('region', { name: 'Run details' })).toContainText('a green heron');
    await go(page, app, '/history?state=failed&q=heron');
    await expect(history.locator('[data-job-id]')).toHaveCount(1);
    await expect(history.locator('[data-job-id]')).toHaveAttribute('data-job-id', failed);
    await expect(history.getByRole('searchbox', { name: 'Search history' })).toHaveValue('heron');
    await expect(history.getByRole('combobox', { name: 'State' })).toHaveValue('failed');
    await go(page, app, '/history?q=7');
    await expect(history.getByRole('searchbox', { name: 'Search history' }), 'a number is text as well').toHaveValue('7');
    await go(page, app, '/history/00000000-0000-4000-8000-000000000000');
    await expect(history.getByText('The server does not know this run')).toBeVisible();
  });

  test('a kind of output, one output in a folder, and one that is gone', async ({ page, app }) => {
    await app.open(page, '/gallery?kind=audio');
    const { outputs, viewer, region } = galleryOf(page);
    await expect(outputs).toHaveCount(1);
    await expect(outputs).toHaveAttribute('data-output', /\.flac$/);
    await go(page, app, '/gallery/output/upscaled/harbor_00001_.png');
    await expect(viewer.getByRole('img', { name: 'Output harbor_00001_.png' })).toBeVisible();
    await expect(viewer.getByRole('complementary', { name: 'Details' })).toContainText('output/upscaled');
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/#\/gallery$/);
    await expect(region).toBeVisible();
    await go(page, app, '/gallery/output/never-made.png');
    await expect(viewer.getByText('This file is no longer on the server.')).toBeVisible();
  });

  test('an address that names nothing says so', async ({ page, app }) => {
    await app.open(page, '/nowhere');
    await expect(page.getByText('There is no such page')).toBeVisible();
    await expect(page.getByText('#/nowhere')).toBeVisible();
    await page.getByRole('button', { name: 'Go to the graph' }).click();
    await expect(page).toHaveURL(/#\/graph$/);
    await go(page, app, '/graph/workflows/never-saved.json');
    await expect(shellOf(page).toast(/never-saved.* could not be read from the server\..*\(404\)/)).toBeVisible();
    await expect(page, 'nothing is there, so the address is left').toHaveURL(/#\/graph$/);
    await go(page, app, '/graph/0123456789abcdef');
    await expect(shellOf(page).toast('The workflow “0123456789abcdef” could not be opened')).toBeVisible();
    await expect(page).toHaveURL(/#\/graph$/);
  });
});

test('back and forward walk through screens and documents', async ({ page, app }) => {
  await app.open(page, '/queue');
  const graph = graphOf(page);
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await screens.getByRole('link', { name: 'History' }).click();
  await screens.getByRole('link', { name: 'Gallery' }).click();
  await expect(page.getByRole('region', { name: 'Gallery' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('region', { name: 'Queue', exact: true })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('region', { name: 'History' })).toBeVisible();

  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.node('Blur')).toBeVisible();
  await expect(page).toHaveURL(/#\/graph\/[0-9a-f]{16}$/);
  await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
  await expect(graph.node('KSampler')).toBeVisible();
  await page.goBack();
  await expect(graph.node('Blur')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(graph.node('KSampler')).toBeVisible();
});

test('a link never replaces unsaved work, and drafts survive a reload', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  const shell = shellOf(page);
  const text = graph.node('Prompt').getByRole('textbox', { name: 'text' });
  await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
  await text.fill('an unsaved thought');
  await go(page, app, '/graph/workflows/portrait.json');
  await expect(shell.tabs).toHaveCount(2);
  await expect(text).toHaveValue(/lighthouse/);
  await shell.tab('boat').getByRole('button').first().click();
  await expect(text).toHaveValue('an unsaved thought');

  await draftKept(page, 'an unsaved thought');
  await page.reload();
  await expect(shell.tabs).toHaveCount(2);
  await expect(text).toHaveValue('an unsaved thought');
  await expect(shell.tab('boat').getByRole('img', { name: 'unsaved changes' })).toBeVisible();
  await expect(shell.tab('portrait').getByRole('img', { name: 'unsaved changes' })).toBeHidden();

  await shell.tab('boat').getByRole('button', { name: 'Close boat' }).click();
  await expect(shell.tabs).toHaveCount(1);
  await keysOf(page).command('Reopen closed workflow');
  await expect(text, 'closing loses nothing either').toHaveValue('an unsaved thought');
});

test('a run goes on after a reload, and its output finds its node', async ({ page, app }) => {
  const { control } = serverOf(app);
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
  await expect(graph.node('KSampler')).toBeVisible();
  control.hold();
  await page.keyboard.press('Control+Enter');
  await control.whenStopped();
  await page.reload();
  await expect(shellOf(page).queueSummary('1 job in the queue')).toBeVisible();
  control.release();
  await expect(graph.node('Save Image').getByRole('img', { name: /boat_\d+_\.png/ })).toBeVisible();
});

test('what was typed at the very last moment survives a reload and a closed tab', async ({ page, context, app }) => {
  await app.open(page);
  const prefix = (tab: Page) => graphOf(tab).node('Save Image').getByRole('textbox', { name: 'filename_prefix' });
  await graphOf(page).open(jsonFile('blur.json', blurWorkflow().workflow));
  await prefix(page).fill('before-the-reload');
  await page.reload();
  await expect(prefix(page)).toHaveValue('before-the-reload');
  await prefix(page).fill('before-the-end');
  await page.close({ runBeforeUnload: true });
  const next = await context.newPage();
  await app.open(next);
  await expect(prefix(next)).toHaveValue('before-the-end');
  await expect(shellOf(next).tabs).toHaveCount(1);
});

test('a browser that keeps no drafts says so, and everything else works', async ({ page, app }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  await app.open(page);
  await expect(page.getByRole('alert')).toHaveText(
    /^This browser keeps no drafts here\. Save your workflows before you close the page\. This browser keeps no jobs here/,
  );
  await graphOf(page).open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graphOf(page).node('Blur')).toBeVisible();
});

test('two tabs with the same draft: neither destroys what the other wrote', async ({ page, context, app }) => {
  await app.open(page);
  await graphOf(page).open(jsonFile('blur.json', blurWorkflow().workflow));
  const prefix = (tab: Page) => graphOf(tab).node('Save Image').getByRole('textbox', { name: 'filename_prefix' });
  await prefix(page).fill('in-both');
  await draftKept(page, 'in-both');
  const second = await context.newPage();
  await app.open(second);
  await expect(prefix(second), 'the second tab shows the draft').toHaveValue('in-both');

  await prefix(second).fill('by-the-second');
  await draftKept(second, 'by-the-second');
  await prefix(page).fill('by-the-first');
  await draftKept(page, 'by-the-first');
  await second.close();
  await page.reload();
  await expect(shellOf(page).tabs).toHaveCount(2);
  const seen: string[] = [];
  for (const tab of [0, 1]) {
    await shellOf(page).tabs.nth(tab).getByRole('button').first().click();
    await expect(shellOf(page).tabs.nth(tab).getByRole('button').first()).toHaveAttribute('aria-current', 'true');
    seen.push(await prefix(page).inputValue());
  }
  expect(seen.sort()).toEqual(['by-the-first', 'by-the-second']);
});
