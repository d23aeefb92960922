import { blurWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, test } from './serve/app-test';

test('Ctrl+F finds a node by its value, shows it with the arrows and jumps to it with Enter', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.nodes).toHaveCount(4);
  await page.keyboard.press('Control+f');
  const panel = page.getByRole('dialog', { name: 'Find node' });
  const field = panel.getByRole('combobox', { name: 'Find in this workflow' });
  await expect(field).toBeFocused();
  await page.keyboard.type('blurred');
  await expect(panel.getByRole('option')).toHaveText([/Save Image.*#3.*filename_prefix: blurred/]);
  await page.keyboard.press('ArrowDown');
  await expect(graph.node('Save Image')).toHaveAttribute('aria-current', 'true');
  await expect(field, 'looking does not take the keyboard away').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel).toBeHidden();
  await expect(graph.node('Save Image')).toBeFocused();
});

test('a loop asks about runs that would be the same, shows how far it is, and is stopped; the palette takes its argument inline', async ({
  page,
  app,
}) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.nodes).toHaveCount(4);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('batch count 3');
  await expect(page.getByRole('option', { name: 'Set batch count: 3' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('spinbutton', { name: 'Batch count' })).toHaveValue('3');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first(), 'run last, so first now').toHaveAccessibleName('Set batch count…');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Loop', exact: true }).click();
  await page.getByRole('button', { name: 'Start loop' }).click();
  await expect(page.getByText('Every run would be the same')).toBeVisible();
  await page.getByRole('button', { name: 'Loop all the same' }).click();
  const loop = page.getByRole('group', { name: 'Loop' });
  await expect(loop).toContainText(/[1-9]\d* done/);
  await loop.getByRole('button', { name: 'Stop loop' }).click();
  await expect(shellOf(page).toast(/Loop stopped: \d+ runs? done/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Loop', exact: true })).toBeVisible();
});
