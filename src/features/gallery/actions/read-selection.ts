import type { ApiClient } from '@/api/client';
import { withoutMetadata } from '@/media/without-metadata';
import { toZipParts } from '@/media/zip';
import type { ZipEntry } from '@/media/zip';
import type { GalleryItem } from '../gallery-items';
import { toFileNames } from './file-names';

export interface ZipRequest {
  readonly items: readonly GalleryItem[];
  readonly pattern: string;
  /** Without prompt and workflow, where the kind of file allows it. */
  readonly isClean: boolean;
  /** Called with how many were read. */
  readonly onProgress: (read: number) => void;
  readonly signal: AbortSignal;
}

export interface ZipOutcome {
  readonly blob: Blob;
  /** Names of files that could not be read. */
  readonly missing: readonly string[];
  /** Names of files that kept their metadata although they were to lose it. */
  readonly unclean: readonly string[];
}

/** Reads outputs one after the other and packs them. Files that are gone are left out and named. */
export async function zipOutputs(client: Pick<ApiClient, 'readFile'>, request: ZipRequest): Promise<ZipOutcome> {
  const { items, pattern, isClean, onProgress, signal } = request;
  const names = toFileNames(items, pattern);
  const entries: ZipEntry[] = [];
  const missing: string[] = [];
  const unclean: string[] = [];
  for (const [index, item] of items.entries()) {
    const name = names[index] ?? '';
    const bytes = await readOutput(client, item, signal).catch(() => null);
    signal.throwIfAborted();
    if (bytes === null) missing.push(name);
    else {
      const clean = isClean ? tryClean(bytes) : bytes;
      if (clean === null) unclean.push(name);
      entries.push({ name, bytes: clean === null ? bytes : new Uint8Array(clean) });
    }
    onProgress(index + 1);
  }
  return { blob: new Blob(toZipParts(entries), { type: 'application/zip' }), missing, unclean };
}

async function readOutput(
  client: Pick<ApiClient, 'readFile'>,
  { output }: GalleryItem,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  return output.file === null ? new TextEncoder().encode(output.text ?? '') : client.readFile(output.file, { signal });
}

/** A broken file goes along as it is. */
function tryClean(bytes: Uint8Array): Uint8Array | null {
  try {
    return withoutMetadata(bytes);
  } catch {
    return null;
  }
}
