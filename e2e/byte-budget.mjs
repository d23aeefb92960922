// What the browser must read before the page shows its first screen, and whether it fits into the budget.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** JavaScript of the first load, compressed. A goal of the project: it may shrink, never grow. */
export const FIRST_LOAD_BUDGET_BYTES = 350_000;

const STATIC_IMPORT = /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]+?\s*from\s*)?["']\.\/([^"']+\.m?js)["']/g;
const PAGE_SCRIPT = /<(?:script|link)\b[^>]*?\b(?:src|href)="\.\/([^"]+\.m?js)"/g;

/** @typedef {{ name: string, bytes: number, gzipBytes: number, isFirst: boolean }} Chunk */

/**
 * Every chunk of a build with its sizes, largest first. `isFirst`: read before the first screen, by the page itself or by a static
 * import of what it reads.
 * @param {string} dist
 * @returns {Chunk[]}
 */
export function readBundle(dist) {
  const assets = join(dist, 'assets');
  const names = existsSync(assets) ? readdirSync(assets).filter((name) => /\.m?js$/.test(name)) : [];
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const first = new Set();
  const visit = (file) => {
    if (first.has(file) || !existsSync(join(dist, file))) return;
    first.add(file);
    if (!file.startsWith('assets/')) return;
    for (const [, name] of readFileSync(join(dist, file), 'utf8').matchAll(STATIC_IMPORT)) visit(`assets/${name}`);
  };
  for (const [, file] of page.matchAll(PAGE_SCRIPT)) visit(file);
  const files = new Set([...names.map((name) => `assets/${name}`), ...first]);
  return [...files]
    .map((file) => {
      const bytes = readFileSync(join(dist, file));
      return { name: basename(file), bytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length, isFirst: first.has(file) };
    })
    .sort((a, b) => b.gzipBytes - a.gzipBytes);
}

/**
 * Sums the first load up and says whether it fits; the text names its chunks.
 * @param {readonly Chunk[]} chunks
 * @returns {{ isWithin: boolean, total: number, text: string }}
 */
export function judgeBundle(chunks, budget = FIRST_LOAD_BUDGET_BYTES) {
  const first = chunks.filter(({ isFirst }) => isFirst);
  const total = first.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  const lines = first.map(({ name, bytes, gzipBytes }) => `  ${kb(gzipBytes).padStart(9)} gzip ${kb(bytes).padStart(10)}  ${name}`);
  const verdict =
    total <= budget
      ? `first load ${kb(total)} of ${kb(budget)} gzip`
      : `first load ${kb(total)} gzip is ${kb(total - budget)} over the budget of ${kb(budget)}; the largest is ${first[0]?.name ?? 'none'}`;
  return { isWithin: total <= budget && first.length > 0, total, text: [...lines, verdict].join('\n') };
}

const OFFENDERS = 12;

/** Builds once more in memory to see what the chunks of the first load are made of: minified bytes by package and by folder of `src`, largest first. */
async function findOffenders(firstNames) {
  const { build } = await import('vite');
  const result = await build({ mode: 'production', logLevel: 'silent', build: { write: false } });
  const sizes = new Map();
  const chunks = [result].flat().flatMap(({ output }) => output.filter(({ type }) => type === 'chunk'));
  for (const { fileName, code, modules } of chunks.filter((chunk) => firstNames.has(basename(chunk.fileName)) || chunk.isEntry)) {
    const parts = Object.entries(modules).map(([id, { renderedLength }]) => [ownerOf(id), renderedLength]);
    const rendered = parts.reduce((sum, [, length]) => sum + length, 0);
    for (const [owner, length] of parts) sizes.set(owner, (sizes.get(owner) ?? 0) + (length * code.length) / Math.max(1, rendered));
    if (parts.length === 0) sizes.set(fileName, code.length);
  }
  return [...sizes].sort((a, b) => b[1] - a[1]).slice(0, OFFENDERS);
}

function ownerOf(id) {
  const inPackages = id.split('node_modules/').at(-1);
  if (inPackages !== id)
    return (
      inPackages
        ?.split('/')
        .slice(0, inPackages.startsWith('@') ? 2 : 1)
        .join('/') ?? id
    );
  return /\/(src\/(?:features\/)?[^/]+)/.exec(id)?.[1] ?? 'glue of the build';
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.env.NODE_ENV = 'production';
  const chunks = readBundle('dist');
  const { isWithin, text } = judgeBundle(chunks);
  console.log(text);
  if (!isWithin) {
    console.log('Made of, before compression:');
    const names = new Set(chunks.filter(({ isFirst }) => isFirst).map(({ name }) => name));
    for (const [owner, bytes] of await findOffenders(names)) console.log(`${(bytes / 1000).toFixed(1).padStart(10)} KB  ${owner}`);
  }
  process.exit(isWithin ? 0 : 1);
}
