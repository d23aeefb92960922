import type { JsonValue } from '@/lib/json';
import type { RandomSource } from '@/lib/random';
import { documentNodeTypes } from '../document/document-types';
import {
  SUBGRAPH_INPUT_NODE,
  type Graph,
  type GraphNode,
  type SubgraphDefinition,
  type SubgraphId,
  type WorkflowDocument,
} from '../document/model';
import { selectPrimitiveWidgets } from '../document/primitive-widgets';
import { PRIMITIVE } from '../document/virtual-types';
import { selectWidgets, withWidgetValue, type WidgetSlot } from '../document/widgets';
import type { ControlMode, NodeTypes } from '../node-types/node-type';
import { toControlMode } from '../node-types/widget-spec';
import { advanceValue } from './advance-value';

interface AdvanceContext {
  readonly document: WorkflowDocument;
  /** With the document's own definitions. */
  readonly nodeTypes: NodeTypes;
  readonly random: RandomSource;
  readonly rule: SeedRule | null;
}

/** One way for all seeds instead of each control's own; choices keep their own. */
export type SeedRule = 'randomize' | 'increment' | 'fixed';

/**
 * The document for the next run: every widget with `control_after_generate` takes its step. To be called after a prompt was accepted,
 * never after a partial run. Widgets fed by a link stay; a seed shown on a subgraph instance steps there if the instance has a value of
 * its own, by the mode of the inner control. Returns the same document when nothing steps.
 * @param rule steps every seed alike, whatever its control says.
 */
export function advanceControls(
  document: WorkflowDocument,
  nodeTypes: NodeTypes,
  random: RandomSource,
  rule: SeedRule | null = null,
): WorkflowDocument {
  const context: AdvanceContext = { document, nodeTypes: documentNodeTypes(document, nodeTypes), random, rule };
  const root = advanceGraph(document.root, context);
  const subgraphs = new Map<SubgraphId, SubgraphDefinition>();
  for (const [id, definition] of document.subgraphs) subgraphs.set(id, advanceGraph(definition, context));
  const isSame = root === document.root && [...subgraphs].every(([id, definition]) => document.subgraphs.get(id) === definition);
  return isSame ? document : { ...document, root, subgraphs };
}

function advanceGraph<G extends Graph>(graph: G, context: AdvanceContext): G {
  let changed: Map<GraphNode['id'], GraphNode> | undefined;
  for (const node of graph.nodes.values()) {
    const next = advanceNode(graph, node, context);
    if (next === node) continue;
    changed ??= new Map(graph.nodes);
    changed.set(node.id, next);
  }
  return changed === undefined ? graph : { ...graph, nodes: changed };
}

function advanceNode(graph: Graph, node: GraphNode, context: AdvanceContext): GraphNode {
  const isPrimitive = node.type === PRIMITIVE;
  const nodeType = context.nodeTypes.get(node.type);
  if (!isPrimitive && nodeType === undefined) return node;
  const slots = isPrimitive ? selectPrimitiveWidgets(graph, node, context.nodeTypes) : selectWidgets(node, nodeType);
  let result = node;
  for (const slot of slots) {
    if (slot.role !== 'input' || slot.spec === undefined || isFed(graph, slot) || !isOwnValue(node, slot, nodeType?.promoted !== undefined))
      continue;
    const controlMode = modeOf(slot, slots) ?? innerMode(node, slot.name, context);
    if (controlMode === null) continue;
    const mode = context.rule !== null && slot.spec.widget.kind === 'int' ? context.rule : controlMode;
    const filter = slots.find(({ name }) => name === `${slot.name}:filter`)?.value;
    const value = advanceValue(slot.value, slot.spec.widget, {
      mode,
      filter: typeof filter === 'string' ? filter : '',
      random: context.random,
    });
    result = isPrimitive ? withFirstValue(result, value) : withWidgetValue(result, nodeType, slot.name, value);
  }
  return result;
}

/** Fed from within the graph; a link from the definition's boundary may carry no value of the instance, so the inner value counts. */
function isFed(graph: Graph, slot: WidgetSlot): boolean {
  const link = slot.linkedInput === undefined || slot.linkedInput === null ? undefined : graph.links.get(slot.linkedInput);
  return link !== undefined && link.originId !== SUBGRAPH_INPUT_NODE;
}

/** An instance without a value of its own shows the inner one, which steps inside. */
function isOwnValue(node: GraphNode, slot: WidgetSlot, isInstance: boolean): boolean {
  if (!isInstance) return true;
  const saved = node.widgetValues.form === 'array' && typeof slot.slot === 'number' ? node.widgetValues.values[slot.slot] : undefined;
  return saved !== undefined && saved !== null;
}

function modeOf(slot: WidgetSlot, slots: readonly WidgetSlot[]): ControlMode | null {
  const control = slots.find(({ name, role }) => role === 'control' && name === `${slot.name}:control`);
  return control === undefined ? null : toControlMode(control.value);
}

/** The mode of the control inside the definition that a promoted input stands for, through nested instances. */
function innerMode(host: GraphNode, name: string, context: AdvanceContext): ControlMode | null {
  let [node, input]: [GraphNode | undefined, string] = [host, name];
  const seen = new Set<GraphNode>();
  while (node !== undefined && !seen.has(node)) {
    seen.add(node);
    const nodeType = context.nodeTypes.get(node.type);
    const promoted = nodeType?.promoted?.find((candidate) => candidate.name === input);
    if (promoted === undefined) return ownMode(node, input, context);
    const definition = context.document.subgraphs.get(node.type as SubgraphId);
    node = definition?.nodes.get(promoted.innerNodeId as GraphNode['id']);
    input = promoted.innerName;
  }
  return null;
}

function ownMode(node: GraphNode, input: string, context: AdvanceContext): ControlMode | null {
  const slots = selectWidgets(node, context.nodeTypes.get(node.type));
  const slot = slots.find((candidate) => candidate.role === 'input' && candidate.name === input);
  return slot === undefined ? null : modeOf(slot, slots);
}

function withFirstValue(node: GraphNode, value: JsonValue): GraphNode {
  if (node.widgetValues.form !== 'array' || Object.is(node.widgetValues.values[0], value)) return node;
  return { ...node, widgetValues: { form: 'array', values: [value, ...node.widgetValues.values.slice(1)] } };
}

/** Whether a run could get seeds of its own: any control of the document steps under the rule `randomize`. */
export function hasSeeds(document: WorkflowDocument, nodeTypes: NodeTypes): boolean {
  let word = 0;
  const random: RandomSource = (target) => {
    for (let index = 0; index < target.length; index++) target[index] = ++word * 2_654_435_761;
  };
  return advanceControls(document, nodeTypes, random, 'randomize') !== document;
}
