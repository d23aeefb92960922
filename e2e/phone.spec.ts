import type { Page } from '@playwright/test';
import { paintWorkflow } from './fixtures/workflows';
import { boxOf, graphOf, jsonFile, middleOf } from './pages/graph';
import { galleryOf } from './pages/viewer';
import { expect, test } from './serve/app-test';
import { exportPrompt } from './serve/downloads';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

const LEAST_TARGET_PX = 44;

async function expectTarget(page: Page, name: string): Promise<void> {
  const { width, height } = await boxOf(page.getByRole('button', { name, exact: true }).first());
  expect(Math.min(width, height), name).toBeGreaterThanOrEqual(LEAST_TARGET_PX);
}

async function expectNoOverflow(page: Page, screen: string): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${screen} is wider than the phone`).toBeLessThanOrEqual(0);
}

test('every screen fits the width, and its main actions are large enough for a finger', async ({ page, app }) => {
  await app.open(page);
  const bar = page.getByRole('navigation', { name: 'Screens' });
  for (const screen of ['Queue', 'History', 'Gallery', 'Graph']) {
    const link = bar.getByRole('link', { name: screen });
    const { width, height } = await boxOf(link);
    expect(Math.min(width, height), `${screen} in the bar`).toBeGreaterThanOrEqual(LEAST_TARGET_PX);
    await link.tap();
    await expect(page.getByRole('region', { name: screen, exact: true }).first()).toBeVisible();
    await expectNoOverflow(page, screen);
  }
  for (const name of ['Run', 'Cancel current job', 'Open workflow file', 'New workflow', 'Commands']) await expectTarget(page, name);

  await bar.getByRole('link', { name: 'History' }).tap();
  for (const name of ['Clear history', 'Open workflow', 'Run again', 'Delete from history']) await expectTarget(page, name);
  await page
    .getByRole('button', { name: /^Details of/ })
    .first()
    .tap();
  await expect(page.getByRole('region', { name: 'Run details' })).toBeVisible();
  await expectNoOverflow(page, 'a run');

  await bar.getByRole('link', { name: 'Gallery' }).tap();
  await galleryOf(page).outputs.first().getByRole('button').first().tap();
  await expect(galleryOf(page).viewer).toBeVisible();
  await expectNoOverflow(page, 'the viewer');
  for (const name of ['Next output', 'Close']) await expectTarget(page, name);
});

test('a workflow runs from the phone, and its output is found in the gallery', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('boat.json', paintWorkflow({ steps: 2, prefix: 'phone' }).workflow));
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  await page.getByRole('button', { name: 'Run', exact: true }).tap();
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Gallery' }).tap();
  await expect(galleryOf(page).output('phone_00001_.png')).toBeVisible();
});

test('a finger pans the graph and changes no value, wherever it begins', async ({ page, app }) => {
  await app.open(page);
  const graph = graphOf(page);
  await graph.open(jsonFile('boat.json', paintWorkflow().workflow));
  await page.goto(`${page.url()}?node=5`);
  const sampler = graph.node('KSampler');
  await expect(sampler.getByRole('spinbutton', { name: 'steps' })).toBeVisible();
  const before = await exportPrompt(page);

  for (const name of ['seed', 'steps', 'cfg', 'denoise']) {
    await swipe(page, await middleOf(sampler.getByRole('spinbutton', { name })), { x: -90, y: 0 });
  }
  const resting = await boxOf(sampler);
  await swipe(page, await graph.emptySpot(), { x: 60, y: -80 });
  await expect.poll(async () => (await boxOf(sampler)).y, 'the view moved').toBeLessThan(resting.y - 40);
  expect(await exportPrompt(page)).toEqual(before);
});

/** One finger down, along, and up again. */
async function swipe(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [from]);
  for (let step = 1; step <= 10; step++) await touch('touchMove', [{ x: from.x + (by.x * step) / 10, y: from.y + (by.y * step) / 10 }]);
  await touch('touchEnd', []);
  await client.detach();
}
