import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { apiUrl } from '@/api/urls';
import { findApiBase } from '@/config/api-base';

const SCRIPT = readFileSync(new URL('../../public/boot.mjs', import.meta.url), 'utf8');

interface Request {
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** Runs the script as a page at an address would, with what that browser keeps. */
function boot(address: string, preferences: string | null = null): { readonly requests: Request[]; readonly theme: string | undefined } {
  const requests: Request[] = [];
  const dataset: { theme?: string } = {};
  runInNewContext(SCRIPT, {
    window: {},
    location: new URL(address),
    localStorage: { getItem: () => preferences },
    matchMedia: () => ({ matches: false }),
    document: { documentElement: { dataset } },
    AbortController,
    fetch: (url: string, { headers }: { headers: Record<string, string> }) => {
      requests.push({ url, headers });
      return Promise.reject(new TypeError('no server'));
    },
  });
  return { requests, theme: dataset.theme };
}

describe('the script before the page', () => {
  it.each([
    'http://127.0.0.1:8188/',
    'http://127.0.0.1:8188/index.html?theme=dark#/graph/a',
    'https://host/a/b/',
    'https://host/a/b/index.html',
    'http://host:8188/extensions/comfydeck/',
    'http://host:8188/a/extensions/comfydeck/index.html#/queue',
  ])('asks at the address that the client will ask at: %s', (address) => {
    expect(boot(address).requests.map(({ url }) => url)).toEqual([apiUrl(findApiBase(address), '/object_info')]);
  });

  it('asks as the user of this browser', () => {
    expect(boot('http://host/').requests[0]?.headers).toEqual({});
    expect(boot('http://host/', '{"userId":"ann"}').requests[0]?.headers).toEqual({ 'Comfy-User': 'ann' });
  });

  it('asks for nothing on a wall', () => {
    expect(boot('http://host/#/kiosk').requests).toEqual([]);
  });

  it.each([
    [null, 'dark'],
    ['{"theme":"light"}', 'light'],
    ['null', 'dark'],
    ['no JSON', 'dark'],
  ])('sets the theme from what is kept: %s', (preferences, theme) => {
    expect(boot('http://host/', preferences).theme).toBe(theme);
  });
});
