import type { WorkflowDocument } from '@/graph/document/model';
import { findPlace } from '@/graph/validate/locate-problem';
import { showValue } from '@/graph/validate/prompt-value';
import type { Diagnostic } from '@/lib/diagnostic';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { NodeId } from '@/protocol/ids';
import type { PromptError, PromptInputError, PromptNodeErrors } from '@/protocol/prompt';

/** What a server had against a prompt; both parts may come with an accepted one (`error` not). */
export interface Refusal {
  readonly error: PromptError | null;
  readonly nodeErrors: PromptNodeErrors;
}

/**
 * A server's refusal as problems of the document that was sent: same codes as `findProblems` where they mean the same, so that both are
 * worded once. Execution ids (`5:12`) are led back to the node of the definition. Source of types and `extra_info`: ComfyUI
 * `execution.py` validate_inputs, validate_prompt.
 */
export function toRunProblems({ error, nodeErrors }: Refusal, document: WorkflowDocument): readonly Diagnostic[] {
  const ofNodes = Object.entries(nodeErrors).flatMap(([id, { errors }]) => errors.map((one) => toNodeProblem(one, id, document)));
  const isToldByNodes = error === null || (error.type === 'prompt_outputs_failed_validation' && ofNodes.length > 0);
  return isToldByNodes ? ofNodes : [toWholeProblem(error, document), ...ofNodes];
}

/** Ids of outputs that fell away because of these errors. */
export function refusedOutputs(nodeErrors: PromptNodeErrors): ReadonlySet<NodeId> {
  return new Set(Object.values(nodeErrors).flatMap((node) => node.dependentOutputs));
}

function toWholeProblem(error: PromptError, document: WorkflowDocument): Diagnostic {
  const severity = 'error';
  switch (error.type) {
    case 'no_prompt':
      return { severity, code: 'no-prompt' };
    case 'invalid_prompt_id':
      return { severity, code: 'invalid-prompt-id' };
    case 'prompt_no_outputs':
      return { severity, code: 'no-output-node' };
    case 'missing_node_type':
      return toMissingType(error, document);
    default:
      return { severity, code: 'refused', params: { details: joinText(error.message, error.details) } };
  }
}

function toMissingType({ extraInfo, message, details }: PromptError, document: WorkflowDocument): Diagnostic {
  const { node_id: id, class_type: type, node_title: title } = extraInfo;
  if (typeof id !== 'string') return { severity: 'error', code: 'refused', params: { details: joinText(message, details) } };
  const { nodeId, params } = findPlace(id, document);
  const words = { ...(typeof type === 'string' ? { type } : {}), ...(typeof title === 'string' ? { title } : {}) };
  return { severity: 'error', code: 'missing-node-type', nodeId, params: { ...params, ...words } };
}

function toNodeProblem(error: PromptInputError, executionId: string, document: WorkflowDocument): Diagnostic {
  const { nodeId, params } = findPlace(executionId, document);
  const { code, words } = readInputError(error);
  return {
    severity: 'error',
    code,
    nodeId,
    ...(error.inputName === null ? {} : { input: error.inputName }),
    params: { ...params, ...words },
  };
}

interface Reading {
  readonly code: string;
  readonly words: Readonly<Record<string, string>>;
}

function readInputError(error: PromptInputError): Reading {
  const { extraInfo, details, message } = error;
  const value = showValue(extraInfo['received_value']);
  switch (error.type) {
    case 'required_input_missing':
      return { code: 'input-missing', words: {} };
    case 'value_smaller_than_min':
      return { code: 'value-below-min', words: { value, limit: limitOf(extraInfo, 'min') } };
    case 'value_bigger_than_max':
      return { code: 'value-above-max', words: { value, limit: limitOf(extraInfo, 'max') } };
    case 'value_not_in_list':
      return { code: 'value-not-in-list', words: { value } };
    case 'invalid_input_type':
      return { code: 'value-not-convertible', words: { value, type: declaredType(extraInfo) } };
    case 'return_type_mismatch':
      return { code: 'wire-type-mismatch', words: { received: showValue(extraInfo['received_type']), wanted: declaredType(extraInfo) } };
    case 'bad_linked_input':
      return { code: 'bad-wire', words: { value } };
    case 'custom_validation_failed':
      return { code: 'refused-by-node', words: { details: withoutPrefix(details, error.inputName) } };
    case 'dependency_cycle':
      return { code: 'cycle', words: cycleWords(extraInfo) };
    case 'exception_during_validation':
      return { code: 'wire-from-nowhere', words: {} };
    case 'exception_during_inner_validation':
      return { code: 'check-failed', words: { details: showValue(extraInfo['exception_message']) || details } };
    default:
      return { code: 'refused', words: { details: joinText(message, details) } };
  }
}

/** `input_config` is `[type, options]`; it is null for long lists. */
function configOf(extraInfo: JsonObject): readonly JsonValue[] {
  const config = extraInfo['input_config'];
  return Array.isArray(config) ? (config as readonly JsonValue[]) : [];
}

function declaredType(extraInfo: JsonObject): string {
  const [type] = configOf(extraInfo);
  return typeof type === 'string' ? type : 'COMBO';
}

function limitOf(extraInfo: JsonObject, key: 'min' | 'max'): string {
  const options = configOf(extraInfo)[1];
  const limit = typeof options === 'object' && options !== null && !Array.isArray(options) ? (options as JsonObject)[key] : undefined;
  // 2^64−1 arrives as 2^64 where the definition was parsed as a double.
  if (limit === 2 ** 64 || limit === 2n ** 64n) return String(2n ** 64n - 1n);
  return showValue(limit);
}

function cycleWords(extraInfo: JsonObject): Readonly<Record<string, string>> {
  const nodes = extraInfo['cycle_nodes'];
  return Array.isArray(nodes) ? { nodes: nodes.map((id) => `#${String(id)}`).join(', ') } : {};
}

/** The server writes `image - Invalid image file: x.png`. */
function withoutPrefix(details: string, inputName: string | null): string {
  const prefix = `${inputName ?? ''} - `;
  return details.startsWith(prefix) ? details.slice(prefix.length) : details;
}

function joinText(message: string, details: string): string {
  return [message, details].filter((part) => part !== '').join(': ');
}
