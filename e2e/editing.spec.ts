import type { Locator, Page } from '@playwright/test';
import { blurWorkflow } from './fixtures/workflows';
import { boxOf, graphOf, jsonFile, middleOf, type Graph } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, test, type App } from './serve/app-test';
import { exportPrompt, nextPrompt } from './serve/downloads';

async function openBlur(page: Page, app: App): Promise<Graph> {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.nodes).toHaveCount(4);
  return graph;
}

const titles = (graph: Graph): Promise<string[]> =>
  graph.nodes.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label') ?? '').sort());

const selected = (graph: Graph): Locator => graph.nodes.and(graph.region.locator('[aria-current="true"]'));

async function select(graph: Graph, title: string): Promise<void> {
  await graph.clickTitle(graph.node(title));
  await expect(graph.node(title)).toHaveAttribute('aria-current', 'true');
}

test('a double click opens the node search, Enter adds what was found, undo and redo take it away and back', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  const spot = await graph.emptySpot();
  await page.mouse.dblclick(spot.x, spot.y);
  const dialog = page.getByRole('dialog', { name: 'Add node' });
  await dialog.getByRole('combobox', { name: 'Search nodes' }).fill('flip image');
  await expect(dialog.getByRole('option', { name: 'Flip Image', exact: true })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(graph.node('Flip Image')).toHaveAttribute('aria-current', 'true');
  const middle = async (): Promise<number> => (await middleOf(graph.node('Flip Image'))).x;
  await expect.poll(async () => Math.abs((await middle()) - spot.x), 'it lies where the pointer was').toBeLessThan(250);

  await page.keyboard.press('Control+z');
  await expect(graph.nodes).toHaveCount(4);
  await page.keyboard.press('Control+y');
  await expect(graph.node('Flip Image')).toBeVisible();
});

test('dragging from an output to an input wires them; a wire dragged off an input is gone', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await graph.drag(graph.output('Load Image', 'IMAGE'), graph.input('Sharpen', 'image'));
  await expect(graph.region.getByText('Connected output IMAGE of Load Image to input image of Sharpen')).toBeAttached();
  await graph.drag(graph.output('Sharpen', 'IMAGE'), graph.input('Save Image', 'images'));
  const prompt = await exportPrompt(page);
  expect(prompt['4']?.inputs['image']).toEqual(['1', 0]);
  expect(prompt['3']?.inputs['images'], 'an input holds one wire: the new one').toEqual(['4', 0]);

  const input = await middleOf(graph.input('Save Image', 'images').locator('span').first());
  await graph.drag(input, await graph.emptySpot());
  await expect(graph.region.getByText('Disconnected input images of Save Image')).toBeAttached();
  await page.keyboard.press('Control+z');
  expect((await exportPrompt(page))['3']?.inputs['images']).toEqual(['4', 0]);
});

test('a socket that does not fit refuses the wire and says why', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await graph.drag(graph.output('Load Image', 'MASK'), graph.input('Sharpen', 'image'), async () => {
    await expect(graph.region.getByRole('status').filter({ hasText: 'MASK does not fit IMAGE' })).toBeVisible();
  });
  await expect(graph.region.getByText('Not connected: MASK does not fit IMAGE')).toBeAttached();
  await expect(shellOf(page).tab('blur').getByRole('img', { name: 'unsaved changes' })).toBeHidden();
});

test('a wire dropped on the empty canvas asks for a node that fits, and wires it', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await graph.drag(graph.output('Load Image', 'MASK'), await graph.emptySpot());
  const dialog = page.getByRole('dialog', { name: 'Add node' });
  await expect(dialog.getByText('Only types that fit MASK')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Search nodes' }).fill('load checkpoint');
  await expect(dialog.getByRole('option', { name: 'Load Checkpoint', exact: true })).toBeHidden();
  await dialog.getByRole('combobox', { name: 'Search nodes' }).fill('preview mask');
  await dialog.getByRole('option', { name: 'Preview Mask', exact: true }).click();
  await expect(graph.node('Preview Mask')).toBeVisible();
  const prompt = await exportPrompt(page);
  expect(Object.values(prompt).find((node) => node.class_type === 'MaskPreview')?.inputs['mask']).toEqual(['1', 1]);
  await page.keyboard.press('Control+z');
  await expect(graph.node('Preview Mask'), 'node and wire are one undo step').toBeHidden();
});

