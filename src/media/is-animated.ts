import { latin1 } from './bytes';
import { sniffFileKind } from './sniff';

/** Enough of a file to tell whether it moves. */
export const ANIMATION_HEAD_BYTES = 65_536;

/** Whether a picture has several frames, by the beginning of its file: GIF with a loop or delays, WebP's flag, PNG's `acTL`. Pure. */
export function isAnimated(head: Uint8Array): boolean {
  switch (sniffFileKind(head)) {
    case 'gif':
      return latin1(head).includes('NETSCAPE2.0') || countDelays(head) > 1;
    case 'webp':
      return latin1(head.subarray(12, 16)) === 'VP8X' && ((head[20] ?? 0) & 0x02) !== 0;
    case 'png':
      return findBefore(latin1(head), 'acTL', 'IDAT');
    default:
      return false;
  }
}

/** Graphic control extensions: one before each frame of a moving GIF. */
function countDelays(head: Uint8Array): number {
  return latin1(head).split('\u0021\u00f9\u0004').length - 1;
}

function findBefore(text: string, wanted: string, end: string): boolean {
  const at = text.indexOf(wanted);
  const stop = text.indexOf(end);
  return at >= 0 && (stop < 0 || at < stop);
}
