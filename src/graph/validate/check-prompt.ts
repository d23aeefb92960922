import type { Diagnostic } from '@/lib/diagnostic';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { runToEnd } from '@/lib/run-to-end';
import { isJsonList, objectOf, textOr } from '../node-types/json-read';
import type { InputSpec, NodeType, NodeTypes } from '../node-types/node-type';
import { isTypeTaken, promptInputs, wantedType } from './prompt-inputs';
import { judgeConstant, showValue } from './prompt-value';
import { ownCheckOf } from './self-checked';

/** What the server would say to a prompt. */
export interface PromptCheck {
  /** It would take nothing of it. */
  readonly isRefused: boolean;
  /** By execution id, in the order they are come upon. With `isRefused` false they are what outputs would fall by. */
  readonly problems: readonly Diagnostic[];
  /** Outputs that would run, and outputs that would not. */
  readonly runs: readonly string[];
  readonly falls: readonly string[];
}

/**
 * Predicts the answer to `POST /prompt` from node types alone. Pure. Codes as `findProblems` and the reading of refusals have them:
 * `missing-node-type`, `no-output-node`, `input-missing`, `value-…`, `wire-type-mismatch`, `bad-wire`, `cycle`, and for what
 * breaks the server's own check `wire-from-nowhere` (at an output) and `check-failed`. Only what outputs depend on is looked at, as there.
 * Source: ComfyUI `execution.py` validate_prompt, validate_inputs.
 * @param targets the outputs asked for; all when absent.
 */
export function checkPrompt(prompt: JsonObject, nodeTypes: NodeTypes, targets?: readonly string[]): PromptCheck {
  return runToEnd(checkPromptInSteps(prompt, nodeTypes, targets));
}

/** As `checkPrompt`, stopping at each node, so that the page can live in between. */
export function* checkPromptInSteps(prompt: JsonObject, nodeTypes: NodeTypes, targets?: readonly string[]): Generator<void, PromptCheck> {
  const ids = Object.keys(prompt);
  const missing = ids.flatMap((id) => judgeClass(id, objectOf(prompt[id]), nodeTypes));
  if (missing.length > 0) return { isRefused: true, problems: missing, runs: [], falls: [] };
  const outputs = ids.filter(
    (id) => typeOf(objectOf(prompt[id]), nodeTypes)?.isOutputNode === true && (targets === undefined || targets.includes(id)),
  );
  if (outputs.length === 0) return { isRefused: true, problems: [{ severity: 'error', code: 'no-output-node' }], runs: [], falls: [] };
  const check: Check = { prompt, nodeTypes, verdicts: new Map() };
  const runs: string[] = [];
  for (const id of outputs) if (yield* judgeOutput(check, id)) runs.push(id);
  const problems = [...check.verdicts.values()].flatMap((verdict) => verdict.problems);
  return { isRefused: runs.length === 0, problems, runs, falls: outputs.filter((id) => !runs.includes(id)) };
}

function judgeClass(id: string, node: JsonObject, nodeTypes: NodeTypes): readonly Diagnostic[] {
  if (typeOf(node, nodeTypes) !== undefined) return [];
  const type = node['class_type'];
  const title = objectOf(node['_meta'])['title'];
  const params = { ...(typeof type === 'string' ? { type } : {}), ...(typeof title === 'string' ? { title } : {}) };
  return [{ severity: 'error', code: 'missing-node-type', nodeId: id, params }];
}

function typeOf(node: JsonObject, nodeTypes: NodeTypes): NodeType | undefined {
  return nodeTypes.get(textOr(node['class_type'], ''));
}

interface Verdict {
  readonly isGood: boolean;
  readonly problems: readonly Diagnostic[];
}

interface Check {
  readonly prompt: JsonObject;
  readonly nodeTypes: NodeTypes;
  readonly verdicts: Map<string, Verdict>;
}

/** The server's check ends here with an exception of its own. */
class BrokenCheckError extends Error {}

/** Deeper chains than the server itself can follow are not followed. */
const MAX_DEPTH = 900;

function* judgeOutput(check: Check, id: string): Generator<void, boolean> {
  try {
    return yield* judgeWithOrigins(check, id);
  } catch (error) {
    if (!(error instanceof BrokenCheckError)) throw error;
    check.verdicts.set(id, { isGood: false, problems: [{ severity: 'error', code: 'wire-from-nowhere', nodeId: id }] });
    return false;
  }
}

/** The judgement of one node; asks for that of each node its wires come from and is told whether it is good. */
type Judging = Generator<string, boolean, boolean>;

/** Judges a node and all it depends on, as a recursion would, yet one node at a time. @throws BrokenCheckError */
function* judgeWithOrigins(check: Check, id: string): Generator<void, boolean> {
  const path = [id];
  const open = [judgeNode(check, id)];
  let answer: Answer = { kind: 'told', isGood: true };
  for (let judging = open.at(-1); judging !== undefined; judging = open.at(-1)) {
    const step = goOn(judging, answer);
    if (step.kind === 'asks') {
      const isGood = answerAtOnce(check, step.id, path);
      answer = { kind: 'told', isGood: isGood ?? true };
      if (isGood !== undefined) continue;
      path.push(step.id);
      open.push(judgeNode(check, step.id));
      yield;
    } else {
      path.pop();
      open.pop();
      answer = step;
    }
  }
  if (answer.kind === 'broke') throw answer.error;
  return answer.isGood;
}

