import { ProtocolError } from '@/lib/errors';
import { decodeText, hasMark, viewOf } from './bytes';

const TYPE_ASCII = 2;
const ENTRY_BYTES = 12;

/** Entries may share bytes; those of a hostile file would unpack to thousands of times its size. */
const MAX_TEXT_SHARE = 2;

/**
 * Reads the text entries of the first directory of a TIFF block, as EXIF data holds them, in file order and without trailing zeros.
 * Either byte order; UTF-8 where it is valid UTF-8, else Latin-1. Entries that point outside the block are left out.
 * @param block may begin with `Exif\0\0`.
 * @throws ProtocolError `tiff-header`, `tiff-truncated`, `tiff-overlap` (texts of more than twice the block).
 */
export function readTiffTexts(block: Uint8Array): readonly string[] {
  const bytes = hasMark(block, 'Exif\0\0') ? block.subarray(6) : block;
  const isLittle = hasMark(bytes, 'II');
  if (bytes.length < 8 || (!isLittle && !hasMark(bytes, 'MM'))) throw new ProtocolError('tiff-header', 'no TIFF header');
  const view = viewOf(bytes);
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > bytes.length) throw new ProtocolError('tiff-truncated', 'directory lies outside the block');
  const count = view.getUint16(directory, isLittle);
  const texts: string[] = [];
  let size = 0;
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * ENTRY_BYTES;
    if (at + ENTRY_BYTES > bytes.length) throw new ProtocolError('tiff-truncated', 'directory is cut off');
    if (view.getUint16(at + 2, isLittle) !== TYPE_ASCII) continue;
    const length = view.getUint32(at + 4, isLittle);
    const start = length <= 4 ? at + 8 : view.getUint32(at + 8, isLittle);
    if (start + length > bytes.length) continue;
    size += length;
    if (size > bytes.length * MAX_TEXT_SHARE) throw new ProtocolError('tiff-overlap', 'entries share too many bytes');
    texts.push(textOf(bytes.subarray(start, start + length)));
  }
  return texts;
}

const TAG_ORIENTATION = 0x0112;

/**
 * How the picture must be turned to stand upright, as EXIF has it: 1 = as it is, 2…8 = mirrored or turned. 1 too where nothing says so.
 * @param block may begin with `Exif\0\0`.
 */
export function readTiffOrientation(block: Uint8Array): number {
  const bytes = hasMark(block, 'Exif\0\0') ? block.subarray(6) : block;
  const isLittle = hasMark(bytes, 'II');
  if (bytes.length < 8 || (!isLittle && !hasMark(bytes, 'MM'))) return 1;
  const view = viewOf(bytes);
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > bytes.length) return 1;
  const count = view.getUint16(directory, isLittle);
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * ENTRY_BYTES;
    if (at + ENTRY_BYTES > bytes.length) return 1;
    if (view.getUint16(at, isLittle) !== TAG_ORIENTATION) continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end));
}
