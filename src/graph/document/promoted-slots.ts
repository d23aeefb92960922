import type { JsonValue } from '@/lib/json';
import { isJsonList, listOf, toText } from '../node-types/json-read';
import type { NodeType, PromotedInput } from '../node-types/node-type';
import type { GraphNode } from './model';

/**
 * Names of the values a subgraph instance saves, by position; null = a place that belongs to no input of the definition (a widget shown
 * on the outside whose value stays inside). The order depends on the frontend that saved it: that of `proxyWidgets` where it exists,
 * else the instance's inputs, else the definition. A longer array has a control slot after each seed.
 */
export function promotedSlotNames(node: GraphNode, nodeType: NodeType): readonly (string | null)[] {
  const promoted = nodeType.promoted ?? [];
  const proxies = listOf(node.properties['proxyWidgets']).filter(isProxy);
  const names = proxies.length > 0 ? valueProxies(node).map((proxy) => nameOf(proxy, nodeType)) : inputOrder(node, promoted);
  const known = new Set(names);
  const all = [...names, ...promoted.map(({ name }) => name).filter((name) => !known.has(name))];
  const saved = node.widgetValues.form === 'array' ? node.widgetValues.values.length : 0;
  return proxies.length === 0 && saved > all.length ? withControls(all, nodeType) : all;
}

/** One entry of `proxyWidgets`: inner node id (`-1`: an input of the definition), widget name, and sometimes a third, telling part. */
export type Proxy = readonly JsonValue[];

/** The entries of `proxyWidgets` that stand for values, in order: the first places of `promotedSlotNames` belong to them. */
export function valueProxies(node: GraphNode): readonly Proxy[] {
  return listOf(node.properties['proxyWidgets'])
    .filter(isProxy)
    .filter((proxy) => !isPreview(proxy));
}

function isProxy(entry: JsonValue): entry is Proxy {
  return isJsonList(entry) && typeof entry[1] === 'string';
}

/** `$$…` entries show an inner picture; they hold no value. */
function isPreview(proxy: Proxy): boolean {
  return toText(proxy[1]).startsWith('$$');
}

function nameOf(proxy: Proxy, nodeType: NodeType): string | null {
  const promoted = nodeType.promoted ?? [];
  const [innerId, saved] = [toText(proxy[0]), toText(proxy[1])];
  if (innerId === '-1') return promoted.find((input) => input.name === saved)?.name ?? null;
  const inner = promoted.filter((input) => input.innerNodeId === innerId);
  if (withoutPrefix(saved) === 'control_after_generate') {
    const seed = inner.find((input) => isControlled(input.name, nodeType));
    return seed === undefined ? null : `${seed.name}:control`;
  }
  return inner.find((input) => input.innerName === saved || input.innerName === withoutPrefix(saved))?.name ?? null;
}

function isControlled(name: string | null, nodeType: NodeType): boolean {
  const widget = nodeType.inputs.find((spec) => spec.name === name)?.widget;
  return widget !== undefined && 'control' in widget && widget.control !== null;
}

/** Old files name widgets of nested subgraphs by their path: `6: 3: string_a`. */
export function withoutPrefix(name: string): string {
  return name.slice(name.lastIndexOf(': ') + 1).trimStart();
}

function inputOrder(node: GraphNode, promoted: readonly PromotedInput[]): string[] {
  const names = new Set(promoted.map(({ name }) => name));
  const listed = [...new Set(node.inputs.map((input) => input.name).filter((name) => names.has(name)))];
  return listed.length === names.size ? listed : [...names];
}

function withControls(names: readonly (string | null)[], nodeType: NodeType): readonly (string | null)[] {
  return names.flatMap((name) => (name !== null && isControlled(name, nodeType) ? [name, `${name}:control`] : [name]));
}
