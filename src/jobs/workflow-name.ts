import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';

/** The workflow inside `extra_data.extra_pnginfo`; null when the prompt came without one (scripts, other clients). */
export function findWorkflow(extraData: JsonObject): JsonObject | null {
  const info = extraData['extra_pnginfo'];
  const workflow = isJsonObject(info) ? info['workflow'] : undefined;
  return isJsonObject(workflow) ? workflow : null;
}

/** The name this program wrote to `extra.comfydeck.name` when it submitted the workflow; null for workflows of other clients. */
export function findWorkflowName(workflow: JsonObject | null): string | null {
  const deck = member(member(workflow, 'extra'), 'comfydeck');
  const name = member(deck, 'name');
  return typeof name === 'string' && name.trim() !== '' ? name : null;
}

/** Our own id of a submission, sent as `extra_data.comfydeck_id`: found again where the server gave the prompt another id. */
export function findSubmissionId(extraData: JsonObject): string | null {
  const id = extraData['comfydeck_id'];
  return typeof id === 'string' && id !== '' ? id : null;
}

/** The name a sender gave for people to read; null when there is none. */
export function findSender(extraData: JsonObject): string | null {
  const name = extraData['queued_by'];
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : null;
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}
