import type { Diagnostic } from '@/lib/diagnostic';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { isInputDeclaration, MATCH_TYPE, readSection } from './input-spec';
import { isJsonList, listOf, objectOf, textOr } from './json-read';
import type { InputSpec, NodeType, NodeTypes, OutputSpec } from './node-type';

/**
 * Turns `/object_info` into node types. Cheap: inputs and outputs of a class are read on first use.
 * One broken definition costs that class only and is reported as `node-type-broken` (params `nodeType`, `reason`).
 * Source: ComfyUI `server.py` node_info.
 */
export function parseNodeTypes(entries: ReadonlyMap<string, JsonObject>): { nodeTypes: NodeTypes; diagnostics: readonly Diagnostic[] } {
  const types = new Map<string, NodeType>();
  const diagnostics: Diagnostic[] = [];
  for (const [name, raw] of entries) {
    const reason = findBreakage(raw);
    if (reason === null) types.set(name, createNodeType(name, raw));
    else diagnostics.push({ severity: 'warning', code: 'node-type-broken', params: { nodeType: name, reason } });
  }
  const all = [...types.values()];
  return { nodeTypes: { get: (name) => types.get(name), all: () => all }, diagnostics };
}

/** No classes at all: before the first answer, and in tests. */
export const NO_NODE_TYPES: NodeTypes = { get: () => undefined, all: () => [] };

function findBreakage(raw: JsonObject): string | null {
  const input = raw['input'];
  if (input !== undefined && input !== null && !isJsonObject(input)) return 'input';
  for (const section of ['required', 'optional']) {
    const entries = objectOf(input)[section];
    if (entries === undefined || entries === null) continue;
    if (!isJsonObject(entries)) return section;
    for (const name in entries) {
      if (!isInputDeclaration(entries[name])) return `${section}.${name}`;
    }
  }
  const output = raw['output'];
  return output === undefined || output === null || isJsonList(output) ? null : 'output';
}

function createNodeType(name: string, raw: JsonObject): NodeType {
  let inputs: readonly InputSpec[] | undefined;
  let outputs: readonly OutputSpec[] | undefined;
  const type: NodeType = {
    name,
    displayName: textOr(raw['display_name'], '') || name,
    description: textOr(raw['description'], ''),
    category: textOr(raw['category'], ''),
    pythonModule: textOr(raw['python_module'], ''),
    get inputs() {
      return (inputs ??= readInputs(raw));
    },
    get outputs() {
      return (outputs ??= readOutputs(raw));
    },
    isOutputNode: raw['output_node'] === true,
    isDeprecated: raw['deprecated'] === true,
    isExperimental: raw['experimental'] === true,
    isApiNode: raw['api_node'] === true,
    searchAliases: listOf(raw['search_aliases']).filter((alias): alias is string => typeof alias === 'string'),
    raw,
  };
  return type;
}

function readInputs(raw: JsonObject): readonly InputSpec[] {
  const input = objectOf(raw['input']);
  const order = objectOf(raw['input_order']);
  return [
    ...readSection({ entries: objectOf(input['required']), order: listOf(order['required']), isRequired: true }),
    ...readSection({ entries: objectOf(input['optional']), order: listOf(order['optional']), isRequired: false }),
  ];
}

function readOutputs(raw: JsonObject): readonly OutputSpec[] {
  const names = listOf(raw['output_name']);
  const lists = listOf(raw['output_is_list']);
  const tooltips = listOf(raw['output_tooltips']);
  const matches = listOf(raw['output_matchtypes']);
  return listOf(raw['output']).map((declared, index) => {
    const type = outputType(declared);
    const tooltip = tooltips[index];
    const match = matches[index];
    return {
      name: textOr(names[index], '') || type,
      type: type === MATCH_TYPE ? '*' : type,
      isList: lists[index] === true,
      ...(typeof tooltip === 'string' ? { tooltip } : {}),
      ...(typeof match === 'string' ? { matchTemplate: match } : {}),
    };
  });
}

/** A list of choices as an output counts as COMBO. */
function outputType(declared: JsonValue): string {
  return isJsonList(declared) ? 'COMBO' : textOr(declared, '*');
}
