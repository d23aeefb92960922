import type { Locator, Page } from '@playwright/test';
import { blurWorkflow } from './fixtures/workflows';
import { boxOf, graphOf, jsonFile, middleOf, type Graph } from './pages/graph';
import { keysOf } from './pages/keys';
import { expect, test, type App } from './serve/app-test';

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
