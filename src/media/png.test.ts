import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { chunksOf, joinPngChunks, readPngSize, readPngText, writePngText } from './png';

const plain = new Uint8Array(
  await sharp({ create: { width: 7, height: 5, channels: 3, background: '#336699' } })
    .png()
    .toBuffer(),
);

function withChunk(type: string, data: Uint8Array): Uint8Array {
  const [header, ...rest] = chunksOf(plain);
  return joinPngChunks([...(header ? [header] : []), { type, data }, ...rest]);
}

const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('readPngSize', () => {
  it('reads width and height', () => {
    expect(readPngSize(plain)).toEqual({ width: 7, height: 5 });
  });

  it('needs only the first 24 bytes', () => {
    expect(readPngSize(plain.subarray(0, 24))).toEqual({ width: 7, height: 5 });
  });

  it.each([
    ['another format', latin('GIF89a and more bytes than the header has'), 'png-signature'],
    ['nothing', new Uint8Array(), 'png-signature'],
    ['a header cut short', plain.subarray(0, 20), 'png-truncated'],
    ['a width of zero', Uint8Array.from(plain, (byte, at) => (at >= 16 && at < 20 ? 0 : byte)), 'png-header'],
  ])('refuses %s', (_name, bytes, code) => {
    expect(() => readPngSize(bytes)).toThrow(expect.objectContaining({ code }));
  });
});

describe('writePngText and readPngText', () => {
  it('gives back every text in order, and sharp still reads the picture', async () => {
    const texts = [
      { keyword: 'prompt', text: '{"1":{"inputs":{"seed":18446744073709551615}}}' },
      { keyword: 'workflow', text: '{"nodes":[]}' },
    ];
    const written = writePngText(plain, texts);
    expect(await readPngText(written)).toEqual(texts.map((text) => ({ ...text, chunk: 'tEXt' })));
    const pixels = await sharp(written).raw().toBuffer();
    expect([...pixels.subarray(0, 3)]).toEqual([0x33, 0x66, 0x99]);
  });

  it('replaces a text of the same keyword and keeps the others', async () => {
    const first = writePngText(plain, [
      { keyword: 'prompt', text: 'old' },
      { keyword: 'other', text: 'stays' },
    ]);
    const second = writePngText(first, [{ keyword: 'prompt', text: 'new' }]);
    expect(await readPngText(second)).toEqual([
      { keyword: 'other', text: 'stays', chunk: 'tEXt' },
      { keyword: 'prompt', text: 'new', chunk: 'tEXt' },
    ]);
  });

  it('puts ComfyUI’s own chunk behind the picture data', async () => {
    const written = writePngText(plain, [{ keyword: 'workflow', text: '{}', chunk: 'comf' }]);
    const types = chunksOf(written).map((chunk) => chunk.type);
    expect(types.indexOf('comf')).toBeGreaterThan(types.lastIndexOf('IDAT'));
    expect(await readPngText(written)).toEqual([{ keyword: 'workflow', text: '{}', chunk: 'comf' }]);
  });

  it('carries any text through', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const [read] = await readPngText(writePngText(plain, [{ keyword: 'k', text }]));
        expect(read?.text).toBe(Buffer.from(text).toString());
      }),
      { numRuns: 200 },
    );
  });

  it.each(['', 'x'.repeat(80), 'Ключ'])('refuses the keyword "%s"', (keyword) => {
    expect(() => writePngText(plain, [{ keyword, text: '' }])).toThrow(expect.objectContaining({ code: 'png-keyword' }));
  });
});

describe('readPngText on other writers’ files', () => {
  it('unpacks zTXt', async () => {
    const data = Buffer.concat([latin('prompt\0\0'), deflateSync('{"a":1}'.repeat(500))]);
    expect(await readPngText(withChunk('zTXt', data))).toEqual([{ keyword: 'prompt', text: '{"a":1}'.repeat(500), chunk: 'zTXt' }]);
  });

  it('unpacks compressed iTXt and skips language and translated keyword', async () => {
    const data = Buffer.concat([latin('workflow\0\x01\0de\0Ablauf\0'), deflateSync('{"näme":"雪"}')]);
    expect((await readPngText(withChunk('iTXt', data)))[0]?.text).toBe('{"näme":"雪"}');
  });

  it('reads Latin-1 where the bytes are not UTF-8', async () => {
    expect((await readPngText(withChunk('tEXt', latin('c\0caf\xe9'))))[0]?.text).toBe('café');
  });

  it.each([
    ['a text without keyword', 'tEXt', latin('nothing ends it'), 'png-text'],
    ['broken compressed text', 'zTXt', latin('prompt\0\0this is not zlib'), 'png-text'],
    ['compressed text cut short', 'zTXt', Buffer.concat([latin('p\0\0'), deflateSync('x'.repeat(9000)).subarray(0, 12)]), 'png-text'],
    ['iTXt without its fields', 'iTXt', latin('prompt\0\0\0'), 'png-text'],
    [
      'text that unpacks without bound',
      'zTXt',
      Buffer.concat([latin('p\0\0'), deflateSync(Buffer.alloc(65 * 1024 * 1024))]),
      'png-text-size',
    ],
  ])('refuses %s', async (_name, type, data, code) => {
    await expect(readPngText(withChunk(type, data))).rejects.toMatchObject({ code });
  });

  it('refuses a file cut anywhere with one of its own codes', async () => {
    const whole = writePngText(plain, [{ keyword: 'prompt', text: '{}' }]);
    for (let length = 8; length < whole.length; length++) {
      await expect(readPngText(whole.subarray(0, length))).rejects.toMatchObject({ code: 'png-truncated' });
    }
  });

  it('ignores bytes after the end', async () => {
    expect(await readPngText(Buffer.concat([plain, latin('tail')]))).toEqual([]);
  });
});
