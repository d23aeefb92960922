import type { UserEntry } from '@/protocol/userdata';
import { folderOf, nameOf } from './paths';

/** One line of the tree as it is drawn. */
export interface TreeRow {
  readonly path: string;
  readonly name: string;
  /** 1 for what lies in the user's root. */
  readonly level: number;
  readonly isFolder: boolean;
  readonly isOpen: boolean;
}

/** The lines of a tree: folders first, by name, and of closed folders nothing inside. With a search, the files that hold it, by path. */
export function toTreeRows(entries: readonly UserEntry[], openFolders: ReadonlySet<string>, search: string): readonly TreeRow[] {
  const wanted = search.trim().toLowerCase();
  if (wanted !== '') {
    return entries
      .filter(({ type, path }) => type === 'file' && path.toLowerCase().includes(wanted))
      .map(({ path }) => ({ path, name: path, level: 1, isFolder: false, isOpen: false }))
      .toSorted((a, b) => a.path.localeCompare(b.path));
  }
  const children = groupByFolder(entries);
  const rows: TreeRow[] = [];
  const add = (folder: string, level: number): void => {
    for (const { path, isFolder } of children.get(folder) ?? []) {
      const isOpen = isFolder && openFolders.has(path);
      rows.push({ path, name: nameOf(path), level, isFolder, isOpen });
      if (isOpen) add(path, level + 1);
    }
  };
  add('', 1);
  return rows;
}

interface Child {
  readonly path: string;
  readonly isFolder: boolean;
}

function groupByFolder(entries: readonly UserEntry[]): ReadonlyMap<string, readonly Child[]> {
  const folders = new Set<string>();
  const files: string[] = [];
  for (const { path, type } of entries) {
    if (type === 'file') files.push(path);
    else folders.add(path);
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.add(folder);
  }
  const groups = new Map<string, Child[]>();
  const put = (child: Child): void => {
    const group = groups.get(folderOf(child.path));
    if (group === undefined) groups.set(folderOf(child.path), [child]);
    else group.push(child);
  };
  const byName = (a: string, b: string): number => a.localeCompare(b);
  for (const path of [...folders].toSorted(byName)) put({ path, isFolder: true });
  for (const path of files.toSorted(byName)) put({ path, isFolder: false });
  return groups;
}
