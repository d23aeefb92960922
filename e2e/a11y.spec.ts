import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { blurWorkflow, halfBrokenWorkflow, paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { galleryOf } from './pages/viewer';
import { expect, serverOf, test } from './serve/app-test';
import { otherClient } from './serve/jobs';
import { runUntilStep } from './serve/steps';

async function expectAccessible(page: Page, what: string): Promise<void> {
  await expectClean(new AxeBuilder({ page }), what);
}

/** A menu hangs on no landmark, and its library guards the focus by elements that hand it on at once. */
async function expectAccessibleMenu(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('menu', { name })).toBeVisible();
  await expectClean(new AxeBuilder({ page }).disableRules(['region', 'aria-hidden-focus']), name);
}

/** Every violation by rule and place, so that a failure says where to look. */
async function expectClean(axe: AxeBuilder, what: string): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  expect(found, what).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  test.describe(`${theme} theme`, () => {
    test.use({ theme });

    test('graph: running, done, refused, and its menus and dialogs', async ({ page, app }) => {
      test.slow(); // a dozen scans of the whole page
      const server = serverOf(app);
      await app.open(page);
      const graph = graphOf(page);
      const shell = shellOf(page);
      await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
      await expect(graph.node('KSampler')).toBeVisible();
      server.control.hold();
      await page.keyboard.press('Control+Enter');
      await runUntilStep(server, '5', 4);
      await expect(graph.node('KSampler').getByRole('img', { name: /^Live preview/ })).toBeVisible();
      await expectAccessible(page, 'running');
      server.control.release();
      await expect(graph.node('Save Image').getByRole('img', { name: /boat_/ })).toBeVisible();
      await expectAccessible(page, 'done');

      await graph.open(jsonFile('half.json', halfBrokenWorkflow().workflow));
      await expect(graph.node('Sharpen')).toBeVisible();
      await page.keyboard.press('Control+Enter');
      await expect(graph.node('Sharpen').getByRole('img', { name: 'Error' })).toBeVisible();
      await shell.showPanel('Problems');
      await expectAccessible(page, 'refused, with the problems list');

      await graph.clickTitle(graph.node('Good'), { button: 'right' });
      await expectAccessibleMenu(page, 'Node menu');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu', { name: 'Node menu' })).toBeHidden();
      await graph.input('Sharpen', 'image').click();
      await expect(page.getByRole('dialog', { name: 'Connect input image of Sharpen' })).toBeVisible();
      await expectAccessible(page, 'partners of a socket');
      await page.keyboard.press('Escape');
      const spot = await graph.emptySpot();
      await page.mouse.dblclick(spot.x, spot.y);
      await expect(page.getByRole('dialog', { name: 'Add node' }).getByRole('option').first()).toBeVisible();
      await expectAccessible(page, 'add node');
    });

    test('queue, history and gallery with content', async ({ page, app }) => {
      const server = serverOf(app);
      const client = otherClient(page.request, app.serverUrl);
      server.control.failNode('VAEDecode', 'out of memory');
      const failed = await client.submit(paintWorkflow({ seed: 1, steps: 2 }));
      await client.finished(failed);
      server.control.hold();
      await client.submit(paintWorkflow({ seed: 2 }));
      await client.submit(paintWorkflow({ seed: 3 }));
      await app.open(page, '/queue');
      await expect(page.locator('[data-job-state="running"]').getByRole('progressbar')).toBeVisible();
      await expectAccessible(page, 'queue');
      await page.getByRole('link', { name: 'History', exact: true }).click();
      await expect(page.locator('[data-job-state="failed"]')).toBeVisible();
      await expectAccessible(page, 'history');
      await page
        .locator(`[data-job-id="${failed}"]`)
        .getByRole('button', { name: /^Details of/ })
        .click();
      await expect(page.getByRole('region', { name: 'Run details' }).getByText('out of memory').first()).toBeVisible();
      await page.getByText('Traceback', { exact: true }).click();
      await expectAccessible(page, 'a failed run');
      await page.getByRole('link', { name: 'Gallery', exact: true }).click();
      await expect(galleryOf(page).outputs.first()).toBeVisible();
      await expectAccessible(page, 'gallery');
    });

    test('viewer, commands, confirmation, saving', async ({ page, app }) => {
      await app.open(page, '/gallery');
      const { open, viewer } = galleryOf(page);
      await open('portrait_00001_.png');
      await expect(viewer.getByRole('img', { name: /lighthouse keeper/ })).toBeVisible();
      await viewer.getByRole('button', { name: 'Keys' }).click();
      await expectAccessible(page, 'viewer with a picture');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'History', exact: true }).click();
      await page.getByRole('button', { name: 'Clear history' }).click();
      await expect(page.getByRole('alertdialog', { name: /^Clear the history/ })).toBeVisible();
      await expectAccessible(page, 'confirmation');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('alertdialog')).toBeHidden();
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
      await expectAccessible(page, 'commands');
      await page.keyboard.press('Escape');
      await graphOf(page).open(jsonFile('blur.json', blurWorkflow().workflow));
      await expect(graphOf(page).node('Blur')).toBeVisible();
      await page.keyboard.press('Control+s');
      await expect(page.getByRole('dialog', { name: 'Save workflow' })).toBeVisible();
      await expectAccessible(page, 'save');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Open saved workflow' }).click();
      await expect(page.getByRole('list', { name: 'Saved workflows' }).getByRole('listitem').first()).toBeVisible();
      await expectAccessible(page, 'saved workflows');
    });

    test.describe('nothing there yet', () => {
      test.use({ serverOptions: { starter: false } });

      test('graph, queue, history and gallery, empty', async ({ page, app }) => {
        await app.open(page);
        await expect(page.getByText('No workflow is open')).toBeVisible();
        await expectAccessible(page, 'no workflow');
        await page.getByRole('button', { name: 'New workflow' }).first().click();
        await expect(page.getByText('Nothing here yet')).toBeVisible();
        await expectAccessible(page, 'an empty workflow');
        for (const [screen, text] of [
          ['Queue', 'No jobs yet'],
          ['History', 'No runs yet'],
          ['Gallery', 'No outputs yet'],
        ] as const) {
          await page.getByRole('link', { name: screen, exact: true }).click();
          await expect(page.getByText(text)).toBeVisible();
          await expectAccessible(page, screen);
        }
      });
    });
  });
}
