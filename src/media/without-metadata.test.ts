import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readEmbedded } from './read-embedded';
import { withoutMetadata } from './without-metadata';
import { writePngText } from './png';

const PROMPT = '{"1":{"class_type":"A","inputs":{}}}';
const picture = sharp({ create: { width: 9, height: 7, channels: 3, background: { r: 10, g: 120, b: 230 } } });
const withExif = picture.clone().withExif({ IFD0: { Make: `prompt:${PROMPT}` } });

async function expectCleaned(dirty: Uint8Array): Promise<void> {
  expect((await readEmbedded(dirty)).prompt).toBe(PROMPT);
  const clean = withoutMetadata(dirty);
  if (clean === null) throw new Error('was not cleaned');
  expect(await readEmbedded(clean)).toEqual({});
  const pixels = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).raw().toBuffer();
  expect(await pixels(clean)).toEqual(await pixels(dirty));
}

describe('a copy without metadata', () => {
  it('of a PNG has the same pixels and no texts', async () => {
    await expectCleaned(writePngText(new Uint8Array(await picture.clone().png().toBuffer()), [{ keyword: 'prompt', text: PROMPT }]));
  });

  it('of a WebP has the same pixels and no EXIF', async () => {
    await expectCleaned(new Uint8Array(await withExif.clone().webp().toBuffer()));
  });

  it('of a JPEG has the same pixels and no EXIF', async () => {
    await expectCleaned(new Uint8Array(await withExif.clone().jpeg().toBuffer()));
  });

  it('is not made of kinds that cannot be cleaned here', () => {
    expect(withoutMetadata(new TextEncoder().encode('\0\0\0\x18ftypmp42'))).toBeNull();
    expect(withoutMetadata(new Uint8Array())).toBeNull();
  });
});
