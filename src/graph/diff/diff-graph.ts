import type { JsonObject, JsonValue } from '@/lib/json';
import { documentNodeTypes } from '../document/document-types';
import type { Graph, GraphNode, SubgraphId, WorkflowDocument } from '../document/model';
import { selectPrimitiveWidgets } from '../document/primitive-widgets';
import { PRIMITIVE } from '../document/virtual-types';
import { selectWidgets } from '../document/widgets';
import type { WidgetSlot } from '../document/widgets';
import { isJsonList, objectOf, textOr } from '../node-types/json-read';
import type { NodeTypes } from '../node-types/node-type';

/** What an input gets: a constant, or the output of another node. */
export type DiffInput = { readonly value: JsonValue } | { readonly source: { readonly id: string; readonly output: number } };

/** One node as far as differences are concerned: no position, size or colour. */
export interface DiffNode {
  /** As the server names it while it runs: `5:2` is node 2 inside instance 5. */
  readonly id: string;
  readonly classType: string;
  readonly title: string;
  /** 0 unless muted (2) or bypassed (4); prompts contain only what runs. */
  readonly mode: number;
  readonly inputs: ReadonlyMap<string, DiffInput>;
}

/** The common form in which prompts and documents are compared. */
export type DiffGraph = ReadonlyMap<string, DiffNode>;

/** Reads an API prompt of any client; entries that are no nodes are left out. Pure. */
export function fromPrompt(prompt: JsonObject): DiffGraph {
  const ids = new Set(Object.keys(prompt));
  const nodes = [...ids].flatMap((id): [string, DiffNode][] => {
    const node = objectOf(prompt[id]);
    const classType = textOr(node['class_type'], '');
    if (classType === '') return [];
    const inputs = Object.entries(objectOf(node['inputs'])).map(([name, value]): [string, DiffInput] => [name, readInput(value, ids)]);
    const title = textOr(objectOf(node['_meta'])['title'], '').trim();
    return [[id, { id, classType, title: title === '' ? classType : title, mode: 0, inputs: new Map(inputs) }]];
  });
  return new Map(nodes);
}

function readInput(value: JsonValue, ids: ReadonlySet<string>): DiffInput {
  if (isJsonList(value) && value.length === 2) {
    const [id, output] = value;
    if (typeof id === 'string' && ids.has(id) && typeof output === 'number') return { source: { id, output } };
  }
  return { value };
}

interface Walk {
  readonly document: WorkflowDocument;
  /** With the document's own definitions. */
  readonly nodeTypes: NodeTypes;
  readonly nodes: Map<string, DiffNode>;
}

/** A definition that contains itself cannot run; here it only must not hang. */
const MAX_DEPTH = 16;

/** Reads a document, the insides of its subgraph instances included. Only inputs that are sent count. Pure. */
export function fromDocument(document: WorkflowDocument, nodeTypes: NodeTypes): DiffGraph {
  const walk: Walk = { document, nodeTypes: documentNodeTypes(document, nodeTypes), nodes: new Map() };
  addGraph(walk, document.root, []);
  return walk.nodes;
}

function addGraph(walk: Walk, graph: Graph, path: readonly string[]): void {
  for (const node of graph.nodes.values()) {
    const id = [...path, node.id].join(':');
    walk.nodes.set(id, toDiffNode(walk, graph, { node, id, path }));
    const definition = walk.document.subgraphs.get(node.type as SubgraphId);
    if (definition !== undefined && path.length < MAX_DEPTH) addGraph(walk, definition, [...path, node.id]);
  }
}

interface Placed {
  readonly node: GraphNode;
  readonly id: string;
  readonly path: readonly string[];
}

function toDiffNode({ document, nodeTypes }: Walk, graph: Graph, { node, id, path }: Placed): DiffNode {
  const nodeType = nodeTypes.get(node.type);
  const slots = node.type === PRIMITIVE ? selectPrimitiveWidgets(graph, node, nodeTypes) : selectWidgets(node, nodeType);
  const inputs = new Map<string, DiffInput>(slots.filter(isSent).map(({ name, value }) => [name, { value }]));
  for (const input of node.inputs) {
    const link = input.link === null ? undefined : graph.links.get(input.link);
    if (link !== undefined) inputs.set(input.name, { source: { id: [...path, link.originId].join(':'), output: link.originSlot } });
  }
  const classType = document.subgraphs.get(node.type as SubgraphId)?.name ?? node.type;
  return {
    id,
    classType,
    title: node.title ?? nodeType?.displayName ?? classType,
    mode: node.mode === 2 || node.mode === 4 ? node.mode : 0,
    inputs,
  };
}

function isSent({ role }: WidgetSlot): boolean {
  return role === 'input';
}
