import type { ApiClient } from '@/api/client';
import { UPLOAD_TIMEOUT_MS } from '@/config/limits';
import { ApiError } from '@/lib/errors';
import { numberedPath } from './paths';

type FileClient = Pick<ApiClient, 'readUserdataBytes' | 'writeUserdata'>;

/** What came of saving: written at a path, or nothing because the file is not what was opened any more. */
export type SaveFileOutcome = { readonly kind: 'saved'; readonly path: string } | { readonly kind: 'changed' };

/**
 * Writes an edited text over the file it was made from, if that is still what it was when it was opened. One that was deleted meanwhile
 * is written anew. The server has no conditional write: the check is a read just before.
 * @throws ApiError.
 */
export async function saveIfUnchanged(client: FileClient, path: string, text: string, base: string): Promise<SaveFileOutcome> {
  const now = await readTextOrNull(client, path);
  if (now !== null && now !== base) return { kind: 'changed' };
  const outcome = await client.writeUserdata(path, text, { overwrite: now !== null });
  return outcome.kind === 'written' ? { kind: 'saved', path } : { kind: 'changed' };
}

/** Writes under the first free name beside a taken one; answers it. @throws ApiError. */
export async function saveBeside(client: FileClient, path: string, body: string | Blob): Promise<string> {
  for (let number = 1; ; number++) {
    const free = numberedPath(path, number);
    const outcome = await client.writeUserdata(free, body, { overwrite: false, timeoutMs: UPLOAD_TIMEOUT_MS });
    if (outcome.kind === 'written') return free;
  }
}

async function readTextOrNull(client: FileClient, path: string): Promise<string | null> {
  try {
    return decodeText(await client.readUserdataBytes(path));
  } catch (error) {
    if (error instanceof ApiError && error.code === 'http' && error.status === 404) return null;
    throw error;
  }
}

/** The text of a file; null when it is none. A byte order mark stays, so that saving changes nothing that was not edited. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}
