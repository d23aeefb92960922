import AxeBuilder from '@axe-core/playwright';
import { blurWorkflow, paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { keysOf } from './pages/keys';
import { shellOf } from './pages/shell';
import { expect, test } from './serve/app-test';
import { draftKept } from './serve/drafts';

test('a workflow is filled in as a form, run, and compared with what was saved', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  const shell = shellOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await expect(graph.node('Blur')).toBeVisible();
  await page.keyboard.press('Control+s');
  const naming = page.getByRole('dialog', { name: 'Save workflow' });
  await naming.getByRole('textbox', { name: 'Name' }).fill('soft');
  await naming.getByRole('button', { name: 'Save on the server' }).click();
  await expect(shell.toast('Saved on the server as workflows/soft.json')).toBeVisible();

  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Form' }).click();
  await expect(page).toHaveURL(/#\/form\/workflows\/soft\.json$/);
  const form = page.getByRole('region', { name: 'Form' });
  await form.getByRole('button', { name: 'Choose controls' }).click();
  await form.getByRole('checkbox', { name: /^Show blur_radius of/ }).check();
  await form.getByRole('button', { name: 'Done' }).click();
  const radius = form.getByRole('spinbutton', { name: 'blur_radius' });
  await radius.fill('4');
  await radius.press('Enter');
  await form.getByRole('button', { name: 'Run workflow' }).click();
  await expect(form.getByRole('link', { name: /^Output / }).first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);

  await keysOf(page).command('Compare with…');
  const comparison = page.getByRole('dialog', { name: 'Compare soft' });
  await comparison.getByRole('combobox', { name: 'Compare with' }).selectOption({ index: 1 });
  await expect(comparison.getByRole('list', { name: 'Differences' })).toContainText('blur_radius');
  await comparison.getByRole('button', { name: 'Restore this version' }).click();
  await expect(radius, 'what was saved had no controls chosen for the form').toBeHidden();
});

test('what was edited is there again after the page was killed', async ({ page, app, context }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('blur.json', blurWorkflow().workflow));
  await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
  const text = graph.node('Prompt').getByRole('textbox', { name: 'text' });
  await text.fill('a thought in mid-edit');
  await draftKept(page, 'a thought in mid-edit');
  const isCrashed = page.waitForEvent('crash');
  await Promise.race([isCrashed, page.goto('chrome://crash').catch(() => isCrashed)]);
  const next = await context.newPage();
  await app.open(next);
  await expect(shellOf(next).tabs).toHaveCount(2);
  await expect(graphOf(next).node('Prompt').getByRole('textbox', { name: 'text' })).toHaveValue('a thought in mid-edit');
});
