import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError } from '@/lib/errors';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import type { JsonValue } from '@/lib/json';
import * as make from '@/media/fixtures/containers';
import { TYPES } from '../document/fixtures/small-graph';
import { writeWorkflow } from '../document/write-workflow';
import { PLAIN_PNG, pngWithTexts } from './fixtures/png-with-texts';
import { openWorkflowFile, type OpenedFile } from './open-file';

const WORKFLOW: JsonValue = {
  nodes: [{ id: 1, type: 'Sampler', widgets_values: [18446744073709551615n, 'fixed', Number.NaN, 'ä ☃ "\\'] }],
  links: [],
  extra: { odd: [Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY] },
  version: 0.4,
};
const PROMPT: JsonValue = { '1': { class_type: 'Empty', inputs: { width: 64 }, is_changed: [Number.NaN] } };
const workflow = stringifyExactJson(WORKFLOW);
const prompt = stringifyExactJson(PROMPT);
const BOTH = { prompt, workflow };
/** As Python writes it. */
const ascii = workflow.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
const again = (text: string): string => JSON.stringify(text);

const tiff = make.tiffBlock({
  texts: [
    [0x0110, `prompt:${prompt}`],
    [0x010f, `workflow:${workflow}`],
  ],
});

/** One whole file of every kind of container. */
const FILES: Readonly<Record<string, Uint8Array>> = {
  png: pngWithTexts(BOTH),
  webp: make.webpFile([
    ['VP8 ', new Uint8Array(10)],
    ['EXIF', tiff],
  ]),
  jpeg: make.jpegFile(tiff),
  avif: make.avifFile(tiff),
  mp4: make.mp4File({ keys: BOTH }),
  matroska: make.matroskaFile({ PROMPT: prompt, WORKFLOW: workflow }),
  flac: make.flacFile(BOTH),
  ogg: make.oggFile(BOTH),
  mp3: make.mp3File(BOTH),
  glb: make.glbFile(JSON.stringify({ asset: { extras: BOTH } })),
  svg: make.svgFile(`<![CDATA[{"prompt":${prompt},"workflow":${workflow}}]]>`),
  safetensors: make.safetensorsFile(JSON.stringify({ __metadata__: BOTH })),
};

const open = (bytes: Uint8Array): Promise<OpenedFile> => openWorkflowFile(bytes, 'any.dat', TYPES);

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    return `opened ${(await open(bytes)).from}`;
  } catch (error) {
    if (!(error instanceof FileError)) return `untyped ${String(error)}`;
    return error.code === 'media-broken' ? `media-broken ${String(error.details['reason'])}` : error.code;
  }
}

describe('every kind of container', () => {
  it.each(Object.entries(FILES))('%s gives its workflow exactly', async (kind, bytes) => {
    const opened = await open(bytes);
    expect(opened).toMatchObject({ from: 'workflow', fileKind: kind });
    expect(writeWorkflow(opened.document)).toEqual(WORKFLOW);
  });

  it('an animated PNG has it in chunks of its own', async () => {
    expect(writeWorkflow((await open(pngWithTexts(BOTH, 'comf'))).document)).toEqual(WORKFLOW);
  });

  it.each([
    ['escaped', ascii],
    ['twice encoded', again(workflow)],
    ['three times encoded', again(again(workflow))],
    ['padded', `  ${workflow}\0\0`],
  ])('text that is %s', async (_name, text) => {
    for (const bytes of [
      make.mp4File({ keys: { workflow: text } }),
      make.flacFile({ workflow: text }),
      make.utf8(text.replaceAll('\0', '')),
    ]) {
      expect(writeWorkflow((await open(bytes)).document)).toEqual(WORKFLOW);
    }
  });

  it.each([
    ['texts', JSON.stringify({ prompt, workflow })],
    ['objects', `{"prompt":${prompt},"workflow":${workflow}}`],
    ['a workflow that is no JSON', JSON.stringify({ prompt, workflow: 'name' })],
  ])('one comment for both, with %s', async (name, comment) => {
    const from = name.startsWith('a workflow') ? 'prompt' : 'workflow';
    for (const bytes of [make.mp4File({ comment }), make.matroskaFile({ COMMENT: comment }), make.flacFile({ comment })]) {
      expect(await open(bytes)).toMatchObject({ from });
    }
  });

  it('a prompt counts wherever the workflow is unreadable or absent, whatever stands first', async () => {
    expect(await open(make.mp4File({ keys: { a: '{broken', b: prompt } }))).toMatchObject({ from: 'prompt' });
    expect(await open(make.mp4File({ keys: { a: prompt, b: workflow } }))).toMatchObject({ from: 'workflow' });
    expect(await open(make.flacFile({ workflow: '{broken', prompt }))).toMatchObject({ from: 'prompt' });
  });

  it('what carries nothing says so', async () => {
    const files = [
      PLAIN_PNG,
      make.webpFile([]),
      make.jpegFile(),
      make.avifFile(),
      make.mp4File({}),
      make.matroskaFile({}),
      make.flacFile({}),
    ];
    files.push(make.oggFile({}), make.mp3File({}), make.glbFile('{}'), make.svgFile(''), make.safetensorsFile('{}'));
    for (const bytes of files) expect(await refusal(bytes)).toBe('no-workflow-in-image');
  });
});

