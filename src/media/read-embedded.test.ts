import { describe, expect, it } from 'vitest';
import { ProtocolError } from '@/lib/errors';
import { glbFile, safetensorsFile, tiffBlock, webpFile } from './fixtures/containers';
import { hasReadableTexts, readEmbedded } from './read-embedded';
import { bytesNeeded, SNIFF_BYTES, sniffFileKind } from './sniff';
import { readTiffTexts } from './tiff';
import { readWebpText } from './webp';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const tiff = (texts: readonly (readonly [number, string])[], isLittle: boolean): Uint8Array =>
  tiffBlock({ texts }, isLittle ? 'little' : 'big');

describe('WebP', () => {
  const entries = [
    [0x0110, 'prompt:{"1":{}}'],
    [0x010f, 'workflow:{"nodes":[],"t":"ä☃"}'],
    [0x010e, 'no keyword here'],
  ] as const;

  it.each([true, false])('reads texts by their keyword in either byte order (little: %s)', async (isLittle) => {
    const picture = webpFile([
      ['VP8 ', bytes('odd')],
      ['EXIF', tiff(entries, isLittle)],
    ]);
    expect(sniffFileKind(picture)).toBe('webp');
    expect(await readEmbedded(picture)).toEqual({ prompt: '{"1":{}}', workflow: '{"nodes":[],"t":"ä☃"}' });
  });

  it('accepts the Exif prefix, upper case, and short values inside the entry', async () => {
    const block = Uint8Array.from([
      ...bytes('Exif\0\0'),
      ...tiff(
        [
          [0x010f, 'Workflow:{}'],
          [0x0110, 'p:1'],
        ],
        true,
      ),
    ]);
    expect(readWebpText(webpFile([['EXIF', block]]))).toEqual([
      { keyword: 'Workflow', text: '{}' },
      { keyword: 'p', text: '1' },
    ]);
    expect(await readEmbedded(webpFile([['EXIF', block]]))).toEqual({ workflow: '{}' });
  });

  it('without EXIF has no texts', async () => {
    expect(await readEmbedded(webpFile([['VP8 ', bytes('data')]]))).toEqual({});
  });

  it('cut short is an error with a name', () => {
    const whole = webpFile([['EXIF', tiff(entries, true)]]);
    expect(() => readWebpText(whole.subarray(0, 60))).toThrow(expect.objectContaining({ code: 'webp-truncated' }));
    expect(() => readWebpText(bytes('RIFFxxxxWAVE'))).toThrow(expect.objectContaining({ code: 'webp-signature' }));
    expect(() => readTiffTexts(bytes('nothing!'))).toThrow(ProtocolError);
    const block = tiff(entries, true);
    expect(() => readTiffTexts(block.subarray(0, 20))).toThrow(expect.objectContaining({ code: 'tiff-truncated' }));
  });

  it('entries that share their bytes too often are refused', () => {
    const texts = Array.from({ length: 40 }, (_, index) => [index, 'x'.repeat(500)] as const);
    const block = tiff(texts, true);
    const view = new DataView(block.buffer, block.byteOffset);
    expect(readTiffTexts(block)).toHaveLength(40);
    for (let index = 0; index < 40; index++) {
      view.setUint32(10 + index * 12 + 4, 15_000, true);
      view.setUint32(10 + index * 12 + 8, 0, true);
    }
    expect(() => readTiffTexts(block)).toThrow(expect.objectContaining({ code: 'tiff-overlap' }));
  });

  it('entries that point outside are left out', () => {
    const block = tiff([[0x010f, 'workflow:{}']], true);
    new DataView(block.buffer).setUint32(18, 0xfffffff0, true);
    expect(readTiffTexts(block)).toEqual([]);
  });
});

describe('sniffing', () => {
  it.each([
    ['png', '\x89PNG\r\n\x1a\n...'],
    ['jpeg', '\xff\xd8\xff\xe0'],
    ['gif', 'GIF89a'],
    ['avif', '\0\0\0\x1cftypavif'],
    ['mp4', '\0\0\0\x1cftypisom'],
    ['matroska', '\x1a\x45\xdf\xa3..'],
    ['flac', 'fLaC'],
    ['ogg', 'OggS'],
    ['mp3', 'ID3\x03'],
    ['glb', 'glTF\x02'],
    ['svg', '<?xml version="1.0"?>\n<!-- made by -->\n<svg xmlns="x">'],
    ['text', '\xef\xbb\xbf {"nodes":[]}'],
    ['text', '\xff\xfe{\0'],
    ['binary', 'ab\0cd'],
  ])('%s', (kind, head) => {
    expect(sniffFileKind(bytes(head))).toBe(kind);
  });

  it.each([
    ['jpeg', '\xff\xd8\xff\xe1'],
    ['avif', '\0\0\0\x1cftypmif1'],
    ['avif', '\0\0\0\x18ftypheic'],
    ['mp4', '\0\0\0\x14ftypqt  '],
    ['mp4', '\0\0\0\x08wide'],
    ['mp3', '\xff\xf3\x44'],
    ['safetensors', '\x02\0\0\0\0\0\0\0{}'],
    ['binary', '\x02\0\0\0\0\0\0\x01{}'],
    ['binary', '\0\0\0\0\0\0\0\0{}'],
  ])('%s (%#)', (kind, head) => {
    expect(sniffFileKind(bytes(head))).toBe(kind);
  });

  it('kinds without a reader give no texts', async () => {
    expect(hasReadableTexts('gif')).toBe(false);
    expect(await readEmbedded(bytes('GIF89a'))).toEqual({});
  });

  it('of model files only the header is needed, of others everything', () => {
    const header = `{"__metadata__":{}${' '.repeat(600)}}`;
    const model = safetensorsFile(header);
    expect(bytesNeeded(model.subarray(0, SNIFF_BYTES), 7_000_000_000)).toBe(8 + header.length);
    expect(bytesNeeded(model.subarray(0, SNIFF_BYTES), 300)).toBe(300);
    const mesh = glbFile('{"asset":{}}');
    expect(bytesNeeded(mesh, mesh.length)).toBe(20 + 12);
    expect(bytesNeeded(bytes('OggS'), 9_000)).toBe(9_000);
  });
});
