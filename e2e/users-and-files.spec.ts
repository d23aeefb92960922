import type { Page } from '@playwright/test';
import { paintWorkflow } from './fixtures/workflows';
import { graphOf, jsonFile } from './pages/graph';
import { shellOf } from './pages/shell';
import { expect, test, type App } from './serve/app-test';

async function createAndChoose(page: Page, name: string, isFirst: boolean): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create user' }).click();
  if (!isFirst) await page.getByRole('button', { name: `Switch to ${name}` }).click();
  await expect(page.getByRole('list', { name: 'Users' }).getByRole('listitem').filter({ hasText: name })).toContainText('you');
}

async function addSetting(page: Page, value: string): Promise<void> {
  await page.getByRole('link', { name: 'Server settings' }).click();
  await page.getByRole('button', { name: 'Add setting' }).click();
  await page.getByRole('textbox', { name: 'Id' }).fill('Deck.Colour');
  await page.getByRole('textbox', { name: 'Value' }).fill(value);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Edit Deck.Colour' }).first()).toContainText(value);
}

test.describe('a server with two users', () => {
  test.use({ serverOptions: { multiUser: true, starter: false } });

  test('keeps their settings and open workflows apart', async ({ page, app }) => {
    await app.open(page);
    await page.getByRole('link', { name: 'Choose user' }).click();
    await createAndChoose(page, 'Ann', true);
    await addSetting(page, 'red');
    await graphOf(page).open(jsonFile('anns.json', paintWorkflow().workflow));
    await expect(shellOf(page).tab('anns')).toBeVisible();

    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await createAndChoose(page, 'Bob', false);
    await expect(shellOf(page).tab('anns')).toBeHidden();
    await addSetting(page, 'blue');

    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await page.getByRole('button', { name: 'Switch to Ann' }).click();
    await expect(shellOf(page).tab('anns')).toBeVisible();
    await page.getByRole('link', { name: 'Server settings' }).click();
    await expect(page.getByRole('button', { name: 'Edit Deck.Colour' }).first()).toContainText('red');
  });
});

test.describe('files of a user', () => {
  test.use({ serverOptions: { starter: false } });

  const write = (page: Page, app: App, path: string, text: string) =>
    page.request.post(`${app.serverUrl}/userdata/${encodeURIComponent(path.replaceAll('%', '%25'))}`, { data: text });

  test('with odd names are opened by address, edited beside another browser, moved and deleted', async ({ page, app }) => {
    const names = ['a#1.txt', '50% off.txt', 'a+b.txt', 'with space.txt', '😀.txt', `${'long'.repeat(49)}.txt`];
    for (const name of names) await write(page, app, `odd/${name}`, `I am ${name}`);
    await app.open(page, '/settings/files');
    await page.getByRole('treeitem', { name: 'odd' }).click();
    for (const name of names) {
      await page.getByRole('treeitem', { name, exact: true }).click();
      const content = page.getByRole('textbox', { name: `Content of ${name}` });
      await expect(content).toHaveValue(`I am ${name}`);
      await page.reload();
      await expect(content).toHaveValue(`I am ${name}`);
    }
    await page.getByRole('treeitem', { name: 'a#1.txt' }).click();
    await page.getByRole('textbox', { name: 'Content of a#1.txt' }).fill('mine');
    await write(page, app, 'odd/a#1.txt', 'theirs');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Keep both' }).click();
    await expect(page.getByRole('textbox', { name: 'Content of a#1 (1).txt' })).toHaveValue('mine');
    await page.getByRole('button', { name: 'Rename or move' }).click();
    await page.getByRole('textbox', { name: 'Folder and name' }).fill('else where/100%.txt');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Content of 100%.txt' })).toHaveValue('mine');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('Choose a file to see')).toBeVisible();
    await page.getByRole('treeitem', { name: 'a#1.txt' }).click();
    await expect(page.getByRole('textbox', { name: 'Content of a#1.txt' })).toHaveValue('theirs');
  });
});
