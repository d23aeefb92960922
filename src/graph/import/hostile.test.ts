import { describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, READ_FILE_LIMIT_MS } from '@/config/limits';
import { FileError } from '@/lib/errors';
import { safetensorsFile, svgFile, tiffBlock, webpFile } from '@/media/fixtures/containers';
import { GENERATION_TYPES } from './fixtures/generation-types';
import { pngWithTexts } from './fixtures/png-with-texts';
import { splitDocument } from './document-parts';
import { openWorkflowFile } from './open-file';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const repeat = (text: string, count: number): string => Array.from({ length: count }, () => text).join(',');
const numbered = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(',');

/** Opens as a worker does, up to the clone that a page gets; answers what came of it. */
async function answer(bytes: Uint8Array): Promise<string> {
  try {
    const { document, from } = await openWorkflowFile(bytes, 'hostile', GENERATION_TYPES);
    structuredClone([...splitDocument(document).parts]);
    return `opened ${from}`;
  } catch (error) {
    return error instanceof FileError ? error.code : `untyped ${String(error)}`;
  }
}

/** A worker is stopped at the limit anyway; these must end by themselves, since small JSON is read on the page. */
const CASES: readonly (readonly [string, () => Uint8Array, string])[] = [
  ['lists a hundred thousand deep', () => utf8('['.repeat(100_000) + ']'.repeat(100_000)), 'json-depth'],
  ['objects a hundred thousand deep', () => utf8('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)), 'json-depth'],
  ['depth inside a workflow', () => utf8(`{"nodes":[],"links":[],"extra":${'['.repeat(5_000)}${']'.repeat(5_000)}}`), 'json-depth'],
  ['depth that is allowed', () => utf8(`{"nodes":[],"links":[],"extra":${'['.repeat(1_900)}${']'.repeat(1_900)}}`), 'opened workflow'],
  ['text in text in text', () => utf8([1, 2, 3, 4, 5, 6].reduce((text) => JSON.stringify(text), '{}')), 'json-of-something-else'],
  ['one byte too many', () => new Uint8Array(MAX_FILE_BYTES + 1).fill(32), 'too-large'],
  ['twenty million blanks', () => new Uint8Array(MAX_FILE_BYTES).fill(32), 'json-syntax'],
  ['twenty million zeros', () => new Uint8Array(MAX_FILE_BYTES), 'not-readable'],
  [
    'fifty thousand nodes',
    () => utf8(`{"links":[],"nodes":[${numbered(50_000, (id) => `{"id":${id},"type":"KSampler"}`)}]}`),
    'too-many-nodes',
  ],
  [
    'fifty thousand entries of a prompt',
    () => utf8(`{${numbered(50_000, (id) => `"${id}":{"class_type":"KSampler","inputs":{}}`)}}`),
    'too-many-nodes',
  ],
  [
    'nearly half a million definitions',
    () => utf8(`{"nodes":[],"links":[],"definitions":{"subgraphs":[${repeat('{}', 450_000)}]}}`),
    'too-complex',
  ],
  [
    'three hundred thousand links',
    () => utf8(`{"nodes":[{"id":1}],"links":[${numbered(300_000, (id) => `[${id},1,0,1,0,1]`)}]}`),
    'too-complex',
  ],
  [
    'as many links as are allowed',
    () => utf8(`{"nodes":[{"id":1}],"links":[${numbered(100_000, (id) => `[${id},1,0,1,0,1]`)}]}`),
    'opened workflow',
  ],
  ['a million broken links', () => utf8(`{"nodes":[],"links":[${repeat('null', 1_000_000)}]}`), 'too-complex'],
  ['ten thousand nodes of one id', () => utf8(`{"links":[],"nodes":[${repeat('{"id":1,"type":"KSampler"}', 10_000)}]}`), 'opened workflow'],
  ['links in a circle', () => utf8(circle(5_000)), 'opened workflow'],
  [
    'a prompt in a circle',
    () => utf8(`{${numbered(5_000, (id) => `"${id}":{"class_type":"A","inputs":{"x":["${(id + 1) % 5_000}",0]}}`)}}`),
    'opened prompt',
  ],
  [
    'a prompt that feeds one node from all',
    () =>
      utf8(
        `{"0":{"class_type":"A","inputs":{${numbered(9_000, (id) => `"i${id}":["${id + 1}",${id % 1_000}]`)}}},${numbered(9_000, (id) => `"${id + 1}":{"class_type":"A","inputs":{"x":["0",999]}}`)}}`,
      ),
    'too-complex',
  ],
  [
    'a known class with a hundred thousand inputs',
    () => utf8(`{"1":{"class_type":"KSampler","inputs":{${numbered(100_000, (index) => `"i${index}":1`)}}}}`),
    'opened prompt',
  ],
  [
    'a known class wired thirty thousand times',
    () => utf8(`{"1":{"class_type":"KSampler","inputs":{${numbered(30_000, (index) => `"i${index}":["1",0]`)}}}}`),
    'opened prompt',
  ],
  [
    'a subgraph in itself',
    () =>
      utf8('{"nodes":[{"id":1,"type":"s"}],"links":[],"definitions":{"subgraphs":[{"id":"s","nodes":[{"id":1,"type":"s"}],"links":[]}]}}'),
    'opened workflow',
  ],
  ['wrong types everywhere', () => utf8(WRONG), 'opened workflow'],
  [
    'a picture whose text unpacks to nothing but lists',
    () => pngWithTexts({ workflow: `[${repeat('[]', 600_000)}]` }),
    'json-of-something-else',
  ],
  ['bare words without end', () => utf8(`{"nodes":[],"links":[],"extra":[${repeat('NaN', 300_000)}]}`), 'opened workflow'],
  ['metadata elements without end', () => svgFile('</metadata><metadata>'.repeat(500_000)), 'no-workflow-in-image'],
  ['sections without end', () => svgFile('<![CDATA[]]>'.repeat(1_000_000)), 'no-workflow-in-image'],
  [
    'a header of texts',
    () => safetensorsFile(`{"__metadata__":{${numbered(80_000, (index) => `"k${index}":"{}"`)}}}`),
    'no-workflow-in-image',
  ],
  ['settings without end', () => utf8(`a\nSteps: 1, ${'<lora:a:'.repeat(30_000)}`), 'opened parameters'],
  [
    'ten thousand LoRAs',
    () => utf8(`${'<lora:a>'.repeat(10_000)}\nSteps: 1, TI hashes: "${'(a+)+,'.repeat(10_000)}"`),
    'opened parameters',
  ],
  [
    'EXIF entries without end',
    () => webpFile([['EXIF', tiffBlock({ texts: Array.from({ length: 5_000 }, (_, tag) => [tag, 'workflow:{'] as const) })]]),
    'json-syntax',
  ],
];

const WRONG = `{"last_node_id":"x","last_link_id":[],"nodes":[null,1,"a",[],{},{"id":{},"type":[],"pos":"x","size":7,"mode":"y","flags":3,"inputs":{"a":1},
  "outputs":"z","properties":[],"widgets_values":5,"title":{}},{"id":null,"inputs":[null,{"name":1,"type":{},"link":{}}],"outputs":[7,{"links":"x"}]}],
  "links":[1,"a",[],[1],{},{"id":1},[null,null,null,null,null,null],[{},[],"",{},[],null]],"groups":[1,null,{"bounding":"x"}],"extra":[],"config":1,
  "definitions":{"subgraphs":[1,null,{"id":5},{"id":"a","nodes":3,"links":4,"inputs":{},"outputs":"x"}]},"version":"?"}`;

function circle(count: number): string {
  const nodes = numbered(
    count,
    (id) => `{"id":${id},"type":"Reroute","inputs":[{"name":"","type":"*","link":${id}}],"outputs":[{"links":[${(id + 1) % count}]}]}`,
  );
  return `{"nodes":[${nodes}],"links":[${numbered(count, (id) => `[${id},${(id + count - 1) % count},0,${id},0,"*"]`)}]}`;
}

describe('hostile files are answered in time and by name', () => {
  it.each(CASES)('%s', async (_name, make, expected) => {
    const bytes = make();
    const started = performance.now();
    expect(await answer(bytes)).toBe(expected);
    expect(performance.now() - started).toBeLessThan(READ_FILE_LIMIT_MS);
  });

  it.each([
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['toString', 'toString'],
    ['hasOwnProperty', 'hasOwnProperty'],
    ['nothing', ''],
    ['colons', '1:2:3'],
    ['an emoji', '😀'],
    ['half an emoji', '\ud83d'],
    ['NUL', '\0'],
    ['10 kB', 'x'.repeat(10_000)],
  ])('the id %s', async (_name, id) => {
    const key = JSON.stringify(id);
    const workflow = `{"nodes":[{"id":${key},"type":${key},"inputs":[{"name":${key},"type":${key},"link":1}],"widgets_values":{${key}:1}},{"id":2,"type":"A"}],"links":[[1,2,0,${key},0,${key}]],"definitions":{"subgraphs":[{"id":${key},"nodes":[],"links":[]}]}}`;
    const prompt = `{${key}:{"class_type":${key},"inputs":{${key}:1,"a":[${key},0]}},"2":{"class_type":"KSampler","inputs":{"model":[${key},0],${key}:{${key}:1}}}}`;
    expect(await answer(utf8(workflow))).toBe('opened workflow');
    expect(await answer(utf8(prompt))).toBe('opened prompt');
    const opened = await openWorkflowFile(utf8(prompt), 'x', GENERATION_TYPES);
    expect([...opened.document.root.nodes.keys()]).toContain(id);
    expect(opened.document.root.links.size).toBe(2);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['class_type']).toBeUndefined();
  });
});
