// A build plugin: writes `version.json` beside the page and names the same version in the page, so that an open page learns of a new one.
import { createHash } from 'node:crypto';

/** Names of scripts and styles carry hashes of their contents: together they are the version. */
function toVersion(bundle) {
  const names = Object.keys(bundle).filter((name) => /\.(m?js|css)$/.test(name));
  return createHash('sha256').update(names.sort().join('\n')).digest('hex').slice(0, 16);
}

/** The plugin. */
export function buildVersion() {
  return {
    name: 'build-version',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        bundle === undefined ? [] : [{ tag: 'meta', attrs: { name: 'comfydeck-build', content: toVersion(bundle) }, injectTo: 'head' }],
    },
    generateBundle(_options, bundle) {
      this.emitFile({ type: 'asset', fileName: 'version.json', source: `${JSON.stringify({ version: toVersion(bundle) })}\n` });
    },
  };
}
