import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { normalizeOutputs, summarizeOutputs } from './job-outputs';

/** Every status of `/api/jobs`. */
export const JOB_STATUSES = ['pending', 'in_progress', 'completed', 'failed', 'cancelled'] as const;

export type JobStatus = (typeof JOB_STATUSES)[number];

/** One job as the route answers it; absent members are left out. */
export interface JobRecord extends JsonObject {
  readonly id: string;
  readonly status: JobStatus;
}

/** A job made of a queue item `[number, id, prompt, extra_data, outputs]`. @throws TypeError on `extra_pnginfo: null` or `workflow: null`. */
export function fromQueueItem(item: JsonValue, status: 'pending' | 'in_progress'): JobRecord {
  const [priority = null, id = null, , extraData = {}] = toList(item);
  return {
    id: typeof id === 'string' ? id : '',
    status,
    priority,
    ...present({ create_time: readExtra(extraData)['create_time'] }),
    outputs_count: 0,
    previewable_outputs_count: 0,
    ...present({ workflow_id: readWorkflowId(extraData) }),
  };
}

/** A job made of a history entry. @throws TypeError on `extra_pnginfo: null` or `workflow: null`, which on the real server breaks every call. */
export function fromHistoryEntry(id: string, entry: JsonObject, hasDetails: boolean): JobRecord {
  const [priority = null, , prompt = {}, extraData = {}] = toList(entry['prompt'] ?? []);
  const status = isJsonObject(entry['status']) ? entry['status'] : {};
  const outputs = entry['outputs'] ?? {};
  const summary = summarizeOutputs(outputs);
  const messages = readMessages(status['messages'] ?? []);
  const details = {
    outputs: normalizeOutputs(outputs),
    execution_status: entry['status'] ?? null,
    workflow: { prompt, extra_data: extraData },
  };
  return {
    id,
    status: readStatus(status, messages),
    priority,
    ...present({
      create_time: readExtra(extraData)['create_time'],
      execution_start_time: messages.get('execution_start')?.['timestamp'],
      execution_end_time: readEnd(messages)?.['timestamp'],
      execution_error: messages.get('execution_error'),
    }),
    outputs_count: summary.outputsCount,
    previewable_outputs_count: summary.previewableCount,
    ...present({ preview_output: summary.preview, workflow_id: readWorkflowId(extraData) }),
    ...(hasDetails ? details : {}),
  };
}

function readMessages(messages: JsonValue): Map<string, JsonObject> {
  const pairs = toList(messages).map(toList);
  return new Map(pairs.flatMap(([name, data]) => (typeof name === 'string' && isJsonObject(data) ? [[name, data] as const] : [])));
}

function readEnd(messages: Map<string, JsonObject>): JsonObject | undefined {
  return messages.get('execution_success') ?? messages.get('execution_error') ?? messages.get('execution_interrupted');
}

function readStatus(status: JsonObject, messages: Map<string, JsonObject>): JobStatus {
  if (status['status_str'] !== 'error') return 'completed';
  return messages.has('execution_interrupted') ? 'cancelled' : 'failed';
}

function readExtra(extraData: JsonValue): JsonObject {
  return isJsonObject(extraData) ? extraData : {};
}

function readWorkflowId(extraData: JsonValue): JsonValue | undefined {
  const workflow = readMember(readMember(readExtra(extraData), 'extra_pnginfo'), 'workflow');
  if (!isJsonObject(workflow)) throw new TypeError('workflow is no object');
  return workflow['id'];
}

/** Python's `value.get(key, {})`, which fails on anything but an object. */
function readMember(value: JsonValue, key: string): JsonValue {
  if (!isJsonObject(value)) throw new TypeError(`no object to read ${key} from`);
  return value[key] === undefined ? {} : value[key];
}

function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) => (value === undefined || value === null ? [] : [[key, value]])),
  );
}

function toList(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
