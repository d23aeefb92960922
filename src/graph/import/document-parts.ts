import type { Graph, GraphId, GraphLink, GraphNode, SubgraphDefinition, WorkflowDocument } from '../document/model';
import { fileError } from './file-error';

/**
 * A document in pieces small enough to be handed to a page one by one: what arrives in one message is unpacked without a pause, and a
 * large document in one message would block the page.
 */
export interface DocumentParts {
  /** Everything but nodes and links. */
  readonly frame: WorkflowDocument;
  readonly parts: Iterable<DocumentPart>;
}

/** Some nodes or links of one graph, in their order. */
export interface DocumentPart {
  readonly graphId: GraphId;
  readonly nodes: readonly GraphNode[];
  readonly links: readonly GraphLink[];
}

/** Values (objects, lists, texts, numbers) in one message; unpacking them takes some milliseconds. */
const MAX_PART_VALUES = 5_000;
/** One node, or the frame, cannot be split. A painted mask as a list of numbers has a quarter of a million. */
const MAX_UNIT_VALUES = 400_000;

/**
 * Splits a document; pure, and lazy in its parts.
 * @throws FileError `too-complex` (details `limit`) when the frame, or later one node, holds too many values for one message.
 */
export function splitDocument(document: WorkflowDocument): DocumentParts {
  const frame: WorkflowDocument = {
    ...document,
    root: withoutNodes(document.root),
    subgraphs: new Map([...document.subgraphs].map(([id, definition]) => [id, withoutNodes(definition)])),
  };
  requireUnit([frame.source, frame.root, ...frame.subgraphs.values()]);
  return { frame, parts: listParts(document) };
}

/** Puts a split document together again: equal to the original, in its order. */
export function joinDocument(frame: WorkflowDocument, parts: readonly DocumentPart[]): WorkflowDocument {
  const byGraph = new Map<GraphId, DocumentPart[]>();
  for (const part of parts) {
    const own = byGraph.get(part.graphId);
    if (own === undefined) byGraph.set(part.graphId, [part]);
    else own.push(part);
  }
  const fill = <T extends Graph>(graph: T, graphId: GraphId): T => {
    const own = byGraph.get(graphId) ?? [];
    return {
      ...graph,
      nodes: new Map(own.flatMap((part) => part.nodes.map((node) => [node.id, node] as const))),
      links: new Map(own.flatMap((part) => part.links.map((link) => [link.id, link] as const))),
    };
  };
  return {
    ...frame,
    root: fill(frame.root, 'root'),
    subgraphs: new Map([...frame.subgraphs].map(([id, definition]) => [id, fill<SubgraphDefinition>(definition, id)])),
  };
}

function withoutNodes<T extends Graph>(graph: T): T {
  return { ...graph, nodes: new Map(), links: new Map() };
}

function* listParts(document: WorkflowDocument): Generator<DocumentPart> {
  const graphs: readonly (readonly [GraphId, Graph])[] = [['root', document.root], ...document.subgraphs];
  for (const [graphId, graph] of graphs) {
    for (const nodes of inBatches(graph.nodes.values())) yield { graphId, nodes, links: [] };
    for (const links of inBatches(graph.links.values())) yield { graphId, nodes: [], links };
  }
}

function* inBatches<T extends { readonly source?: unknown }>(items: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = [];
  let size = 0;
  for (const item of items) {
    // What an entity has beside its source are mostly parts of it, and cross with it.
    const weight = requireUnit(item.source ?? item);
    if (batch.length > 0 && size + weight > MAX_PART_VALUES) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(item);
    size += weight;
  }
  if (batch.length > 0) yield batch;
}

function requireUnit(value: unknown): number {
  const weight = countValues(value);
  if (weight > MAX_UNIT_VALUES) throw fileError('too-complex', 'too many values in one piece', { limit: MAX_UNIT_VALUES });
  return weight;
}

/** Iterative, and no further than the limit. */
function countValues(root: unknown): number {
  const open: unknown[] = [root];
  let count = 0;
  while (open.length > 0 && count <= MAX_UNIT_VALUES) {
    const value = open.pop();
    count++;
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value) && value.length > MAX_UNIT_VALUES) return value.length;
    for (const inner of Object.values(value)) open.push(inner);
  }
  return count;
}
