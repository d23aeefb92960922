import { exposeInput, removeBoundarySlot } from '@/graph/edit/boundary';
import { createSubgraph } from '@/graph/edit/create-subgraph';
import { findAddedNodes } from '@/graph/edit/edit-graph';
import { renameSubgraph, unpackSubgraph } from '@/graph/edit/unpack-subgraph';
import { SUBGRAPH_INPUT_NODE, type GraphNode, type SubgraphId, type WorkflowDocument } from '@/graph/document/model';
import { createUuid } from '@/lib/random';
import type { NodeId } from '@/protocol/ids';
import { titleOf, type GraphController } from '../controller';
import { realIds, rename } from '../node-actions';
import { focusNode, revealNode } from '../view-actions';
import { texts as t } from './texts';

/** What can be done with subgraphs; each is one undo step. */

/** Turns the selection into a subgraph with one instance in its place, and asks for its name. */
export function packSelection(controller: GraphController): void {
  const nodeIds = realIds(controller.selection());
  const before = controller.open()?.document;
  if (nodeIds.size === 0 || before === undefined) return;
  const graphId = controller.graphId();
  const definitionId = createUuid() as SubgraphId;
  controller.edit((document) =>
    createSubgraph(document, { graphId, nodeIds, definitionId, name: t.newSubgraph, newSlotId: () => createUuid() }),
  );
  const after = controller.open()?.document;
  const host = after === undefined ? undefined : findAddedNodes(before, after, graphId)[0];
  if (host === undefined) return;
  controller.select([host]);
  controller.say(t.packed({ count: nodeIds.size }));
  revealNode(controller, host);
  controller.view.setState({ focusedNode: host, renaming: host });
}

/** The selected instances of subgraphs. */
export function selectedInstances(controller: GraphController): readonly GraphNode[] {
  const subgraphs = controller.open()?.document.subgraphs;
  const nodes = controller.graph()?.nodes;
  return [...controller.selection()].flatMap((id) => {
    const node = nodes?.get(id);
    return node !== undefined && subgraphs?.has(node.type as SubgraphId) === true ? [node] : [];
  });
}

/** Puts what is inside the selected instances in their place, and selects it. */
export function unpackSelection(controller: GraphController): void {
  const instances = selectedInstances(controller);
  const before = controller.open()?.document;
  if (instances.length === 0 || before === undefined) return;
  const graphId = controller.graphId();
  const nodeTypes = controller.nodeTypes();
  controller.edit((document) =>
    instances.reduce((current, { id }) => unpackSubgraph(current, { graphId, nodeId: id, nodeTypes }), document),
  );
  const after = controller.open()?.document;
  const added = after === undefined ? [] : findAddedNodes(before, after, graphId);
  controller.select(added);
  controller.say(t.unpacked({ count: added.length }));
  const [first] = added;
  if (first !== undefined) focusNode(controller, first);
}

/**
 * Gives a node a title. The only instance of a subgraph that has none of its own hands it on to the subgraph, whose name it shows.
 */
export function renameOrTitle(controller: GraphController, nodeId: NodeId, title: string): void {
  const document = controller.open()?.document;
  const node = controller.graph()?.nodes.get(nodeId);
  const isOnly = document !== undefined && node?.title === undefined && countInstances(document, node?.type) === 1;
  if (document === undefined || node === undefined || !isOnly || title.trim() === '') {
    rename(controller, nodeId, title);
    return;
  }
  controller.view.setState({ renaming: null });
  controller.edit((current) => renameSubgraph(current, { graphId: node.type as SubgraphId, name: title }));
}

function countInstances(document: WorkflowDocument, type: string | undefined): number {
  if (type === undefined || !document.subgraphs.has(type as SubgraphId)) return 0;
  const graphs = [document.root, ...document.subgraphs.values()];
  return graphs.reduce((sum, graph) => sum + [...graph.nodes.values()].filter((node) => node.type === type).length, 0);
}

/** A control of a node inside a subgraph: whether every instance shows it. */
export interface Promotable {
  readonly name: string;
  readonly label: string;
  /** Position of the definition's input that shows it; null = not shown. */
  readonly slot: number | null;
}

/** The controls of a node of the shown definition that can be shown on its instances, or are. None in the root graph. */
export function promotables(controller: GraphController, nodeId: NodeId): readonly Promotable[] {
  const graph = controller.graph();
  const layout = controller.scene().nodes.get(nodeId)?.layout;
  if (controller.graphId() === 'root' || graph === undefined || layout === undefined) return [];
  return layout.inputs.flatMap(({ name, label, isWidget, links }): readonly Promotable[] => {
    if (!isWidget) return [];
    const link = links[0] === undefined ? undefined : graph.links.get(links[0]);
    if (link === undefined) return [{ name, label, slot: null }];
    return link.originId === SUBGRAPH_INPUT_NODE ? [{ name, label, slot: link.originSlot }] : [];
  });
}

/** Shows a control on every instance of the shown definition, or takes it back inside. */
export function switchPromoted(controller: GraphController, nodeId: NodeId, { name, label, slot }: Promotable): void {
  const graphId = controller.graphId();
  if (graphId === 'root') return;
  const nodeTypes = controller.nodeTypes();
  if (slot === null) {
    const slotId = createUuid();
    controller.edit((document) => exposeInput(document, { graphId, nodeTypes, slotId, to: { nodeId, name } }));
  } else {
    controller.edit((document) => removeBoundarySlot(document, { graphId, side: 'input', index: slot, nodeTypes }));
  }
  controller.say((slot === null ? t.promoted : t.demoted)({ name: label, title: titleOf(controller, nodeId) }));
}
