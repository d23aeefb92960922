import type { JsonObject, JsonValue } from '@/lib/json';
import { isJsonObject } from '@/lib/json';
import type { Engine, EngineEvent } from '../engine/engine';
import type { LogBook } from './logs';

/** Writes the terminal's lines about runs: an error when it is announced, and how long a run took once its history entry is there. */
export function createRunLog(logs: LogBook, engine: Engine): (event: EngineEvent) => void {
  let lastKey = '';
  return (event) => {
    if (event.kind !== 'json') return;
    if (event.type === 'execution_error') logs.error(`!!! Exception during processing !!! ${toText(event.data['exception_message'])}`);
    if (event.type !== 'status') return;
    const newest = findNewest(engine);
    if (newest === undefined || newest.key === lastKey) return;
    lastKey = newest.key;
    logs.info(`\u001b[32mPrompt executed in ${(newest.durationMs / 1000).toFixed(2)} seconds\u001b[0m`);
  };
}

/** The newest entry under a key that also changes when an id is used again. */
function findNewest(engine: Engine): { readonly key: string; readonly durationMs: number } | undefined {
  const [id, entry] = Object.entries(engine.history({ maxItems: 1 })).at(-1) ?? Object.entries(engine.history({})).at(-1) ?? [];
  if (id === undefined || entry === undefined) return undefined;
  const times = readTimes(entry);
  const [start = 0, end = 0] = [times[0], times.at(-1)];
  return { key: `${id} ${end}`, durationMs: end - start };
}

function readTimes(entry: JsonObject): number[] {
  const messages = isJsonObject(entry['status']) ? toList(entry['status']['messages']) : [];
  return messages.flatMap((message) => {
    const data = toList(message)[1];
    const time = isJsonObject(data) ? data['timestamp'] : undefined;
    return typeof time === 'number' ? [time] : [];
  });
}

function toList(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function toText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.trimEnd() : '';
}
