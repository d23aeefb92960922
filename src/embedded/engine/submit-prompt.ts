import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { Clock } from '@/lib/clock';
import type { SubmitAnswer } from './engine';
import type { EngineProfile } from './profiles';
import type { QueueItem } from './prompt-queue';
import { toPythonBool, toPythonFloat } from './python';
import { validatePrompt } from './validate-prompt';
import type { PromptRules } from './validate-prompt';
import { inputError } from './validation-error';

/** What judging a submission needs. */
export interface SubmitDesk extends PromptRules {
  readonly clock: Clock;
  readonly newId: () => string;
  /** The value of the counter, which rises with each call. */
  readonly countUp: () => number;
  /** A value that rises with each accepted prompt. */
  readonly nextArrival: () => number;
}

/** The answer to POST /prompt and, if accepted, what joins the queue. */
export interface Submission {
  readonly answer: SubmitAnswer;
  readonly item?: QueueItem;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SECRETS: readonly string[] = ['auth_token_comfy_org', 'api_key_comfy_org'];

/**
 * Judges the body of POST /prompt. The counter rises for refused bodies too, unless they carry their own number.
 * @throws PythonError where the real server answers 500.
 */
export function submitPrompt(body: JsonObject, desk: SubmitDesk): Submission {
  const { profile } = desk;
  const number = chooseNumber(body, desk.countUp);
  const sent = body['prompt'];
  if (sent === undefined) return refuse('no_prompt', 'No prompt provided', 'No prompt provided', profile.noNodeErrors);
  const wantedId = profile.acceptsPromptId ? (body['prompt_id'] ?? null) : null;
  if (wantedId !== null && (typeof wantedId !== 'string' || !UUID.test(wantedId))) {
    const details = 'prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server generate one';
    return refuse('invalid_prompt_id', 'prompt_id must be a valid UUID', details, profile.noNodeErrors);
  }
  const verdict = validatePrompt(sent, partialTargets(body, profile), desk);
  if (verdict.kind === 'rejected') {
    return { answer: { status: 400, body: { error: verdict.error, node_errors: verdict.nodeErrors } } };
  }
  const { extraData, clientId } = readExtraData(body, desk);
  const promptId = wantedId ?? desk.newId();
  const { prompt, outputs, nodeErrors } = verdict;
  return {
    answer: { status: 200, body: { prompt_id: promptId, number, node_errors: nodeErrors } },
    item: { number, promptId, prompt, extraData, clientId, outputs, rank: profile.obeysNumber ? number : desk.nextArrival() },
  };
}

function chooseNumber(body: JsonObject, countUp: () => number): number {
  const given = body['number'];
  if (given !== undefined) return toPythonFloat(given);
  const count = countUp();
  return toPythonBool(body['front'] ?? null) ? 0 - count : count;
}

function partialTargets(body: JsonObject, profile: EngineProfile): readonly JsonValue[] | undefined {
  const targets = body['partial_execution_targets'];
  return profile.acceptsPartialTargets && Array.isArray(targets) ? targets : undefined;
}

function readExtraData(body: JsonObject, { profile, clock }: SubmitDesk): { extraData: JsonObject; clientId: string | undefined } {
  const sent = body['extra_data'];
  const members = Object.entries(isJsonObject(sent) ? sent : {}).filter(([name]) => profile.keepsSecrets || !SECRETS.includes(name));
  const extra: Record<string, JsonValue> = Object.fromEntries(members);
  if (body['client_id'] !== undefined) extra['client_id'] = body['client_id'];
  if (profile.stampsCreateTime) extra['create_time'] = clock.nowMs();
  const clientId = extra['client_id'];
  return { extraData: extra, clientId: typeof clientId === 'string' ? clientId : undefined };
}

function refuse(type: string, message: string, details: string, nodeErrors: JsonValue): Submission {
  return { answer: { status: 400, body: { error: inputError(type, message, details, {}), node_errors: nodeErrors } } };
}