test('dragging nodes is one undo step, and the whole selection moves', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  const blur = graph.node('Blur');
  const sharpen = graph.node('Sharpen');
  const before = { blur: await boxOf(blur), sharpen: await boxOf(sharpen) };
  await select(graph, 'Blur');
  await graph.clickTitle(sharpen, { modifiers: ['Shift'] });
  await expect(selected(graph)).toHaveCount(2);
  const bar = await graph.titleBar(sharpen);

  await graph.drag(bar, { x: bar.x + 60, y: bar.y + 90 });
  // The first pixels of a drag only tell it from a click.
  await expect.poll(async () => (await boxOf(blur)).y - before.blur.y).toBeGreaterThan(75);
  const after = { blur: await boxOf(blur), sharpen: await boxOf(sharpen) };
  expect(after.sharpen.x - before.sharpen.x).toBeGreaterThan(40);
  expect(after.blur.x - before.blur.x).toBeCloseTo(after.sharpen.x - before.sharpen.x, 0);
  expect(after.blur.y - before.blur.y).toBeCloseTo(after.sharpen.y - before.sharpen.y, 0);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await boxOf(sharpen)).y).toBeCloseTo(before.sharpen.y, 0);
  await expect.poll(async () => (await boxOf(blur)).x).toBeCloseTo(before.blur.x, 0);
  await expect(shellOf(page).tab('blur').getByRole('img', { name: 'unsaved changes' }), 'that was all there was to undo').toBeHidden();
});

test('a band drawn with Shift selects what it touches', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  const [load, blur, sharpen] = [
    await boxOf(graph.node('Load Image')),
    await boxOf(graph.node('Blur')),
    await boxOf(graph.node('Sharpen')),
  ];
  await page.keyboard.down('Shift');
  await graph.drag({ x: load.x + load.width + 12, y: blur.y - 12 }, { x: sharpen.x + 30, y: sharpen.y + sharpen.height + 12 });
  await page.keyboard.up('Shift');
  await expect(selected(graph)).toHaveCount(2);
  await expect(graph.node('Blur')).toHaveAttribute('aria-current', 'true');
  await expect(graph.node('Sharpen')).toHaveAttribute('aria-current', 'true');
});

test('copy and paste, also into another document; with their wires when asked', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await select(graph, 'Blur');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(graph.nodes).toHaveCount(5);
  await expect(graph.node('Blur')).toHaveCount(2);
  expect((await exportPrompt(page))['5']?.inputs['image'], 'the copy stands alone').toBeUndefined();

  await page.getByRole('button', { name: 'New workflow' }).click();
  await expect(graph.nodes).toHaveCount(0);
  const spot = await graph.emptySpot();
  await page.mouse.click(spot.x, spot.y);
  await page.keyboard.press('Control+v');
  await expect(graph.node('Blur')).toHaveCount(1);
  await expect(graph.node('Blur').getByRole('spinbutton', { name: 'blur_radius' })).toHaveValue('3');
});

test('duplicate keeps incoming wires when asked', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await select(graph, 'Blur');
  await page.keyboard.press('Control+d');
  await expect(graph.nodes).toHaveCount(5);
  await select(graph, 'Save Image');
  await page.keyboard.press('Control+Shift+d');
  await expect(graph.nodes).toHaveCount(6);
  const prompt = await exportPrompt(page);
  expect(prompt['5']).toMatchObject({ class_type: 'ImageBlur', inputs: { blur_radius: 3 } });
  expect(prompt['5']?.inputs).not.toHaveProperty('image');
  expect(prompt['6']).toMatchObject({ class_type: 'SaveImage', inputs: { images: ['2', 0] } });
});

test('a bypassed node is marked, left out of the prompt that is sent, and its wires go past it', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await select(graph, 'Blur');
  await page.keyboard.press('Control+b');
  await expect(graph.node('Blur').getByRole('img', { name: 'Bypassed' })).toBeVisible();
  const prompt = await nextPrompt(page, () => page.keyboard.press('Control+Enter'));
  expect(Object.keys(prompt).sort()).not.toContain('2');
  expect(prompt['3']).toMatchObject({ inputs: { images: ['1', 0] } });
  await expect(graph.node('Save Image').getByRole('img', { name: /blurred_\d+_\.png/ })).toBeVisible();
});

