import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { listOf, numberOr, objectOf, toText } from '../node-types/json-read';
import { toLinkId } from './ids';
import {
  SUBGRAPH_INPUT_NODE,
  SUBGRAPH_OUTPUT_NODE,
  type Graph,
  type SubgraphDefinition,
  type SubgraphSlot,
  type WorkflowDocument,
} from './model';
import { toIdJson, writeGroup, writeLink, writeNode } from './write-node';

/**
 * The document as workflow JSON. Pure. An unedited document gives JSON equal to what was read; after edits only what they touched
 * differs. New links are tuples in the root of a 0.4 file, objects elsewhere.
 */
export function writeWorkflow(document: WorkflowDocument): JsonObject {
  const { source, root } = document;
  const form = document.schema === '0.4' ? 'tuple' : 'object';
  const definitions = writeDefinitions(document);
  return {
    ...source,
    ...writeCounters(source, root),
    ...writeGraph(root, source, form),
    ...(definitions === null ? {} : { definitions }),
  };
}

function writeDefinitions(document: WorkflowDocument): JsonValue | null {
  const saved = document.source['definitions'];
  if (document.subgraphs.size === 0 && !('subgraphs' in objectOf(saved))) return null;
  const unread = listOf(objectOf(saved)['subgraphs']);
  return { ...objectOf(saved), subgraphs: [...[...document.subgraphs.values()].map(writeDefinition), ...unread] };
}

function writeDefinition(definition: SubgraphDefinition): JsonObject {
  const { source } = definition;
  return {
    ...source,
    ...(definition.id === source['id'] ? {} : { id: definition.id }),
    ...(definition.name === source['name'] ? {} : { name: definition.name }),
    ...writeCounters(source, definition),
    ...writeSlots(definition),
    ...writeGraph(definition, source, 'object'),
  };
}

function writeGraph(graph: Graph, source: JsonObject, form: 'tuple' | 'object'): JsonObject {
  const savedIds = new Map<string, JsonValue>();
  for (const node of graph.nodes.values()) savedIds.set(node.id, node.source?.['id'] ?? toIdJson(node.id));
  const nodeIdOf = (id: string): JsonValue => {
    const saved = savedIds.get(id);
    return saved !== undefined && toText(saved) === id ? saved : toIdJson(id);
  };
  const nodes = [...[...graph.nodes.values()].map(writeNode), ...listOf(source['nodes'])];
  const links = [...[...graph.links.values()].map((link) => writeLink(link, form, nodeIdOf)), ...listOf(source['links'])];
  const groups = [...graph.groups.map(writeGroup), ...listOf(source['groups'])];
  return { nodes, links, ...(groups.length > 0 || 'groups' in source || source['nodes'] === undefined ? { groups } : {}) };
}

/** Counters rise to cover nodes and links made here; what the file had is otherwise left alone, wrong or not. */
function writeCounters(source: JsonObject, graph: Graph): JsonObject {
  const lastNode = highest([...graph.nodes.values()].filter((node) => node.source?.['id'] !== toIdJson(node.id)));
  const lastLink = highest([...graph.links.values()].filter((link) => link.source === undefined));
  const state = source['state'];
  if (isJsonObject(state)) {
    const raised = { ...raise(state, 'lastNodeId', lastNode), ...raise(state, 'lastLinkId', lastLink) };
    return Object.keys(raised).length > 0 ? { state: { ...state, ...raised } } : {};
  }
  return { ...raise(source, 'last_node_id', lastNode), ...raise(source, 'last_link_id', lastLink) };
}

function raise(counters: JsonObject, key: string, to: number): JsonObject {
  return to > numberOr(counters[key], 0) ? { [key]: to } : {};
}

function highest(made: readonly { readonly id: string }[]): number {
  return made.reduce((max, { id }) => (/^\d{1,15}$/.test(id) ? Math.max(max, Number(id)) : max), 0);
}

/** Boundary slots name their links; deleted ones go, new ones come. */
function writeSlots(definition: SubgraphDefinition): JsonObject {
  const links = [...definition.links.values()];
  const write = (slot: SubgraphSlot, fresh: readonly string[]): JsonObject => {
    const saved = slot.source['linkIds'];
    const kept = listOf(saved).filter((id) => definition.links.has(toLinkId(toText(id))));
    const added = fresh.map(toIdJson).filter((id) => !kept.includes(id));
    const isSame = added.length === 0 && kept.length === listOf(saved).length;
    const slotSource: JsonObject = isSame ? slot.source : { ...slot.source, linkIds: [...kept, ...added] };
    const label: JsonObject = slot.label === undefined ? {} : { label: slot.label };
    return { ...slotSource, id: slot.id, name: slot.name, type: slotSource['type'] ?? slot.type, ...label };
  };
  const freshAt = (isInput: boolean, index: number): string[] =>
    links
      .filter((link) => link.source === undefined)
      .filter((link) =>
        isInput
          ? link.originId === SUBGRAPH_INPUT_NODE && link.originSlot === index
          : link.targetId === SUBGRAPH_OUTPUT_NODE && link.targetSlot === index,
      )
      .map((link) => link.id);
  return {
    inputs: definition.inputs.map((slot, index) => write(slot, freshAt(true, index))),
    outputs: definition.outputs.map((slot, index) => write(slot, freshAt(false, index))),
  };
}
