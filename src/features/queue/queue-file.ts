/** A queue as a file: every waiting job with its body, to be sent again elsewhere or later. Credentials are not written. Pure. */
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonArray, isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import type { SubmitInput } from '@/session/submit-prompt';

const FORMAT = 'comfydeck-queue';
const VERSION = 1;
const SECRET_NAME = /api_?key|auth|token|secret|password|credential/i;

/** The file's text. */
export function toQueueFile(jobs: readonly SubmitInput[]): string {
  const entries = jobs.map(({ prompt, name, extraData, partialExecutionTargets }) => ({
    name: name ?? null,
    prompt,
    ...(extraData === undefined ? {} : { extra_data: withoutSecrets(extraData) }),
    ...(partialExecutionTargets === undefined ? {} : { partial_execution_targets: partialExecutionTargets }),
  }));
  return stringifyExactJson({ format: FORMAT, version: VERSION, jobs: entries }, 1);
}

/** What a file holds; `skipped` counts entries that are no jobs. Null when it is not such a file. */
export function readQueueFile(text: string): { readonly jobs: readonly SubmitInput[]; readonly skipped: number } | null {
  const json = parseOrNull(text);
  if (!isJsonObject(json) || json['format'] !== FORMAT || !isJsonArray(json['jobs'])) return null;
  const jobs = json['jobs'].flatMap((entry) => readEntry(entry) ?? []);
  return { jobs, skipped: json['jobs'].length - jobs.length };
}

function parseOrNull(text: string): JsonValue {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}

function readEntry(entry: JsonValue): SubmitInput | null {
  if (!isJsonObject(entry) || !isJsonObject(entry['prompt'])) return null;
  const { prompt, name, extra_data: extraData, partial_execution_targets: targets } = entry;
  if (!isJsonObject(prompt)) return null;
  const ids = isJsonArray(targets) ? targets.filter((id) => typeof id === 'string') : [];
  return {
    prompt,
    name: typeof name === 'string' ? name : null,
    ...(isJsonObject(extraData) ? { extraData: withoutSecrets(extraData) } : {}),
    ...(ids.length === 0 ? {} : { partialExecutionTargets: ids.map(toNodeId) }),
  };
}

/** Only the top level carries what a client signs in with; prompts and workflows are the user's own. */
function withoutSecrets(extraData: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(extraData).filter(([name]) => !SECRET_NAME.test(name)));
}
