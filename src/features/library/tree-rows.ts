import type { Category } from '@/components/node-library/category-tree';
import type { NodeEntry } from '@/components/node-library/node-entries';

/** One visible row of the library. `key` is unique among all rows. */
export type LibraryRow =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly level: number;
      readonly title: string;
      readonly count: number;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'entry'; readonly key: string; readonly level: number; readonly entry: NodeEntry };

/** A list of types above the categories. */
export interface Shelf {
  readonly key: string;
  readonly title: string;
  readonly entries: readonly NodeEntry[];
}

/** What is to be shown: shelves that hold something, then the tree, as far as its branches are open. */
export function toTreeRows(shelves: readonly Shelf[], tree: Category, open: ReadonlySet<string>): readonly LibraryRow[] {
  const rows: LibraryRow[] = [];
  for (const { key, title, entries } of shelves) {
    if (entries.length === 0) continue;
    rows.push({ kind: 'group', key, level: 1, title, count: entries.length, isOpen: open.has(key) });
    if (open.has(key)) rows.push(...toEntryRows(entries, key, 2));
  }
  for (const child of tree.children) pushBranch(rows, { category: child, path: `/${child.name}`, level: 1, open });
  rows.push(...toEntryRows(tree.entries, '/', 1));
  return rows;
}

/** A plain list, e.g. of what was found. */
export function toEntryRows(entries: readonly NodeEntry[], group: string, level: number): readonly LibraryRow[] {
  return entries.map((entry) => ({ kind: 'entry', key: `${group}#${entry.name}`, level, entry }));
}

interface Branch {
  readonly category: Category;
  readonly path: string;
  readonly level: number;
  readonly open: ReadonlySet<string>;
}

function pushBranch(rows: LibraryRow[], { category, path, level, open }: Branch): void {
  const isOpen = open.has(path);
  rows.push({ kind: 'group', key: path, level, title: category.name, count: category.count, isOpen });
  if (!isOpen) return;
  for (const child of category.children) pushBranch(rows, { category: child, path: `${path}/${child.name}`, level: level + 1, open });
  rows.push(...toEntryRows(category.entries, path, level + 1));
}

/** The row of the branch a row lies in; −1 on the first level. */
export function parentIndex(rows: readonly LibraryRow[], index: number): number {
  const level = rows[index]?.level ?? 1;
  for (let at = index - 1; at >= 0; at--) if ((rows[at]?.level ?? 1) < level) return at;
  return -1;
}
