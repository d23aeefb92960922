import * as z from 'zod/mini';
import type { Submission } from '@/jobs/submission';
import { isJsonObject } from '@/lib/json';
import type { JsonObject } from '@/lib/json';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { PromptRequest } from '@/protocol/prompt';
import { blankSecrets, cleanExtraData } from './secrets';

/** A submission with its body as it is kept: without client id and credentials; `isBlanked` when the body is no longer whole. Pure. */
export function toSubmissionJson(submission: Submission): JsonObject {
  const { request } = submission;
  const extraData = request.extraData ?? {};
  const { value } = blankSecrets({ prompt: request.prompt, extraData });
  const isBlanked = submission.isBlanked === true || value.prompt !== request.prompt;
  return {
    id: submission.id,
    promptId: submission.promptId,
    state: submission.state,
    name: submission.name,
    number: submission.number,
    createdAtMs: submission.createdAtMs,
    wasQueued: submission.wasQueued,
    isBlanked,
    ...(submission.replaces === undefined ? {} : { replaces: submission.replaces }),
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
  isBlanked: z.catch(z.boolean(), false),
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
  const { replaces, heldAtMs, request, state, ...rest } = parsed.data;
  const promptId = toPromptId(rest.promptId);
  return {
    ...rest,
    promptId,
    state: state === 'sending' ? 'unanswered' : state,
    missedReads: 0,
    request: toRequest(request, rest.id),
    ...(heldAtMs === undefined ? {} : { heldAtMs }),
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
