import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonObject } from '@/lib/json';

/** Image kinds a preview can have. */
export type PreviewMime = 'image/jpeg' | 'image/png';

const PREVIEW = 1;
const TEXT = 3;
const PREVIEW_WITH_METADATA = 4;

/** Binary frame type 1: u32 type, u32 format (1 JPEG, 2 PNG), image. Big-endian, as all of them (ComfyUI `protocol.py`). */
export function encodePreview(mimeType: PreviewMime, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([u32(PREVIEW), u32(mimeType === 'image/jpeg' ? 1 : 2), bytes]);
}

/** Binary frame type 4: u32 type, u32 length, JSON of that many bytes, image. */
export function encodePreviewWithMetadata(metadata: JsonObject, bytes: Uint8Array): Uint8Array {
  const json = Buffer.from(stringifyExactJson(metadata), 'utf8');
  return Buffer.concat([u32(PREVIEW_WITH_METADATA), u32(json.length), json, bytes]);
}

/** Binary frame type 3: u32 type, u32 length, node id of that many bytes, text. */
export function encodeText(nodeId: string, text: string): Uint8Array {
  const id = Buffer.from(nodeId, 'utf8');
  return Buffer.concat([u32(TEXT), u32(id.length), id, Buffer.from(text, 'utf8')]);
}

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
