import { useMemo } from 'react';
import { useNodeTypes } from '@/components/node-types/use-node-types';
import { setWidgetValue } from '@/graph/edit/widget';
import type { GraphId } from '@/graph/document/model';
import type { NodeId } from '@/protocol/ids';
import { useToast } from '@/ui/toast';
import { useActiveDocument, useWorkspace } from '@/workspace/use-workspace';
import type { DocumentId } from '@/workspace/workspace';
import { findSelected, findTargets, toInserted, withNewNode } from './insert-targets';
import type { Insertion, InsertTarget } from './insert-targets';
import { findLoaderInputs } from './loader-inputs';
import type { LoaderInput } from './loader-inputs';
import { t } from './texts';

/** The class whose text an embedding is usually named in. */
const PROMPT_CLASS = 'CLIPTextEncode';

export interface Inserting {
  readonly targets: readonly InsertTarget[];
  /** Classes a new node can be made of, the usual one first. */
  readonly loaders: readonly LoaderInput[];
  /** Why nothing can be put into the workflow; null when something can. */
  readonly obstacle: 'no-document' | 'no-types' | null;
  readonly hasSelection: boolean;
  readonly intoTarget: (target: InsertTarget) => void;
  readonly asNode: (loader: LoaderInput) => void;
}

/** Puts a model or an embedding into the workflow in front, one undo step each, and goes there. */
export function useInsert(insertion: Insertion): Inserting {
  const workspace = useWorkspace();
  const open = useActiveDocument();
  const { nodeTypes, status } = useNodeTypes();
  const announce = useToast();
  const targets = useMemo(() => (open === null ? [] : findTargets(open, nodeTypes, insertion)), [open, nodeTypes, insertion]);
  const loaders = useMemo((): readonly LoaderInput[] => {
    if (insertion.kind === 'model') return findLoaderInputs(nodeTypes.all(), insertion);
    const nodeType = nodeTypes.get(PROMPT_CLASS);
    return nodeType === undefined ? [] : [{ nodeType, input: 'text' }];
  }, [nodeTypes, insertion]);
  const name = insertion.kind === 'model' ? insertion.name : insertion.token;

  const intoTarget = ({ graphId, nodeId, nodeTitle, input, value }: InsertTarget): void => {
    if (open === null) return;
    const change = { graphId, nodeId, name: input, value: toInserted(value, insertion), nodeTypes };
    workspace.edit(open.id, (document) => setWidgetValue(document, change));
    announce(t.inserted({ name, node: t.nodeName({ title: nodeTitle, id: nodeId }) }), 'success');
    showNode(open.id, graphId, nodeId);
  };
  const asNode = ({ nodeType, input }: LoaderInput): void => {
    if (open === null) return;
    const made = withNewNode(open, { nodeType, input, value: toInserted('', insertion) });
    workspace.edit(open.id, () => made.document);
    workspace.select(open.id, [made.nodeId]);
    announce(t.added({ name, node: t.nodeName({ title: nodeType.displayName, id: made.nodeId }) }), 'success');
    showNode(open.id, made.graphId, made.nodeId);
  };
  return {
    targets,
    loaders,
    obstacle: open === null ? 'no-document' : status === 'ready' ? null : 'no-types',
    hasSelection: open !== null && findSelected(open) !== null,
    intoTarget,
    asNode,
  };
}

/** Goes to a node on the graph. Inside a definition only the workflow is shown: which instance was meant is not known here. */
function showNode(documentId: DocumentId, graphId: GraphId, nodeId: NodeId): void {
  const node = graphId === 'root' ? `?node=${encodeURIComponent(nodeId)}` : '';
  window.location.hash = `#/graph/${encodeURIComponent(documentId)}${node}`;
}
