import type { JsonObject, JsonValue } from '@/lib/json';
import { parseHistory } from '@/protocol/history';
import type { HistoryEntry } from '@/protocol/history';
import type { ServerEvent } from '@/protocol/server-event';
import { blankSecrets, cleanExtraData } from './secrets';

/**
 * A history entry in the server's own form, so that one reader serves both: the first five elements of its prompt, outputs, the messages
 * that tell times and end, visible nodes. Credentials are left out. Pure.
 */
export function toHistoryJson(entry: HistoryEntry): JsonObject {
  const { number, promptId, prompt, extraData, outputNodeIds, outputs, status, displayNodeIds } = entry;
  const meta = Object.entries(displayNodeIds).map(([id, display]): [string, JsonValue] => [id, { display_node: display }]);
  const messages = status?.events.flatMap(toMessage) ?? [];
  // Blanked together, so that copies of a sign-in are found wherever they are.
  const { value } = blankSecrets({ prompt, extraData, outputs, messages });
  return {
    prompt: [number, promptId, value.prompt, cleanExtraData(value.extraData), outputNodeIds],
    outputs: value.outputs,
    status: status === null ? null : { status_str: status.statusText, completed: status.isCompleted, messages: value.messages },
    meta: Object.fromEntries(meta),
  };
}

/** The entry that `toHistoryJson` wrote, or another tab, version or browser; null when it is none. */
export function parseHistoryJson(promptId: string, json: unknown): HistoryEntry | null {
  return parseHistory({ [promptId]: json as JsonValue }).entries[0] ?? null;
}

function toMessage(event: ServerEvent): JsonValue[] {
  switch (event.kind) {
    case 'execution-start':
      return [['execution_start', { prompt_id: event.promptId, ...toStamp(event) }]];
    case 'execution-cached':
      return [['execution_cached', { prompt_id: event.promptId, nodes: event.nodeIds, ...toStamp(event) }]];
    case 'execution-success':
      return [['execution_success', { prompt_id: event.promptId, ...toStamp(event) }]];
    case 'execution-interrupted':
      return [['execution_interrupted', { prompt_id: event.promptId, node_id: event.nodeId ?? null, ...toStamp(event) }]];
    case 'execution-error': {
      const { nodeId, nodeType, exceptionType, message, traceback, currentInputs } = event.error;
      const error = { node_id: nodeId, node_type: nodeType, exception_type: exceptionType, exception_message: message, traceback };
      return [['execution_error', { prompt_id: event.promptId, ...error, current_inputs: currentInputs, ...toStamp(event) }]];
    }
    default:
      return [];
  }
}

function toStamp({ timestampMs }: { readonly timestampMs?: number }): JsonObject {
  return timestampMs === undefined ? {} : { timestamp: timestampMs };
}
