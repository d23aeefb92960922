import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonValue } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import { createDocument } from '../document/create-document';
import type { Graph, GraphId, GraphNode, Point, SubgraphDefinition, SubgraphId, WorkflowDocument } from '../document/model';
import { writeWorkflow } from '../document/write-workflow';
import { readWorkflow } from '../import/read-workflow';
import { boundsOf, NODE_GAP, TITLE_HEIGHT } from '../layout/place';
import { objectOf } from '../node-types/json-read';
import { insertCopies } from './copies';
import { pickNodes } from './duplicate';
import { editGraph, findGraph } from './edit-graph';

/** Marks our own text on the system clipboard; what is inside is a workflow file of the copied part. */
const ENVELOPE = 'comfydeck-nodes';

/** Nodes as text: with the wires between them and the definitions their instances need. `null` when none of the ids is there. */
export function copyNodes(document: WorkflowDocument, args: { graphId: GraphId; nodeIds: Iterable<NodeId> }): string | null {
  const graph = findGraph(document, args.graphId);
  if (graph === undefined) return null;
  const part = cutOut(graph, args.nodeIds);
  if (part.nodes.size === 0) return null;
  const subgraphs = definitionsFor(part.nodes.values(), document.subgraphs);
  const clip: WorkflowDocument = { ...createDocument(), root: part, subgraphs };
  return stringifyExactJson({ type: ENVELOPE, version: 1, workflow: writeWorkflow(clip) });
}

/** What `copyNodes` wrote; `null` for any other text. */
export function parseClipboard(text: string): WorkflowDocument | null {
  if (!text.includes(ENVELOPE)) return null;
  const json = parseOrNull(text);
  if (!isJsonObject(json) || json['type'] !== ENVELOPE || json['workflow'] === undefined) return null;
  try {
    return readWorkflow(json['workflow']).document;
  } catch {
    return null;
  }
}

/**
 * Adds copied nodes under new ids; they may come from another document. `at` is where their upper left corner goes, without it they are
 * put beside their old place. Definitions come along unless the document has them; an instance that would contain itself is left out.
 */
export function pasteNodes(
  document: WorkflowDocument,
  args: { graphId: GraphId; clipboard: WorkflowDocument; at?: Point },
): WorkflowDocument {
  const { graphId, clipboard, at } = args;
  if (findGraph(document, graphId) === undefined) return document;
  const subgraphs = new Map([...definitionsFor(clipboard.root.nodes.values(), clipboard.subgraphs), ...document.subgraphs]);
  const nodes = [...clipboard.root.nodes.values()].filter((node) => graphId === 'root' || !containsGraph(node.type, graphId, subgraphs));
  const links = [...clipboard.root.links.values()].filter((link) => clipboard.root.nodes.has(link.originId));
  const isNew = subgraphs.size !== document.subgraphs.size;
  const ready = isNew ? { ...document, subgraphs } : document;
  const offset = offsetTo(nodes, at);
  const pasted = insertCopies(ready, { graphId, nodes, links, offset });
  return pasted === ready ? document : withSurroundings(pasted, { graphId, clipboard, offset });
}

/** Whole workflows bring their groups, and the definitions of their legacy group nodes unless the document has one of that name. */
function withSurroundings(
  document: WorkflowDocument,
  { graphId, clipboard, offset }: { readonly graphId: GraphId; readonly clipboard: WorkflowDocument; readonly offset: Point },
): WorkflowDocument {
  const groups = clipboard.root.groups.map((group) => ({
    ...group,
    bounds: { ...group.bounds, x: group.bounds.x + offset.x, y: group.bounds.y + offset.y },
  }));
  const framed =
    groups.length === 0 ? document : editGraph(document, graphId, (graph) => ({ ...graph, groups: [...graph.groups, ...groups] }));
  const brought = objectOf(objectOf(clipboard.source['extra'])['groupNodes']);
  if (Object.keys(brought).length === 0) return framed;
  const extra = objectOf(framed.source['extra']);
  const groupNodes = { ...brought, ...objectOf(extra['groupNodes']) };
  return { ...framed, source: { ...framed.source, extra: { ...extra, groupNodes } } };
}

function cutOut(graph: Graph, nodeIds: Iterable<NodeId>): Graph {
  const { nodes, incoming } = pickNodes(graph, nodeIds);
  const chosen = new Set(nodes.map((node) => node.id));
  const links = new Map(incoming.filter((link) => chosen.has(link.originId)).map(({ source: _source, ...link }) => [link.id, link]));
  const alone = nodes.map((node): GraphNode => ({
    ...node,
    inputs: node.inputs.map((input) => (input.link !== null && links.has(input.link) ? input : { ...input, link: null })),
    outputs: node.outputs.map((output) => ({ ...output, links: output.links.filter((id) => links.has(id)) })),
  }));
  return { nodes: new Map(alone.map((node) => [node.id, node])), links, groups: [], reroutes: [], floatingLinks: [] };
}

type Definitions = ReadonlyMap<SubgraphId, SubgraphDefinition>;

/** The definitions some nodes stand for, nested ones too. */
function definitionsFor(nodes: Iterable<GraphNode>, all: Definitions): Map<SubgraphId, SubgraphDefinition> {
  const found = new Map<SubgraphId, SubgraphDefinition>();
  const pending = [...nodes].map((node) => node.type);
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    const definition = all.get(type as SubgraphId);
    if (definition === undefined || found.has(definition.id)) continue;
    found.set(definition.id, definition);
    pending.push(...[...definition.nodes.values()].map((node) => node.type));
  }
  return found;
}

/** Whether a node of this type shows the given graph somewhere inside. */
function containsGraph(type: string, graphId: SubgraphId, all: Definitions): boolean {
  const definition = all.get(type as SubgraphId);
  if (definition === undefined) return false;
  return definition.id === graphId || definitionsFor(definition.nodes.values(), all).has(graphId);
}

function offsetTo(nodes: readonly GraphNode[], at: Point | undefined): Point {
  const bounds = boundsOf(nodes);
  if (at === undefined || bounds === null) return { x: NODE_GAP, y: NODE_GAP };
  return { x: at.x - bounds.x, y: at.y - bounds.y - TITLE_HEIGHT };
}

function parseOrNull(text: string): JsonValue {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}
