import type { ModelFile } from '@/protocol/models';

/** One model as the page shows it. */
export interface ModelItem {
  /** Names it in the address; folder, search path and file. */
  readonly key: string;
  readonly folder: string;
  readonly file: ModelFile;
  /** Without path and ending. */
  readonly title: string;
  /** Folders within the kind, with `/`; empty at the top. */
  readonly place: string;
  /** What the search looks through, in lower case. */
  readonly haystack: string;
}

export type ModelOrder = 'name' | 'newest' | 'largest';

/** Files of a kind → items. Both separators are understood: the server names files with its own. */
export function toModelItems(folder: string, files: readonly ModelFile[]): readonly ModelItem[] {
  return files.map((file) => {
    const parts = file.name.split(/[/\\]/);
    return {
      key: `${folder}/${file.pathIndex}/${file.name}`,
      folder,
      file,
      title: withoutEnding(parts.at(-1) ?? file.name),
      place: parts.slice(0, -1).join('/'),
      haystack: `${folder}/${file.name}`.toLowerCase(),
    };
  });
}

/** `style/ink.safetensors` → `style/ink`: how prompts name an embedding. */
export function withoutEnding(name: string): string {
  return name.replace(/\.[^./\\]+$/, '');
}

/** Items that hold every word of the query, in any order of words and whatever its case. */
export function findModels(items: readonly ModelItem[], query: string): readonly ModelItem[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.length === 0 ? items : items.filter(({ haystack }) => words.every((word) => haystack.includes(word)));
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** In the wanted order; what the server does not say comes last. */
export function orderModels(items: readonly ModelItem[], order: ModelOrder): readonly ModelItem[] {
  const compareNames = (a: ModelItem, b: ModelItem): number => byName.compare(a.file.name, b.file.name);
  if (order === 'name') return items.toSorted(compareNames);
  const toFigure = ({ file }: ModelItem): number => (order === 'newest' ? file.modifiedAtMs : file.sizeBytes) ?? -1;
  return items.toSorted((a, b) => toFigure(b) - toFigure(a) || compareNames(a, b));
}
