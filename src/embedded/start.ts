import { fileURLToPath } from 'node:url';
import { build, createServer, preview, type InlineConfig } from 'vite';
import { startEmbeddedServer } from './index';
import { isBuildStale } from './setup/is-build-stale';
import { PAGE_HEADERS } from './setup/page-headers';
import { createUpstreamProxy, readUpstream } from './setup/upstream-proxy';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HOST = '127.0.0.1';
const DEFAULT_PORT = 5180;

/** `npm start`: builds what is stale, then serves the built page and the server behind it on one loopback origin. */
export async function start(): Promise<void> {
  const { proxy, describe, stop } = await openUpstream();
  if (isBuildStale(ROOT)) {
    console.log('Building the page …');
    process.env['NODE_ENV'] = 'production';
    await build({ root: ROOT, mode: 'production', logLevel: 'warn' });
  }
  const port = wantedPort();
  const server = await preview({
    root: ROOT,
    logLevel: 'warn',
    preview: { host: HOST, port, strictPort: false, proxy, headers: { ...PAGE_HEADERS } },
  });
  announce(server.resolvedUrls?.local[0], port, describe);
  onStop(async () => {
    await server.close();
    await stop();
  });
}

/** `npm run dev`: the same with hot reload; the content policy stays off because the reloader writes inline scripts. */
export async function dev(): Promise<void> {
  const { proxy, describe, stop } = await openUpstream();
  process.env['NODE_ENV'] = 'development';
  const port = wantedPort();
  const config: InlineConfig = {
    root: ROOT,
    mode: 'development',
    logLevel: 'warn',
    server: { host: HOST, port, strictPort: false, proxy },
  };
  const server = await createServer(config);
  await server.listen();
  announce(server.resolvedUrls?.local[0], port, describe);
  onStop(async () => {
    await server.close();
    await stop();
  });
}

async function openUpstream() {
  const given = process.env['COMFYUI_URL'];
  if (given !== undefined && given !== '') {
    const upstream = readUpstream(given);
    if (upstream.problem !== null) console.error(upstream.problem);
    return { proxy: createUpstreamProxy(upstream), describe: `ComfyUI at ${upstream.address}`, stop: () => Promise.resolve() };
  }
  const embedded = await startEmbeddedServer({ port: 0, starter: true, stepMs: 60 });
  const proxy = createUpstreamProxy({ address: embedded.url, problem: null });
  return {
    proxy,
    describe: `embedded server (no GPU needed; COMFYUI_URL=http://127.0.0.1:8188 npm start uses a real one)`,
    stop: embedded.stop,
  };
}

function wantedPort(): number {
  const text = process.env['PORT'] ?? '';
  if (text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT is "${text}", which is not a port number (1 to 65535).`);
  return port;
}

function announce(url: string | undefined, wanted: number, describe: string): void {
  const address = url ?? `http://${HOST}:${wanted}/`;
  const isOther = new URL(address).port !== String(wanted);
  console.log(`Comfydeck: ${address} – ${describe}${isOther ? ` – port ${wanted} is in use, this is the next free one` : ''}`);
}

/** Runs `close` once on Ctrl+C or SIGTERM and ends the process; a second Ctrl+C does not wait. */
function onStop(close: () => Promise<void>): void {
  let isClosing = false;
  const stop = (): void => {
    if (isClosing) process.exit(1);
    isClosing = true;
    void close().finally(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
