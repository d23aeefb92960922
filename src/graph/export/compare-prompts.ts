import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { walkInputs } from '../node-types/expand-inputs';
import { isJsonList, objectOf, textOr } from '../node-types/json-read';
import type { NodeType, NodeTypes } from '../node-types/node-type';
import { defaultValueOf } from '../node-types/widget-spec';

/**
 * One way in which two prompts are not the same. Two kinds are notes rather than differences – `unnamed`: we lack the value because the
 * class is unknown and the file does not say whose it is; `added-since`: we send the default of an input that the other prompt's class did not have yet.
 */
export interface PromptDifference {
  readonly kind:
    'missing-node' | 'extra-node' | 'class-type' | 'link' | 'value' | 'missing-input' | 'extra-input' | 'unnamed' | 'added-since';
  readonly nodeId: string;
  readonly input?: string;
  readonly ours?: JsonValue;
  readonly theirs?: JsonValue;
}

/** Whether it is a note that both prompts mean the same. */
export function isNote({ kind }: PromptDifference): boolean {
  return kind === 'unnamed' || kind === 'added-since';
}

/** Inputs that only browser extensions add; no server reads them. */
const FRONTEND_ONLY: ReadonlySet<string> = new Set([
  'audioUI',
  'upload',
  'choose file to upload',
  'video-preview',
  'videopreview',
  'preview',
  'preview_markdown',
  'preview_text',
  'previewMode',
  'refresh',
  'speak_and_recognation',
  'rgthree_comparer',
  'compare_view',
]);

/**
 * Compares node ids, class types, links and values; `_meta` and key order do not count, nor inputs that only browser extensions add.
 * @param nodeTypes what `ours` was made with; of classes unknown to it only named values are compared.
 */
export function comparePrompts(ours: JsonObject, theirs: JsonObject, nodeTypes: NodeTypes): readonly PromptDifference[] {
  const differences: PromptDifference[] = [];
  for (const nodeId of Object.keys(ours)) {
    if (!Object.hasOwn(theirs, nodeId)) differences.push({ kind: 'extra-node', nodeId });
  }
  for (const [nodeId, their] of Object.entries(theirs)) {
    if (!Object.hasOwn(ours, nodeId)) differences.push({ kind: 'missing-node', nodeId });
    else differences.push(...compareNodes(nodeId, { ours: objectOf(ours[nodeId]), theirs: objectOf(their) }, nodeTypes));
  }
  return differences;
}

function compareNodes(
  nodeId: string,
  nodes: { readonly ours: JsonObject; readonly theirs: JsonObject },
  nodeTypes: NodeTypes,
): readonly PromptDifference[] {
  const [ourClass, theirClass] = [nodes.ours['class_type'] ?? null, nodes.theirs['class_type'] ?? null];
  if (ourClass !== theirClass) return [{ kind: 'class-type', nodeId, ours: ourClass, theirs: theirClass }];
  const [ours, theirs] = [objectOf(nodes.ours['inputs']), objectOf(nodes.theirs['inputs'])];
  const nodeType = nodeTypes.get(textOr(ourClass, ''));
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)].filter((name) => !FRONTEND_ONLY.has(name)));
  return [...names].flatMap((input): readonly PromptDifference[] => {
    const [our, their] = [Object.hasOwn(ours, input) ? ours[input] : undefined, Object.hasOwn(theirs, input) ? theirs[input] : undefined];
    if (our === undefined && their === undefined) return [];
    const found = differenceKind(our, their, nodeType !== undefined);
    if (found === null) return [];
    const kind = found === 'extra-input' && isDefault(nodeType, ours, input) ? 'added-since' : found;
    return [{ kind, nodeId, input, ...(our === undefined ? {} : { ours: our }), ...(their === undefined ? {} : { theirs: their }) }];
  });
}

function differenceKind(our: JsonValue | undefined, their: JsonValue | undefined, isKnown: boolean): PromptDifference['kind'] | null {
  if (our === undefined) return isKnown || isLink(their) ? 'missing-input' : 'unnamed';
  if (their === undefined) return 'extra-input';
  if (isSameJson(our, their)) return null;
  return isLink(our) || isLink(their) ? 'link' : 'value';
}

function isDefault(nodeType: NodeType | undefined, ours: JsonObject, input: string): boolean {
  const specs = nodeType === undefined ? [] : walkInputs(nodeType.inputs, (spec) => ours[spec.name], new Set(Object.keys(ours)));
  const spec = specs.find((candidate) => candidate.name === input);
  return spec !== undefined && spec.isWidget && isSameJson(defaultValueOf(spec.widget), ours[input]);
}

function isLink(value: JsonValue | undefined): boolean {
  return isJsonList(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number';
}

/** Equality of JSON values; numbers by value, key order does not count. Iterative. */
export function isSameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const pending: JsonPair[] = [[a, b]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const inner = pairParts(pair);
    if (inner === null) return false;
    for (const part of inner) pending.push(part);
  }
  return true;
}

type JsonPair = readonly [JsonValue | undefined, JsonValue | undefined];

/** What must be equal for the pair to be; null = it is not. */
function pairParts([left, right]: JsonPair): readonly JsonPair[] | null {
  if (isJsonList(left)) return isJsonList(right) && left.length === right.length ? left.map((item, index) => [item, right[index]]) : null;
  if (isJsonObject(left)) {
    if (!isJsonObject(right) || Object.keys(left).length !== Object.keys(right).length) return null;
    return Object.keys(left).every((key) => Object.hasOwn(right, key))
      ? Object.entries(left).map(([key, value]) => [value, right[key]])
      : null;
  }
  return Object.is(left, right) || left === right ? [] : null;
}
