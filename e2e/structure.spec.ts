import type { Locator, Page } from '@playwright/test';
import { blurWorkflow } from './fixtures/workflows';
import { boxOf, graphOf, jsonFile, middleOf, type Graph } from './pages/graph';
import { keysOf } from './pages/keys';
import { expect, test, type App } from './serve/app-test';
import { exportPrompt } from './serve/downloads';

async function openBlur(page: Page, app: App): Promise<Graph> {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.nodes).toHaveCount(4);
  return graph;
}

const groupOf = (graph: Graph, name: RegExp): Locator =>
  graph.region.locator('[aria-roledescription="node group"]').and(graph.region.getByRole('group', { name }));

async function select(graph: Graph, ...titles: readonly string[]): Promise<void> {
  for (const [index, title] of titles.entries()) {
    await graph.clickTitle(graph.node(title), index === 0 ? {} : { modifiers: ['Shift'] });
    await expect(graph.node(title)).toHaveAttribute('aria-current', 'true');
  }
}

test('a group by the mouse: made around nodes, named, moved with them, resized, folded, bypassed, taken away', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  await select(graph, 'Blur', 'Sharpen');
  await page.keyboard.press('Control+g');
  await graph.region.getByRole('textbox', { name: 'Title of the group' }).fill('Filters');
  await page.keyboard.press('Enter');
  const group = groupOf(graph, /^Filters, 2 nodes$/);
  await expect(group).toBeFocused();

  await test.step('it carries its nodes', async () => {
    const before = { group: await boxOf(group), blur: await boxOf(graph.node('Blur')), load: await boxOf(graph.node('Load Image')) };
    const grip = { x: before.group.x + before.group.width - 20, y: before.group.y + 6 };
    await graph.drag(grip, { x: grip.x + 60, y: grip.y + 40 });
    await expect.poll(async () => (await boxOf(graph.node('Blur'))).x - before.blur.x).toBeCloseTo(60, 0);
    expect((await boxOf(group)).y - before.group.y).toBeCloseTo(40, 0);
    expect((await boxOf(graph.node('Load Image'))).x).toBeCloseTo(before.load.x, 0);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await boxOf(graph.node('Blur'))).x, 'one undo step').toBeCloseTo(before.blur.x, 0);
  });

  await test.step('its corner resizes it', async () => {
    const before = await boxOf(group);
    const grip = await middleOf(graph.region.locator('[data-group-corner]'));
    await graph.drag(grip, { x: grip.x + 30, y: grip.y + 20 });
    await expect.poll(async () => (await boxOf(group)).width - before.width).toBeCloseTo(30, 0);
  });

  const menu = async (item: string): Promise<void> => {
    await page.mouse.move((await boxOf(group)).x + 30, (await boxOf(group)).y + 5);
    await page.mouse.click((await boxOf(group)).x + 30, (await boxOf(group)).y + 5, { button: 'right' });
    await page.getByRole('menu', { name: 'Group menu' }).getByRole('menuitem', { name: item, exact: false }).first().click();
  };

  await test.step('all its nodes are bypassed at once', async () => {
    await menu('Bypass its nodes');
    await expect(graph.region.getByRole('img', { name: 'Bypassed' })).toHaveCount(2);
  });

  await test.step('it folds to its title, and opens again', async () => {
    await menu('Fold group');
    await expect(graph.node('Blur')).toBeHidden();
    await expect(graph.nodes).toHaveCount(2);
    await expect(groupOf(graph, /^Filters, 2 nodes, folded$/)).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(graph.nodes).toHaveCount(4);
  });

  await test.step('it goes, its nodes stay', async () => {
    await menu('Remove group, keep its nodes');
    await expect(group).toBeHidden();
    await expect(graph.nodes).toHaveCount(4);
  });
});

test('a group by the keyboard alone', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  const keys = keysOf(page);
  await keys.command('Select all nodes');
  await keys.command('Group selected nodes');
  await keys.retype('Everything');
  await page.keyboard.press('Enter');
  const group = groupOf(graph, /^Everything, 4 nodes$/);
  await expect(group).toBeFocused();
  const before = { group: await boxOf(group), blur: await boxOf(graph.node('Blur')) };
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(async () => (await boxOf(graph.node('Blur'))).y).toBeGreaterThan(before.blur.y);
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(async () => (await boxOf(group)).width).toBeGreaterThan(before.group.width);
  await page.keyboard.press('Control+m');
  await expect(graph.region.getByRole('img', { name: 'Muted' })).toHaveCount(4);
  await page.keyboard.press('Alt+c');
  await expect(graph.nodes).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(graph.nodes).toHaveCount(4);
  await expect(graph.node('Load Image')).toBeFocused();
  await keys.command('Go to groups');
  await expect(group).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(group).toBeHidden();
  await expect(graph.nodes, 'only the frame goes').toHaveCount(4);
});

