import type { JsonValue } from '@/lib/json';
import { isAnyType, typesFit } from '../validate/types-fit';
import { selectSockets, type InputSocket, type NodeSockets } from '../document/sockets';
import {
  SUBGRAPH_INPUT_NODE,
  SUBGRAPH_OUTPUT_NODE,
  type GraphNode,
  type LinkId,
  type NodeInput,
  type SubgraphId,
  type WorkflowDocument,
} from '../document/model';
import { groupNodeName, isVirtualType, namedWireRole } from '../document/virtual-types';
import type { NodeTypes } from '../node-types/node-type';
import { executionId, type Scope } from './flatten';
import type { WidgetValueSource } from './widget-value-source';

/** Where an input's value comes from once everything that exists on the canvas only is followed through. */
export type Resolved =
  | { readonly kind: 'output'; readonly id: string; readonly slot: number }
  | { readonly kind: 'value'; readonly value: JsonValue }
  /** Not connected in effect: a widget keeps its own value, a socket stays out of the prompt. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'cycle' };

/** What resolving needs to know; made once per export. */
export interface ResolveContext {
  readonly document: WorkflowDocument;
  /** With the document's own definitions. */
  readonly nodeTypes: NodeTypes;
  readonly values: WidgetValueSource;
}

/** Standing before a link: which, where, and of what type the input is that the search is for. */
interface AtLink {
  readonly at: 'link';
  readonly scope: Scope;
  readonly link: LinkId;
  readonly type: string;
}

/** Standing behind a node, at one of its outputs. */
interface AtOutput {
  readonly at: 'output';
  readonly scope: Scope;
  readonly node: GraphNode;
  readonly slot: number;
  readonly type: string;
}

type Step = AtLink | AtOutput | Resolved;

const NOTHING: Resolved = { kind: 'nothing' };

/** Ways as short as nearly all need no watch for loops. */
const STEPS_UNWATCHED = 32;

/**
 * Follows an input's link through muted and bypassed nodes, reroutes, named wires and subgraph boundaries.
 * Iterative, stops at loops. Source: official frontend, ExecutableNodeDTO resolveInput and resolveOutput.
 */
export function resolveInput(
  scope: Scope,
  input: { readonly link: LinkId | null; readonly type: string },
  context: ResolveContext,
): Resolved {
  if (input.link === null) return NOTHING;
  let seen: Set<string> | undefined;
  let step: Step = { at: 'link', scope, link: input.link, type: input.type };
  for (let count = 0; 'at' in step; count++) {
    step = step.at === 'link' ? followLink(step, context) : followOutput(step, context);
    if (count < STEPS_UNWATCHED || !('at' in step)) continue;
    seen ??= new Set();
    const key =
      step.at === 'link' ? `link ${executionId(step.scope, step.link)}` : `output ${executionId(step.scope, step.node.id)} ${step.slot}`;
    if (seen.has(key)) return { kind: 'cycle' };
    seen.add(key);
  }
  return step;
}

function followLink({ scope, link: linkId, type }: AtLink, context: ResolveContext): Step {
  const link = scope.graph.links.get(linkId);
  if (link === undefined) return NOTHING;
  if (link.originId === SUBGRAPH_INPUT_NODE && scope.host !== null) return leaveScope(scope, link.originSlot, context);
  const node = scope.graph.nodes.get(link.originId);
  return node === undefined ? NOTHING : { at: 'output', scope, node, slot: link.originSlot, type };
}

/** From the inside of an instance to what feeds the instance's own input. */
function leaveScope(scope: Scope, slot: number, context: ResolveContext): Step {
  const outer = scope.definition?.inputs[slot];
  if (scope.host === null || outer === undefined) return NOTHING;
  const { scope: hostScope, node: host } = scope.host;
  const fed = context.values.fedValue(hostScope, host, outer.name);
  if (fed !== undefined) return { kind: 'value', value: fed };
  const input = hostInput(host, outer.name);
  if (input !== undefined && input.link !== null) return { at: 'link', scope: hostScope, link: input.link, type: outer.type };
  const value = context.values.widgetValue(hostScope, host, outer.name);
  return value === undefined ? NOTHING : { kind: 'value', value };
}

/** By name, never by position; some files list an input twice, once without its link. */
function hostInput(host: GraphNode, name: string): NodeInput | undefined {
  const named = host.inputs.filter((input) => input.name === name);
  return named.find((input) => input.link !== null) ?? named[0];
}

function followOutput(step: AtOutput, context: ResolveContext): Step {
  const { scope, node, slot, type } = step;
  if (node.mode === 2) return NOTHING;
  if (node.mode === 4) return bypass(step, context);
  const inside = scope.children.get(node.id);
  if (inside !== undefined) return enterScope(inside, slot, type);
  if (context.document.subgraphs.has(node.type as SubgraphId) || groupNodeName(node.type) !== null) return NOTHING;
  if (namedWireRole(node.type) === 'get') return followNamedWire(step);
  if (!isVirtualType(node.type)) return { kind: 'output', id: executionId(scope, node.id), slot };
  const link = node.inputs[slot]?.link ?? null;
  return link === null ? NOTHING : { at: 'link', scope, link, type };
}

function enterScope(inside: Scope, slot: number, type: string): Step {
  for (const link of inside.graph.links.values()) {
    if (link.targetId === SUBGRAPH_OUTPUT_NODE && link.targetSlot === slot) return { at: 'link', scope: inside, link: link.id, type };
  }
  return NOTHING;
}

function bypass({ scope, node, slot, type }: AtOutput, context: ResolveContext): Step {
  const sockets = selectSockets(node, context.nodeTypes.get(node.type));
  const input = bypassInput(sockets, slot, type);
  return input === undefined || input.link === null ? NOTHING : { at: 'link', scope, link: input.link, type: input.type };
}

/** Which input a bypassed node passes on to an output. Inputs count in the frontend's order: sockets, then those of widgets. */
function bypassInput({ inputs, outputs }: NodeSockets, slot: number, type: string): InputSocket | undefined {
  const ordered = [
    ...inputs.filter((input) => input.isKnown && !input.widget),
    ...inputs.filter((input) => input.isKnown && input.widget),
    ...inputs.filter((input) => !input.isKnown),
  ];
  if (isAnyType(type)) return ordered[slot] ?? ordered[0];
  const outputType = outputs[slot]?.type ?? '*';
  const fits = (input: InputSocket): boolean => typesFit(input.type, outputType) && typesFit(input.type, type);
  const opposite = ordered[slot];
  if (opposite !== undefined && fits(opposite)) return opposite;
  return ordered.find((input) => input.type === type) ?? ordered.find(fits);
}

/** A getter takes what the setter of its name takes; own graph first, then the enclosing ones; several of one name are none. */
function followNamedWire({ scope, node, type }: AtOutput): Step {
  const name = wireName(node);
  const setterType = node.type.startsWith('easy ') ? 'easy setNode' : 'SetNode';
  for (let at: Scope | undefined = scope; at !== undefined; at = at.host?.scope) {
    const setters = [...at.graph.nodes.values()].filter((candidate) => candidate.type === setterType && wireName(candidate) === name);
    if (setters.length === 0) continue;
    const link = setters.length === 1 ? (setters[0]?.inputs[0]?.link ?? null) : null;
    return link === null ? NOTHING : { at: 'link', scope: at, link, type };
  }
  return NOTHING;
}

function wireName({ widgetValues }: GraphNode): JsonValue | undefined {
  return widgetValues.form === 'array' ? widgetValues.values[0] : undefined;
}
