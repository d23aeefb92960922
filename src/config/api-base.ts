import { AppError } from '@/lib/errors';

/** Where a server's routes begin, without trailing slash: `http://host:8188/comfy` and `ws://host:8188/comfy`. */
export interface ApiBase {
  readonly http: string;
  readonly ws: string;
}

/** A page served by the server itself from a custom node's web directory: `/extensions/<pack>/…` below the server's root. */
const EXTENSION_PAGE = /^(.*?)\/extensions\/[^/]+\//;

/**
 * Finds the server a page belongs to: everything before `/extensions/<pack>/` when the page's path contains that, else the page's
 * folder. Pure; query and hash of the page do not count.
 * @param pageUrl `document.baseURI` or `location.href`.
 * @param override the base path or address of a server profile (`/s/gpu1`, `http://127.0.0.1:8188`); wins when not empty.
 * @throws AppError `bad-api-base` for an address that is not http or https.
 */
export function findApiBase(pageUrl: string, override?: string): ApiBase {
  const wanted = override?.trim() ?? '';
  const url = readUrl(wanted === '' ? pageUrl : wanted, pageUrl);
  const folder = wanted === '' ? findPageFolder(url.pathname) : url.pathname.replace(/\/+$/, '');
  return { http: `${url.protocol}//${url.host}${folder}`, ws: `${url.protocol === 'https:' ? 'wss:' : 'ws:'}//${url.host}${folder}` };
}

function findPageFolder(path: string): string {
  return EXTENSION_PAGE.exec(path)?.[1] ?? path.slice(0, path.lastIndexOf('/'));
}

function readUrl(address: string, pageUrl: string): URL {
  try {
    const url = new URL(address, pageUrl);
    if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  } catch (error) {
    throw new AppError('bad-api-base', `"${address}" is not an address`, { cause: error });
  }
  throw new AppError('bad-api-base', `"${address}" is not an http address`);
}
