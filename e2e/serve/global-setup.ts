import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { isBuildStale } from '@/embedded/setup/is-build-stale';

/** Builds the page once when it is stale: every test serves `dist`. */
export default async function globalSetup(): Promise<void> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  if (!isBuildStale(root)) return;
  process.env['NODE_ENV'] = 'production';
  await build({ root, mode: 'production', logLevel: 'warn' });
}