/** A file of each kind, broken after its signature, and what it is called. */
const BROKEN: readonly (readonly [string, Uint8Array, string])[] = [
  ['png', make.joinBytes(PLAIN_PNG.subarray(0, 12), new Uint8Array(30)), 'png-header'],
  ['webp', make.webpFile([['EXIF', make.utf8('this is no TIFF block')]]), 'tiff-header'],
  ['jpeg', make.joinBytes([0xff, 0xd8, 0xff, 0xe0], make.utf8('\0\x04no segments follow')), 'jpeg-broken'],
  ['avif', make.joinBytes(make.box('ftyp', 'avif'), [0, 0, 0, 2], 'meta', new Uint8Array(20)), 'avif-broken'],
  ['mp4', make.joinBytes(make.box('ftyp', 'isom'), [0, 0, 0, 20, 1, 2, 3, 4], new Uint8Array(20)), 'mp4-broken'],
  ['mp4 without an index', make.joinBytes(make.box('ftyp', 'isom'), make.box('mdat', 'pictures')), 'mp4-truncated'],
  [
    'matroska',
    make.joinBytes(make.element([0x1a, 0x45, 0xdf, 0xa3]), make.element([0x11, 0x22, 0x33, 0x44], 'no segment')),
    'matroska-broken',
  ],
  ['flac', make.joinBytes('fLaC', [0x05, 0, 0, 4], 'no information first'), 'flac-broken'],
  ['ogg', make.joinBytes(make.oggFile({}).subarray(0, 47), 'the next page is something else'), 'ogg-broken'],
  ['mp3', make.joinBytes('ID3', [3, 0, 0, 0, 0, 0xff, 0xff], new Uint8Array(300)), 'mp3-broken'],
  ['glb', make.glbFile('{"asset":{"extras":{,}}}'), 'glb-broken'],
  ['glb with another chunk first', make.joinBytes('glTF', new Uint8Array(60)), 'glb-broken'],
  ['svg', make.utf8('<svg><metadata><![CDATA[{"workflow":{}} </svg>'), 'svg-broken'],
  ['svg that is no text', make.joinBytes('<svg>', [0xff, 0xfe, 0x41], '</svg>'), 'svg-encoding'],
  ['safetensors', make.safetensorsFile('{"__metadata__": oops}'), 'safetensors-broken'],
];

describe('broken files are refused by name', () => {
  it.each(BROKEN)('%s', async (_kind, bytes, reason) => {
    expect(await refusal(bytes)).toBe(`media-broken ${reason}`);
  });

  it.each(Object.entries(FILES))(
    '%s cut anywhere before its texts end is truncated, and afterwards either that or whole',
    async (kind, bytes) => {
      const step = Math.max(1, Math.floor(bytes.length / 150));
      const answers = new Set<string>();
      for (let length = 72; length < bytes.length; length += step) answers.add(await refusal(bytes.subarray(0, length)));
      expect(answers).toContain(`media-broken ${kind}-truncated`);
      answers.delete(`media-broken ${kind}-truncated`);
      // Behind the texts, and between prompt and workflow, there is something to open.
      expect([...answers].filter((answer) => !answer.startsWith('opened'))).toEqual([]);
    },
  );

  it('bytes changed anywhere are opened or refused by name, quickly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(FILES)),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (file, changes) => {
          const bytes = Uint8Array.from(file);
          for (const [place, value] of changes) bytes[Math.floor(place * (bytes.length - 1))] = value;
          expect(await refusal(bytes)).not.toContain('untyped');
        },
      ),
      { numRuns: 600 },
    );
  });
});

const MEDIA = '../shared/corpus/media';
const hasShared = existsSync(MEDIA);

describe.skipIf(!hasShared)('corpus: every media file yields its workflow', () => {
  const names = hasShared ? readdirSync(MEDIA) : [];

  it.each(names.filter((name) => name !== 'no-workflow.webp'))('%s', async (name) => {
    const opened = await openWorkflowFile(new Uint8Array(readFileSync(join(MEDIA, name))), name, TYPES);
    expect(opened.from).toBe(name === 'workflow-prompt-parameters.png' ? 'prompt' : 'workflow');
    expect(opened.document.root.nodes.size).toBeGreaterThan(0);
  });

  it('no-workflow.webp has none, and there are sixteen files', async () => {
    expect(names).toHaveLength(16);
    expect(await refusal(new Uint8Array(readFileSync(join(MEDIA, 'no-workflow.webp'))))).toBe('no-workflow-in-image');
  });

  it('a media file and its JSON are the same workflow', async () => {
    const opened = await openWorkflowFile(new Uint8Array(readFileSync(join(MEDIA, 'workflow.webp'))), 'x', TYPES);
    const text = readFileSync(join(MEDIA, 'workflow.webp')).toString('latin1');
    const start = text.indexOf('workflow:{') + 'workflow:'.length;
    expect(writeWorkflow(opened.document)).toEqual(parseExactJson(text.slice(start, text.indexOf('\0', start))));
  });
});
