import type { Page } from '@playwright/test';
import { startEmbeddedServer } from '@/embedded/index';
import { expect, test } from './serve/behind-proxy';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Runs in the page. Texts that are too small or too faint to be read from three metres, and what sticks out. */
function findFaults({ isLarge }: { readonly isLarge: boolean }): readonly string[] {
  const root = document.documentElement;
  const toLight = (color: string): number => {
    const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = (element: Element): string => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const faults: string[] = [];
  if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) faults.push('it scrolls');
  for (const element of document.querySelectorAll('main *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '');
    if (!hasText) continue;
    const { fontSize, color, fontWeight } = getComputedStyle(element);
    const name = `${element.tagName} ${element.textContent}`.slice(0, 80);
    if (isLarge && parseFloat(fontSize) < 20) faults.push(`${name}: ${fontSize}`);
    if (Number(fontWeight) < 400) faults.push(`${name}: weight ${fontWeight}`);
    const [dark = 0, light = 0] = [toLight(color), toLight(backgroundOf(element))].sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < (parseFloat(fontSize) >= 64 ? 4.5 : 7)) faults.push(`${name}: contrast ${contrast.toFixed(1)}`);
  }
  return faults;
}

async function stopClock(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 500);
}

test('K1 K3 K4 a wall fits and is legible at every size, changes nothing in ten minutes, and comes back after a restart of the server', async ({
  page,
  behind,
}) => {
  const changes: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') changes.push(`${request.method()} ${request.url()}`);
  });
  await page.clock.install();
  for (const theme of ['light', 'dark']) {
    await page.goto(`${behind.url}#/kiosk?theme=${theme}`);
    await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/^live/);
    await expect(page.getByRole('region', { name: 'Server health' }).getByRole('meter').first()).toBeVisible();
    for (const [width, height] of [
      [1_280, 720],
      [3_840, 2_160],
      [1_080, 1_920],
      [1_920, 1_080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => page.evaluate(findFaults, { isLarge: Math.min(width, height) >= 1_080 }), `${width} × ${height}`).toEqual([]);
    }
    await page.goto('about:blank');
  }
  await page.goto(`${behind.url}#/kiosk`);
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/^live/);
  await expect(page.locator('a, button, input, select, textarea, [tabindex]:not([tabindex="-1"])')).toHaveCount(0);
  await stopClock(page);
  const places = new Set<string | null>();
  for (let minute = 0; minute < 10; minute++) {
    places.add(await page.getByTestId('wall-sheet').getAttribute('style'));
    await page.clock.runFor(MINUTE);
  }
  expect(places.size).toBe(9);
  expect(changes).toEqual([]);

  await behind.proxy.refuse();
  await page.clock.runFor(70 * SECOND);
  await expect(page.getByRole('alert')).toHaveText(/^Offline since .*What is shown may be over/);
  const fresh = await startEmbeddedServer({ port: 0 });
  behind.proxy.swapUpstream(fresh.url);
  await behind.proxy.accept();
  await page.clock.resume();
  await expect(page.getByRole('alert')).toBeHidden({ timeout: 17 * SECOND });
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/^live/);
  expect(changes).toEqual([]);
  await fresh.stop();
});