test('nodes are lined up and laid out, each one undo step', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  const xs = async (): Promise<number[]> => {
    const boxes = await Promise.all(['Load Image', 'Blur', 'Sharpen', 'Save Image'].map((title) => boxOf(graph.node(title))));
    return boxes.map(({ x }) => Math.round(x));
  };
  await graph.drag(graph.output('Blur', 'IMAGE'), graph.input('Sharpen', 'image'));
  await graph.drag(graph.output('Sharpen', 'IMAGE'), graph.input('Save Image', 'images'));
  const before = await xs();

  await select(graph, 'Blur', 'Save Image');
  await graph.clickTitle(graph.node('Save Image'), { button: 'right' });
  await page.getByRole('menuitem', { name: 'Arrange' }).click();
  await page.getByRole('menuitem', { name: 'Align left' }).click();
  await expect.poll(async () => (await xs())[3]).toBe(before[1]);
  await page.keyboard.press('Control+z');
  await expect.poll(xs).toEqual(before);

  await page.keyboard.press('Escape');
  await keysOf(page).command('Lay out');
  await expect(graph.region.getByText('Laid out 4 nodes')).toBeAttached();
  await expect
    .poll(async () => {
      const [load = 0, blur = 0, sharpen = 0, save = 0] = await xs();
      return load < blur && blur < sharpen && sharpen < save;
    }, 'one column each, in the order of the wires')
    .toBe(true);
  await keysOf(page).command('Undo');
  await expect.poll(xs).toEqual(before);
});

test('a subgraph is made of the selection, named, entered, left and unpacked; what is sent stays the same', async ({ page, app }) => {
  const graph = await openBlur(page, app);
  const crumbs = page.getByRole('navigation', { name: 'Open graphs' }).getByRole('button');
  const radius = async (): Promise<unknown> =>
    Object.values(await exportPrompt(page)).find((node) => node.class_type === 'ImageBlur')?.inputs['blur_radius'];

  await test.step('by the mouse', async () => {
    await select(graph, 'Blur', 'Save Image');
    await graph.clickTitle(graph.node('Blur'), { button: 'right' });
    await page.getByRole('menuitem', { name: 'Make subgraph' }).click();
    await graph.region.getByRole('textbox', { name: 'Title of the node' }).fill('Soften');
    await page.keyboard.press('Enter');
    await expect(graph.node('Soften')).toBeVisible();
    await expect(graph.nodes).toHaveCount(3);
    await graph.clickTitle(graph.node('Soften'), { clickCount: 2 });
    await expect(crumbs).toHaveText(['blur', 'Soften']);
    await graph.clickTitle(graph.node('Blur'), { button: 'right' });
    await page.getByRole('menuitem', { name: 'Show on the subgraph' }).click();
    await page.getByRole('menuitem', { name: 'Show blur_radius' }).click();
    await crumbs.first().click();
    const field = graph.node('Soften').getByRole('spinbutton', { name: 'blur_radius' });
    await expect(field).toHaveValue('3');
    await field.fill('7');
    await field.press('Enter');
    expect(await radius()).toBe(7);
    await graph.clickTitle(graph.node('Soften'), { button: 'right' });
    await page.getByRole('menuitem', { name: 'Unpack subgraph' }).click();
    await expect(graph.node('Blur').getByRole('spinbutton', { name: 'blur_radius' })).toHaveValue('7');
    expect(await radius()).toBe(7);
  });

  await test.step('by the keyboard', async () => {
    await graph.node('Blur').focus();
    await page.keyboard.press('Control+Shift+E');
    await keysOf(page).retype('Again');
    await page.keyboard.press('Enter');
    await expect(graph.node('Again')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(crumbs).toHaveText(['blur', 'Again']);
    await expect(graph.node('Blur')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(graph.node('Again')).toBeFocused();
    await keysOf(page).command('Unpack subgraph');
    await expect(graph.node('Blur')).toBeVisible();
    expect(await radius()).toBe(7);
  });
});
