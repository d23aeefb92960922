import { createNode } from '@/graph/document/create-node';
import { nextNodeId } from '@/graph/document/ids';
import type { Graph, GraphId, GraphNode, Point, WorkflowDocument } from '@/graph/document/model';
import { selectWidgets, withWidgetValue } from '@/graph/document/widgets';
import { findGraph } from '@/graph/edit/edit-graph';
import { withOwnTypes } from '@/graph/edit/known-types';
import { addNode } from '@/graph/edit/nodes';
import { boundsOf, findFreePosition, NODE_GAP, TITLE_HEIGHT } from '@/graph/layout/place';
import type { NodeType, NodeTypes } from '@/graph/node-types/node-type';
import type { NodeId } from '@/protocol/ids';
import type { OpenDocument } from '@/workspace/workspace';
import { findLoaderInputs } from './loader-inputs';

/** A place of the open workflow a model or an embedding can be put into. */
export interface InsertTarget {
  readonly graphId: GraphId;
  readonly nodeId: NodeId;
  readonly nodeTitle: string;
  readonly input: string;
  /** What stands there now. */
  readonly value: string;
  /** A wire decides the value: what is written here would not count. */
  readonly isWired: boolean;
}

/** What is to be put in. */
export type Insertion =
  | { readonly kind: 'model'; readonly folder: string; readonly name: string; readonly names: ReadonlySet<string> }
  /** `token` as prompts have it: `embedding:name`. */
  | { readonly kind: 'embedding'; readonly token: string };

/** The selected nodes with the graph they are in: the first that has them all, the outermost before the definitions. */
export function findSelected({
  document,
  selection,
}: OpenDocument): { readonly graphId: GraphId; readonly nodes: readonly GraphNode[] } | null {
  if (selection.size === 0) return null;
  for (const graphId of ['root', ...document.subgraphs.keys()] as const) {
    const graph = findGraph(document, graphId);
    const nodes = [...selection].flatMap((id) => graph?.nodes.get(id) ?? []);
    if (nodes.length === selection.size) return { graphId, nodes };
  }
  return null;
}

/** Where in the selected nodes it fits: inputs that offer the model, or texts that an embedding can be named in. */
export function findTargets(open: OpenDocument, nodeTypes: NodeTypes, insertion: Insertion): readonly InsertTarget[] {
  const selected = findSelected(open);
  if (selected === null) return [];
  const types = withOwnTypes(open.document, nodeTypes);
  return selected.nodes.flatMap((node) => {
    const nodeType = types.get(node.type);
    if (nodeType === undefined) return [];
    const inputs = insertion.kind === 'model' ? new Set(findLoaderInputs([nodeType], insertion).map(({ input }) => input)) : null;
    return selectWidgets(node, nodeType)
      .filter(({ name, spec, role }) => role === 'input' && (inputs === null ? isText(spec) : inputs.has(name)))
      .map(({ name, value, linkedInput }) => ({
        graphId: selected.graphId,
        nodeId: node.id,
        nodeTitle: node.title ?? nodeType.displayName,
        input: name,
        value: typeof value === 'string' ? value : '',
        isWired: linkedInput !== undefined && linkedInput !== null,
      }));
  });
}

function isText(spec: { readonly widget: { readonly kind: string; readonly isMultiline?: boolean } } | undefined): boolean {
  return spec?.widget.kind === 'string' && spec.widget.isMultiline === true;
}

/** The value a target gets: the model's name, or its text with the embedding behind it. */
export function toInserted(value: string, insertion: Insertion): string {
  if (insertion.kind === 'model') return insertion.name;
  const text = value.trimEnd();
  if (text === '') return insertion.token;
  return text.endsWith(',') ? `${text} ${insertion.token}` : `${text}, ${insertion.token}`;
}

/** A new node with one value given, beside what is selected, else to the right of everything. Pure. */
export function withNewNode(
  open: OpenDocument,
  { nodeType, input, value }: { readonly nodeType: NodeType; readonly input: string; readonly value: string },
): { readonly document: WorkflowDocument; readonly graphId: GraphId; readonly nodeId: NodeId } {
  const selected = findSelected(open);
  const graphId = selected?.graphId ?? 'root';
  const graph = findGraph(open.document, graphId) ?? open.document.root;
  const nodeId = nextNodeId(open.document);
  const make = (position: Point): GraphNode => withWidgetValue(createNode(nodeType, { id: nodeId, position }), nodeType, input, value);
  const { size } = make({ x: 0, y: 0 });
  const node = make(findFreePosition(graph, findPlace(graph, selected?.nodes ?? []), size));
  return { document: addNode(open.document, { graphId, node }), graphId, nodeId };
}

function findPlace(graph: Graph, selected: readonly GraphNode[]): Point {
  const [first] = selected;
  if (first !== undefined) return { x: first.position.x + first.size.width + NODE_GAP, y: first.position.y };
  const bounds = boundsOf(graph.nodes.values());
  return bounds === null ? { x: 0, y: 0 } : { x: bounds.x + bounds.width + NODE_GAP, y: bounds.y + TITLE_HEIGHT };
}
