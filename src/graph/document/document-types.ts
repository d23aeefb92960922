import type { JsonObject, JsonValue } from '@/lib/json';
import { readInputSpec } from '../node-types/input-spec';
import type { InputSpec, NodeType, NodeTypes, PromotedInput, WidgetSpec } from '../node-types/node-type';
import {
  SUBGRAPH_INPUT_NODE,
  type GraphLink,
  type GraphNode,
  type SubgraphDefinition,
  type SubgraphId,
  type WorkflowDocument,
} from './model';
import { isNoteType } from './virtual-types';
import { selectWidgets, type WidgetSlot } from './widgets';

/**
 * The server's node types plus those only this document has: one per subgraph definition (its inputs and outputs as sockets, inputs that
 * end in an inner widget as promoted widgets) and the notes. A definition's type keeps its identity while the definition and those nested
 * in it are unchanged, so that views may cache by it. `all` lists the server's only.
 */
export function documentNodeTypes(document: WorkflowDocument, nodeTypes: NodeTypes): NodeTypes {
  const known: NodeTypes = {
    all: nodeTypes.all,
    get: (name) => {
      const definition = document.subgraphs.get(name as SubgraphId);
      if (definition !== undefined) return definitionType(definition, { document, nodeTypes, open: new Set() }).type;
      return isNoteType(name) ? noteType(name) : nodeTypes.get(name);
    },
  };
  return known;
}

interface Context {
  readonly document: WorkflowDocument;
  readonly nodeTypes: NodeTypes;
  /** Definitions being read; a definition inside itself has no promoted widgets. */
  readonly open: ReadonlySet<string>;
}

interface DefinitionType {
  readonly type: NodeType;
  /** Everything the type was derived from. */
  readonly nodeTypes: NodeTypes;
  readonly parts: readonly SubgraphDefinition[];
}

const remembered = new WeakMap<SubgraphDefinition, DefinitionType>();

function definitionType(definition: SubgraphDefinition, context: Context): DefinitionType {
  const found = remembered.get(definition);
  const isFresh = found?.nodeTypes === context.nodeTypes && found.parts.every((part) => context.document.subgraphs.get(part.id) === part);
  if (found !== undefined && isFresh) return found;
  const made = createDefinitionType(definition, context);
  if (context.open.size === 0) remembered.set(definition, made);
  return made;
}

function createDefinitionType(definition: SubgraphDefinition, context: Context): DefinitionType {
  const inner: Context = { ...context, open: new Set([...context.open, definition.id]) };
  const parts = new Set<SubgraphDefinition>([definition]);
  const promoted: PromotedInput[] = [];
  const linksByInput = groupBoundaryLinks(definition);
  const inputs = definition.inputs.map((slot, index): InputSpec => {
    const found = findInnerWidget(definition, linksByInput.get(index) ?? [], { context: inner, parts });
    if (found === null) return { ...plainSocket(slot.name, slot.type), ...(slot.label === undefined ? {} : { label: slot.label }) };
    promoted.push({ name: slot.name, innerNodeId: found.nodeId, innerName: found.slot.name });
    return promote(found.slot, { name: slot.name, type: slot.type, label: slot.label });
  });
  const type: NodeType = {
    name: definition.id,
    displayName: definition.name,
    description: typeof definition.source['description'] === 'string' ? definition.source['description'] : '',
    category: '',
    pythonModule: '',
    inputs,
    outputs: definition.outputs.map((slot) => ({ name: slot.label ?? slot.name, type: slot.type, isList: false })),
    isOutputNode: false,
    isDeprecated: false,
    isExperimental: false,
    isApiNode: false,
    searchAliases: [],
    raw: {},
    promoted,
  };
  return { type, nodeTypes: context.nodeTypes, parts: [...parts] };
}

function groupBoundaryLinks(definition: SubgraphDefinition): ReadonlyMap<number, readonly GraphLink[]> {
  const byInput = new Map<number, GraphLink[]>();
  for (const link of definition.links.values()) {
    if (link.originId !== SUBGRAPH_INPUT_NODE) continue;
    const list = byInput.get(link.originSlot);
    if (list === undefined) byInput.set(link.originSlot, [link]);
    else list.push(link);
  }
  return byInput;
}

interface Search {
  readonly context: Context;
  /** Collects the definitions looked into. */
  readonly parts: Set<SubgraphDefinition>;
}

function findInnerWidget(
  definition: SubgraphDefinition,
  links: readonly GraphLink[],
  { context, parts }: Search,
): { nodeId: string; slot: WidgetSlot } | null {
  for (const link of links) {
    const target = definition.nodes.get(link.targetId);
    const input = target?.inputs.find((candidate) => candidate.link === link.id);
    if (target === undefined || input === undefined) continue;
    const slots = selectWidgets(target, innerType(target, { context, parts }));
    const slot = slots.find((candidate) => candidate.role === 'input' && candidate.name === input.name);
    if (slot !== undefined) return { nodeId: target.id, slot };
  }
  return null;
}

function innerType(node: GraphNode, { context, parts }: Search): NodeType | undefined {
  const nested = context.document.subgraphs.get(node.type as SubgraphId);
  if (nested === undefined) return context.nodeTypes.get(node.type);
  if (context.open.has(nested.id)) return undefined;
  const read = definitionType(nested, context);
  for (const part of read.parts) parts.add(part);
  return read.type;
}

/** The inner widget under the outer name; its present value is what an instance without a value of its own has. */
function promote(slot: WidgetSlot, outer: { name: string; type: string; label: string | undefined }): InputSpec {
  const base = slot.spec ?? guessSpec(outer);
  return {
    ...base,
    name: outer.name,
    type: base.type,
    hasSocket: true,
    isRequired: true,
    widget: withDefault(base.widget, slot.value),
    ...(outer.label === undefined ? {} : { label: outer.label }),
  };
}

/** A widget of a class the server lacks: drawn by its socket type. */
function guessSpec({ name, type }: { name: string; type: string }): InputSpec {
  const spec = readInputSpec(name, [type, {}], { isRequired: true, depth: 0 });
  return spec?.isWidget === true ? spec : { ...plainSocket(name, type), isWidget: true, widget: { kind: 'unknown', default: null } };
}

function plainSocket(name: string, type: string): InputSpec {
  return {
    name,
    type,
    isRequired: false,
    isWidget: false,
    hasSocket: true,
    widget: { kind: 'none' },
    isAdvanced: false,
    isHidden: false,
    options: {},
  };
}

function withDefault(widget: WidgetSpec, value: JsonValue): WidgetSpec {
  return widget.kind === 'none' ? { kind: 'unknown', default: value } : ({ ...widget, default: value } as WidgetSpec);
}

const notes = new Map<string, NodeType>();

function noteType(name: string): NodeType {
  const found = notes.get(name);
  if (found !== undefined) return found;
  const options: JsonObject = { multiline: true, socketless: true };
  const text = readInputSpec('text', ['STRING', options], { isRequired: true, depth: 0 });
  const type: NodeType = {
    name,
    displayName: name === 'Note' ? 'Note' : 'Markdown Note',
    description: '',
    category: 'utils',
    pythonModule: '',
    inputs: text === null ? [] : [text],
    outputs: [],
    isOutputNode: false,
    isDeprecated: false,
    isExperimental: false,
    isApiNode: false,
    searchAliases: [],
    raw: {},
  };
  notes.set(name, type);
  return type;
}
