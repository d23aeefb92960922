import type { JsonObject, JsonValue } from '@/lib/json';
import { isJsonList, objectOf, textOr } from '../node-types/json-read';
import type { NodeTypes } from '../node-types/node-type';

/**
 * The output nodes that "run to here" means: the node itself when it is one, else every output that depends on it. Ids are execution ids.
 * Empty when nothing depends on the node: it cannot be run.
 */
export function findRunTargets(prompt: JsonObject, nodeTypes: NodeTypes, executionId: string): readonly string[] {
  if (!Object.hasOwn(prompt, executionId)) return [];
  if (isOutput(prompt[executionId], nodeTypes)) return [executionId];
  const consumers = consumersOf(prompt);
  const found = new Set([executionId]);
  for (const id of found) for (const next of consumers.get(id) ?? []) found.add(next);
  return Object.keys(prompt).filter((id) => found.has(id) && isOutput(prompt[id], nodeTypes));
}

/** The part of a prompt that the targets depend on, themselves included; for servers without `partial_execution_targets`. Key order is kept. */
export function prunePrompt(prompt: JsonObject, targets: Iterable<string>): JsonObject {
  const needed = new Set([...targets].filter((id) => Object.hasOwn(prompt, id)));
  for (const id of needed) {
    for (const origin of originsOf(prompt[id])) if (Object.hasOwn(prompt, origin)) needed.add(origin);
  }
  return Object.fromEntries(Object.entries(prompt).filter(([id]) => needed.has(id)));
}

function isOutput(node: JsonValue | undefined, nodeTypes: NodeTypes): boolean {
  return nodeTypes.get(textOr(objectOf(node)['class_type'], ''))?.isOutputNode === true;
}

function originsOf(node: JsonValue | undefined): readonly string[] {
  return Object.values(objectOf(objectOf(node)['inputs'])).flatMap((value) =>
    isJsonList(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number' ? [value[0]] : [],
  );
}

function consumersOf(prompt: JsonObject): ReadonlyMap<string, readonly string[]> {
  const consumers = new Map<string, string[]>();
  for (const [id, node] of Object.entries(prompt)) {
    for (const origin of originsOf(node)) {
      const known = consumers.get(origin);
      if (known === undefined) consumers.set(origin, [id]);
      else known.push(id);
    }
  }
  return consumers;
}
