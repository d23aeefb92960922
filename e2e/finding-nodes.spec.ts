import { blurWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile, middleOf } from './pages/graph';
import { keysOf } from './pages/keys';
import { expect, test } from './serve/app-test';

test('the node search narrows by socket types, shows what a type is, and offers first what was used', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.nodes).toHaveCount(4);
  const dialog = page.getByRole('dialog', { name: 'Add node' });
  const field = dialog.getByRole('combobox', { name: 'Search nodes' });

  const search = async (): Promise<void> => {
    const spot = await graph.emptySpot();
    await page.mouse.dblclick(spot.x, spot.y);
  };
  await search();
  await field.fill('invert out:MASK');
  await expect(dialog.getByRole('option')).toHaveText([/Invert Mask/]);
  await expect(dialog.getByRole('complementary', { name: 'Invert Mask' })).toContainText('InvertMask');
  await page.keyboard.press('Enter');
  await expect(graph.node('Invert Mask')).toHaveAttribute('aria-current', 'true');

  await search();
  await field.fill('invert');
  await expect(dialog.getByRole('option').first(), 'used before, so first of those that fit alike').toHaveAccessibleName('Invert Mask');
  await field.fill('ivnert msak');
  await expect(dialog.getByRole('option').first(), 'slips are forgiven').toHaveAccessibleName('Invert Mask');
});

test('the library is walked by keys, keeps favourites over a reload, and types are dragged from it to the graph', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Node library' }).click();
  const library = page.getByRole('region', { name: 'Node library' });
  const tree = library.getByRole('tree', { name: 'Node types' });

  await library.getByRole('searchbox', { name: 'Filter node types' }).fill('flip image');
  await keysOf(page).goTo(tree);
  await page.keyboard.press('f');
  await page.keyboard.press('Enter');
  await expect(graph.node('Flip Image')).toBeVisible();

  await page.reload();
  const shelf = tree.getByRole('treeitem', { name: 'Favourites' });
  await expect(shelf).toHaveAttribute('aria-expanded', 'true');
  const favorite = tree.getByRole('treeitem', { name: 'Flip Image' }).first();
  const to = await graph.emptySpot();
  const canvas = await graph.region.boundingBox();
  await favorite.dragTo(graph.region, { targetPosition: { x: to.x - (canvas?.x ?? 0), y: to.y - (canvas?.y ?? 0) } });
  await expect(graph.node('Flip Image')).toHaveCount(2);
  await expect
    .poll(async () => Math.abs((await middleOf(graph.node('Flip Image').last())).x - to.x), 'it lies where it was dropped')
    .toBeLessThan(150);
});
