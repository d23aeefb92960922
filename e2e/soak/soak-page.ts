import type { Browser, Page } from '@playwright/test';

/** What the page counts of itself. */
interface SoakProbe {
  readonly takeBlocksMs: () => readonly number[];
  readonly takeInputsMs: () => readonly number[];
  readonly maxPreviews: () => number;
}

declare global {
  interface Window {
    soakProbe: SoakProbe;
  }
}

/** Sizes after a forced collection. */
export interface Footprint {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** A page that is being watched. */
export interface SoakPage {
  readonly page: Page;
  readonly footprint: () => Promise<Footprint>;
  readonly errors: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens an empty page with the probe in it. @param previewBytes blobs of this size are previews. */
export async function openSoakPage(browser: Browser, previewBytes: number): Promise<SoakPage> {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(installProbe, previewBytes);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('HeapProfiler.enable');
  return {
    page,
    errors,
    close: () => context.close(),
    footprint: async () => {
      for (const _round of [1, 2]) await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      const read = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
      return { heapBytes: read('JSHeapUsedSize'), nodes: read('Nodes'), listeners: read('JSEventListeners') };
    },
  };
}

/** Runs in the page, before everything else: must not use anything of this file. */
function installProbe(previewBytes: number): void {
  const tickMs = 20;
  const blocks: number[] = [];
  const inputs: number[] = [];
  let lastMs = performance.now();
  setInterval(() => {
    const nowMs = performance.now();
    blocks.push(Math.max(0, nowMs - lastMs - tickMs));
    lastMs = nowMs;
  }, tickMs);
  window.addEventListener(
    'keydown',
    (event) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          inputs.push(performance.now() - event.timeStamp);
          channel.port1.close();
        };
        channel.port2.postMessage(0);
      });
    },
    true,
  );
  const previews = new Set<string>();
  let most = 0;
  const create = URL.createObjectURL.bind(URL);
  const revoke = URL.revokeObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    const url = create(blob);
    if (blob instanceof Blob && blob.size === previewBytes) previews.add(url);
    most = Math.max(most, previews.size);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    previews.delete(url);
    revoke(url);
  };
  const take = (values: number[]): readonly number[] => values.splice(0);
  window.soakProbe = { takeBlocksMs: () => take(blocks), takeInputsMs: () => take(inputs), maxPreviews: () => most };
}
