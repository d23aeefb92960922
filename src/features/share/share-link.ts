/** A link that opens what is shown on another browser of the same server, or why there is none. */
export type ShareLink =
  { readonly kind: 'link'; readonly href: string; readonly isLoopback: boolean } | { readonly kind: 'draft' | 'local' };

/** What a link is made of. */
export interface ShareSource {
  /** Address of the page as the browser has it. */
  readonly address: string;
  /** The only selected node of the workflow shown; null when there is none or several. */
  readonly nodeId: string | null;
}

/** Words people search for may be from prompts; a server's id means something in this browser only. */
const PRIVATE = new Set(['q', 'server']);
const SECRET = /key|token|secret|pass/i;
/** Screens of what this browser alone keeps. */
const LOCAL = /^\/variations(\/|$)/;
const GRAPH = /^\/(?:graph|form)(?:\/(.*))?$/;

/**
 * The link to what is shown. It names things by their place on the server and holds no searched words, no secret, and nothing the page
 * keeps for itself; a workflow that was never saved is nowhere anyone else could open it.
 */
export function toShareLink({ address, nodeId }: ShareSource): ShareLink {
  const url = new URL(address);
  const [path = '/', query = ''] = url.hash.slice(1).split(/\?(.*)/s);
  if (LOCAL.test(path)) return { kind: 'local' };
  const workflow = GRAPH.exec(path)?.[1] ?? null;
  if (workflow !== null && workflow !== '' && !workflow.toLowerCase().endsWith('.json')) return { kind: 'draft' };
  const given = [...new URLSearchParams(query)].filter(([name]) => !PRIVATE.has(name) && !SECRET.test(name));
  const params = new URLSearchParams(given);
  if (workflow !== null && workflow !== '' && nodeId !== null) params.set('node', nodeId);
  const search = params.size === 0 ? '' : `?${params.toString()}`;
  return {
    kind: 'link',
    href: `${url.protocol}//${url.host}${url.pathname}#${path === '' ? '/' : path}${search}`,
    isLoopback: url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\./.test(url.hostname),
  };
}
