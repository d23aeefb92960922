import type { FileInput } from '@/components/file-inputs/find-file-inputs';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { MediaKind } from '@/jobs/job';
import { toMediaKind } from '@/jobs/outputs';
import { fromWidgetFileValue, toWidgetFileValue, type FileRef } from '@/protocol/files';
import type { DocumentId } from '@/workspace/workspace';

/** A control of an open workflow that has the file chosen. */
export interface FileUse {
  readonly documentId: DocumentId;
  readonly documentName: string;
  readonly input: FileInput;
}

/** One file of the server's input folder. */
export interface InputFile {
  /** What a loader's control takes for it; tells files apart. */
  readonly path: string;
  readonly file: FileRef;
  readonly kind: MediaKind;
  readonly uses: readonly FileUse[];
  /** False for files that only an open workflow names: the server lists one level, so that they may be there or not. */
  readonly isListed: boolean;
}

export interface InputSources {
  /** The server's list, newest first. */
  readonly listed: readonly FileRef[];
  /** Files that were uploaded from here, newest first; the list has none of subfolders. */
  readonly uploaded: readonly FileRef[];
  /** Their lists of files may have more. */
  readonly nodeTypes: NodeTypes;
  readonly uses: readonly FileUse[];
}

/** Every file that is known of, each once, in the server's order; those of subfolders after them. */
export function gatherInputFiles({ listed, uploaded, nodeTypes, uses }: InputSources): readonly InputFile[] {
  const byPath = new Map<string, FileUse[]>();
  for (const use of uses) {
    const file = fromWidgetFileValue(use.input.value);
    if (file.type !== 'input' || file.filename === '') continue;
    const path = toWidgetFileValue(file);
    byPath.set(path, [...(byPath.get(path) ?? []), use]);
  }
  const files = new Map<string, InputFile>();
  const add = (file: FileRef, isListed: boolean): void => {
    const path = toWidgetFileValue(file);
    if (files.has(path)) return;
    files.set(path, { path, file, kind: toMediaKind(file.filename), uses: byPath.get(path) ?? [], isListed });
  };
  for (const file of [...listed, ...uploaded, ...offeredFiles(nodeTypes)]) add(file, true);
  for (const path of byPath.keys()) add(fromWidgetFileValue(path), false);
  return [...files.values()];
}

/** Lists hold choices that are no files, such as `none`. */
const LOOKS_LIKE_FILE = /\.[a-z0-9]+$/i;

/** What the upload controls of the server's nodes offer from the input folder. */
function offeredFiles(nodeTypes: NodeTypes): readonly FileRef[] {
  return [...nodeTypes.all()].flatMap(({ inputs }) =>
    inputs.flatMap(({ widget }) => {
      if (widget.kind !== 'combo' || widget.upload === null || widget.uploadFolder !== 'input') return [];
      return widget.options.flatMap((value) =>
        typeof value === 'string' && LOOKS_LIKE_FILE.test(value) ? [fromWidgetFileValue(value)] : [],
      );
    }),
  );
}

/** A folder with the number of files in it and below. */
export interface InputFolder {
  /** Empty for the input folder itself. */
  readonly path: string;
  readonly count: number;
}

/** Every folder that holds files, with those above it, by name. */
export function foldersOf(files: readonly InputFile[]): readonly InputFolder[] {
  const counts = new Map<string, number>([['', 0]]);
  for (const { file } of files) {
    const parts = file.subfolder.split('/').filter(Boolean);
    for (let depth = 0; depth <= parts.length; depth++) {
      const path = parts.slice(0, depth).join('/');
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
  }
  return [...counts].map(([path, count]) => ({ path, count })).sort((a, b) => a.path.localeCompare(b.path));
}

export interface InputFilters {
  /** Words that the path must all have. */
  readonly q: string;
  /** Null = all; a folder means what is below it too. */
  readonly folder: string | null;
  readonly kind: MediaKind | null;
  readonly isUsedOnly: boolean;
}

/** The files that fit, in their order. */
export function filterInputFiles(files: readonly InputFile[], { q, folder, kind, isUsedOnly }: InputFilters): readonly InputFile[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return files.filter((item) => {
    const path = item.path.toLowerCase();
    const { subfolder } = item.file;
    const isInside = folder === null || (folder === '' ? subfolder === '' : subfolder === folder || subfolder.startsWith(`${folder}/`));
    return (
      isInside &&
      words.every((word) => path.includes(word)) &&
      (kind === null || item.kind === kind) &&
      (!isUsedOnly || item.uses.length > 0)
    );
  });
}
