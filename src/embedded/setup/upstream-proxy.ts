import type { ProxyOptions } from 'vite';

/** Every path that belongs to ComfyUI, not to the page. */
const UPSTREAM_PATHS = ['^/api(/|\\?|$)', '^/ws(\\?|$)', '^/internal/', '^/extensions(/|\\?|$)', '^/templates/'];

/** What `COMFYUI_URL` says: a usable address, or why it is none. */
export type Upstream = { readonly address: string; readonly problem: null } | { readonly address: string; readonly problem: string };

/** Judges the text of `COMFYUI_URL`; never throws: a wrong address still starts the page, which then says what is wrong. */
export function readUpstream(text: string): Upstream {
  const address = text.trim().replace(/\/+$/, '');
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    return { address, problem: `COMFYUI_URL is "${text}", which is not an address like http://127.0.0.1:8188` };
  }
  return { address, problem: null };
}

/**
 * Proxy table for Vite's dev and preview servers. Host is kept as the browser sent it (no `changeOrigin`), because ComfyUI
 * compares it with Origin. A server that cannot be reached is answered 502 with one line of text that names it.
 */
export function createUpstreamProxy(upstream: Upstream): Record<string, ProxyOptions> {
  const options: ProxyOptions = {
    // `.invalid` never resolves, so that a wrong address takes the same road as an unreachable one.
    target: upstream.problem === null ? upstream.address : 'http://comfyui-url.invalid',
    ws: true,
    configure: (proxy) => {
      proxy.on('error', (error: Error & { code?: string }, _request, response) => {
        const reason = upstream.problem ?? `The ComfyUI server at ${upstream.address} cannot be reached (${error.code ?? error.message})`;
        if ('writeHead' in response) {
          if (!response.headersSent) response.writeHead(502, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Comfydeck-Proxy': '1' });
          response.end(reason);
        } else {
          response.destroy();
        }
      });
    },
  };
  return Object.fromEntries(UPSTREAM_PATHS.map((path) => [path, { ...options }]));
}
