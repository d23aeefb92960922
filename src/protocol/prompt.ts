import * as z from 'zod/mini';
import { isJsonObject, type JsonObject } from '@/lib/json';
import { toNodeId, type ClientId, type NodeId, type PromptId } from './ids';
import { jsonObjectSchema, nodeIdSchema, numberSchema, parseWith, promptIdSchema } from './schema';

/** One node of the API form. A type, not an interface: it must fit `JsonObject`. */
export type ApiPromptNode = {
  readonly class_type: string;
  /** Constants, or `[node id, slot]` for a wire; array literals as `{__value__: […]}`. */
  readonly inputs: JsonObject;
  readonly _meta?: { readonly title: string };
};

/** The API form of a workflow, by node id. */
export type ApiPrompt = Readonly<Record<string, ApiPromptNode>>;

/** Body of POST `/prompt`. */
export interface PromptRequest {
  readonly prompt: JsonObject | ApiPrompt;
  /** Socket that will hear of the run; without it nobody hears most events. */
  readonly clientId?: ClientId;
  /** Own id (canonical lower-case UUID); servers before 0.3.45 ignore it: use the id of the answer. */
  readonly promptId?: PromptId;
  /** Sort key, lower first. */
  readonly number?: number;
  /** Before everything queued so far. */
  readonly front?: boolean;
  /** `extra_pnginfo.workflow` goes into files. Never put `null` there: it breaks `/api/jobs`. */
  readonly extraData?: JsonObject;
  /** Only these output nodes. */
  readonly partialExecutionTargets?: readonly NodeId[];
}

/** Why one input, or the node as a whole (`inputName` null), was refused. */
export interface PromptInputError {
  /** `value_not_in_list`, `required_input_missing`… */
  readonly type: string;
  readonly message: string;
  readonly details: string;
  /** May be dotted (`resize_type.height`). */
  readonly inputName: string | null;
  readonly extraInfo: JsonObject;
}

/** What is wrong with one node, and which outputs fall with it. */
export interface PromptNodeError {
  readonly classType: string;
  readonly errors: readonly PromptInputError[];
  readonly dependentOutputs: readonly NodeId[];
}

export type PromptNodeErrors = Readonly<Record<NodeId, PromptNodeError>>;

/** Why a prompt was refused as a whole. */
export interface PromptError {
  /** `prompt_no_outputs`, `missing_node_type`, `prompt_outputs_failed_validation`… (before 0.12 also `invalid_prompt`). */
  readonly type: string;
  readonly message: string;
  readonly details: string;
  readonly extraInfo: JsonObject;
}

/** Answer of POST `/prompt`. Accepted does not mean whole: outputs named in `nodeErrors` were dropped. */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly promptId: PromptId; readonly number: number; readonly nodeErrors: PromptNodeErrors }
  | { readonly kind: 'rejected'; readonly error: PromptError; readonly nodeErrors: PromptNodeErrors };

/** The JSON body of a request; absent members are left out. */
export function toPromptBody(request: PromptRequest): JsonObject {
  return {
    prompt: request.prompt,
    ...(request.clientId === undefined ? {} : { client_id: request.clientId }),
    ...(request.promptId === undefined ? {} : { prompt_id: request.promptId }),
    ...(request.number === undefined ? {} : { number: request.number }),
    ...(request.front === undefined ? {} : { front: request.front }),
    ...(request.extraData === undefined ? {} : { extra_data: request.extraData }),
    ...(request.partialExecutionTargets === undefined ? {} : { partial_execution_targets: request.partialExecutionTargets }),
  };
}

const acceptedSchema = z.object({ prompt_id: promptIdSchema, number: z.catch(numberSchema, 0), node_errors: z.optional(z.unknown()) });

/**
 * Reads the 200 answer of POST `/prompt`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseAccepted(json: unknown): SubmitOutcome {
  const { prompt_id, number, node_errors } = parseWith(acceptedSchema, json, 'prompt accepted');
  return { kind: 'accepted', promptId: prompt_id, number, nodeErrors: parseNodeErrors(node_errors) };
}

const text = z.catch(z.string(), '');
const extraInfo = z.catch(jsonObjectSchema, {});
const errorSchema = z.object({ type: z.string(), message: text, details: text, extra_info: extraInfo });
const rejectedSchema = z.object({ error: z.union([z.string(), errorSchema]), node_errors: z.optional(z.unknown()) });

/**
 * Reads the 400 answer of POST `/prompt`. Servers of 2023 sent the error as bare text: its type is then `invalid_prompt`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseRejected(json: unknown): SubmitOutcome {
  const { error, node_errors } = parseWith(rejectedSchema, json, 'prompt rejected');
  const nodeErrors = parseNodeErrors(node_errors);
  if (typeof error === 'string') {
    return { kind: 'rejected', error: { type: 'invalid_prompt', message: error, details: '', extraInfo: {} }, nodeErrors };
  }
  const { type, message, details, extra_info } = error;
  return { kind: 'rejected', error: { type, message, details, extraInfo: extra_info }, nodeErrors };
}

const nodeErrorSchema = z.object({
  class_type: text,
  dependent_outputs: z.catch(z.array(nodeIdSchema), []),
  errors: z.array(errorSchema),
});

/** `{}` on success, `[]` on old servers. */
function parseNodeErrors(json: unknown): PromptNodeErrors {
  if (!isJsonObject(json)) return {};
  const pairs = Object.entries(json).map(([id, value]): [NodeId, PromptNodeError] => {
    const node = parseWith(nodeErrorSchema, value, `node error of ${id}`);
    return [toNodeId(id), { classType: node.class_type, dependentOutputs: node.dependent_outputs, errors: node.errors.map(toInputError) }];
  });
  return Object.fromEntries(pairs);
}

function toInputError(error: z.output<typeof errorSchema>): PromptInputError {
  const name = error.extra_info['input_name'];
  return {
    type: error.type,
    message: error.message,
    details: error.details,
    inputName: typeof name === 'string' ? name : null,
    extraInfo: error.extra_info,
  };
}
