import { isJsonObject } from '@/lib/json';

/**
 * Reads `version.json`, which the build puts beside the page; never from a cache.
 * @param pageUrl the page's own address.
 * @returns null when there is none or it cannot be read: a static host may be away for a moment, and that means nothing.
 */
export async function readPageVersion(
  pageUrl: string,
  request: typeof fetch = (input, init) => fetch(input, init),
): Promise<string | null> {
  try {
    const answer = await request(new URL('version.json', pageUrl), { cache: 'no-store' });
    const json: unknown = answer.ok ? await answer.json() : null;
    return isJsonObject(json) && typeof json['version'] === 'string' ? json['version'] : null;
  } catch {
    return null;
  }
}
