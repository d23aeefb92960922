import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { ClassBook, ClassEntry } from './class-book';
import { isLink, typesMatch } from './link';
import { liveInputs } from './live-inputs';
import type { InputSpec } from './live-inputs';
import type { World } from './node-class';
import { PythonError, pythonRepr, pythonStr } from './python';
import { validateValue } from './validate-value';
import { asPythonError, fakeTraceback, inputConfig, inputError } from './validation-error';
import type { ValidationError } from './validation-error';

/** A prompt the engine owns: constants are converted in place. */
export type DraftPrompt = { [nodeId: string]: DraftNode };
/** One node of it. `inputs` may be missing in what a client sends. */
export type DraftNode = { class_type?: JsonValue; inputs?: { [name: string]: JsonValue }; _meta?: JsonValue };

/** Invalid without errors of its own means: an ancestor is invalid. */
export interface NodeVerdict {
  readonly isValid: boolean;
  readonly errors: readonly ValidationError[];
}

/** What is known while one prompt is judged. Verdicts keep the order in which they were reached. */
export interface Judgement {
  readonly prompt: DraftPrompt;
  readonly book: ClassBook;
  readonly world: World;
  readonly verdicts: Map<string, NodeVerdict>;
  /** Servers before the cycle check ran into Python's recursion limit instead. */
  readonly reportsCycles: boolean;
}

/**
 * Judges a node and all its ancestors; constants are converted in the prompt on the way.
 * @throws PythonError when the real server would raise, e.g. a link to a node that is not there. The caller lists it under the node it asked for.
 */
export function validateNode(judgement: Judgement, nodeId: string, visiting: readonly string[] = []): NodeVerdict {
  const known = judgement.verdicts.get(nodeId);
  if (known !== undefined) return known;
  if (visiting.includes(nodeId)) return reportCycle(judgement, nodeId, visiting);
  const { inputs, entry } = openNode(judgement, nodeId);
  const errors: ValidationError[] = [];
  let areAncestorsValid = true;
  for (const spec of liveInputs(entry.info, inputs)) {
    const given = inputs[spec.name];
    if (given === undefined) {
      if (spec.isRequired) errors.push(missing(spec));
    } else if (Array.isArray(given)) {
      const outcome = validateLink(judgement, { spec, link: given, path: [...visiting, nodeId], entry });
      if (typeof outcome === 'object') errors.push(outcome);
      else areAncestorsValid &&= outcome;
    } else {
      const verdict = validateValue(spec, given, checksItself(entry, spec.name));
      inputs[spec.name] = verdict.value;
      if (verdict.error !== undefined) errors.push(verdict.error);
    }
  }
  errors.push(...askNode(judgement.world, entry, inputs));
  return settle(judgement, nodeId, areAncestorsValid, errors);
}

/** A cycle found below may already have put an error on this node: both are kept. */
function settle(judgement: Judgement, nodeId: string, areAncestorsValid: boolean, errors: readonly ValidationError[]): NodeVerdict {
  const earlier = judgement.verdicts.get(nodeId);
  const verdict = {
    isValid: (earlier?.isValid ?? true) && areAncestorsValid && errors.length === 0,
    errors: [...(earlier?.errors ?? []), ...errors],
  };
  judgement.verdicts.set(nodeId, verdict);
  return verdict;
}

function openNode(judgement: Judgement, nodeId: string): { inputs: { [name: string]: JsonValue }; entry: ClassEntry } {
  const node = nodeAt(judgement, nodeId);
  if (!isJsonObject(node.inputs)) throw new PythonError('KeyError', "'inputs'");
  return { inputs: node.inputs, entry: entryOf(judgement, node) };
}

function nodeAt(judgement: Judgement, nodeId: JsonValue): DraftNode {
  const node = typeof nodeId === 'string' && Object.hasOwn(judgement.prompt, nodeId) ? judgement.prompt[nodeId] : undefined;
  if (node === undefined) throw new PythonError('KeyError', pythonRepr(nodeId));
  return node;
}

function entryOf(judgement: Judgement, node: DraftNode): ClassEntry {
  const entry = judgement.book.find(node.class_type);
  if (entry === undefined) throw new PythonError('KeyError', pythonRepr(node.class_type ?? null));
  return entry;
}

function missing(spec: InputSpec): ValidationError {
  const lastPart = spec.name.split('.').at(-1) ?? spec.name;
  return inputError('required_input_missing', 'Required input is missing', lastPart, { input_name: spec.name });
}

