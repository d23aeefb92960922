import type { InputSpec, NodeType } from '../node-types/node-type';
import type { GraphNode, LinkId, NodeInput, NodeOutput } from './model';
import { planNode } from './widgets';

/** An input a wire can end in. */
export interface InputSocket {
  /** Identity: links are matched by it. */
  readonly name: string;
  readonly type: string;
  /** What to show instead of the name, if the user or the definition says so. */
  readonly label?: string;
  readonly link: LinkId | null;
  readonly isOptional: boolean;
  /** True for the socket of a widget: it need not be linked, the widget has a value. */
  readonly widget: boolean;
  /** False for sockets only the file knows. */
  readonly isKnown: boolean;
  /** Index in `node.inputs`; null when the file does not list it (yet). */
  readonly savedIndex: number | null;
  readonly spec?: InputSpec;
}

/** An output; its slot number is its index in the list. */
export interface OutputSocket {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly links: readonly LinkId[];
  readonly isList: boolean;
  readonly isKnown: boolean;
  readonly tooltip?: string;
}

export interface NodeSockets {
  readonly inputs: readonly InputSocket[];
  readonly outputs: readonly OutputSocket[];
}

/**
 * The sockets of a node: the definition's inputs in its order, each with the saved input of the same name, then saved ones the
 * definition does not know. A saved widget socket whose widget is gone is left out. Outputs are matched by index.
 * Without a node type: as saved. Remembered while the node object lives.
 */
export function selectSockets(node: GraphNode, nodeType: NodeType | undefined): NodeSockets {
  const found = remembered.get(node);
  if (found !== undefined && found.nodeType === nodeType) return found.sockets;
  const sockets = findSockets(node, nodeType);
  remembered.set(node, { nodeType, sockets });
  return sockets;
}

const remembered = new WeakMap<GraphNode, { readonly nodeType: NodeType | undefined; readonly sockets: NodeSockets }>();

function findSockets(node: GraphNode, nodeType: NodeType | undefined): NodeSockets {
  if (nodeType === undefined) {
    return {
      inputs: node.inputs.map((input, index) => savedInput(input, index)),
      outputs: node.outputs.map((output) => savedOutput(output)),
    };
  }
  return { inputs: selectInputs(node, nodeType), outputs: selectOutputs(node, nodeType) };
}

function selectInputs(node: GraphNode, nodeType: NodeType): readonly InputSocket[] {
  const claimed = new Set<number>();
  const known = planNode(node, nodeType)
    .specs.filter((spec) => spec.hasSocket)
    .map((spec) => {
      const index = node.inputs.findIndex((input, at) => input.name === spec.name && !claimed.has(at));
      if (index >= 0) claimed.add(index);
      return knownInput(spec, node.inputs[index], index);
    });
  const others = node.inputs.flatMap((input, index) =>
    claimed.has(index) || input.widget !== undefined ? [] : [savedInput(input, index)],
  );
  return [...known, ...others];
}

function knownInput(spec: InputSpec, saved: NodeInput | undefined, index: number): InputSocket {
  const label = saved?.label ?? spec.label;
  return {
    name: spec.name,
    type: isMatched(spec) && saved !== undefined && saved.link !== null && saved.type !== '' ? saved.type : spec.type,
    ...(label === undefined ? {} : { label }),
    link: saved?.link ?? null,
    isOptional: !spec.isRequired,
    widget: spec.isWidget,
    isKnown: true,
    savedIndex: index < 0 ? null : index,
    spec,
  };
}

/** Inputs of a match-type template take the type of what is connected. */
function isMatched(spec: InputSpec): boolean {
  return spec.options['template'] !== undefined;
}

function savedInput(input: NodeInput, index: number): InputSocket {
  return {
    name: input.name,
    type: input.type,
    ...(input.label === undefined ? {} : { label: input.label }),
    link: input.link,
    isOptional: input.source?.['shape'] === 7,
    widget: input.widget !== undefined,
    isKnown: false,
    savedIndex: index,
  };
}

function selectOutputs(node: GraphNode, nodeType: NodeType): readonly OutputSocket[] {
  const known = nodeType.outputs.map((spec, index): OutputSocket => {
    const saved = node.outputs[index];
    return {
      name: spec.name,
      type: spec.matchTemplate !== undefined && saved !== undefined && saved.type !== '' ? saved.type : spec.type,
      ...(saved?.label === undefined ? {} : { label: saved.label }),
      links: saved?.links ?? [],
      isList: spec.isList,
      isKnown: true,
      ...(spec.tooltip === undefined ? {} : { tooltip: spec.tooltip }),
    };
  });
  return [...known, ...node.outputs.slice(known.length).map((output) => savedOutput(output))];
}

function savedOutput(output: NodeOutput): OutputSocket {
  return {
    name: output.name,
    type: output.type,
    ...(output.label === undefined ? {} : { label: output.label }),
    links: output.links,
    isList: output.source?.['shape'] === 6,
    isKnown: false,
  };
}
