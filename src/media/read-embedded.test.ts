import { describe, expect, it } from 'vitest';
import { ProtocolError } from '@/lib/errors';
import { hasReadableTexts, readEmbedded } from './read-embedded';
import { sniffFileKind } from './sniff';
import { readTiffTexts } from './tiff';
import { readWebpText } from './webp';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** A TIFF block with ASCII entries under the given tags. */
function tiff(entries: readonly (readonly [number, string])[], isLittle: boolean): Uint8Array {
  const texts = entries.map(([tag, text]) => [tag, new TextEncoder().encode(`${text}\0`)] as const);
  const start = 8 + 2 + entries.length * 12 + 4;
  const block = new Uint8Array(texts.reduce((sum, [, text]) => sum + text.length, start));
  const view = new DataView(block.buffer);
  block.set(bytes(isLittle ? 'II' : 'MM'));
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  view.setUint16(8, entries.length, isLittle);
  let at = start;
  for (const [index, [tag, text]] of texts.entries()) {
    const entry = 10 + index * 12;
    view.setUint16(entry, tag, isLittle);
    view.setUint16(entry + 2, 2, isLittle);
    view.setUint32(entry + 4, text.length, isLittle);
    if (text.length <= 4) block.set(text, entry + 8);
    else view.setUint32(entry + 8, at, isLittle);
    block.set(text, at);
    at += text.length;
  }
  return block;
}

function webp(chunks: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const parts = chunks.flatMap(([type, data]) => {
    const size = new Uint8Array(4);
    new DataView(size.buffer).setUint32(0, data.length, true);
    return [...bytes(type), ...size, ...data, ...(data.length % 2 === 1 ? [0] : [])];
  });
  return Uint8Array.from([...bytes('RIFF'), 0, 0, 0, 0, ...bytes('WEBP'), ...parts]);
}

describe('WebP', () => {
  const entries = [
    [0x0110, 'prompt:{"1":{}}'],
    [0x010f, 'workflow:{"nodes":[],"t":"ä☃"}'],
    [0x010e, 'no keyword here'],
  ] as const;

  it.each([true, false])('reads texts by their keyword in either byte order (little: %s)', async (isLittle) => {
    const picture = webp([
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
    expect(readWebpText(webp([['EXIF', block]]))).toEqual([
      { keyword: 'Workflow', text: '{}' },
      { keyword: 'p', text: '1' },
    ]);
    expect(await readEmbedded(webp([['EXIF', block]]))).toEqual({ workflow: '{}' });
  });

  it('without EXIF has no texts', async () => {
    expect(await readEmbedded(webp([['VP8 ', bytes('data')]]))).toEqual({});
  });

  it('cut short is an error with a name', () => {
    const whole = webp([['EXIF', tiff(entries, true)]]);
    expect(() => readWebpText(whole.subarray(0, 60))).toThrow(expect.objectContaining({ code: 'webp-truncated' }));
    expect(() => readWebpText(bytes('RIFFxxxxWAVE'))).toThrow(expect.objectContaining({ code: 'webp-signature' }));
    expect(() => readTiffTexts(bytes('nothing!'))).toThrow(ProtocolError);
    const block = tiff(entries, true);
    expect(() => readTiffTexts(block.subarray(0, 20))).toThrow(expect.objectContaining({ code: 'tiff-truncated' }));
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

  it('kinds without a reader give no texts', async () => {
    expect(hasReadableTexts('flac')).toBe(false);
    expect(await readEmbedded(bytes('fLaC'))).toEqual({});
  });
});
