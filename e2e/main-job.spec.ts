import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { readPngText } from '@/media/png';
import { graphOf } from './pages/graph';
import { shellOf } from './pages/shell';
import { galleryOf } from './pages/viewer';
import { expect, test } from './serve/app-test';
import { startAndHoldAt } from './serve/steps';

const WORKFLOW = fileURLToPath(new URL('./fixtures/main-job.workflow.json', import.meta.url));
/** The largest seed there is: 2^64 − 1 does not survive a JavaScript number. */
const SEED = '18446744073709551615';

/** New for each run: a server that has run the same prompt before answers from its cache and shows no progress. */
const PROMPT = `a lighthouse keeper with a red lantern, take ${randomUUID()}`;

test('the main job: open, change, upload, run, watch, find it in gallery and history, open it again', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  const { node } = graph;
  const shell = shellOf(page);

  await test.step('open a workflow file', async () => {
    await graph.open(WORKFLOW);
    await expect(node('KSampler')).toBeVisible();
  });

  await test.step('change the prompt text and the seed', async () => {
    await node('Prompt').getByRole('textbox', { name: 'text' }).fill(PROMPT);
    const seed = node('KSampler').getByRole('spinbutton', { name: 'seed' });
    await seed.fill(SEED);
    await seed.press('Enter');
    await expect(seed).toHaveValue(SEED);
  });

  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#c06040' } })
    .png()
    .toBuffer();

  await test.step('upload an image', async () => {
    const chooser = page.waitForEvent('filechooser');
    await node('Load Image').getByRole('button', { name: 'Upload' }).click();
    await (await chooser).setFiles({ name: 'lantern.png', mimeType: 'image/png', buffer: picture });
    await expect(node('Load Image').getByRole('combobox', { name: 'image' })).toContainText('lantern.png');
  });

  await test.step('run, and see progress and preview on the sampler', async () => {
    const release = await startAndHoldAt(app.embedded, () => page.keyboard.press('Control+Enter'), { nodeId: '5', step: 20 });
    await expect(node('KSampler').getByRole('img', { name: /live preview/i })).toBeVisible();
    await expect(node('KSampler').getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^\d+ of 40$/);
    await expect(page).toHaveTitle(/^\d+ % – /);
    release();
  });

  const name = await test.step('find the output on its node, the queue empty', async () => {
    const picture = node('Save Image').getByRole('img', { name: /^main-job_\d+_\.png, output of Save Image$/ });
    await expect(picture).toBeVisible();
    await expect(shell.queueSummary('Queue empty')).toBeVisible();
    return ((await picture.getAttribute('alt')) ?? '').replace(/,.*/, '');
  });

  await test.step('find it in history and in the gallery', async () => {
    const history = await shell.showPanel('History');
    await expect(history.locator('[data-job-id]').first()).toHaveAttribute('data-job-state', 'done');
    await shell.showPanel('Gallery');
    await expect(galleryOf(page).output(name)).toHaveAttribute('data-output', `output/${name}`);
  });

  await test.step('the seed stands exactly in history and in the picture', async () => {
    const history = await (await page.request.get(`${app.serverUrl}/history?max_items=1`)).text();
    expect(history).toContain(SEED);
    const bytes = await (await page.request.get(`${app.serverUrl}/view?filename=${name}&type=output`)).body();
    const { prompt, workflow } = await readEmbedded(bytes);
    expect(prompt).toContain(SEED);
    expect(prompt).toContain(PROMPT);
    expect(workflow).toContain('kept by whoever opens this');
  });

  await test.step("open that output's workflow again and find the changed values", async () => {
    const { open, viewer } = galleryOf(page);
    await open(name);
    await viewer.getByRole('button', { name: 'Open workflow' }).click();
    await expect(viewer).toBeHidden();
    await expect(shell.tabs).toHaveCount(2);
    await expect(node('Prompt').getByRole('textbox', { name: 'text' })).toHaveValue(PROMPT);
    await expect(node('KSampler').getByRole('spinbutton', { name: 'seed' })).toHaveValue(SEED);
    await expect(node('Load Image').getByRole('combobox', { name: 'image' })).toContainText('lantern.png');
  });
});

async function readEmbedded(bytes: Buffer): Promise<{ prompt: string; workflow: string }> {
  const chunks = await readPngText(new Uint8Array(bytes));
  const find = (keyword: string) => chunks.find((chunk) => chunk.keyword === keyword)?.text ?? '';
  return { prompt: find('prompt'), workflow: find('workflow') };
}
