import type { GraphId, GraphNode, WorkflowDocument } from '@/graph/document/model';
import { selectWidgets } from '@/graph/document/widgets';
import { withOwnTypes } from '@/graph/edit/known-types';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { NodeId } from '@/protocol/ids';

/** A control of a workflow that names a file of the server. */
export interface FileInput {
  readonly graphId: GraphId;
  readonly nodeId: NodeId;
  /** The node's title as the graph shows it. */
  readonly nodeTitle: string;
  readonly name: string;
  readonly kind: 'image' | 'video' | 'audio' | 'file';
  readonly value: string;
  readonly isLinked: boolean;
}

/**
 * Every control of a workflow into which files are uploaded, in file order, those inside subgraphs after the root's. Values promoted to
 * an instance are found where their control is, inside.
 */
export function findFileInputs(document: WorkflowDocument, nodeTypes: NodeTypes): readonly FileInput[] {
  const types = withOwnTypes(document, nodeTypes);
  const graphs: readonly (readonly [GraphId, ReadonlyMap<NodeId, GraphNode>])[] = [
    ['root', document.root.nodes],
    ...[...document.subgraphs].map(([id, { nodes }]) => [id, nodes] as const),
  ];
  return graphs.flatMap(([graphId, nodes]) => [...nodes.values()].flatMap((node) => inputsOf(graphId, node, types)));
}

function inputsOf(graphId: GraphId, node: GraphNode, nodeTypes: NodeTypes): readonly FileInput[] {
  const nodeType = nodeTypes.get(node.type);
  if (nodeType === undefined || nodeType.promoted !== undefined) return [];
  return selectWidgets(node, nodeType).flatMap(({ name, value, spec, role, linkedInput }) => {
    if (role !== 'input' || spec?.widget.kind !== 'combo' || spec.widget.upload === null || typeof value !== 'string') return [];
    const nodeTitle = node.title ?? nodeType.displayName;
    const isLinked = linkedInput !== undefined && linkedInput !== null;
    return [{ graphId, nodeId: node.id, nodeTitle, name, kind: spec.widget.upload, value, isLinked }];
  });
}
