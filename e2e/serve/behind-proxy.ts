import { startFaultProxy, type FaultProxy } from '@/embedded/faults/fault-proxy';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { test as base } from './app-test';
import { servePage } from './serve-page';

/** A page whose server stands behind a network that the test breaks. */
export interface Behind {
  readonly url: string;
  readonly server: EmbeddedServer;
  readonly proxy: FaultProxy;
}

/** `test` with one embedded server, one fault proxy before it, and one page server before that. */
export const test = base.extend<{ readonly behind: Behind }>({
  behind: async ({ serverOptions }, provide) => {
    const server = await startEmbeddedServer({ port: 0, starter: true, testNodes: true, stepMs: 20, ...serverOptions });
    const proxy = await startFaultProxy({ upstream: server.url });
    const served = await servePage(proxy.url);
    await provide({ url: served.url, server, proxy });
    await served.stop();
    await proxy.stop();
    await server.stop();
  },
});

export { expect } from './app-test';
