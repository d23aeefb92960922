import type { Locator, Page } from '@playwright/test';
import { startEmbeddedServer } from '@/embedded/index';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { blurWorkflow, paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, serverOf, test, type App } from './serve/app-test';
import { servePage } from './serve/serve-page';
import { runUntilStep } from './serve/steps';

const SECOND = 1_000;

const banner = (page: Page): Locator => page.getByRole('alert').filter({ hasText: 'The server does not answer' });

/** Opens a workflow, runs it, and leaves the run standing at the sampler. */
async function standAtSampler(page: Page, app: App): Promise<void> {
  const server = serverOf(app);
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
  await expect(graph.node('KSampler')).toBeVisible();
  server.control.hold();
  await page.keyboard.press('Control+Enter');
  await runUntilStep(server, '5', 6);
  await expect(graph.node('KSampler').getByRole('progressbar')).toBeVisible();
}

test('the server goes away in the middle of a run: the page says so and for how long, and finds the run again', async ({ page, app }) => {
  await page.clock.install();
  await standAtSampler(page, app);
  const { control } = serverOf(app);
  const graph = graphOf(page);
  const shell = shellOf(page);
  const text = graph.node('Prompt').getByRole('textbox', { name: 'text' });

  control.failRoute('/', 'reset');
  control.dropSockets();
  await page.clock.fastForward(12 * SECOND);
  await expect(shell.connection).toHaveText(/^delayed\s*· \d+ s ago$/);
  await expect(banner(page)).toBeVisible();
  await page.clock.fastForward(20 * SECOND);
  await expect(shell.connection).toHaveText(/^stale\s*· \d+ s ago$/);
  await expect(page.getByRole('region', { name: 'Queue' }).getByText(/^Last heard from the server .* ago\./)).toBeVisible();
  await page.clock.fastForward(60 * SECOND);
  await expect(shell.connection).toHaveText(/^offline\s*· 1 min \d+ s ago$/);
  await text.fill('a blue boat, changed while the server was away');
  await page.keyboard.press('Control+Enter');
  await expect(shell.toast(/^No answer came from the server\. The job may be queued all the same/)).toBeVisible();
  await expect(text, 'what was typed stays').toHaveValue('a blue boat, changed while the server was away');

  control.release();
  control.clearRoutes();
  await page.clock.fastForward(20 * SECOND);
  await expect(shell.connection).toHaveText(/^live/);
  await expect(banner(page)).toBeHidden();
  const history = await shell.showPanel('History');
  await expect(history.locator('[data-job-id]').first()).toHaveAttribute('data-job-state', 'done');

  // The second run never arrived. Nothing is sent twice on its own: the row says that nobody knows, and offers to send it.
  const queue = await shell.showPanel('Queue');
  const unanswered = queue.locator('[data-job-state="unknown"]');
  await expect(unanswered).toContainText('the server has not said what became of it');
  await unanswered.getByRole('button', { name: 'Run again' }).click();
  await expect(queue.getByText('No jobs yet')).toBeVisible();
  await expect(graph.node('Save Image').getByRole('img', { name: /boat_00002_\.png/ })).toBeVisible();
});

test('a socket that only broke is mended at once, and the progress goes on', async ({ page, app }) => {
  await standAtSampler(page, app);
  const server = serverOf(app);
  const graph = graphOf(page);
  server.control.dropSockets();
  await expect.poll(() => server.control.sockets().filter((socket) => socket.isRegistered).length).toBe(1);
  await runUntilStep(server, '5', 9);
  await expect(graph.node('KSampler').getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^(9|1\d) of 20$/);
  server.control.release();
  await expect(graph.node('Save Image').getByRole('img', { name: /boat_\d+_\.png/ })).toBeVisible();
});

test('a restart of the server in the middle of a run: the job is lost by name and can be run again', async ({ page, app }) => {
  await standAtSampler(page, app);
  const { control } = serverOf(app);
  const shell = shellOf(page);
  control.restart();
  control.release();
  const queue = await shell.showPanel('Queue');
  const row = queue.locator('[data-job-id]');
  await expect(row).toHaveAttribute('data-job-state', 'lost');
  await expect(row).toContainText('the server restarted before it ran');
  await row.getByRole('button', { name: 'Run again' }).click();
  await expect(shell.toast('Queued boat again')).toBeVisible();
  await expect(
    graphOf(page)
      .node('Save Image')
      .getByRole('img', { name: /boat_\d+_\.png/ }),
  ).toBeVisible();
});

