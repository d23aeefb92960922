import type { Graph, GraphNode } from '@/graph/document/model';
import { isNoteType, PRIMITIVE } from '@/graph/document/virtual-types';
import { planNode } from '@/graph/document/widgets';
import type { ControlSpec, InputSpec, NodeType, NodeTypes } from '@/graph/node-types/node-type';

/**
 * The type a node is drawn by. Classes come from the server; notes and primitives, which no server knows, get a made-up type here so that
 * their values are drawn and written by the same code as everyone else's. `undefined`: the class is unknown (or not loaded yet).
 */
export function effectiveType(node: GraphNode, graph: Graph, nodeTypes: NodeTypes): NodeType | undefined {
  const known = nodeTypes.get(node.type);
  if (known !== undefined) return known;
  if (isNoteType(node.type)) return NOTE_TYPE;
  return node.type === PRIMITIVE ? primitiveType(node, graph, nodeTypes) : undefined;
}

const BLANK: Omit<NodeType, 'name' | 'displayName' | 'inputs' | 'outputs'> = {
  description: '',
  category: 'utils',
  pythonModule: '',
  isOutputNode: false,
  isDeprecated: false,
  isExperimental: false,
  isApiNode: false,
  searchAliases: [],
  raw: {},
};

const NOTE_TYPE: NodeType = {
  ...BLANK,
  name: 'Note',
  displayName: 'Note',
  outputs: [],
  inputs: [
    {
      name: 'text',
      type: 'STRING',
      isRequired: true,
      isWidget: true,
      hasSocket: false,
      widget: { kind: 'string', default: '', isMultiline: true, hasDynamicPrompts: false },
      isAdvanced: false,
      isHidden: false,
      options: {},
    },
  ],
};

const primitives = new WeakMap<InputSpec, NodeType>();

/** A primitive takes the form of the first widget it feeds; unconnected it has none and keeps its values unseen. */
function primitiveType(node: GraphNode, graph: Graph, nodeTypes: NodeTypes): NodeType | undefined {
  const target = primitiveTarget(node, graph, nodeTypes);
  if (target === undefined) return undefined;
  const found = primitives.get(target);
  if (found !== undefined) return found;
  const made: NodeType = {
    ...BLANK,
    name: PRIMITIVE,
    displayName: 'Primitive',
    inputs: [{ ...target, name: 'value', isRequired: true, hasSocket: false, widget: withControl(target.widget) }],
    outputs: [{ name: target.type, type: target.type, isList: false }],
  };
  primitives.set(target, made);
  return made;
}

function primitiveTarget(node: GraphNode, graph: Graph, nodeTypes: NodeTypes): InputSpec | undefined {
  const linkId = node.outputs[0]?.links[0];
  const link = linkId === undefined ? undefined : graph.links.get(linkId);
  const target = link === undefined ? undefined : graph.nodes.get(link.targetId);
  const targetType = target === undefined ? undefined : nodeTypes.get(target.type);
  if (target === undefined || targetType === undefined) return undefined;
  const name = target.inputs.find((input) => input.link === linkId)?.name;
  const spec = planNode(target, targetType).specs.find((candidate) => candidate.name === name);
  return spec?.isWidget === true ? spec : undefined;
}

/** Primitives of numbers and choices always have the control slot, whatever their target has. */
function withControl(widget: InputSpec['widget']): InputSpec['widget'] {
  const control: ControlSpec = { defaultMode: 'fixed', hasFilter: widget.kind === 'combo' };
  return widget.kind === 'int' || widget.kind === 'combo' ? { ...widget, control: widget.control ?? control } : widget;
}
