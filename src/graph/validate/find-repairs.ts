import type { Diagnostic } from '@/lib/diagnostic';
import type { JsonValue } from '@/lib/json';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { graphOf } from '../document/ids';
import type { GraphId, WorkflowDocument } from '../document/model';
import { selectWidgets } from '../document/widgets';
import { withOwnTypes } from '../edit/known-types';
import type { NodeTypes, WidgetSpec } from '../node-types/node-type';
import { guessValue, suggestValue } from './suggest-value';

/** A value its list does not have, and what of the list is most likely meant. */
export interface Repair {
  readonly graphId: GraphId;
  readonly nodeId: NodeId;
  readonly input: string;
  readonly value: JsonValue;
  /** Null: nothing in the list comes near; a person must choose. */
  readonly nearest: string | null;
  /** `nearest` is the same file by name; otherwise its name is only alike, and nothing but a person's word may put it there. */
  readonly isSameFile: boolean;
}

/**
 * What can be done about the `value-not-in-list` problems among `problems`, one entry per place. Places of several values (multiselect)
 * are left out. Pure.
 */
export function findRepairs(document: WorkflowDocument, nodeTypes: NodeTypes, problems: readonly Diagnostic[]): readonly Repair[] {
  const types = withOwnTypes(document, nodeTypes);
  const found = new Map<string, Repair>();
  for (const problem of problems) {
    const repair = problem.code === 'value-not-in-list' ? repairOf(problem, document, types) : null;
    if (repair !== null) found.set(repairKey(repair), repair);
  }
  return [...found.values()];
}

/** Tells repairs apart, and finds that of a problem. */
export function repairKey({ graphId, nodeId, input }: Pick<Repair, 'graphId' | 'nodeId' | 'input'>): string {
  return `${graphId} ${nodeId} ${input}`;
}

/** The key of the repair of a problem, whether or not there is one. */
export function repairKeyOf(problem: Diagnostic): string {
  return repairKey({ graphId: graphIdOf(problem), nodeId: toNodeId(problem.nodeId ?? ''), input: problem.input ?? '' });
}

function graphIdOf(problem: Diagnostic): GraphId {
  return (problem.params?.['graphId'] ?? 'root') as GraphId;
}

function repairOf(problem: Diagnostic, document: WorkflowDocument, types: NodeTypes): Repair | null {
  const graphId = graphIdOf(problem);
  const nodeId = toNodeId(problem.nodeId ?? '');
  const node = graphOf(document, graphId)?.nodes.get(nodeId);
  const input = problem.input ?? '';
  if (node === undefined) return null;
  const slot = selectWidgets(node, types.get(node.type)).find((candidate) => candidate.role === 'input' && candidate.name === input);
  const choices = slot?.spec === undefined ? null : choicesOf(slot.spec.widget);
  if (slot === undefined || choices === null) return null;
  const same = suggestValue(choices, slot.value);
  return { graphId, nodeId, input, value: slot.value, nearest: same ?? guessValue(choices, slot.value), isSameFile: same !== null };
}

function choicesOf(widget: WidgetSpec): readonly JsonValue[] | null {
  if (widget.kind === 'dynamic-combo') return widget.options.map((option) => option.key);
  return widget.kind === 'combo' && !widget.isMultiselect ? widget.options : null;
}
