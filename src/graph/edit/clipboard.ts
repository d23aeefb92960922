import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonValue } from '@/lib/json';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { createDocument } from '../document/create-document';
import { toLinkId } from '../document/ids';
import type { Graph, GraphId, GraphLink, GraphNode, Point, SubgraphDefinition, SubgraphId, WorkflowDocument } from '../document/model';
import { writeWorkflow } from '../document/write-workflow';
import { readWorkflow } from '../import/read-workflow';
import { boundsOf, NODE_GAP, TITLE_HEIGHT } from '../layout/place';
import { listOf, numberOr, objectOf, textOr } from '../node-types/json-read';
import { insertCopies } from './copies';
import { pickNodes } from './duplicate';
import { findGraph } from './edit-graph';
import { addGroups, membersOf, unfolded } from './groups';

/** Marks our own text on the system clipboard; what is inside is a workflow file of the copied part. */
const ENVELOPE = 'comfydeck-nodes';

/** What a clipboard holds for `pasteNodes`: nodes as a document of their own, and which wires fed them from outside. */
export interface Clipping {
  readonly document: WorkflowDocument;
  /** Empty for whole workflows and prompts. */
  readonly incoming: readonly IncomingWire[];
}

/** A wire into a copied node from one that was not copied. */
export interface IncomingWire {
  readonly originId: NodeId;
  readonly originSlot: number;
  /** Class of the node it came from: another node under that id is not meant. */
  readonly originClass: string;
  /** Socket type. */
  readonly type: string;
  /** Id among the copied nodes, and name of its input. */
  readonly targetId: NodeId;
  readonly input: string;
}

/**
 * Nodes as text: with the wires between them, the groups whose nodes are all among them, a note of the wires from outside, and the definitions their instances need. `null` when none
 * of the ids is there.
 */
export function copyNodes(document: WorkflowDocument, args: { graphId: GraphId; nodeIds: Iterable<NodeId> }): string | null {
  const graph = findGraph(document, args.graphId);
  if (graph === undefined) return null;
  const part = cutOut(graph, args.nodeIds);
  if (part.nodes.size === 0) return null;
  const subgraphs = definitionsFor(part.nodes.values(), document.subgraphs);
  const clip: WorkflowDocument = { ...createDocument(), root: part, subgraphs };
  const incoming = incomingOf(graph, part).map((wire) => ({ ...wire }));
  return stringifyExactJson({ type: ENVELOPE, version: 1, workflow: writeWorkflow(clip), incoming });
}

/** What `copyNodes` wrote; `null` for any other text. */
export function parseClipboard(text: string): Clipping | null {
  if (!text.includes(ENVELOPE)) return null;
  const json = parseOrNull(text);
  if (!isJsonObject(json) || json['type'] !== ENVELOPE || json['workflow'] === undefined) return null;
  try {
    return { document: readWorkflow(json['workflow']).document, incoming: listOf(json['incoming']).map(readIncoming) };
  } catch {
    return null;
  }
}

/**
 * Adds copied nodes under new ids; they may come from another document. `at` is where their upper left corner goes, without it they are
 * put beside their old place. Definitions come along unless the document has them; an instance that would contain itself is left out.
 * `keepsIncoming`: wires from outside come back where the graph has the node they came from, by id and class.
 */
export function pasteNodes(
  document: WorkflowDocument,
  args: { graphId: GraphId; clipboard: Clipping; at?: Point; keepsIncoming?: boolean },
): WorkflowDocument {
  const { graphId, at, keepsIncoming = false } = args;
  const graph = findGraph(document, graphId);
  if (graph === undefined) return document;
  const clipboard = keepsIncoming ? withIncoming(args.clipboard, graph) : args.clipboard.document;
  const subgraphs = new Map([...definitionsFor(clipboard.root.nodes.values(), clipboard.subgraphs), ...document.subgraphs]);
  const nodes = [...clipboard.root.nodes.values()].filter((node) => graphId === 'root' || !containsGraph(node.type, graphId, subgraphs));
  const links = [...clipboard.root.links.values()].filter((link) => keepsIncoming || clipboard.root.nodes.has(link.originId));
  const isNew = subgraphs.size !== document.subgraphs.size;
  const ready = isNew ? { ...document, subgraphs } : document;
  const offset = offsetTo(nodes, at);
  const pasted = insertCopies(ready, { graphId, nodes, links, offset });
  return pasted === ready ? document : withSurroundings(pasted, { graphId, clipboard, offset });
}

