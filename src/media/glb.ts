import { ProtocolError } from '@/lib/errors';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonValue } from '@/lib/json';
import { decodeUtf8, hasMark, latin1 } from './bytes';
import type { NamedText } from './named-text';

/** Where the word before the JSON is looked for. It stands at byte 16, but files went through tools that took them for text and moved it. */
const SEARCHED_BYTES = 64;
const JSON_MARK = 'JSON{';

/**
 * Reads the texts of a GLB: `asset.extras` of its JSON chunk, each a JSON text or the object itself (written as text here).
 * Needs only the bytes up to the end of that chunk, which comes first.
 * Layout, little-endian: `glTF`, u32 version, u32 length; u32 chunk length, `JSON`, text padded with blanks.
 * Source: ComfyUI `comfy_extras/nodes_hunyuan3d.py` save_glb.
 * @throws ProtocolError `glb-truncated`, `glb-broken`.
 */
export function readGlbTexts(bytes: Uint8Array): readonly NamedText[] {
  const extras = member(member(readJsonChunk(bytes), 'asset'), 'extras');
  if (!isJsonObject(extras)) return [];
  return Object.entries(extras).map(([keyword, value]) => ({
    keyword,
    text: typeof value === 'string' ? value : stringifyExactJson(value),
  }));
}

function readJsonChunk(bytes: Uint8Array): JsonValue {
  const mark = hasMark(bytes, 'glTF') ? latin1(bytes.subarray(0, SEARCHED_BYTES)).indexOf(JSON_MARK) : -1;
  if (mark < 0) {
    const isShort = bytes.length < SEARCHED_BYTES;
    throw new ProtocolError(isShort ? 'glb-truncated' : 'glb-broken', 'GLB does not begin with its JSON chunk');
  }
  const start = mark + JSON_MARK.length - 1;
  const end = endOfObject(bytes, start);
  if (end < 0) throw new ProtocolError('glb-truncated', 'GLB ends inside its JSON chunk');
  const text = decodeUtf8(bytes.subarray(start, end));
  if (text === null) throw new ProtocolError('glb-broken', 'the JSON chunk is not UTF-8');
  try {
    return parseExactJson(text);
  } catch (error) {
    throw new ProtocolError('glb-broken', 'the JSON chunk is not JSON', { cause: error });
  }
}

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [34, 92, 123, 125];

/** Behind the brace that closes the one at `start`; -1 when the bytes end before. By content, since the length before it may be wrong. */
function endOfObject(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let isText = false;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (isText && byte === BACKSLASH) at++;
    else if (byte === QUOTE) isText = !isText;
    else if (!isText && byte === OPEN) depth++;
    else if (!isText && byte === CLOSE && --depth === 0) return at + 1;
  }
  return -1;
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
