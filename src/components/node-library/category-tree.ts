import type { NodeEntry } from './node-entries';

/** One level of the library. `count` includes everything below. */
export interface Category {
  readonly name: string;
  readonly children: readonly Category[];
  readonly entries: readonly NodeEntry[];
  readonly count: number;
}

interface Branch {
  readonly children: Map<string, Branch>;
  readonly entries: NodeEntry[];
}

/** Sorts entries into the tree their `/`-separated categories describe; names in alphabetical order, empty parts left out. */
export function toCategoryTree(entries: readonly NodeEntry[]): Category {
  const root: Branch = { children: new Map(), entries: [] };
  for (const entry of entries) {
    let branch = root;
    for (const part of entry.category.split('/').filter((name) => name !== '')) {
      const next = branch.children.get(part) ?? { children: new Map<string, Branch>(), entries: [] };
      branch.children.set(part, next);
      branch = next;
    }
    branch.entries.push(entry);
  }
  return toCategory('', root);
}

function toCategory(name: string, branch: Branch): Category {
  const children = [...branch.children].map(([child, below]) => toCategory(child, below)).sort((a, b) => a.name.localeCompare(b.name));
  const entries = branch.entries.toSorted((a, b) => a.displayName.localeCompare(b.displayName));
  return { name, children, entries, count: entries.length + children.reduce((sum, child) => sum + child.count, 0) };
}
