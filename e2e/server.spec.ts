import type { Page } from '@playwright/test';
import { paintWorkflow } from './fixtures/workflows';
import { expect, serverOf, test } from './serve/app-test';
import { otherClient } from './serve/jobs';

const logOf = (page: Page) => page.getByRole('log', { name: 'Lines of the server’s log' });

test('the log keeps up with a flood, is filtered, and stands still while it is paused', async ({ page, app }) => {
  const { control } = serverOf(app);
  await app.open(page, '/server');
  const log = logOf(page);
  await expect(log).toContainText('Embedded server, behaves as ComfyUI');
  const flood = (name: string): void => {
    for (let n = 1; n <= 2_000; n++) control.log(`${name} ${n}`, n % 500 === 0 ? 'error' : 'info');
  };
  flood('first');
  await expect(log, 'the newest line is in view').toContainText('first 2000');
  expect(await log.locator('[data-index]').count(), 'only lines near the view exist').toBeLessThan(150);

  await page.getByRole('searchbox', { name: 'Filter the log' }).fill('first 1500');
  await expect(log.locator('[data-index]')).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Filter the log' }).fill('');
  await page.getByRole('combobox', { name: 'Level' }).selectOption('Errors');
  await expect(log.locator('[data-index]')).toHaveCount(4);
  await page.getByRole('combobox', { name: 'Level' }).selectOption('All lines');

  await log.hover();
  await page.mouse.wheel(0, -600);
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  const before = await log.innerText();
  flood('second');
  await expect(page.getByText('Paused, 2,000 new lines')).toBeVisible();
  await expect(log, 'nothing moves under the reader').toHaveText(before, { useInnerText: true });
  await page.getByRole('button', { name: 'Follow' }).click();
  await expect(log).toContainText('second 2000');
});

test('memory fills while a job runs, is freed on demand, and a restart shows in the log', async ({ page, app }) => {
  const { control } = serverOf(app);
  const client = otherClient(page.request, app.serverUrl);
  await client.finished(await client.submit(paintWorkflow({ steps: 2 })));
  await app.open(page, '/server');
  const card = page.getByRole('img', { name: /^Memory of cuda:0/ });
  await expect(card).toHaveAccessibleName(/7\.5 GiB of 24\.0 GiB/);
  await page.getByRole('button', { name: 'Free memory' }).click();
  await expect(card).toHaveAccessibleName(/1\.3 GiB of 24\.0 GiB\. Highest in the last 5 minutes: 7\.5 GiB/);

  control.hold();
  await client.submit(paintWorkflow({ seed: 9 }));
  await page.getByRole('button', { name: 'Interrupt' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Interrupt' }).click();
  control.release();
  await expect(page.getByRole('button', { name: 'Interrupt' })).toBeDisabled();
  await expect(logOf(page)).toContainText('interrupt requested');

  control.restart();
  control.log('after the restart');
  await expect(logOf(page), 'lines come again by themselves').toContainText('after the restart');
  await expect(logOf(page)).toContainText('interrupt requested');
});

test.describe('a server of 2024', () => {
  test.use({ serverOptions: { profile: 'old' } });

  test('shows what it tells, and says what it does not', async ({ page, app }) => {
    await app.open(page, '/server');
    await expect(page.getByRole('region', { name: 'Features' })).toContainText('This server does not tell its features');
    await expect(page.getByRole('region', { name: 'About' })).toContainText('0.2.7');
    await expect(logOf(page)).toContainText('Embedded server');
  });
});
