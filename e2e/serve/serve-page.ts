import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import { PAGE_HEADERS } from '@/embedded/setup/page-headers';
import { createUpstreamProxy, readUpstream } from '@/embedded/setup/upstream-proxy';

/** A built page on a free loopback port in front of one ComfyUI address, with the policy that `npm start` sends. */
export interface ServedPage {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves `dist` in front of `upstreamUrl`, as `npm start` does. */
export async function servePage(upstreamUrl: string): Promise<ServedPage> {
  const server = await preview({
    root: fileURLToPath(new URL('../../', import.meta.url)),
    configFile: false,
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port: 0, proxy: createUpstreamProxy(readUpstream(upstreamUrl)), headers: { ...PAGE_HEADERS } },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the page server has no port');
  return { url: `http://127.0.0.1:${address.port}/`, stop: () => server.close() };
}
