import type { JsonValue } from '@/lib/json';
import { toText } from '../node-types/json-read';
import type { NodeTypes } from '../node-types/node-type';
import type { FlatNode } from './flatten';
import type { WidgetValueSource } from './widget-value-source';

/** Node types whose `filename_prefix` may contain `%…%`. Source: official frontend, saveImageExtraOutput. */
const REPLACED_CLASSES: ReadonlySet<string> = new Set([
  'SaveImage',
  'SaveVideo',
  'SaveAnimatedWEBP',
  'SaveWEBM',
  'SaveAudio',
  'SaveGLB',
  'SaveAnimatedPNG',
  'CLIPSave',
  'VAESave',
  'ModelSave',
  'LoraSave',
  'SaveLatent',
]);

/** Whether the text of this widget is replaced before it is sent. */
export function isReplacedWidget(nodeTypeName: string, widgetName: string): boolean {
  return widgetName === 'filename_prefix' && REPLACED_CLASSES.has(nodeTypeName);
}

/** What `%…%` may refer to. */
export interface ReplacementSource {
  readonly nodes: readonly FlatNode[];
  readonly nodeTypes: NodeTypes;
  readonly values: WidgetValueSource;
  /** Local time is used, as the official frontend does. */
  readonly now: Date;
}

/**
 * Replaces `%date:FORMAT%` and `%Node.widget%`; everything else between percent signs (`%width%`, `%year%`…) is left for the server.
 * A node is found by its `Node name for S&R`, else by its title; signs that file names cannot have become `_`.
 */
export function replaceText(text: string, source: ReplacementSource): string {
  return text.replace(/%([^%]+)%/g, (whole, inner: string) => {
    const parts = inner.split('.');
    const [nodeName, widgetName] = parts;
    if (parts.length === 2 && nodeName !== undefined && widgetName !== undefined) return widgetText(nodeName, widgetName, source) ?? whole;
    return inner.startsWith('date:') ? formatDate(inner.slice('date:'.length), source.now) : whole;
  });
}

function widgetText(nodeName: string, widgetName: string, { nodes, nodeTypes, values }: ReplacementSource): string | null {
  const found =
    nodes.find(({ node }) => node.properties['Node name for S&R'] === nodeName) ??
    nodes.find(({ node }) => (node.title ?? nodeTypes.get(node.type)?.displayName ?? node.type) === nodeName);
  const value = found === undefined ? undefined : values.widgetValue(found.scope, found.node, widgetName);
  return value === undefined ? null : toFileNameText(value);
}

function toFileNameText(value: JsonValue): string {
  return Array.from(toText(value), (sign) => (isRefusedInNames(sign) ? '_' : sign)).join('');
}

function isRefusedInNames(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  return code < 32 || code === 127 || '/?<>\\:*|"'.includes(sign);
}

/** `yyyy-MM-dd`, `hh-mm-ss` and the like; hours are 0–23, one letter is without a leading zero. */
function formatDate(format: string, at: Date): string {
  const fields: Readonly<Record<string, number>> = {
    d: at.getDate(),
    M: at.getMonth() + 1,
    h: at.getHours(),
    m: at.getMinutes(),
    s: at.getSeconds(),
  };
  return format.replace(/dd?|MM?|hh?|mm?|ss?|yyyy|yy/g, (token) => {
    if (token.startsWith('y')) return String(at.getFullYear()).slice(token.length === 2 ? -2 : 0);
    return String(fields[token.charAt(0)] ?? 0).padStart(token.length, '0');
  });
}
