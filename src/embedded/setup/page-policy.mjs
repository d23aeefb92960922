// A build plugin: names the content policy in the page itself, for hosts that send no headers (ComfyUI's own static routes).

/** Only a header can forbid frames. */
const HEADER_ONLY = /;?\s*frame-ancestors [^;]*/;

/**
 * The plugin.
 * @param {Readonly<Record<string, string>>} headers what hosts send that can.
 */
export function pagePolicy(headers) {
  return {
    name: 'page-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: (headers['Content-Security-Policy'] ?? '').replace(HEADER_ONLY, '') },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}
