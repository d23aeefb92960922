import path from 'node:path';
import { judgeBundle, readBundle } from '../byte-budget.mjs';

const SMALL_BYTES = 10_000;

/** The bundle report: what is in the first load, the larger lazy chunks, and the sums. */
export function describeBundle(root: string): string {
  const chunks = readBundle(path.join(root, 'dist'));
  const lazy = chunks.filter(({ isFirst }) => !isFirst);
  const large = lazy.filter(({ gzipBytes }) => gzipBytes >= SMALL_BYTES);
  const sum = (key: 'bytes' | 'gzipBytes'): string => `${(chunks.reduce((total, chunk) => total + chunk[key], 0) / 1_000).toFixed(0)} KB`;
  return [
    `Bundle: ${chunks.length} chunks, ${sum('bytes')}, ${sum('gzipBytes')} gzip. First load:`,
    judgeBundle(chunks).text,
    `On demand (${lazy.length} chunks; those of 10 KB and more):`,
    ...large.map(({ name, gzipBytes }) => `  ${(gzipBytes / 1_000).toFixed(1).padStart(6)} KB gzip  ${name}`),
  ].join('\n');
}
