import type { NodeType } from '@/graph/node-types/node-type';

/** What one pack brings to the server. */
export interface NodePack {
  readonly name: string;
  readonly kind: 'core' | 'partner' | 'custom';
  /** Display names of its nodes, in alphabetical order. */
  readonly nodes: readonly string[];
  /** Scripts it would load into the stock page. */
  readonly scripts: readonly string[];
}

const CORE = 'ComfyUI';
const PARTNER = 'ComfyUI partner nodes';

/**
 * Packs by the Python modules of the nodes and by the folders of the scripts; ComfyUI's own first, then by their number of nodes.
 * Source: ComfyUI `nodes.py` RELATIVE_PYTHON_MODULE, `server.py` `/extensions`.
 */
export function toNodePacks(nodeTypes: readonly NodeType[], extensions: readonly string[]): readonly NodePack[] {
  const nodes = groupBy(nodeTypes, ({ pythonModule }) => toPackName(pythonModule));
  const scripts = groupBy(extensions, toScriptOwner);
  const names = [...new Set([...nodes.keys(), ...scripts.keys()])];
  const packs = names.map((name): NodePack => {
    const kind = name === CORE ? 'core' : name === PARTNER ? 'partner' : 'custom';
    const titles = (nodes.get(name) ?? []).map(({ displayName }) => displayName);
    return { name, kind, nodes: titles.sort((a, b) => a.localeCompare(b)), scripts: scripts.get(name) ?? [] };
  });
  const rank = ({ kind }: NodePack): number => ['core', 'partner', 'custom'].indexOf(kind);
  return packs.sort((a, b) => rank(a) - rank(b) || b.nodes.length - a.nodes.length || a.name.localeCompare(b.name));
}

function toPackName(pythonModule: string): string {
  if (pythonModule.startsWith('custom_nodes.')) return pythonModule.slice('custom_nodes.'.length);
  if (pythonModule.startsWith('comfy_api_nodes')) return PARTNER;
  return CORE;
}

function toScriptOwner(path: string): string {
  const folder = /^\/extensions\/([^/]+)\//.exec(path)?.[1];
  return folder === undefined || folder === 'core' ? CORE : decode(folder);
}

function decode(folder: string): string {
  try {
    return decodeURIComponent(folder);
  } catch {
    return folder;
  }
}

function groupBy<T>(items: readonly T[], toKey: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = toKey(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