type Answer = { readonly kind: 'told'; readonly isGood: boolean } | { readonly kind: 'broke'; readonly error: unknown };

/** Hands a judgement what it asked for (at its beginning: nothing) and runs it to its next question or its end. */
function goOn(judging: Judging, answer: Answer): Answer | { readonly kind: 'asks'; readonly id: string } {
  try {
    const step = answer.kind === 'told' ? judging.next(answer.isGood) : judging.throw(answer.error);
    return step.done === true ? { kind: 'told', isGood: step.value } : { kind: 'asks', id: step.value };
  } catch (error) {
    return { kind: 'broke', error };
  }
}

/** Whether a node is good, where that is known without judging it; undefined otherwise. */
function answerAtOnce(check: Check, id: string, path: readonly string[]): boolean | undefined {
  const known = check.verdicts.get(id);
  if (known !== undefined) return known.isGood;
  const loop = path.indexOf(id);
  if (loop >= 0) return noteCycle(check, path.slice(loop));
  return path.length > MAX_DEPTH ? true : undefined;
}

function* judgeNode(check: Check, id: string): Judging {
  const { nodeType, given } = openNode(check, id);
  const problems: Diagnostic[] = [];
  let areOriginsGood = true;
  for (const spec of promptInputs(nodeType, given)) {
    const found = yield* judgeInput(check, { spec, value: given[spec.name], nodeType });
    if (typeof found === 'boolean') areOriginsGood &&= found;
    else if (found !== null) problems.push({ severity: 'error', nodeId: id, input: spec.name, ...found });
    if (isJsonList(given[spec.name]) && ownCheckOf(nodeType.name, spec) === 'file') problems.push(noFile(id, spec.name));
  }
  // A loop found below has put its verdict on this node already.
  const earlier = check.verdicts.get(id);
  const all = [...(earlier?.problems ?? []), ...problems];
  const isGood = (earlier?.isGood ?? true) && areOriginsGood && problems.length === 0;
  check.verdicts.set(id, { isGood, problems: all });
  return isGood;
}

/** What checks its file before the run sees nothing of what a wire will bring. */
function noFile(nodeId: string, input: string): Diagnostic {
  return { severity: 'error', code: 'value-not-in-list', nodeId, input, params: { value: '' } };
}

function openNode({ prompt, nodeTypes }: Check, id: string): { readonly nodeType: NodeType; readonly given: JsonObject } {
  const node = Object.hasOwn(prompt, id) ? prompt[id] : undefined;
  const nodeType = isJsonObject(node) ? typeOf(node, nodeTypes) : undefined;
  const given = isJsonObject(node) ? node['inputs'] : undefined;
  if (nodeType === undefined || !isJsonObject(given)) throw new BrokenCheckError();
  return { nodeType, given };
}

interface GivenInput {
  readonly spec: InputSpec;
  readonly value: JsonValue | undefined;
  readonly nodeType: NodeType;
}

type InputFault = Pick<Diagnostic, 'code' | 'params'>;

/** What is wrong with one input; true or false: whether the node its wire comes from is good. */
function* judgeInput(check: Check, { spec, value, nodeType }: GivenInput): Generator<string, InputFault | boolean | null, boolean> {
  if (value === undefined) return spec.isRequired ? { code: 'input-missing' } : null;
  if (isJsonList(value)) return yield* judgeWire(check, spec, value);
  const fault = judgeConstant(nodeType.name, spec, value);
  if (fault?.code === 'broken') throw new BrokenCheckError();
  return fault === null ? null : { code: fault.code, params: fault.words };
}

function* judgeWire(check: Check, spec: InputSpec, wire: readonly JsonValue[]): Generator<string, InputFault | boolean, boolean> {
  if (wire.length !== 2) return { code: 'bad-wire', params: { value: showValue(wire) } };
  const [origin, slot] = wire;
  if (typeof origin !== 'string') throw new BrokenCheckError();
  const received = outputTypeOf(check, origin, slot);
  const wanted = wantedType(spec);
  if (!isTypeTaken(received, wanted))
    return { code: 'wire-type-mismatch', params: { received: showType(received), wanted: showType(wanted) } };
  try {
    return yield origin;
  } catch (error) {
    if (!(error instanceof BrokenCheckError)) throw error;
    check.verdicts.set(origin, {
      isGood: false,
      problems: [{ severity: 'error', code: 'check-failed', nodeId: origin, input: spec.name }],
    });
    return false;
  }
}

/** Python counts negative slots from the end. */
function outputTypeOf({ prompt, nodeTypes }: Check, origin: string, slot: JsonValue | undefined): JsonValue {
  const nodeType = Object.hasOwn(prompt, origin) ? typeOf(objectOf(prompt[origin]), nodeTypes) : undefined;
  const types = nodeType?.raw['output'];
  const type = isJsonList(types) && typeof slot === 'number' && Number.isInteger(slot) ? types.at(slot) : undefined;
  if (type === undefined) throw new BrokenCheckError();
  return type;
}

function showType(type: JsonValue): string {
  return typeof type === 'string' ? type : 'COMBO';
}

function noteCycle(check: Check, loop: readonly string[]): boolean {
  const nodes = loop.map((id) => `#${id}`).join(', ');
  for (const id of loop)
    check.verdicts.set(id, { isGood: false, problems: [{ severity: 'error', code: 'cycle', nodeId: id, params: { nodes } }] });
  return false;
}
