import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ModelFile } from '@/protocol/models';
import { modelFilesQuery, modelFoldersQuery, modelsQuery } from '@/session/queries/models';
import { useSession } from '@/session/session-provider';
import { toModelItems } from './model-items';
import type { ModelItem } from './model-items';

/** Not models, though the server lists it with them: every file of every pack. */
const NOT_MODELS = 'custom_nodes';

export interface ModelsView {
  /** Kinds in the server's order; null until known. */
  readonly folders: readonly string[] | null;
  /** How many files each kind read so far has. */
  readonly counts: ReadonlyMap<string, number>;
  /** Of the kind looked at, or of all. */
  readonly items: readonly ModelItem[];
  /** Some kinds are still being read. */
  readonly isReading: boolean;
  /** Kinds that could not be read. */
  readonly failedFolders: readonly string[];
  /** Why nothing, or not everything, is there. */
  readonly error: Error | null;
  /** False on servers that tell names only; null while that is not known. */
  readonly isDescribed: boolean | null;
  readonly refetch: () => void;
}

/** Models of one kind, or of all kinds when `folder` is null; each kind is read once and shared by both. */
export function useModels(folder: string | null): ModelsView {
  const session = useSession();
  const kinds = useQuery(modelsQuery(session));
  const described = useQuery(modelFoldersQuery(session));
  const folders = useMemo(() => kinds.data?.filter((name) => name !== NOT_MODELS) ?? null, [kinds.data]);
  const isKnown = described.data !== undefined;
  const lists = useQueries({
    queries: (folders ?? []).map((name) => ({
      ...modelFilesQuery(session, name, described.data?.has(name) === true),
      enabled: isKnown && (folder === null || folder === name),
    })),
    combine: combineLists,
  });
  const { data, errors } = lists;
  const read = useMemo(() => (folders ?? []).map((name, index) => ({ name, items: toItems(name, data[index]) })), [folders, data]);
  const items = useMemo(
    () => read.filter(({ name }) => folder === null || name === folder).flatMap((kind) => kind.items ?? []),
    [read, folder],
  );
  const wanted = (index: number): boolean => folder === null || folders?.[index] === folder;
  return {
    folders,
    counts: useMemo(() => new Map(read.flatMap((kind) => (kind.items === null ? [] : [[kind.name, kind.items.length] as const]))), [read]),
    items,
    isReading: folders === null || !isKnown || data.some((files, index) => files === undefined && errors[index] === null && wanted(index)),
    failedFolders: (folders ?? []).filter((_, index) => errors[index] !== null && wanted(index)),
    error: kinds.error ?? described.error ?? errors.find((error) => error !== null) ?? null,
    isDescribed: isKnown ? described.data !== null : null,
    refetch: () => {
      void kinds.refetch();
      void described.refetch();
      lists.refetch();
    },
  };
}

interface ListResult {
  readonly data: readonly ModelFile[] | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

function combineLists(results: readonly ListResult[]) {
  return {
    data: results.map((result) => result.data),
    errors: results.map((result) => (result.data === undefined ? result.error : null)),
    refetch: () => results.forEach((result) => result.error !== null && result.refetch()),
  };
}

const known = new WeakMap<readonly ModelFile[], readonly ModelItem[]>();

function toItems(folder: string, files: readonly ModelFile[] | undefined): readonly ModelItem[] | null {
  if (files === undefined) return null;
  const found = known.get(files);
  if (found !== undefined) return found;
  const made = toModelItems(folder, files);
  known.set(files, made);
  return made;
}
