import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { findDamage } from './find-damage';
import * as make from './fixtures/containers';
import { joinPngChunks, chunksOf } from './png';
import { readEmbedded, type EmbeddedTexts } from './read-embedded';
import { sniffFileKind, type FileKind } from './sniff';

const WORKFLOW = '{"nodes":[],"t":"ä ☃ \\u2603","n":NaN}';
const PROMPT = '{"1":{"class_type":"A","inputs":{"seed":18446744073709551615}}}';
const BOTH = { prompt: PROMPT, workflow: WORKFLOW };
const entries = {
  texts: [
    [0x0110, `prompt:${PROMPT}`],
    [0x010f, `workflow:${WORKFLOW}`],
  ],
} as const;
const png = new Uint8Array(
  await sharp({ create: { width: 2, height: 2, channels: 3, background: '#336699' } })
    .png()
    .toBuffer(),
);
const pixels = () => sharp({ create: { width: 16, height: 16, channels: 3, background: '#336699' } });
const comment = (code: string, text: Uint8Array): Uint8Array => make.joinBytes(code.padEnd(8, '\0'), text);

function pngWithExif(tiff: Uint8Array): Uint8Array {
  const [header, ...rest] = chunksOf(png);
  return joinPngChunks([...(header === undefined ? [] : [header]), { type: 'eXIf', data: tiff }, ...rest]);
}

