import { describe, expect, it } from 'vitest';
import { isAnimated } from './is-animated';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const png = (chunks: string): Uint8Array => bytes(`\x89PNG\r\n\x1a\n${chunks}`);
const webp = (kind: string, flags: number): Uint8Array => bytes(`RIFF\0\0\0\0WEBP${kind}\0\0\0\0${String.fromCharCode(flags)}`);

describe('moving pictures', () => {
  it.each([
    ['a PNG with animation control before its data', png('IHDR acTL IDAT'), true],
    ['a PNG whose data happens to hold that name', png('IHDR IDAT acTL'), false],
    ['a WebP with the flag', webp('VP8X', 0x02), true],
    ['a WebP without it', webp('VP8X', 0x10), false],
    ['a plain WebP', webp('VP8 ', 0x02), false],
    ['a GIF with two delays', bytes('GIF89a!\xf9\x04..!\xf9\x04'), true],
    ['a GIF that loops', bytes('GIF89a NETSCAPE2.0'), true],
    ['a GIF of one frame', bytes('GIF89a!\xf9\x04'), false],
    ['a JPEG', bytes('\xff\xd8\xff acTL'), false],
    ['nothing', new Uint8Array(), false],
  ])('%s', (_name, head, expected) => {
    expect(isAnimated(head)).toBe(expected);
  });
});
