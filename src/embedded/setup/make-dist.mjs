// `npm run dist`: builds the page and packs it into `dist.zip`, the form in which ComfyUI's `--front-end-version` takes a page from a
// release, and in which it is unpacked anywhere else.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { packZip } from './pack-zip.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
process.env.NODE_ENV = 'production';
await build({ root, mode: 'production', logLevel: 'warn' });

const dist = join(root, 'dist');
const names = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(dist.length + 1)
      .replaceAll('\\', '/'),
  )
  .sort();
const bytes = packZip(names.map((name) => ({ name, bytes: readFileSync(join(dist, name)) })));
writeFileSync(join(root, 'dist.zip'), bytes);
console.log(`dist.zip: ${names.length} files, ${(bytes.length / 1_000_000).toFixed(1)} MB`);
