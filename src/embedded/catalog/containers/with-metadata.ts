import { vorbisComment, type Comment } from '../sound/flac';
import { withId3 } from './id3';
import { withMatroskaTags } from './matroska';
import { withMp4Metadata } from './mp4';
import { withOpusTags } from './ogg';

/** The file with prompt and workflow in it, where that container's own place for texts is known here; else the file as it is. */
export function withVideoMetadata(bytes: Uint8Array, extension: string, metadata: readonly Comment[]): Uint8Array {
  if (extension === 'mp4') return withMp4Metadata(bytes, metadata);
  if (extension === 'webm' || extension === 'mkv') return withMatroskaTags(bytes, metadata);
  return bytes;
}

/** As `withVideoMetadata`, for sound. */
export function withAudioMetadata(bytes: Uint8Array, extension: 'flac' | 'mp3' | 'opus', metadata: readonly Comment[]): Uint8Array {
  if (extension === 'mp3') return withId3(bytes, metadata);
  if (extension === 'opus') return withOpusTags(bytes, metadata);
  return withFlacComments(bytes, metadata);
}

/** Replaces the comment block of a FLAC file. Source: RFC 9639, section 8. */
function withFlacComments(bytes: Uint8Array, comments: readonly Comment[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  let at = 4;
  for (let isLast = false; !isLast && at + 4 <= bytes.length;) {
    const size = ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    isLast = ((bytes[at] ?? 0) & 0x80) !== 0;
    const type = (bytes[at] ?? 0) & 0x7f;
    if (type !== 4) blocks.push(Uint8Array.from([type, ...bytes.subarray(at + 1, at + 4 + size)]));
    at += 4 + size;
  }
  const data = vorbisComment(comments);
  const head = Uint8Array.of(0x84, data.length >> 16, (data.length >> 8) & 255, data.length & 255);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, 4), ...blocks, head, data, bytes.subarray(at)]));
}
