import type { JsonObject, JsonValue } from '@/lib/json';
import { expandInputs, isGroupCount } from '../node-types/expand-inputs';
import { MATCH_TYPE } from '../node-types/input-spec';
import { isJsonList, objectOf } from '../node-types/json-read';
import type { InputSpec, NodeType } from '../node-types/node-type';

/**
 * The inputs the server looks for in one node of a prompt, dynamic ones by what the prompt holds: a dynamic combo without a known key has
 * no inputs and is not asked for itself. Remembered while `given` lives: exporting again gives the same inputs for nodes that did not change.
 * Source: ComfyUI `comfy_api/latest/_io.py`, seen in `prompt-validation.json`.
 */
export function promptInputs(nodeType: NodeType, given: JsonObject): readonly InputSpec[] {
  const found = remembered.get(given);
  if (found?.nodeType === nodeType) return found.specs;
  const specs = findInputs(nodeType, given);
  remembered.set(given, { nodeType, specs });
  return specs;
}

const remembered = new WeakMap<JsonObject, { readonly nodeType: NodeType; readonly specs: readonly InputSpec[] }>();

function findInputs(nodeType: NodeType, given: JsonObject): readonly InputSpec[] {
  const names = new Set(Object.keys(given));
  const all = expandInputs(nodeType, new Map(Object.entries(given)), names);
  const closed = all.filter((spec) => spec.widget.kind === 'dynamic-combo' && !hasKnownKey(spec, given)).map((spec) => `${spec.name}.`);
  return all.filter((spec) => !isGroupCount(spec) && !closed.some((prefix) => spec.name.startsWith(prefix) || `${spec.name}.` === prefix));
}

function hasKnownKey({ name, widget }: InputSpec, given: JsonObject): boolean {
  return widget.kind === 'dynamic-combo' && widget.options.some((option) => option.key === given[name]);
}

/** What an input takes as the server sees it; `*` where it does not look. */
export function wantedType(spec: InputSpec): JsonValue {
  if (objectOf(spec.options['template'])['template_id'] !== undefined) return MATCH_TYPE;
  return legacyChoices(spec) ?? spec.type;
}

/** The choices of the old list form, which stand in the place of the type. */
function legacyChoices({ type, widget, options }: InputSpec): readonly JsonValue[] | null {
  if (type !== 'COMBO' || widget.kind !== 'combo' || isJsonList(options['options']) || 'remote' in options) return null;
  return widget.options.length > 0 ? widget.options : null;
}

/** Whether the server lets an output of one type feed an input of another; stricter than drawing is. Source: `comfy_execution/validation.py`. */
export function isTypeTaken(received: JsonValue, wanted: JsonValue): boolean {
  if ([received, wanted].some((type) => type === '*' || type === MATCH_TYPE)) return true;
  if (isJsonList(received)) return wanted === 'COMBO' || (isJsonList(wanted) && isSameList(received, wanted));
  if (typeof received !== 'string' || typeof wanted !== 'string') return false;
  if (received === wanted) return true;
  const accepted = new Set(namesOf(wanted));
  const offered = namesOf(received);
  return accepted.has('*') || offered.some((name) => name === '*' || accepted.has(name));
}

function isSameList(a: readonly JsonValue[], b: readonly JsonValue[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function namesOf(types: string): readonly string[] {
  return types.split(',').map((name) => name.trim());
}
