import { ProtocolError } from '@/lib/errors';
import type { NamedText } from './named-text';
import type { FileKind } from './sniff';

/** Video and sound files whose texts are read here, as the library names them. */
const MIME_TYPES: Partial<Record<FileKind, string>> = {
  mp4: 'video/mp4',
  matroska: 'video/webm',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
};

/**
 * Reads the tags of a video or sound file that are text: Vorbis comments, ID3 `TXXX`, Matroska simple tags, MP4 items. Names are without
 * their container's prefix; MP4 items of the `mdta` kind have none. What was found before a broken place counts.
 * The library that finds them is loaded on first use.
 * @throws ProtocolError `clip-broken` where nothing was found before the broken place.
 */
export async function readClipTexts(bytes: Uint8Array, kind: FileKind): Promise<readonly NamedText[]> {
  const { parseBuffer } = await import('music-metadata');
  let native: Readonly<Record<string, readonly { readonly id: string; readonly value: unknown }[]>> = {};
  let failure: unknown = null;
  try {
    const mimeType = MIME_TYPES[kind];
    const observer = (update: { readonly metadata: { readonly native: typeof native } }): void => void (native = update.metadata.native);
    ({ native } = await parseBuffer(bytes, mimeType === undefined ? undefined : { mimeType }, { skipCovers: true, observer }));
  } catch (error) {
    failure = error;
  }
  const texts = Object.values(native).flatMap((tags) => tags.flatMap(({ id, value }) => toNamedText(id, value) ?? []));
  if (failure !== null && texts.length === 0) throw new ProtocolError('clip-broken', 'tags cannot be read', { cause: failure });
  return texts;
}

function toNamedText(id: string, value: unknown): NamedText | null {
  const text = typeof value === 'string' ? value : commentOf(value);
  if (text === null) return null;
  const name = id.slice(id.lastIndexOf(':') + 1);
  return { keyword: /^[\u0000-\u001f]/.test(name) ? '' : name, text };
}

/** ID3 comments are objects. */
function commentOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string' ? value.text : null;
}