interface LinkToJudge {
  readonly spec: InputSpec;
  readonly link: readonly JsonValue[];
  readonly path: readonly string[];
  readonly entry: ClassEntry;
}

/** An error of this input, or whether the node behind the link is valid. */
function validateLink(judgement: Judgement, { spec, link, path, entry }: LinkToJudge): ValidationError | boolean {
  const config = inputConfig(spec);
  const [sourceId = null, slot = null] = link;
  if (link.length !== 2) {
    const message = 'Bad linked input, must be a length-2 list of [node_id, slot_index]';
    return inputError('bad_linked_input', message, spec.name, { input_name: spec.name, input_config: config, received_value: link });
  }
  const received = outputType(entryOf(judgement, nodeAt(judgement, sourceId)), slot);
  const isTypeCheckedByNode = entry.node.validate?.covers.includes('input_types') === true;
  if (!isTypeCheckedByNode && !typesMatch(received, spec.type)) {
    const details = `${spec.name}, received_type(${pythonStr(received)}) mismatch input_type(${pythonStr(spec.type)})`;
    const extra = { input_name: spec.name, input_config: config, received_type: received, linked_node: link };
    return inputError('return_type_mismatch', 'Return type mismatch between linked nodes', details, extra);
  }
  const source = pythonStr(sourceId);
  try {
    return validateNode(judgement, source, path).isValid;
  } catch (thrown) {
    judgement.verdicts.set(source, { isValid: false, errors: [innerException(spec, link, thrown)] });
    return false;
  }
}

function innerException(spec: InputSpec, link: readonly JsonValue[], thrown: unknown): ValidationError {
  const { exceptionType, message } = asPythonError(thrown);
  return inputError('exception_during_inner_validation', 'Exception when validating inner node', message, {
    input_name: spec.name,
    input_config: inputConfig(spec),
    exception_message: message,
    exception_type: exceptionType,
    traceback: fakeTraceback('validate_inputs', 'validate_inputs'),
    linked_node: link,
  });
}

/** Python indexing: negative slots count from the end. */
function outputType(entry: ClassEntry, slot: JsonValue): JsonValue {
  const kind = entry.isV3 ? 'list' : 'tuple';
  if (typeof slot !== 'number' || !Number.isInteger(slot)) {
    throw new PythonError(
      'TypeError',
      `${kind} indices must be integers or slices, not ${slot === null ? 'NoneType' : typeof slot === 'string' ? 'str' : 'float'}`,
    );
  }
  const type = entry.outputTypes.at(slot);
  const isInside = slot < entry.outputTypes.length && slot >= -entry.outputTypes.length;
  if (type === undefined || !isInside) throw new PythonError('IndexError', `${kind} index out of range`);
  return type;
}

function reportCycle(judgement: Judgement, nodeId: string, visiting: readonly string[]): NodeVerdict {
  if (!judgement.reportsCycles) throw new PythonError('RecursionError', 'maximum recursion depth exceeded');
  const cycle = visiting.slice(visiting.indexOf(nodeId));
  const name = (id: string): string => `${id} (${pythonStr(judgement.prompt[id]?.class_type ?? null)})`;
  const details = [...cycle, nodeId].map(name).join(' -> ');
  for (const id of cycle) {
    const extra: JsonObject = { node_id: id, cycle_nodes: cycle };
    judgement.verdicts.set(id, { isValid: false, errors: [inputError('dependency_cycle', 'Dependency cycle detected', details, extra)] });
  }
  return { isValid: false, errors: [] };
}

function checksItself(entry: ClassEntry, name: string): boolean {
  const covers = entry.node.validate?.covers ?? [];
  return covers.includes(name) || covers.includes('**');
}

/** Asks the class itself; its refusal is repeated for every input it covers. Links are shown to it as null. */
function askNode(world: World, entry: ClassEntry, inputs: Readonly<Record<string, JsonValue>>): readonly ValidationError[] {
  const { validate } = entry.node;
  if (validate === undefined) return [];
  const known = liveInputs(entry.info, inputs).filter(({ name }) => inputs[name] !== undefined);
  const covered = known.filter(({ name }) => checksItself(entry, name));
  if (covered.length === 0) return [];
  const shown = Object.fromEntries(known.map(({ name }) => [name, isLink(inputs[name]) ? null : inputs[name]]));
  const answer = validate.check(shown, world);
  if (answer === true) return [];
  return covered.map(({ name }) =>
    inputError('custom_validation_failed', 'Custom validation failed for node', `${name} - ${answer}`, { input_name: name }),
  );
}
