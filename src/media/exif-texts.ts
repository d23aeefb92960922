import { ProtocolError } from '@/lib/errors';
import { decodeUtf8, latin1 } from './bytes';
import { splitKeyword, type NamedText } from './named-text';

/**
 * Reads the texts in the EXIF data of a picture (JPEG, AVIF and other HEIF, WebP, PNG): entries `workflow:{…}` of any tag under that name,
 * others under the name of their tag, e.g. `UserComment`. The library that finds them is loaded on first use.
 * @throws ProtocolError `exif-broken`.
 */
export async function readExifTexts(bytes: Uint8Array): Promise<readonly NamedText[]> {
  const { default: reader } = await import('exifreader');
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  const buffer = (whole ? bytes : Uint8Array.from(bytes)).buffer;
  let tags: Readonly<Record<string, unknown>>;
  try {
    tags = { ...(await reader.load(buffer, { async: true, includeUnknown: true, includeTags: { exif: true } })) };
  } catch (error) {
    if (error instanceof reader.errors.MetadataMissingError) return [];
    throw new ProtocolError('exif-broken', 'EXIF data cannot be read', { cause: error });
  }
  return Object.entries(tags).flatMap(([name, tag]) => {
    const text = textOf(valueOf(tag));
    return text === null ? [] : [splitJson(text) ?? { keyword: name, text }];
  });
}

/** A colon in free text ends no name: only JSON behind it counts. */
function splitJson(text: string): NamedText | null {
  const split = splitKeyword(text);
  return split !== null && /^["{[]/.test(split.text) ? split : null;
}

function valueOf(tag: unknown): unknown {
  return typeof tag === 'object' && tag !== null && 'value' in tag ? tag.value : null;
}

/** ASCII entries come as texts of one byte per character, undefined ones (UserComment) as numbers behind an eight-byte code. */
function textOf(value: unknown): string | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const items: readonly unknown[] = value;
  if (items.every((item) => typeof item === 'string')) return decodeBytes(items.join('\0'));
  if (!items.every((item) => typeof item === 'number')) return null;
  return decodeComment(Uint8Array.from(items));
}

function decodeBytes(text: string): string {
  const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  return latin1(bytes) === text ? (decodeUtf8(bytes) ?? text) : text;
}

const CODE_BYTES = 8;

/** A comment behind its character code: `ASCII`, `UNICODE` (UTF-16 of either order, or UTF-8 by mistake), or none. Null for other data. */
function decodeComment(bytes: Uint8Array): string | null {
  const code = latin1(bytes.subarray(0, CODE_BYTES)).replaceAll('\0', '').trim();
  if (code !== 'ASCII' && code !== 'UNICODE' && code !== '') return null;
  const body = bytes.subarray(CODE_BYTES);
  const text = code === 'UNICODE' ? decodeUnicode(body) : decodeUtf8(body);
  return text?.replace(/\0+$/, '') ?? null;
}

/** Most characters of JSON are ASCII: the side on which the zeros stand tells the order. */
function decodeUnicode(body: Uint8Array): string | null {
  const zeros = [0, 0];
  for (let at = 0; at < Math.min(body.length, 2_000); at++) if (body[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd === 0) return decodeUtf8(body);
  return new TextDecoder(even > odd ? 'utf-16be' : 'utf-16le').decode(body);
}
