/**
 * The one difference of two prompts or documents: what a person would say changed. Both sides are first brought into one form
 * (`diff-graph.ts`), so a prompt may be compared with a document as well. Pure.
 */
import type { JsonValue } from '@/lib/json';
import { isSameJson } from '../export/compare-prompts';
import type { DiffGraph, DiffInput, DiffNode } from './diff-graph';

/** The node a difference is about; ids differ between the sides where a node was recognised under another id. */
export interface DiffPlace {
  /** In the second graph, or in the first where it is gone there. */
  readonly nodeId: string;
  readonly title: string;
  readonly classType: string;
}

/** `null` for an input that one side does not have. */
export type Difference = DiffPlace &
  (
    | { readonly kind: 'node-added' | 'node-removed' }
    | { readonly kind: 'class'; readonly before: string; readonly after: string }
    | { readonly kind: 'mode'; readonly before: number; readonly after: number }
    | { readonly kind: 'input'; readonly input: string; readonly before: DiffInput | null; readonly after: DiffInput | null }
  );

/**
 * Lists what differs, in the order of the second graph's nodes, removed nodes last. Nodes are the same by id and class; what is left is
 * recognised by class and the most equal inputs, so that a renumbered copy is no difference. Titles do not count.
 */
export function findDifferences(before: DiffGraph, after: DiffGraph): readonly Difference[] {
  const pairs = pairNodes(before, after);
  const differences: Difference[] = [];
  for (const node of after.values()) {
    const old = pairs.get(node.id);
    if (old === undefined) differences.push({ kind: 'node-added', ...placeOf(node) });
    else differences.push(...compareNodes(old, node, pairs));
  }
  const kept = new Set([...pairs.values()].map(({ id }) => id));
  for (const node of before.values()) if (!kept.has(node.id)) differences.push({ kind: 'node-removed', ...placeOf(node) });
  return differences;
}

/** Old nodes by the id of the new ones. */
type Pairs = ReadonlyMap<string, DiffNode>;

function pairNodes(before: DiffGraph, after: DiffGraph): Pairs {
  const pairs = new Map<string, DiffNode>();
  const free = new Map(before);
  const take = (node: DiffNode, old: DiffNode): void => {
    pairs.set(node.id, old);
    free.delete(old.id);
  };
  for (const node of after.values()) {
    const old = before.get(node.id);
    if (old?.classType === node.classType) take(node, old);
  }
  for (const node of after.values()) {
    if (pairs.has(node.id)) continue;
    const old = findLikest(
      node,
      [...free.values()].filter(({ classType }) => classType === node.classType),
    );
    if (old !== undefined) take(node, old);
  }
  // What remains under one id was replaced by a node of another class.
  for (const node of after.values()) {
    const old = free.get(node.id);
    if (!pairs.has(node.id) && old !== undefined) take(node, old);
  }
  return pairs;
}

function findLikest(node: DiffNode, candidates: readonly DiffNode[]): DiffNode | undefined {
  let best: { readonly old: DiffNode; readonly score: number } | undefined;
  for (const old of candidates) {
    const score = [...node.inputs].filter(([name, input]) => isSameConstant(input, old.inputs.get(name))).length;
    if (best === undefined || score > best.score) best = { old, score };
  }
  return best?.old;
}

function isSameConstant(input: DiffInput, old: DiffInput | undefined): boolean {
  return 'value' in input && old !== undefined && 'value' in old && isSameJson(input.value, old.value);
}

function compareNodes(old: DiffNode, node: DiffNode, pairs: Pairs): readonly Difference[] {
  const place = placeOf(node);
  const mode: Difference[] = old.mode === node.mode ? [] : [{ kind: 'mode', ...place, before: old.mode, after: node.mode }];
  if (old.classType !== node.classType) return [{ kind: 'class', ...place, before: old.classType, after: node.classType }, ...mode];
  const names = new Set([...node.inputs.keys(), ...old.inputs.keys()]);
  const inputs = [...names].flatMap((input): Difference[] => {
    const [was, is] = [old.inputs.get(input) ?? null, node.inputs.get(input) ?? null];
    return isSameInput(was, is, pairs) ? [] : [{ kind: 'input', ...place, input, before: was, after: is }];
  });
  return [...mode, ...inputs];
}

function isSameInput(was: DiffInput | null, is: DiffInput | null, pairs: Pairs): boolean {
  if (was === null || is === null) return was === is;
  if ('value' in was) return 'value' in is && isSameJson(was.value, is.value);
  if ('value' in is) return false;
  // Ends of wires that are no nodes of the list (the boundary of a subgraph) keep their id on both sides.
  const origin = pairs.get(is.source.id)?.id ?? is.source.id;
  return was.source.output === is.source.output && was.source.id === origin;
}

function placeOf({ id, title, classType }: DiffNode): DiffPlace {
  return { nodeId: id, title, classType };
}

/** One constant of a graph and how it stands out. */
export interface TellingValue extends DiffPlace {
  readonly input: string;
  readonly value: JsonValue;
}

/**
 * The constants of `graph` that `other` does not have, for telling two jobs of one workflow apart: what it gained counts, what it lost
 * does not. Empty when they are equal as far as values go.
 */
export function findTellingValues(graph: DiffGraph, other: DiffGraph): readonly TellingValue[] {
  return findDifferences(other, graph).flatMap((difference): TellingValue[] => {
    if (difference.kind !== 'input' || difference.after === null || !('value' in difference.after)) return [];
    const { nodeId, title, classType, input, after } = difference;
    return [{ nodeId, title, classType, input, value: after.value }];
  });
}
