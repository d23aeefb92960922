import { readFileSync } from 'node:fs';

/** The committed clips by extension; see README.md beside this file. */
type ClipExtension = 'flac' | 'mp3' | 'mp4' | 'opus' | 'webm';

const CACHE = new Map<ClipExtension, Uint8Array>();

/** The bytes of a small real clip of that format; read once, not to be changed. */
export function readClip(extension: ClipExtension): Uint8Array {
  const known = CACHE.get(extension);
  if (known !== undefined) return known;
  const bytes = new Uint8Array(readFileSync(new URL(`./clip.${extension}`, import.meta.url)));
  CACHE.set(extension, bytes);
  return bytes;
}