describe('containers give their texts', () => {
  it.each<readonly [string, FileKind, Uint8Array, EmbeddedTexts]>([
    ['JPEG, big-endian', 'jpeg', make.jpegFile(make.tiffBlock(entries, 'big')), BOTH],
    ['JPEG, little-endian', 'jpeg', make.jpegFile(make.tiffBlock(entries, 'little')), BOTH],
    ['AVIF', 'avif', make.avifFile(make.tiffBlock(entries)), BOTH],
    [
      'AVIF with blanks and capitals',
      'avif',
      make.avifFile(make.tiffBlock({ texts: [[0x010e, `Workflow: ${WORKFLOW}`]] })),
      { workflow: WORKFLOW },
    ],
    ['PNG with EXIF only', 'png', pngWithExif(make.tiffBlock(entries)), BOTH],
    ['MP4', 'mp4', make.mp4File({ keys: BOTH }), { others: [PROMPT, WORKFLOW] }],
    ['MOV, index at the end', 'mp4', make.mp4File({ keys: BOTH }, { brand: 'qt  ', isMoovLast: true }), { others: [PROMPT, WORKFLOW] }],
    ['MP4 with one comment for both', 'mp4', make.mp4File({ comment: JSON.stringify(BOTH) }), { others: [JSON.stringify(BOTH)] }],
    ['WebM', 'matroska', make.matroskaFile({ PROMPT, WORKFLOW }), BOTH],
    ['MKV with a comment', 'matroska', make.matroskaFile({ COMMENT: PROMPT }, 'matroska'), { others: [PROMPT] }],
    ['FLAC', 'flac', make.flacFile({ Prompt: PROMPT, workflow: WORKFLOW }), BOTH],
    ['Opus', 'ogg', make.oggFile(BOTH, 'opus'), BOTH],
    ['Ogg Vorbis', 'ogg', make.oggFile(BOTH, 'vorbis'), BOTH],
    ['MP3, UTF-16', 'mp3', make.mp3File(BOTH, 'utf16'), BOTH],
    ['MP3, UTF-8', 'mp3', make.mp3File(BOTH, 'utf8'), BOTH],
    ['GLB, texts', 'glb', make.glbFile(JSON.stringify({ asset: { extras: BOTH } })), BOTH],
    ['GLB, objects', 'glb', make.glbFile(`{"asset":{"extras":{"prompt":${PROMPT}}}}`), { prompt: PROMPT }],
    ['SVG', 'svg', make.svgFile(`<![CDATA[\n${PROMPT}\n]]>`), { others: [PROMPT] }],
    ['SVG with escapes', 'svg', make.svgFile('{&quot;a&quot;:&#34;&lt;&#x2603;&amp;lt;&quot;}'), { others: ['{"a":"<☃&lt;"}'] }],
    ['SVG with a divided section', 'svg', make.svgFile('<![CDATA[{"a":"]]]]><![CDATA[>"}]]>'), { others: ['{"a":"]]>"}'] }],
    ['safetensors', 'safetensors', make.safetensorsFile(JSON.stringify({ __metadata__: { ...BOTH, ss_tag: '{}' }, w: {} })), BOTH],
  ])('%s', async (_name, kind, bytes, texts) => {
    expect(sniffFileKind(bytes)).toBe(kind);
    expect(await readEmbedded(bytes)).toEqual(texts);
  });

  it.each(['jpeg', 'avif', 'webp'] as const)('%s as another program writes it', async (format) => {
    const exif = { IFD0: { Make: `workflow:${JSON.stringify({ nodes: [] })}`, ImageDescription: 'a "plain" text' } };
    const bytes = new Uint8Array(await pixels().withExif(exif)[format]().toBuffer());
    expect(sniffFileKind(bytes)).toBe(format);
    expect(await readEmbedded(bytes)).toEqual({ workflow: '{"nodes":[]}' });
  });

  it.each([
    ['ASCII', comment('ASCII', make.utf8(PROMPT))],
    ['UTF-16, big-endian', comment('UNICODE', make.utf16(PROMPT, 'big'))],
    ['UTF-16, little-endian', comment('UNICODE', make.utf16(PROMPT, 'little'))],
    ['UTF-8 under a wrong code', comment('UNICODE', make.utf8(PROMPT))],
    ['no code', comment('', make.utf8(PROMPT))],
  ])('a comment in EXIF data: %s', async (_name, bytes) => {
    const tiff = make.tiffBlock({ comment: bytes }, 'little');
    expect(await readEmbedded(make.jpegFile(tiff))).toEqual({ others: [PROMPT] });
    expect(await readEmbedded(make.webpFile([['EXIF', tiff]]))).toEqual({ others: [PROMPT] });
  });

  it('the settings of another program in a comment', async () => {
    const text = 'photo: a cat\nSteps: 20, Sampler: Euler a';
    const tiff = make.tiffBlock({ comment: comment('UNICODE', make.utf16(text, 'big')) });
    for (const file of [make.jpegFile(tiff), make.avifFile(tiff)]) expect(await readEmbedded(file)).toEqual({ parameters: text });
  });

  it('texts far longer than a page of the container', async () => {
    const long = `{"nodes":[],"t":"${'é☃x'.repeat(150_000)}"}`;
    for (const codec of ['opus', 'vorbis'] as const) {
      expect(await readEmbedded(make.oggFile({ prompt: PROMPT, workflow: long }, codec))).toEqual({ prompt: PROMPT, workflow: long });
    }
    expect(await readEmbedded(make.flacFile({ workflow: long }))).toEqual({ workflow: long });
    expect(await readEmbedded(make.mp3File({ workflow: long }))).toEqual({ workflow: long });
    expect(await readEmbedded(make.matroskaFile({ WORKFLOW: long }))).toEqual({ workflow: long });
    expect(await readEmbedded(make.mp4File({ keys: { workflow: long } }))).toEqual({ others: [long] });
    expect(await readEmbedded(make.avifFile(make.tiffBlock({ texts: [[0x010f, `workflow:${long}`]] })))).toEqual({ workflow: long });
  });

  it('a GLB whose lengths were mangled', async () => {
    const glb = make.glbFile(JSON.stringify({ asset: { extras: BOTH } }));
    const mangled = make.joinBytes(glb.subarray(0, 12), [0xef, 0xbf, 0xbd], glb.subarray(13));
    expect(await readEmbedded(mangled)).toEqual(BOTH);
  });

  it('files without texts give none', async () => {
    const files = [make.jpegFile(), make.avifFile(), make.mp4File({}), make.matroskaFile({}), make.flacFile({}), make.oggFile({})];
    files.push(make.mp3File({}), make.glbFile('{"asset":{}}'), make.svgFile('plain'), make.safetensorsFile('{}'));
    for (const file of files) expect(await readEmbedded(file)).toEqual({});
    expect(files.map((file) => findDamage(file, sniffFileKind(file))).filter((damage) => damage !== null)).toEqual([]);
  });
});
