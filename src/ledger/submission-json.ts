import * as z from 'zod/mini';
import type { Submission } from '@/jobs/submission';
import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { PromptRequest } from '@/protocol/prompt';
import { blankSecrets, cleanExtraData } from './secrets';

/** A submission with its body as it is kept: without client id and credentials; `blanked` names the inputs that lack their value. Pure. */
export function toSubmissionJson(submission: Submission): JsonObject {
  const { request } = submission;
  const extraData = request.extraData ?? {};
  const { value } = blankSecrets({ prompt: request.prompt, extraData });
  return {
    id: submission.id,
    promptId: submission.promptId,
    state: submission.state,
    name: submission.name,
    number: submission.number,
    createdAtMs: submission.createdAtMs,
    wasQueued: submission.wasQueued,
    blanked: [...new Set([...(submission.blanked ?? []), ...findChanged(request.prompt, value.prompt)])],
    ...(submission.replaces === undefined ? {} : { replaces: submission.replaces }),
    ...(submission.place === undefined ? {} : { place: submission.place }),
    ...(submission.heldAtMs === undefined ? {} : { heldAtMs: submission.heldAtMs }),
    request: {
      prompt: value.prompt,
      extraData: cleanExtraData(value.extraData),
      ...(request.number === undefined ? {} : { number: request.number }),
      ...(request.front === undefined ? {} : { front: request.front }),
      ...(request.partialExecutionTargets === undefined ? {} : { partialExecutionTargets: request.partialExecutionTargets }),
    },
  };
}

/** Inputs of a prompt that differ in another form of it, as `4.api_key`; a node that differs elsewhere counts by its id. */
function findChanged(before: JsonObject, after: JsonObject): readonly string[] {
  return Object.entries(before).flatMap(([id, node]) => {
    const other = after[id];
    if (node === other) return [];
    const [inputs, others] = [readInputs(node), readInputs(other)];
    const changed = Object.keys(inputs).filter((name) => inputs[name] !== others[name]);
    return changed.length === 0 ? [id] : changed.map((name) => `${id}.${name}`);
  });
}

function readInputs(node: JsonValue | undefined): JsonObject {
  const inputs = isJsonObject(node) ? node['inputs'] : undefined;
  return isJsonObject(inputs) ? inputs : {};
}

const objectSchema = z.custom<JsonObject>(isJsonObject);
const requestSchema = z.object({
  prompt: objectSchema,
  extraData: z.catch(objectSchema, {}),
  number: z.optional(z.number()),
  front: z.optional(z.boolean()),
  partialExecutionTargets: z.optional(z.array(z.string())),
});
const submissionSchema = z.object({
  id: z.string().check(z.minLength(1)),
  promptId: z.string().check(z.minLength(1)),
  state: z.enum(['held', 'sending', 'unanswered', 'accepted', 'rejected', 'cancelled', 'lost', 'finished']),
  name: z.nullable(z.string()),
  number: z.nullable(z.number()),
  createdAtMs: z.nullable(z.number()),
  wasQueued: z.boolean(),
  blanked: z.catch(z.array(z.string()), []),
  place: z.optional(z.number()),
  replaces: z.optional(z.nullable(z.string())),
  heldAtMs: z.optional(z.number()),
  request: requestSchema,
});

/**
 * What `toSubmissionJson` wrote; null when it is none. One that was being sent when the page ended is `unanswered`: whether it arrived
 * is for the server to tell.
 */
export function parseSubmissionJson(json: unknown): Submission | null {
  const parsed = submissionSchema.safeParse(json);
  if (!parsed.success) return null;
  const { replaces, heldAtMs, place, request, state, ...rest } = parsed.data;
  const promptId = toPromptId(rest.promptId);
  return {
    ...rest,
    promptId,
    state: state === 'sending' ? 'unanswered' : state,
    missedReads: 0,
    request: toRequest(request, rest.id),
    ...(heldAtMs === undefined ? {} : { heldAtMs }),
    ...(place === undefined ? {} : { place }),
    ...(replaces === undefined ? {} : { replaces: replaces === null ? null : toPromptId(replaces) }),
  };
}

function toRequest(
  { prompt, extraData, number, front, partialExecutionTargets }: z.output<typeof requestSchema>,
  id: string,
): PromptRequest {
  return {
    prompt,
    promptId: toPromptId(id),
    extraData,
    ...(number === undefined ? {} : { number }),
    ...(front === undefined ? {} : { front }),
    ...(partialExecutionTargets === undefined ? {} : { partialExecutionTargets: partialExecutionTargets.map(toNodeId) }),
  };
}
