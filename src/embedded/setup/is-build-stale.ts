import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'public', 'index.html', 'package-lock.json', 'vite.config.ts', 'tailwind.config.js', 'tsconfig.json'];
/** Folders of `src` that never reach the page. */
const NOT_BUNDLED = new Set(['embedded', 'cli', 'testing']);

/** True when `dist` is missing or anything that goes into the page is newer than it. */
export function isBuildStale(root: string): boolean {
  const built = join(root, 'dist', 'index.html');
  if (!existsSync(built)) return true;
  const builtAtMs = statSync(built).mtimeMs;
  return SOURCES.some((source) => newestMs(join(root, source)) > builtAtMs);
}

function newestMs(path: string): number {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const names = readdirSync(path).filter((name) => !NOT_BUNDLED.has(name) && !/\.test\.tsx?$/.test(name));
  return Math.max(stats.mtimeMs, ...names.map((name) => newestMs(join(path, name))));
}
