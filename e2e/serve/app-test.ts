import { test as base, expect, type Page } from '@playwright/test';
import { startEmbeddedServer, type EmbeddedServer, type EmbeddedOptions } from '@/embedded/index';
import { servePage } from './serve-page';

/** The page under test and, unless `COMFYUI_URL` names another, the embedded server behind it. */
export interface App {
  readonly url: string;
  /** Address of the ComfyUI side, for requests that check its truth. */
  readonly serverUrl: string;
  /** Present unless `COMFYUI_URL` is set. */
  readonly embedded: EmbeddedServer | null;
  /** Opens the page at a hash route and waits until the connection is live and the node list is there. */
  readonly open: (page: Page, route?: string) => Promise<void>;
}

/** The embedded server of a test that steers it. */
export function serverOf({ embedded }: App): EmbeddedServer {
  if (embedded === null) throw new Error('this test steers its own server: run it without COMFYUI_URL');
  return embedded;
}

interface Options {
  readonly serverOptions: EmbeddedOptions;
  readonly theme: 'dark' | 'light';
}

interface Fixtures {
  readonly app: App;
  /** Fails the test on a breach of the content policy or an uncaught error; on for every test. */
  readonly pageHealth: string[];
}

const POLICY = /content security policy/i;

/** `test` of Playwright with one embedded server and one page server per test. */
export const test = base.extend<Options & Fixtures>({
  serverOptions: [{}, { option: true }],
  theme: ['dark', { option: true }],

  app: async ({ serverOptions }, provide) => {
    const given = process.env['COMFYUI_URL'];
    const embedded =
      given === undefined ? await startEmbeddedServer({ port: 0, starter: true, testNodes: true, stepMs: 20, ...serverOptions }) : null;
    const serverUrl = embedded?.url ?? given ?? '';
    const served = await servePage(serverUrl);
    await provide({
      url: served.url,
      serverUrl,
      embedded,
      open: async (page, route = '/graph') => {
        await page.goto(`${served.url}#${route}`);
        await expect(page.getByRole('status', { name: 'Connection', includeHidden: true })).toHaveText(/^live/);
      },
    });
    await served.stop();
    await embedded?.stop();
  },

  pageHealth: [
    async ({ page, theme }, provide) => {
      const faults: string[] = [];
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      page.on('pageerror', (error) => faults.push(`uncaught: ${error.stack ?? error.message}`));
      page.on('console', (message) => {
        if (POLICY.test(message.text())) faults.push(`policy: ${message.text()}`);
      });
      await provide(faults);
      expect(faults, 'uncaught errors and breaches of the content policy').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
