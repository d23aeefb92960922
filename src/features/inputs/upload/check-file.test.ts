import { expect, it } from 'vitest';
import { checkFile } from './check-file';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const PNG = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR');

it.each([
  ['a picture', 'a.png', PNG, null],
  ['a picture under a foreign name', 'a.bin', PNG, null],
  ['a JPEG', 'a.jpg', bytes('\xff\xd8\xff\xe0'), null],
  ['an AVIF', 'a.avif', bytes('\0\0\0\x1cftypavif'), null],
  ['a picture whose bytes tell nothing', 'a.tif', bytes('II*\0\0\0'), null],
  ['a video', 'a.mov', bytes('\0\0\0\x14ftypqt  '), null],
  ['a sound', 'a.wav', bytes('RIFF\0\0\0\0WAVE'), null],
  ['a model', 'a.glb', bytes('glTF\x02\0\0\0'), null],
  ['a text', 'notes.txt', bytes('hello'), null],
  ['HEIC by its bytes', 'photo.jpg', bytes('\0\0\0\x18ftypheic'), 'heic'],
  ['HEIC by its name', 'IMG_1.HEIC', bytes('\0\0\0\x18ftypmif1'), 'heic'],
  ['a drawing', 'a.svg', bytes('<svg xmlns="x">'), 'svg'],
  ['a raw photograph', 'a.CR2', bytes('II*\0\x10\0'), 'raw'],
  ['a program', 'a.exe', bytes('MZ\x90\0'), 'unsupported'],
  ['a page', 'a.html', bytes('<!doctype html>'), 'unsupported'],
  ['an archive', 'a.zip', bytes('PK\x03\x04'), 'unsupported'],
])('judges %s', (_what, name, head, refusal) => {
  expect(checkFile({ name, sizeBytes: 500, head, limitBytes: null })).toBe(refusal);
});

it('knows the size before sending, with the form around it', () => {
  const facts = { name: 'a.png', head: PNG, limitBytes: 100_000 };
  expect(checkFile({ ...facts, sizeBytes: 98_000 })).toBeNull();
  expect(checkFile({ ...facts, sizeBytes: 99_500 })).toBe('too-large');
  expect(checkFile({ ...facts, sizeBytes: 0 })).toBe('empty');
});
