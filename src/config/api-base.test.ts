import { describe, expect, it } from 'vitest';
import { findApiBase } from './api-base';

/** The set-ups of a dashboard that were verified in a browser, and where each one's server is. */
const SET_UPS: readonly (readonly [string, string, string | undefined, string])[] = [
  ['Vite dev with proxy', 'http://localhost:5173/', undefined, 'http://localhost:5173'],
  ['Vite dev with changeOrigin', 'http://localhost:5173/#/queue', undefined, 'http://localhost:5173'],
  ['Vite dev with changeOrigin and rewriteWsOrigin', 'http://127.0.0.1:5173/index.html', undefined, 'http://127.0.0.1:5173'],
  ['Vite preview', 'http://localhost:4173/?theme=dark#/graph', undefined, 'http://localhost:4173'],
  ['Vite under another host name', 'http://studio.lan:5173/', undefined, 'http://studio.lan:5173'],
  ['nginx, bare proxy_pass', 'http://dash.example.com/', undefined, 'http://dash.example.com'],
  ['nginx, Upgrade headers only', 'http://dash.example.com/index.html', undefined, 'http://dash.example.com'],
  ['nginx, Host $http_host', 'https://dash.example.com/', undefined, 'https://dash.example.com'],
  ['nginx, Host $host', 'https://dash.example.com:8443/', undefined, 'https://dash.example.com:8443'],
  ['nginx, Origin ""', 'https://dash.example.com/#/history', undefined, 'https://dash.example.com'],
  ['nginx sub-path by rewrite', 'https://example.com/comfy/', undefined, 'https://example.com/comfy'],
  ['nginx sub-path with raw request_uri', 'https://example.com/comfy/index.html#/queue', undefined, 'https://example.com/comfy'],
  ['Caddy reverse_proxy', 'https://dash.example.com/', undefined, 'https://dash.example.com'],
  ['Caddy handle_path /comfy/*', 'https://example.com/comfy/', undefined, 'https://example.com/comfy'],
  ['Caddy with another Host upstream', 'https://dash.example.com/', undefined, 'https://dash.example.com'],
  ['static host, server without CORS', 'https://me.github.io/deck/', 'http://127.0.0.1:8188', 'http://127.0.0.1:8188'],
  ['static host, exact CORS origin', 'https://me.github.io/deck/', 'https://gpu.example.com/', 'https://gpu.example.com'],
  ['static host, CORS *', 'https://me.github.io/deck/', 'http://192.168.1.5:8188/comfy/', 'http://192.168.1.5:8188/comfy'],
  ['--front-end-root', 'http://127.0.0.1:8188/', undefined, 'http://127.0.0.1:8188'],
  ['WEB_DIRECTORY', 'http://127.0.0.1:8188/extensions/comfydeck/index.html', undefined, 'http://127.0.0.1:8188'],
  ['WEB_DIRECTORY below a sub-path', 'https://example.com/comfy/extensions/comfydeck/', undefined, 'https://example.com/comfy'],
  ['one path per server', 'https://example.com/dash/index.html', '/s/gpu1/', 'https://example.com/s/gpu1'],
  ['an override with blanks only', 'https://example.com/dash/', '  ', 'https://example.com/dash'],
];

describe('findApiBase', () => {
  it.each(SET_UPS)('%s', (_name, page, override, http) => {
    expect(findApiBase(page, override)).toEqual({ http, ws: http.replace(/^http/, 'ws') });
  });

  it('does not take a folder named extensions without a pack for one', () => {
    expect(findApiBase('http://h/extensions/index.html').http).toBe('http://h/extensions');
  });

  it.each(['ftp://h/', 'javascript:alert(1)', 'http://'])('refuses the address %s', (override) => {
    expect(() => findApiBase('http://h/', override)).toThrow(expect.objectContaining({ code: 'bad-api-base' }));
  });
});
