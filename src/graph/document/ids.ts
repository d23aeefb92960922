import { toNodeId, type NodeId } from '@/protocol/ids';
import type { JsonValue } from '@/lib/json';
import { numberOr, objectOf } from '../node-types/json-read';
import type { Graph, GraphId, LinkId, WorkflowDocument } from './model';

/** The graph an edit means; undefined when the document has no such definition. */
export function graphOf(document: WorkflowDocument, graphId: GraphId): Graph | undefined {
  return graphId === 'root' ? document.root : document.subgraphs.get(graphId);
}

/** Marks text or a number as a link id. */
export function toLinkId(id: string | number | bigint): LinkId {
  return String(id) as LinkId;
}

/** A node id no graph of the document uses, above every counter the file has: ids are unique over all definitions. */
export function nextNodeId(document: WorkflowDocument): NodeId {
  let highest = Math.max(counter(document.source['last_node_id']), counter(objectOf(document.source['state'])['lastNodeId']));
  for (const graph of [document.root, ...document.subgraphs.values()]) highest = Math.max(highest, highestNumber(graph.nodes.keys()));
  for (const definition of document.subgraphs.values()) {
    highest = Math.max(highest, counter(objectOf(definition.source['state'])['lastNodeId']));
  }
  return toNodeId(highest + 1);
}

/** A link id the graph does not use, above its counter. */
export function nextLinkId(document: WorkflowDocument, graphId: GraphId): LinkId {
  const graph = graphOf(document, graphId);
  const source = graphId === 'root' ? document.source : (document.subgraphs.get(graphId)?.source ?? {});
  const saved = Math.max(counter(source['last_link_id']), counter(objectOf(source['state'])['lastLinkId']));
  return toLinkId(Math.max(saved, graph === undefined ? 0 : highestNumber(graph.links.keys())) + 1);
}

/** Counters beyond this come from broken files; counting on from them would lose digits. */
const MAX_COUNTER = Number.MAX_SAFE_INTEGER / 2;

function counter(value: JsonValue | undefined): number {
  const number = Math.trunc(numberOr(value, 0));
  return number > 0 && number < MAX_COUNTER ? number : 0;
}

function highestNumber(ids: Iterable<string>): number {
  let highest = 0;
  for (const id of ids) if (/^\d{1,15}$/.test(id)) highest = Math.max(highest, Number(id));
  return highest;
}
