import { paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, test } from './serve/app-test';

/** An address of no meaning, led to this machine: on plain http the browser trusts loopback only. */
const ELSEWHERE = '10.11.12.13';

test.use({
  launchOptions: async ({ launchOptions }, provide) =>
    provide({ ...launchOptions, args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`] }),
});

test('R22 an origin that is not secure: boots, runs a workflow, no uncaught error', async ({ page, app }) => {
  const url = new URL(app.url);
  url.hostname = ELSEWHERE;
  await page.goto(`${url.href}#/graph`);
  await expect(shellOf(page).connection).toHaveText(/^live/);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  const graph = graphOf(page);
  await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
  await expect(graph.node('KSampler')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(graph.node('Save Image').getByRole('img', { name: /boat_\d+_\.png/ })).toBeVisible();
  const history = await shellOf(page).showPanel('History');
  await expect(history.locator('[data-job-state="done"]')).not.toHaveCount(0);
  for (const screen of ['Queue', 'History', 'Gallery']) {
    await page.getByRole('link', { name: screen, exact: true }).click();
    await expect(page.getByRole('main').getByRole('region', { name: screen }).first()).toBeVisible();
  }
});
