import type { Diagnostic } from '@/lib/diagnostic';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { toNodeId, type NodeId } from '@/protocol/ids';
import type {
  Graph,
  GraphGroup,
  GraphLink,
  GraphNode,
  LinkId,
  SubgraphDefinition,
  SubgraphId,
  SubgraphSlot,
  WorkflowDocument,
} from '../document/model';
import { readGroup, readLink } from '../document/read-link';
import { readNode, readSocketType } from '../document/read-node';
import { isJsonList, listOf, objectOf, textOr } from '../node-types/json-read';
import { fileError } from './file-error';

/** What was read, and what in it was odd but usable. */
export interface ReadWorkflow {
  readonly document: WorkflowDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether this JSON claims to be a workflow: it has a list of nodes. */
export function isWorkflowJson(json: JsonValue): json is JsonObject {
  return isJsonObject(json) && isJsonList(json['nodes']);
}

/**
 * Reads workflow JSON of either schema, by shape and not by its version number. Pure, iterative.
 * Entries that cannot be read (a `null` link, a node that is no object, a second link of one id) stay in `source` and are written back.
 * A second node of one id gets a new id, as in the official frontend.
 * @throws FileError `json-of-something-else` when there is no list of nodes.
 */
export function readWorkflow(json: JsonValue): ReadWorkflow {
  if (!isWorkflowJson(json)) throw fileError('json-of-something-else', 'no list of nodes');
  const diagnostics: Diagnostic[] = [];
  const definitions = objectOf(json['definitions']);
  const subgraphs = new Map<SubgraphId, SubgraphDefinition>();
  const unreadSubgraphs: JsonValue[] = [];
  for (const entry of listOf(definitions['subgraphs'])) {
    const definition = isJsonObject(entry) ? readDefinition(entry, diagnostics) : null;
    if (definition === null || subgraphs.has(definition.id)) unreadSubgraphs.push(entry);
    else subgraphs.set(definition.id, definition);
  }
  const { graph, unread } = readGraph(json, diagnostics);
  const source: JsonObject = {
    ...json,
    ...unread,
    ...('subgraphs' in definitions ? { definitions: { ...definitions, subgraphs: unreadSubgraphs } } : {}),
  };
  const hasObjectLinks = isJsonObject(listOf(json['links']).find((link) => link !== null));
  const isSchema1 = hasObjectLinks || (listOf(json['links']).length === 0 && isJsonObject(json['state']));
  return { document: { root: graph, subgraphs, source, schema: isSchema1 ? '1' : '0.4' }, diagnostics };
}

function readDefinition(entry: JsonObject, diagnostics: Diagnostic[]): SubgraphDefinition | null {
  const id = textOr(entry['id'], '');
  if (id === '') return null;
  const { graph, unread } = readGraph(entry, diagnostics);
  return {
    ...graph,
    id: id as SubgraphId,
    name: textOr(entry['name'], id),
    inputs: listOf(entry['inputs']).filter(isJsonObject).map(readSlot),
    outputs: listOf(entry['outputs']).filter(isJsonObject).map(readSlot),
    source: { ...entry, ...unread },
  };
}

function readSlot(source: JsonObject): SubgraphSlot {
  const label = source['label'];
  return {
    id: textOr(source['id'], ''),
    name: textOr(source['name'], ''),
    ...(typeof label === 'string' ? { label } : {}),
    type: readSocketType(source['type']),
    source,
  };
}

function readGraph(json: JsonObject, diagnostics: Diagnostic[]): { graph: Graph; unread: JsonObject } {
  const nodes = readNodes(listOf(json['nodes']), diagnostics);
  const links = readLinks(listOf(json['links']));
  const groups: GraphGroup[] = [];
  const unreadGroups: JsonValue[] = [];
  for (const entry of listOf(json['groups'])) {
    if (isJsonObject(entry)) groups.push(readGroup(entry));
    else unreadGroups.push(entry);
  }
  reportLinks(nodes.read, links.read, diagnostics);
  const extra = objectOf(json['extra']);
  return {
    graph: {
      nodes: nodes.read,
      links: links.read,
      groups,
      reroutes: [...listOf(json['reroutes']), ...listOf(extra['reroutes'])].filter(isJsonObject),
      floatingLinks: listOf(json['floatingLinks']).filter(isJsonObject),
    },
    unread: { nodes: nodes.unread, links: links.unread, ...('groups' in json ? { groups: unreadGroups } : {}) },
  };
}

function readNodes(
  entries: readonly JsonValue[],
  diagnostics: Diagnostic[],
): { read: ReadonlyMap<NodeId, GraphNode>; unread: JsonValue[] } {
  const read = new Map<NodeId, GraphNode>();
  const unread: JsonValue[] = [];
  const repeated: GraphNode[] = [];
  for (const entry of entries) {
    if (!isJsonObject(entry)) {
      unread.push(entry);
      continue;
    }
    const node = readNode(entry);
    if (read.has(node.id)) repeated.push(node);
    else read.set(node.id, node);
  }
  let next = repeated.length > 0 ? highestNumber(read.keys()) : 0;
  for (const node of repeated) {
    const id = toNodeId(++next);
    read.set(id, { ...node, id });
    diagnostics.push({ severity: 'warning', code: 'duplicate-node-id', nodeId: node.id, params: { newId: id } });
  }
  if (unread.length > 0) diagnostics.push({ severity: 'warning', code: 'unreadable-nodes', params: { count: unread.length } });
  return { read, unread };
}

function highestNumber(ids: Iterable<string>): number {
  let highest = 0;
  for (const id of ids) if (/^\d{1,15}$/.test(id)) highest = Math.max(highest, Number(id));
  return highest;
}

function readLinks(entries: readonly JsonValue[]): { read: ReadonlyMap<LinkId, GraphLink>; unread: JsonValue[] } {
  const read = new Map<LinkId, GraphLink>();
  const unread: JsonValue[] = [];
  for (const entry of entries) {
    const link = readLink(entry);
    if (link === null || read.has(link.id)) unread.push(entry);
    else read.set(link.id, link);
  }
  return { read, unread };
}

function reportLinks(nodes: ReadonlyMap<NodeId, GraphNode>, links: ReadonlyMap<LinkId, GraphLink>, diagnostics: Diagnostic[]): void {
  for (const node of nodes.values()) {
    for (const input of node.inputs) {
      if (input.link === null || links.has(input.link)) continue;
      diagnostics.push({ severity: 'warning', code: 'link-missing', nodeId: node.id, input: input.name, params: { link: input.link } });
    }
  }
}