/** What was copied brings the groups that were copied whole, and the definitions of their legacy group nodes unless the document has one of that name. */
function withSurroundings(
  document: WorkflowDocument,
  { graphId, clipboard, offset }: { readonly graphId: GraphId; readonly clipboard: WorkflowDocument; readonly offset: Point },
): WorkflowDocument {
  const groups = clipboard.root.groups.map((group) => ({
    ...unfolded(group),
    bounds: { ...group.bounds, x: group.bounds.x + offset.x, y: group.bounds.y + offset.y },
  }));
  const framed = addGroups(document, { graphId, groups });
  const brought = objectOf(objectOf(clipboard.source['extra'])['groupNodes']);
  if (Object.keys(brought).length === 0) return framed;
  const extra = objectOf(framed.source['extra']);
  const groupNodes = { ...brought, ...objectOf(extra['groupNodes']) };
  return { ...framed, source: { ...framed.source, extra: { ...extra, groupNodes } } };
}

function incomingOf(graph: Graph, part: Graph): readonly IncomingWire[] {
  return [...part.nodes.keys()].flatMap((targetId) =>
    (graph.nodes.get(targetId)?.inputs ?? []).flatMap(({ name, link: id }): readonly IncomingWire[] => {
      const link = id === null ? undefined : graph.links.get(id);
      const origin = link === undefined || part.nodes.has(link.originId) ? undefined : graph.nodes.get(link.originId);
      if (link === undefined || origin === undefined) return [];
      const { originId, originSlot, type } = link;
      return [{ originId, originSlot, originClass: origin.type, type, targetId, input: name }];
    }),
  );
}

function readIncoming(json: JsonValue): IncomingWire {
  const wire = objectOf(json);
  return {
    originId: toNodeId(textOr(wire['originId'], '')),
    originSlot: numberOr(wire['originSlot'], 0),
    originClass: textOr(wire['originClass'], ''),
    type: textOr(wire['type'], '*'),
    targetId: toNodeId(textOr(wire['targetId'], '')),
    input: textOr(wire['input'], ''),
  };
}

/** The copied nodes with those wires from outside that the graph can give them, as links from its own nodes. */
function withIncoming({ document, incoming }: Clipping, graph: Graph): WorkflowDocument {
  const nodes = new Map(document.root.nodes);
  const links = new Map(document.root.links);
  for (const { originId, originSlot, originClass, type, targetId, input } of incoming) {
    const origin = graph.nodes.get(originId);
    const target = nodes.get(targetId);
    const slot = target?.inputs.findIndex(({ name, link }) => name === input && link === null) ?? -1;
    const isThere = origin?.type === originClass && origin.outputs[originSlot]?.type === type && !nodes.has(originId);
    if (!isThere || target === undefined || slot < 0) continue;
    const link: GraphLink = { id: toLinkId(`incoming-${links.size}`), originId, originSlot, targetId, targetSlot: slot, type };
    links.set(link.id, link);
    nodes.set(targetId, { ...target, inputs: target.inputs.map((one, index) => (index === slot ? { ...one, link: link.id } : one)) });
  }
  return { ...document, root: { ...document.root, nodes, links } };
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
  const groups = graph.groups.filter((group) => {
    const members = membersOf(graph, group);
    return members.length > 0 && members.every((id) => chosen.has(id));
  });
  return { nodes: new Map(alone.map((node) => [node.id, node])), links, groups, reroutes: [], floatingLinks: [] };
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
