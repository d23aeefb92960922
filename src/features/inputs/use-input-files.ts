import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { findFileInputs } from '@/components/file-inputs/find-file-inputs';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { filesQuery } from '@/session/queries/files';
import { useSession } from '@/session/session-provider';
import { useDocuments } from '@/workspace/use-workspace';
import { gatherInputFiles, type FileUse, type InputFile } from './input-files';
import { uploadsOf } from './upload/uploads-of';

export interface InputsView {
  readonly files: readonly InputFile[];
  readonly isPending: boolean;
  readonly error: Error | null;
  /** How often a name got other bytes from here: pictures known by it are old then. */
  readonly revisions: ReadonlyMap<string, number>;
  readonly refetch: () => void;
}

/** Every input file that is known of, with the controls of open workflows that have it. */
export function useInputFiles(): InputsView {
  const session = useSession();
  const { data, error, isPending, refetch } = useQuery(filesQuery(session, 'input'));
  const { nodeTypes } = useNodeTypes();
  const order = useDocuments((state) => state.order);
  const documents = useDocuments((state) => state.documents);
  const uploads = useStore(uploadsOf(session).uploads);
  const uses = useMemo(
    () =>
      order.flatMap((id): readonly FileUse[] => {
        const open = documents[id];
        if (open === undefined) return [];
        const { document, name } = open;
        return findFileInputs(document, nodeTypes).map((input) => ({ documentId: id, documentName: name, input }));
      }),
    [order, documents, nodeTypes],
  );
  const saved = useMemo(
    () => uploads.flatMap(({ state }) => (state.kind === 'done' && !state.isReused ? [state.saved] : [])).toReversed(),
    [uploads],
  );
  const files = useMemo(() => gatherInputFiles({ listed: data ?? [], uploaded: saved, nodeTypes, uses }), [data, saved, nodeTypes, uses]);
  const revisions = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { subfolder, filename } of saved) {
      const path = subfolder === '' ? filename : `${subfolder}/${filename}`;
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
    return counts;
  }, [saved]);
  return { files, isPending, error, revisions, refetch: () => void refetch() };
}
