/**
 * Binary frames of the socket, big-endian, first u32 the event type. Source: ComfyUI `protocol.py` BinaryEventTypes, `server.py`
 * send_image, send_image_with_metadata, send_progress_text.
 */
import * as z from 'zod/mini';
import { ProtocolError } from '@/lib/errors';
import { parseServerJson } from './json-text';
import { toNodeId } from './ids';
import { nodeIdSchema, parseWith, promptIdSchema } from './schema';
import type { ServerEvent } from './server-event';

const PREVIEW = 1;
const TEXT = 3;
const PREVIEW_WITH_METADATA = 4;
const MIME_TYPES: Readonly<Record<number, string>> = { 1: 'image/jpeg', 2: 'image/png' };

/**
 * Decodes one binary frame.
 * Type 1: u32 format (1 JPEG, 2 PNG), image. Type 3: u32 n, n bytes of UTF-8 node id, UTF-8 text. Type 4: u32 n, n bytes of JSON
 * naming node, prompt and MIME type, image. Other types become `unknown`.
 * @param frame the whole message as received; image bytes are a view on it, not a copy.
 * @throws ProtocolError `frame-too-short`, `unknown-format` for an image format of neither code nor an image MIME type, `bad-shape`
 *   for metadata that is not as above.
 */
export function decodeBinaryFrame(frame: ArrayBuffer): ServerEvent {
  const type = readU32(frame, 0);
  if (type === PREVIEW) return decodePreview(frame);
  if (type === TEXT) return decodeText(frame);
  return type === PREVIEW_WITH_METADATA ? decodePreviewWithMetadata(frame) : { kind: 'unknown', type: `binary-${type}` };
}

function decodePreview(frame: ArrayBuffer): ServerEvent {
  const format = readU32(frame, 4);
  const mimeType = MIME_TYPES[format];
  if (mimeType === undefined) throw new ProtocolError('unknown-format', `preview of format ${format}`);
  return { kind: 'preview', mimeType, bytes: new Uint8Array(frame, 8) };
}

function decodeText(frame: ArrayBuffer): ServerEvent {
  const [nodeId, text] = splitFrame(frame);
  return { kind: 'text', nodeId: toNodeId(readUtf8(nodeId)), text: readUtf8(text) };
}

const id = z.catch(z.nullable(nodeIdSchema), null);
const metadataSchema = z.object({
  node_id: id,
  display_node_id: id,
  prompt_id: z.catch(z.nullable(promptIdSchema), null),
  image_type: z.string(),
});

function decodePreviewWithMetadata(frame: ArrayBuffer): ServerEvent {
  const [head, bytes] = splitFrame(frame);
  const metadata = parseWith(metadataSchema, readMetadata(head), 'preview metadata');
  if (!metadata.image_type.startsWith('image/')) throw new ProtocolError('unknown-format', `preview of type ${metadata.image_type}`);
  const displayNodeId = metadata.display_node_id ?? metadata.node_id;
  return {
    kind: 'preview',
    mimeType: metadata.image_type,
    bytes,
    ...(metadata.prompt_id === null ? {} : { promptId: metadata.prompt_id }),
    ...(metadata.node_id === null ? {} : { nodeId: metadata.node_id }),
    ...(displayNodeId === null ? {} : { displayNodeId }),
  };
}

function readMetadata(head: Uint8Array): unknown {
  try {
    return parseServerJson(readUtf8(head));
  } catch (error) {
    throw new ProtocolError('bad-shape', 'preview metadata is not JSON', { cause: error });
  }
}

/** After the type: u32 length, that many bytes, the rest. */
function splitFrame(frame: ArrayBuffer): readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>] {
  const length = readU32(frame, 4);
  if (length > frame.byteLength - 8)
    throw new ProtocolError('frame-too-short', `head of ${length} bytes in a frame of ${frame.byteLength}`);
  return [new Uint8Array(frame, 8, length), new Uint8Array(frame, 8 + length)];
}

function readU32(frame: ArrayBuffer, at: number): number {
  if (frame.byteLength < at + 4) throw new ProtocolError('frame-too-short', `frame of ${frame.byteLength} bytes`);
  return new DataView(frame).getUint32(at);
}

function readUtf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
