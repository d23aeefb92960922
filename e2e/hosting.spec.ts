import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview, type PreviewServer, type ProxyOptions } from 'vite';
import { findBrowser } from './find-browser.mjs';
import { findProgram, SIGN_INS, startProxy } from './hosting/start-proxy';
import { expect, serverOf, test } from './serve/app-test';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/** The built page at a place, without any header of ours: the policy in the page itself is what holds. */
async function serveAt(base: string, apiPrefix: string, target: string): Promise<{ readonly url: string; readonly server: PreviewServer }> {
  const strip = (path: string): string => path.slice(apiPrefix.length);
  const proxy: Record<string, ProxyOptions> = Object.fromEntries(
    ['api', 'ws', 'internal', 'templates'].map((name) => [`^${apiPrefix}/${name}(/|\\?|$)`, { target, ws: true, rewrite: strip }]),
  );
  const server = await preview({
    root: ROOT,
    base,
    configFile: false,
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port: 0, proxy },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}${base}`, server };
}

test('R23 S16 one bundle works at the root, below a path and from the web folder of a node pack, and asks nobody else', async ({
  page,
  app,
}) => {
  const foreign: string[] = [];
  for (const [base, prefix] of [
    ['/', ''],
    ['/a/b/', '/a/b'],
    ['/extensions/comfydeck/', ''],
  ] as const) {
    const { url, server } = await serveAt(base, prefix, app.serverUrl);
    const { host } = new URL(url);
    page.on('request', (request) => {
      const asked = new URL(request.url());
      if (asked.protocol.startsWith('http') && asked.hostname !== '127.0.0.1') foreign.push(request.url());
    });
    const scripts: string[] = [];
    page.on('response', (answer) => {
      if (new URL(answer.url()).host === host && answer.request().resourceType() === 'script') scripts.push(new URL(answer.url()).pathname);
    });
    await page.goto(`${url}index.html#/queue`);
    await expect(page.getByRole('status', { name: 'Connection', includeHidden: true })).toHaveText(/^live/);
    await expect(page.getByRole('region', { name: 'Queue' }).first()).toBeVisible();
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.filter((path) => !path.endsWith('.mjs'))).toEqual([]);
    await page.goto('about:blank');
    await server.close();
  }
  expect(foreign).toEqual([]);
});

test.describe('behind Caddy', () => {
  const caddy = findProgram('caddy');
  // eslint-disable-next-line playwright/no-skipped-test -- only where Caddy is not installed
  test.skip(caddy === null, 'Caddy is not installed');

  test('a viewer sees a read-only page with its pictures, and changes nothing by it', async ({ app }) => {
    const proxy = await startProxy('caddy', { program: caddy ?? '', upstreamUrl: app.serverUrl, pageDir: DIST });
    const [username = '', password = ''] = SIGN_INS.viewer.split(':');
    const executablePath = findBrowser();
    const own = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--no-sandbox', '--host-resolver-rules=MAP deck.example.com 127.0.0.1'],
    });
    const page = await own.newPage({ httpCredentials: { username, password } });
    const before = serverOf(app)
      .control.requests()
      .filter(({ method }) => method !== 'GET').length;
    await page.goto(`${proxy.origin}/#/history`);
    await expect(page.getByText(/You can look here, not change/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
    await expect(page.getByRole('button', { name: 'Run again' }).first()).toBeDisabled();
    const picture = page.getByRole('main').getByRole('img').first();
    await expect.poll(() => picture.evaluate((element) => element instanceof HTMLImageElement && element.naturalWidth > 0)).toBe(true);
    expect(
      serverOf(app)
        .control.requests()
        .filter(({ method }) => method !== 'GET'),
    ).toHaveLength(before);
    await own.close();
    await proxy.stop();
  });
});
