import { ProtocolError } from '@/lib/errors';

const TYPE_ASCII = 2;
const ENTRY_BYTES = 12;

/**
 * Reads the text entries of the first directory of a TIFF block, as EXIF data holds them, in file order and without trailing zeros.
 * Either byte order; UTF-8 where it is valid UTF-8, else Latin-1. Entries that point outside the block are left out.
 * @param block may begin with `Exif\0\0`.
 * @throws ProtocolError `tiff-header`, `tiff-truncated`.
 */
export function readTiffTexts(block: Uint8Array): readonly string[] {
  const bytes = startsWith(block, 'Exif\0\0') ? block.subarray(6) : block;
  const isLittle = startsWith(bytes, 'II');
  if (bytes.length < 8 || (!isLittle && !startsWith(bytes, 'MM'))) throw new ProtocolError('tiff-header', 'no TIFF header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > bytes.length) throw new ProtocolError('tiff-truncated', 'directory lies outside the block');
  const count = view.getUint16(directory, isLittle);
  const texts: string[] = [];
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * ENTRY_BYTES;
    if (at + ENTRY_BYTES > bytes.length) throw new ProtocolError('tiff-truncated', 'directory is cut off');
    if (view.getUint16(at + 2, isLittle) !== TYPE_ASCII) continue;
    const length = view.getUint32(at + 4, isLittle);
    const start = length <= 4 ? at + 8 : view.getUint32(at + 8, isLittle);
    if (start + length <= bytes.length) texts.push(decode(bytes.subarray(start, start + length)));
  }
  return texts;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && Array.from(text).every((sign, index) => bytes[index] === sign.charCodeAt(0));
}

function decode(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return Array.from(text, (byte) => String.fromCharCode(byte)).join('');
  }
}
