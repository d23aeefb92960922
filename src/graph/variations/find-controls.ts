import type { JsonValue } from '@/lib/json';
import { documentNodeTypes } from '../document/document-types';
import type { Graph, GraphId, GraphNode, SubgraphId, WorkflowDocument } from '../document/model';
import { selectPrimitiveWidgets } from '../document/primitive-widgets';
import { isVirtualType, PRIMITIVE } from '../document/virtual-types';
import { selectWidgets, type WidgetSlot } from '../document/widgets';
import type { InputSpec, NodeTypes, WidgetSpec } from '../node-types/node-type';
import type { VariedControl } from './variation';

/** A control that can be varied: where it is, what it is called, and what it takes. */
export interface FoundControl extends VariedControl {
  /** The node's title; inside a subgraph the definition's name stands before it. */
  readonly nodeTitle: string;
  readonly spec: InputSpec;
  readonly widget: WidgetSpec;
  readonly value: JsonValue;
}

const NEVER = 2;
const BYPASS = 4;

/**
 * The controls whose value goes into the prompt: of nodes that run, not fed by a wire, the outer graph's before those of the subgraphs it
 * uses. Inside a subgraph what it promotes is left out, as its instances say the value. Nodes whose class the server lacks have none.
 */
export function findControls(document: WorkflowDocument, nodeTypes: NodeTypes): readonly FoundControl[] {
  const types = documentNodeTypes(document, nodeTypes);
  const own = findInGraph(document.root, { graphId: 'root', prefix: '', types });
  const inner = findUsedSubgraphs(document).flatMap((id) => {
    const definition = document.subgraphs.get(id);
    return definition === undefined ? [] : findInGraph(definition, { graphId: id, prefix: `${definition.name} › `, types });
  });
  return [...own, ...inner];
}

interface Place {
  readonly graphId: GraphId;
  readonly prefix: string;
  readonly types: NodeTypes;
}

function findInGraph(graph: Graph, { graphId, prefix, types }: Place): readonly FoundControl[] {
  return [...graph.nodes.values()].filter(isRun).flatMap((node) => {
    const slots = node.type === PRIMITIVE ? selectPrimitiveWidgets(graph, node, types) : selectWidgets(node, types.get(node.type));
    const nodeTitle = prefix + (node.title ?? types.get(node.type)?.displayName ?? node.type);
    return slots.flatMap((slot) => {
      const spec = readSpec(slot);
      if (spec === null) return [];
      return [{ graphId, nodeId: node.id, name: slot.name, nodeTitle, spec, widget: spec.widget, value: slot.value }];
    });
  });
}

/** Definitions that nodes which run are instances of, from the outside in, each once. */
function findUsedSubgraphs(document: WorkflowDocument): readonly SubgraphId[] {
  const used = new Set<SubgraphId>();
  const graphs: Graph[] = [document.root];
  for (const graph of graphs) {
    for (const node of graph.nodes.values()) {
      const id = node.type as SubgraphId;
      const definition = document.subgraphs.get(id);
      if (definition === undefined || used.has(id) || !isRun(node)) continue;
      used.add(id);
      graphs.push(definition);
    }
  }
  return [...used];
}

function isRun({ mode, type }: GraphNode): boolean {
  return mode !== NEVER && mode !== BYPASS && (!isVirtualType(type) || type === PRIMITIVE);
}

/** Null for what has no value of its own, or one that cannot be written as text. */
function readSpec({ role, spec, linkedInput }: WidgetSlot): InputSpec | null {
  if (role !== 'input' || spec === undefined || typeof linkedInput === 'string') return null;
  const { widget } = spec;
  if (widget.kind === 'none' || widget.kind === 'unknown') return null;
  return widget.kind === 'combo' && widget.isMultiselect ? null : spec;
}
