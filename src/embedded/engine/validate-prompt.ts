import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { ClassBook } from './class-book';
import type { World } from './node-class';
import type { EngineProfile } from './profiles';
import { PythonError, pythonStr } from './python';
import { validateNode } from './validate-node';
import type { DraftNode, DraftPrompt, Judgement, NodeVerdict } from './validate-node';
import { asPythonError, fakeTraceback, inputError } from './validation-error';
import type { ValidationError } from './validation-error';

/** The judgement on a prompt. Accepted prompts run `outputs` only; `nodeErrors` tells what was dropped. */
export type PromptVerdict =
  | { readonly kind: 'accepted'; readonly prompt: DraftPrompt; readonly outputs: readonly string[]; readonly nodeErrors: JsonObject }
  | { readonly kind: 'rejected'; readonly error: ValidationError; readonly nodeErrors: JsonValue };

/** What a prompt is judged by. */
export interface PromptRules {
  readonly book: ClassBook;
  readonly world: World;
  readonly profile: EngineProfile;
}

/**
 * Judges a prompt by ComfyUI's rules: classes of all nodes, then output by output everything it depends on.
 * The given value is not touched; the accepted prompt is a copy with converted constants.
 * @param targets ids of the output nodes to run, or undefined for all.
 * @throws PythonError where the real server answers 500.
 */
export function validatePrompt(sent: JsonValue, targets: readonly JsonValue[] | undefined, rules: PromptRules): PromptVerdict {
  const prompt = copyPrompt(sent);
  const outputs: string[] = [];
  for (const [id, node] of Object.entries(prompt)) {
    const entry = rules.book.find(node.class_type);
    if (entry === undefined)
      return { kind: 'rejected', error: missingClass(id, node, rules.profile), nodeErrors: rules.profile.noNodeErrors };
    if (entry.isOutput && (targets === undefined || targets.includes(id))) outputs.push(id);
  }
  if (outputs.length === 0) {
    const error = inputError('prompt_no_outputs', 'Prompt has no outputs', '', {});
    return { kind: 'rejected', error, nodeErrors: rules.profile.noNodeErrors };
  }
  return judgeOutputs(
    { prompt, book: rules.book, world: rules.world, verdicts: new Map(), reportsCycles: rules.profile.reportsCycles },
    outputs,
  );
}

function judgeOutputs(judgement: Judgement, outputs: readonly string[]): PromptVerdict {
  const nodeErrors: Record<string, { errors: readonly ValidationError[]; dependent_outputs: string[]; class_type: JsonValue }> = {};
  const good: string[] = [];
  const lines: string[] = [];
  for (const output of outputs) {
    const verdict = judgeOutput(judgement, output);
    if (verdict.isValid) {
      good.push(output);
      continue;
    }
    lines.push(...verdict.errors.map(({ message, details }) => `${message}: ${details}`));
    for (const [id, { isValid, errors }] of judgement.verdicts) {
      if (isValid || errors.length === 0) continue;
      nodeErrors[id] ??= { errors, dependent_outputs: [], class_type: judgement.prompt[id]?.class_type ?? null };
      nodeErrors[id].dependent_outputs.push(output);
    }
  }
  if (good.length > 0) return { kind: 'accepted', prompt: judgement.prompt, outputs: good, nodeErrors };
  const error = inputError('prompt_outputs_failed_validation', 'Prompt outputs failed validation', lines.join('\n'), {});
  return { kind: 'rejected', error, nodeErrors };
}

function judgeOutput(judgement: Judgement, output: string): NodeVerdict {
  try {
    return validateNode(judgement, output);
  } catch (thrown) {
    const { exceptionType, message } = asPythonError(thrown);
    const extra = { exception_type: exceptionType, traceback: fakeTraceback('validate_prompt', 'validate_inputs') };
    const verdict = {
      isValid: false,
      errors: [inputError('exception_during_validation', 'Exception when validating node', message, extra)],
    };
    judgement.verdicts.set(output, verdict);
    return verdict;
  }
}

function copyPrompt(sent: JsonValue): DraftPrompt {
  if (!isJsonObject(sent)) {
    if (sent === '' || (Array.isArray(sent) && sent.length === 0)) return {};
    throw new PythonError('TypeError', 'prompt is not an object');
  }
  const copy: DraftPrompt = {};
  for (const [id, node] of Object.entries(sent)) {
    if (!isJsonObject(node)) throw new PythonError('TypeError', `node ${id} is not an object`);
    copy[id] = structuredClone(node);
  }
  return copy;
}

function missingClass(id: string, node: DraftNode, profile: EngineProfile): ValidationError {
  const details = `Node ID '#${id}'`;
  const classType = node.class_type;
  if (!profile.namesMissingClass) {
    const reason = classType === undefined ? 'a node is missing the class_type property.' : `node ${pythonStr(classType)} does not exist.`;
    return inputError('invalid_prompt', `Cannot execute because ${reason}`, details, {});
  }
  const title = isJsonObject(node._meta) ? node._meta['title'] : undefined;
  if (classType === undefined) {
    const name = typeof title === 'string' && title !== '' ? title : `ID #${id}`;
    const message = `Node '${name}' has no class_type. The workflow may be corrupted or a custom node is missing.`;
    return inputError('missing_node_type', message, details, { node_id: id, class_type: null, node_title: title ?? null });
  }
  const shown = title ?? classType;
  const message = `Node '${pythonStr(shown)}' not found. The custom node may not be installed.`;
  return inputError('missing_node_type', message, details, { node_id: id, class_type: classType, node_title: shown });
}
