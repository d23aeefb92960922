import type { Diagnostic } from '@/lib/diagnostic';
import type { JsonValue } from '@/lib/json';
import { showValue } from './prompt-value';
import { toNumberOrNull } from './number-value';
import type { GraphNode } from '../document/model';
import { selectWidgets, type WidgetSlot } from '../document/widgets';
import { isJsonList } from '../node-types/json-read';
import type { NodeType, WidgetSpec } from '../node-types/node-type';

/** Nodes are immutable, so what was found for one under one node type stays true; an edit asks anew only for the nodes it touched. */
const known = new WeakMap<GraphNode, { readonly nodeType: NodeType; readonly problems: readonly Diagnostic[] }>();

/** Values of a node that the server would refuse, and values of kinds this program does not draw. Linked inputs are not judged. */
export function findValueProblems(node: GraphNode, nodeType: NodeType): readonly Diagnostic[] {
  const before = known.get(node);
  if (before?.nodeType === nodeType) return before.problems;
  const problems = selectWidgets(node, nodeType).flatMap((slot) => judge(node, slot) ?? []);
  known.set(node, { nodeType, problems });
  return problems;
}

function judge(node: GraphNode, slot: WidgetSlot): Diagnostic | null {
  const isLinked = slot.linkedInput !== undefined && slot.linkedInput !== null;
  if (slot.role !== 'input' || slot.spec === undefined || isLinked) return null;
  const place = { nodeId: node.id, input: slot.name };
  const { widget } = slot.spec;
  switch (widget.kind) {
    case 'int':
    case 'float':
      return judgeNumber(slot.value, widget, place);
    case 'combo':
      return judgeChoice(slot.value, widget, place);
    case 'dynamic-combo':
      return widget.options.some((option) => option.key === slot.value) ? null : notInList(slot.value, place);
    case 'unknown':
      return { severity: 'info', code: 'unknown-widget-kept', ...place, params: { type: slot.spec.type } };
    default:
      return null;
  }
}

type Place = Pick<Diagnostic, 'nodeId' | 'input'>;

function judgeNumber(value: JsonValue, widget: Extract<WidgetSpec, { kind: 'int' | 'float' }>, place: Place): Diagnostic | null {
  const number = toNumberOrNull(value);
  const shown = showValue(value);
  if (number === null) return { severity: 'error', code: 'value-not-a-number', ...place, params: { value: shown } };
  if (number < widget.min)
    return { severity: 'error', code: 'value-below-min', ...place, params: { value: shown, limit: String(widget.min) } };
  if (number > widget.max)
    return { severity: 'error', code: 'value-above-max', ...place, params: { value: shown, limit: String(widget.max) } };
  return null;
}

function judgeChoice(value: JsonValue, widget: Extract<WidgetSpec, { kind: 'combo' }>, place: Place): Diagnostic | null {
  // A remote list is known only once it was fetched; a missing value becomes the first choice.
  if (widget.remoteRoute !== null || value === null) return null;
  const values = isJsonList(value) ? value : [value];
  const foreign = values.find((one) => !widget.options.includes(one) && !isFileReference(one, widget));
  return foreign === undefined ? null : notInList(foreign, place);
}

/** `name.png [input]`, `sub/name.png`: files in other folders or subfolders are valid although no list holds them. */
function isFileReference(value: JsonValue, widget: Extract<WidgetSpec, { kind: 'combo' }>): boolean {
  return widget.upload !== null && typeof value === 'string' && (/ \[(?:input|output|temp)\]$/.test(value) || value.includes('/'));
}

function notInList(value: JsonValue, place: Place): Diagnostic {
  return { severity: 'error', code: 'value-not-in-list', ...place, params: { value: showValue(value) } };
}
