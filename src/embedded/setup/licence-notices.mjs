// A build plugin: writes the licences of every package that ends up in the bundle to `dist/licences.txt`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE_DIR = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

function describePackage(dir) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const file = readdirSync(dir).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const holder = typeof author === 'string' ? author : (author?.name ?? '');
  const text = file === undefined ? `Licence: ${license ?? 'not stated'}. ${holder}`.trim() : readFileSync(join(dir, file), 'utf8').trim();
  return { title: `${name} ${version} (${license ?? 'see text'})`, text };
}

/** The plugin; one section per package, sorted by name. */
export function licenceNotices() {
  return {
    name: 'licence-notices',
    apply: 'build',
    generateBundle(_options, bundle) {
      const dirs = new Set();
      for (const chunk of Object.values(bundle)) {
        for (const id of Object.keys(chunk.modules ?? {})) {
          const dir = PACKAGE_DIR.exec(id.replaceAll('\\', '/').replace(/^\0/, ''))?.[1];
          if (dir !== undefined && existsSync(join(dir, 'package.json'))) dirs.add(dir);
        }
      }
      const sections = [...dirs].map(describePackage).sort((a, b) => a.title.localeCompare(b.title));
      const source = sections.map(({ title, text }) => `${title}\n${'='.repeat(title.length)}\n\n${text}\n`).join('\n\n');
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
    },
  };
}
