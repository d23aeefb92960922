import { findFileInputs, type FileInput } from '@/components/file-inputs/find-file-inputs';
import { setWidgetValue } from '@/graph/edit/widget';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { DocumentId, OpenDocument, Workspace } from '@/workspace/workspace';
import { t } from './texts';

/** A control of the workflow in front that takes the result. */
export interface LoaderChoice {
  readonly key: string;
  readonly label: string;
  readonly documentId: DocumentId;
  readonly input: FileInput;
}

/** Every control of a workflow that loads pictures and is not fed by a wire. */
export function findLoaders(open: OpenDocument | null, nodeTypes: NodeTypes): readonly LoaderChoice[] {
  if (open === null) return [];
  return findFileInputs(open.document, nodeTypes)
    .filter(({ kind, isLinked }) => kind === 'image' && !isLinked)
    .map((input) => ({
      key: `${input.graphId} ${input.nodeId} ${input.name}`,
      label: t.loader({ title: input.nodeTitle, id: input.nodeId, name: input.name }),
      documentId: open.id,
      input,
    }));
}

/** Chooses the result there: one undo step of the workflow. */
export function fillLoader(workspace: Workspace, { documentId, input }: LoaderChoice, value: string, nodeTypes: NodeTypes): void {
  const { graphId, nodeId, name } = input;
  workspace.edit(documentId, (document) => setWidgetValue(document, { graphId, nodeId, name, value, nodeTypes }));
}