test('a server that is not there yet: the page names the address, works on files, and recovers when it comes', async ({ page }) => {
  const first = await startEmbeddedServer();
  const { port } = first;
  await first.stop();
  const served = await servePage(`http://127.0.0.1:${port}`);
  await page.goto(served.url);
  const shell = shellOf(page);
  const graph = graphOf(page);
  await expect(shell.connection).toHaveText(/^offline/);
  await expect(banner(page)).toContainText(
    `The server does not answer. The ComfyUI server at http://127.0.0.1:${port} cannot be reached (ECONNREFUSED) Comfydeck keeps trying.`,
  );
  await graph.open(jsonFile('early.json', blurWorkflow().workflow));
  await expect(graph.node('Blur')).toBeVisible();
  await expect(page.getByText('The server’s list of node types could not be read; nodes are shown as saved.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(shell.toast(/^The server’s node types are not known yet, so nothing can be run\./)).toBeVisible();

  const second = await startEmbeddedServer({ port, starter: true });
  await expect(shell.connection).toHaveText(/^live/, { timeout: 20_000 });
  await expect(graph.node('Blur').getByRole('spinbutton', { name: 'blur_radius' })).toHaveValue('3');
  await page.keyboard.press('Control+Enter');
  await expect(graph.node('Save Image').getByRole('img', { name: /blurred_\d+_\.png/ })).toBeVisible();
  await served.stop();
  await second.stop();
});

test('an address that is none is shown as it was given', async ({ page }) => {
  const served = await servePage('my-gpu-box');
  await page.goto(served.url);
  await expect(shellOf(page).connection).toHaveText(/^offline/);
  await expect(banner(page)).toContainText('COMFYUI_URL is "my-gpu-box", which is not an address like http://127.0.0.1:8188');
  await served.stop();
});

test('an object_info of 20 MB: every node type is found, and the workflow runs', async ({ page, app }) => {
  let size = 0;
  await page.route('**/object_info', async (route) => {
    const answer = await route.fetch();
    const body = JSON.stringify(withManyPacks((await answer.json()) as JsonObject));
    size = body.length;
    await route.fulfill({ response: answer, body });
  });
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.node('Blur').getByRole('spinbutton', { name: 'blur_radius' })).toBeVisible({ timeout: 30_000 });
  expect(size).toBeGreaterThan(20_000_000);
  const spot = await graph.emptySpot();
  await page.mouse.dblclick(spot.x, spot.y);
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('pack node 5999');
  await page.getByRole('option', { name: 'Pack Node 5999', exact: true }).click();
  await expect(graph.node('Pack Node 5999')).toBeVisible();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Enter');
  await expect(graph.node('Save Image').getByRole('img', { name: /blurred_\d+_\.png/ })).toBeVisible();
});

/** As many classes as a server with a hundred packs has, each with a list of models. */
function withManyPacks(info: JsonObject): JsonObject {
  const names = Array.from({ length: 60 }, (_, index) => `some/folder/of/models/a-rather-long-name-of-a-model-${index}.safetensors`);
  const template = info['ImageBlur'];
  if (!isJsonObject(template)) throw new Error('no ImageBlur');
  const more = Array.from({ length: 6_000 }, (_, index): [string, JsonObject] => [
    `PackNode${index}`,
    {
      ...template,
      name: `PackNode${index}`,
      display_name: `Pack Node ${index}`,
      category: `packs/${index % 100}`,
      input: { required: { image: ['IMAGE'], model: [names, {}] } },
      input_order: { required: ['image', 'model'] },
    },
  ]);
  return { ...info, ...Object.fromEntries(more) };
}

test('one broken node definition costs that node only, and is reported', async ({ page, app }) => {
  await page.route('**/object_info', async (route) => {
    const answer = await route.fetch();
    const info = (await answer.json()) as JsonObject;
    await route.fulfill({ response: answer, json: { ...info, ImageBlur: { input: 'nonsense', output: 7 } } });
  });
  await app.open(page);
  const graph = graphOf(page);
  const shell = shellOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.node('Sharpen').getByRole('spinbutton', { name: 'sharpen_radius' })).toBeVisible();
  await expect(graph.node('Blur').getByRole('img', { name: 'Missing' })).toBeVisible();
  const problems = await shell.showPanel('Problems');
  await expect(problems.getByText(/^The server’s definition of “ImageBlur” could not be read/)).toBeVisible();
});
