import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { plainPng } from './fixtures/files';
import { blurWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile, type ChosenFile, type Graph } from './pages/graph';
import { keysOf } from './pages/keys';
import { shellOf } from './pages/shell';
import { expect, serverOf, test } from './serve/app-test';
import { exportPrompt } from './serve/downloads';
import { runUntilStep } from './serve/steps';

const WORKFLOW = fileURLToPath(new URL('./fixtures/main-job.workflow.json', import.meta.url));
const SEED = '18446744073709551615';
const PROMPT = 'a lighthouse keeper with a green lantern';

/** Enter on the focused button, and an answer to the browser's own file dialog. */
async function chooseByKey(page: Page, file: string | ChosenFile): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(typeof file === 'string' ? file : { ...file });
}

async function openByKey(page: Page, file: string | ChosenFile): Promise<Graph> {
  await keysOf(page).goTo(page.getByRole('banner').getByRole('button', { name: 'Open workflow file' }));
  await chooseByKey(page, file);
  return graphOf(page);
}

test('the main job with the keyboard alone', async ({ page, app }) => {
  await app.open(page);
  const server = serverOf(app);
  const keys = keysOf(page);
  const shell = shellOf(page);
  const { node } = graphOf(page);

  await test.step('open a workflow file', async () => {
    await openByKey(page, WORKFLOW);
    await expect(node('KSampler')).toBeVisible();
  });

  await test.step('walk to the prompt and change its text', async () => {
    await keys.goTo(node('Load Checkpoint'));
    await keys.goTo(node('Prompt'), 'ArrowRight');
    await expect(node('Prompt')).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('Enter');
    await keys.goTo(node('Prompt').getByRole('textbox', { name: 'text' }));
    await keys.retype(PROMPT);
    await page.keyboard.press('Escape');
    await expect(node('Prompt')).toBeFocused();
  });

  await test.step('walk to the sampler and change the seed', async () => {
    await keys.goTo(node('KSampler'), 'ArrowRight');
    await page.keyboard.press('Enter');
    await keys.goTo(node('KSampler').getByRole('spinbutton', { name: 'seed' }));
    await keys.retype(SEED);
    await page.keyboard.press('Enter');
    await expect(node('KSampler').getByRole('spinbutton', { name: 'seed' })).toHaveValue(SEED);
    await page.keyboard.press('Escape');
  });

  await test.step('walk to the picture and upload one', async () => {
    await keys.goTo(node('Load Image'), 'ArrowDown');
    await page.keyboard.press('Enter');
    await keys.goTo(node('Load Image').getByRole('button', { name: 'Upload' }));
    await chooseByKey(page, await plainPng('lantern.png'));
    await expect(node('Load Image').getByRole('combobox', { name: 'image' })).toContainText('lantern.png');
    await expect(node('Load Image').getByRole('button', { name: 'Upload' }), 'the keyboard stays where it was').toBeFocused();
  });

  await test.step('run and read the progress', async () => {
    server.control.hold();
    await page.keyboard.press('Control+Enter');
    await runUntilStep(server, '5', 20);
    await expect(node('KSampler').getByRole('progressbar')).toHaveAttribute('aria-valuetext', /^\d+ of 40$/);
    await expect(page).toHaveTitle(/^\d+ % – main-job/);
    server.control.release();
    await expect(node('Save Image').getByRole('img', { name: /main-job_\d+_\.png/ })).toBeVisible();
    await expect(shell.queueSummary('Queue empty')).toBeVisible();
  });

  await test.step('open the gallery and the viewer', async () => {
    await keys.command('Go to Gallery');
    const outputs = page.getByRole('region', { name: 'Gallery' }).getByRole('list', { name: 'Outputs' }).getByRole('listitem');
    await expect(outputs.first()).toHaveAttribute('data-output', /^output\/main-job_\d+_\.png$/);
    await keys.goTo(outputs.first().getByRole('button').first());
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Viewer' })).toBeVisible();
  });

  await test.step('open its workflow from there', async () => {
    const viewer = page.getByRole('dialog', { name: 'Viewer' });
    await keys.goTo(viewer.getByRole('button', { name: 'Open workflow' }));
    await page.keyboard.press('Enter');
    await expect(viewer).toBeHidden();
    await expect(shell.tabs).toHaveCount(2);
    await expect(node('Prompt').getByRole('textbox', { name: 'text' })).toHaveValue(PROMPT);
    await expect(node('KSampler').getByRole('spinbutton', { name: 'seed' })).toHaveValue(SEED);
  });
});

test('add a node by search, connect it, move it, rename it, delete it and undo, with the keyboard alone', async ({ page, app }) => {
  await app.open(page);
  const keys = keysOf(page);
  const graph = await openByKey(page, jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.nodes).toHaveCount(4);

  await test.step('add', async () => {
    await keys.command('Add node');
    await expect(page.getByRole('combobox', { name: 'Search nodes' })).toBeFocused();
    await page.keyboard.type('flip image');
    await page.keyboard.press('Enter');
    await expect(graph.node('Flip Image')).toBeFocused();
  });

  await test.step('connect from the input, then from the output', async () => {
    await page.keyboard.press('Enter');
    await keys.goTo(graph.input('Flip Image', 'image'));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Connect input image of Flip Image' });
    await expect(dialog.getByRole('combobox')).toBeFocused();
    await expect(dialog.getByRole('option', { name: /MASK/ }), 'only what fits is offered').toHaveCount(0);
    await page.keyboard.type('load image');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(graph.input('Flip Image', 'image')).toBeFocused();
    await keys.goTo(graph.output('Flip Image', 'IMAGE'));
    await page.keyboard.press('Enter');
    await page.keyboard.type('sharpen');
    await page.keyboard.press('Enter');
    const prompt = await exportByKey(page);
    expect(prompt['5']?.inputs['image']).toEqual(['1', 0]);
    expect(prompt['4']?.inputs['image']).toEqual(['5', 0]);
  });

  await test.step('cut the wire again', async () => {
    await keys.goTo(graph.node('Flip Image'), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await keys.goTo(graph.input('Flip Image', 'image'));
    await page.keyboard.press('Delete');
    expect((await exportByKey(page))['5']?.inputs).not.toHaveProperty('image');
    await page.keyboard.press('Escape');
  });

  await test.step('rename and move', async () => {
    await keys.goTo(graph.node('Flip Image'), 'Shift+Tab');
    await page.keyboard.press('F2');
    await keys.retype('Mirror');
    await page.keyboard.press('Enter');
    await expect(graph.node('Mirror')).toBeFocused();
    const before = await graph.node('Mirror').boundingBox();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await graph.node('Mirror').boundingBox())?.y).toBeGreaterThan(before?.y ?? Infinity);
  });

  await test.step('menu, bypass, delete, undo', async () => {
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'Node menu' })).toBeVisible();
    await keys.goTo(page.getByRole('menuitem', { name: 'Bypass' }), 'ArrowDown');
    await page.keyboard.press('Enter');
    await expect(graph.node('Mirror').getByRole('img', { name: 'Bypassed' })).toBeVisible();
    await expect(graph.node('Mirror')).toBeFocused();
    await page.keyboard.press('Delete');
    await expect(graph.node('Mirror')).toBeHidden();
    await expect(graph.nodes).toHaveCount(4);
    await page.keyboard.press('Control+z');
    await expect(graph.node('Mirror')).toBeVisible();
  });
});

/** The prompt by the command of that name; the focus returns to where it was. */
function exportByKey(page: Page): ReturnType<typeof exportPrompt> {
  return exportPrompt(page, () => keysOf(page).command('Export API prompt'));
}