test('mute, collapse, pin and colour by keys and menu', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await select(graph, 'Save Image');
  await page.keyboard.press('Control+m');
  await expect(graph.node('Save Image').getByRole('img', { name: 'Muted' })).toBeVisible();
  expect(await exportPrompt(page)).not.toHaveProperty('3');

  await select(graph, 'Sharpen');
  const open = await boxOf(graph.node('Sharpen'));
  await page.keyboard.press('Alt+c');
  await expect(graph.node('Sharpen').getByRole('spinbutton')).toHaveCount(0);
  await expect.poll(async () => (await boxOf(graph.node('Sharpen'))).height).toBeLessThan(open.height / 2);

  await graph.clickTitle(graph.node('Blur'), { button: 'right' });
  const menu = page.getByRole('menu', { name: 'Node menu' });
  await menu.getByRole('menuitem', { name: 'Pin' }).click();
  await expect(graph.node('Blur').getByRole('img', { name: 'Pinned' })).toBeVisible();
  const distance = async (): Promise<number> => (await boxOf(graph.node('Blur'))).x - (await boxOf(graph.node('Load Image'))).x;
  const before = await distance();
  const bar = await graph.titleBar(graph.node('Blur'));
  await graph.drag(bar, { x: bar.x + 80, y: bar.y + 80 });
  await expect.poll(async () => (await graph.titleBar(graph.node('Blur'))).y, 'the whole view moves').toBeGreaterThan(bar.y + 70);
  await expect.poll(distance, 'the pinned node stays where it is').toBeCloseTo(before, 3);
  await expect(menu).toBeHidden();

  await graph.clickTitle(graph.node('Blur'), { button: 'right' });
  await page.getByRole('menuitem', { name: 'Colour' }).click();
  await page.getByRole('menuitem', { name: 'Green' }).click();
  await expect(graph.node('Blur').locator('[data-node-color]')).toHaveAttribute('data-node-color', '#232');
});

test('rename by double click, Enter keeps and Escape does not', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await graph.clickTitle(graph.node('Blur'), { clickCount: 2 });
  const field = graph.region.getByRole('textbox', { name: 'Title of the node' });
  await field.fill('Soft focus');
  await field.press('Enter');
  await expect(graph.node('Soft focus')).toBeVisible();
  await graph.clickTitle(graph.node('Soft focus'), { clickCount: 2 });
  await field.fill('never mind');
  await field.press('Escape');
  await expect(field).toBeHidden();
  expect(await titles(graph)).toEqual(['Load Image #1', 'Save Image #3', 'Sharpen #4', 'Soft focus #2']);
});

test('deleting takes nodes and their wires; undo brings both back', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  const before = await exportPrompt(page);
  await select(graph, 'Blur');
  await page.keyboard.press('Delete');
  await expect(graph.node('Blur')).toBeHidden();
  expect((await exportPrompt(page))['3']?.inputs).not.toHaveProperty('images');
  await page.keyboard.press('Control+z');
  await expect(graph.node('Blur')).toBeVisible();
  expect(await exportPrompt(page)).toEqual(before);
});

test('typing a value is one undo step, and a number is scrubbed with the mouse', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  const radius = graph.node('Blur').getByRole('spinbutton', { name: 'blur_radius' });
  await radius.fill('2*6');
  await radius.press('Enter');
  await expect(radius, 'sums are worked out').toHaveValue('12');
  await page.mouse.click((await graph.emptySpot()).x, (await graph.emptySpot()).y);
  const middle = await middleOf(radius);
  await graph.drag(middle, { x: middle.x + 20, y: middle.y });
  await expect(radius).toHaveValue('17');
  await page.keyboard.press('Control+z');
  await expect(radius).toHaveValue('12');
  await page.keyboard.press('Control+z');
  await expect(radius).toHaveValue('3');
});

test('zoom by wheel and buttons, fit, and the minimap moves the view', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  const tools = graph.region.getByRole('toolbar', { name: 'View' });
  const fitted = await boxOf(graph.node('Load Image'));
  const spot = await graph.emptySpot();
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.wheel(0, 400);
  await expect.poll(async () => (await boxOf(graph.node('Load Image'))).width).toBeLessThan(fitted.width * 0.9);
  await tools.getByRole('button', { name: 'Fit view' }).click();
  await expect.poll(async () => (await boxOf(graph.node('Load Image'))).width).toBeCloseTo(fitted.width, 0);

  await tools.getByRole('button', { name: 'Zoom in' }).click();
  await tools.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(async () => (await boxOf(graph.node('Load Image'))).width).toBeGreaterThan(fitted.width * 1.2);
  await tools.getByRole('button', { name: /^Zoom to 100 %/ }).click();
  await expect(tools.getByRole('button', { name: /^Zoom to 100 %/ })).toHaveText('100 %');

  const minimap = await boxOf(graph.region.getByRole('img', { name: 'Minimap' }));
  const before = await boxOf(graph.node('Blur'));
  await page.mouse.click(minimap.x + 10, minimap.y + 10);
  await expect
    .poll(async () => (await boxOf(graph.node('Blur'))).x, 'the view goes left, so nodes go right')
    .toBeGreaterThan(before.x + 50);
  await page.keyboard.press('.');
  await expect.poll(async () => (await boxOf(graph.node('Load Image'))).width).toBeCloseTo(fitted.width, 0);
  await tools.getByRole('button', { name: 'Minimap' }).click();
  await expect(graph.region.getByRole('img', { name: 'Minimap' })).toBeHidden();
});
