/** The official frontend's own nodes; no server knows them. */
export const REROUTE = 'Reroute';
export const PRIMITIVE = 'PrimitiveNode';
export const NOTE = 'Note';
export const MARKDOWN_NOTE = 'MarkdownNote';

const SETTERS: ReadonlySet<string> = new Set(['SetNode', 'easy setNode']);
const GETTERS: ReadonlySet<string> = new Set(['GetNode', 'easy getNode']);

/** Classes of custom packs that exist in the browser only. Source: each pack's `isVirtualNode`. */
const CUSTOM_VIRTUAL: ReadonlySet<string> = new Set([
  ...SETTERS,
  ...GETTERS,
  'Reroute (rgthree)',
  'Fast Muter (rgthree)',
  'Fast Bypasser (rgthree)',
  'Fast Groups Muter (rgthree)',
  'Fast Groups Bypasser (rgthree)',
  'Fast Actions Button (rgthree)',
  'Bookmark (rgthree)',
  'Label (rgthree)',
  'Node Collector (rgthree)',
  'Node Combiner (rgthree)',
  'Mute / Bypass Repeater (rgthree)',
  'Mute / Bypass Relay (rgthree)',
  'Random Unmuter (rgthree)',
]);

/** Whether a node of this type exists only on the canvas and never in a prompt. Subgraph instances and group nodes are not asked here. */
export function isVirtualType(type: string): boolean {
  return type === REROUTE || type === PRIMITIVE || type === NOTE || type === MARKDOWN_NOTE || CUSTOM_VIRTUAL.has(type);
}

/** Notes: text for people, no sockets. */
export function isNoteType(type: string): boolean {
  return type === NOTE || type === MARKDOWN_NOTE;
}

/** One end of a named wire: gives its input a name (`set`) or delivers the named value (`get`). */
export function namedWireRole(type: string): 'set' | 'get' | null {
  if (SETTERS.has(type)) return 'set';
  return GETTERS.has(type) ? 'get' : null;
}

/** Name of a legacy group node's definition in `extra.groupNodes`, or null for other types. */
export function groupNodeName(type: string): string | null {
  return /^workflow[>/]/.test(type) ? type.slice('workflow>'.length) : null;
}
