import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { jsonList } from './json-list';

/** Names of the servers the engine can pass for. */
export type ProfileName = 'plain' | 'pre028' | 'old' | 'cluster';

/** How one kind of server differs where the engine is concerned. Everything else is common. */
export interface EngineProfile {
  /** `node_errors` of a refusal that concerns no node. */
  readonly noNodeErrors: JsonValue;
  readonly namesMissingClass: boolean;
  readonly reportsCycles: boolean;
  readonly acceptsPromptId: boolean;
  readonly acceptsPartialTargets: boolean;
  /** `number` and `front` decide the order; else first come, first served. */
  readonly obeysNumber: boolean;
  readonly keepsSecrets: boolean;
  readonly stampsCreateTime: boolean;
  readonly stampsMessages: boolean;
  readonly sendsProgressState: boolean;
  /** extra_data reaches the nodes. */
  readonly passesExtraData: boolean;
  readonly showsRunning: boolean;
  /** Delete, clear, free and interrupt are obeyed. */
  readonly canBeStopped: boolean;
  readonly obeysInterruptTarget: boolean;
  /** `executing null` goes to every socket, before the last `executed`. */
  readonly endsEarly: boolean;
  readonly historyWindow: (ids: readonly string[], window: HistoryWindow) => readonly string[];
  readonly historyEntry: (entry: JsonObject) => JsonObject;
}

/** Query of GET /history. */
export interface HistoryWindow {
  readonly maxItems?: number;
  readonly offset?: number;
}

const PLAIN: EngineProfile = {
  noNodeErrors: {},
  namesMissingClass: true,
  reportsCycles: true,
  acceptsPromptId: true,
  acceptsPartialTargets: true,
  obeysNumber: true,
  keepsSecrets: false,
  stampsCreateTime: true,
  stampsMessages: true,
  sendsProgressState: true,
  passesExtraData: true,
  showsRunning: true,
  canBeStopped: true,
  obeysInterruptTarget: true,
  endsEarly: false,
  historyWindow: plainWindow,
  historyEntry: (entry) => entry,
};

/** A server of autumn 2024; its messages carry no timestamps, as those of that summer. */
const OLD: EngineProfile = {
  ...PLAIN,
  noNodeErrors: [],
  namesMissingClass: false,
  reportsCycles: false,
  acceptsPromptId: false,
  acceptsPartialTargets: false,
  keepsSecrets: true,
  stampsCreateTime: false,
  stampsMessages: false,
  sendsProgressState: false,
  obeysInterruptTarget: false,
  historyWindow: (ids, { maxItems }) => plainWindow(ids, maxItems === undefined ? {} : { maxItems }),
};

/** A frontend that hands jobs to workers over a message broker, as `scale-out.md` section 4.2 observed it. */
const CLUSTER: EngineProfile = {
  ...PLAIN,
  acceptsPartialTargets: false,
  obeysNumber: false,
  passesExtraData: false,
  showsRunning: false,
  canBeStopped: false,
  endsEarly: true,
  historyWindow: clusterWindow,
  historyEntry: clusterEntry,
};

const PROFILES: Readonly<Record<ProfileName, EngineProfile>> = { plain: PLAIN, pre028: PLAIN, old: OLD, cluster: CLUSTER };

/** The data of a profile. */
export function engineProfile(name: ProfileName): EngineProfile {
  return PROFILES[name];
}

/** Oldest first; `max_items` alone means the newest ones, an offset ≥ 0 counts from the oldest. As the real loop counts after taking, offset with `max_items=0` gives one. */
function plainWindow(ids: readonly string[], { maxItems, offset = -1 }: HistoryWindow): readonly string[] {
  if (maxItems !== undefined && maxItems <= 0) return offset < 0 ? [] : ids.slice(offset, offset + 1);
  const start = offset < 0 ? (maxItems === undefined ? 0 : Math.max(0, ids.length - maxItems)) : offset;
  return ids.slice(start, maxItems === undefined ? undefined : start + maxItems);
}

/** A slice from `offset`, which is −1 when absent: without parameters the newest entry, with `max_items` alone mostly nothing. */
function clusterWindow(ids: readonly string[], { maxItems, offset = -1 }: HistoryWindow): readonly string[] {
  return ids.slice(offset, maxItems === undefined ? undefined : offset + maxItems);
}

function clusterEntry(entry: JsonObject): JsonObject {
  const { prompt = null, outputs = {}, status = null } = entry;
  const nodes = isJsonObject(outputs) ? Object.entries(outputs) : [];
  return {
    prompt,
    outputs: Object.fromEntries(nodes.map(([id, kinds]) => [id, withAbsolutePaths(kinds)])),
    status: isJsonObject(status) ? { ...status, messages: plainTexts(status['messages']) } : status,
  };
}

function withAbsolutePaths(kinds: JsonValue): JsonValue {
  if (!isJsonObject(kinds)) return kinds;
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, items]) => [kind, Array.isArray(items) ? items.map(withAbsolutePath) : items]),
  );
}

function withAbsolutePath(item: JsonValue): JsonValue {
  if (!isJsonObject(item) || typeof item['filename'] !== 'string') return item;
  const parts = ['/workspace', item['type'], item['subfolder'], item['filename']].flatMap((part) =>
    typeof part === 'string' ? [part] : [],
  );
  return { ...item, abs_path: parts.filter((part) => part !== '').join('/') };
}

function plainTexts(messages: JsonValue | undefined): readonly JsonValue[] {
  return jsonList(messages).flatMap((message) => {
    const data = jsonList(message)[1];
    return isJsonObject(data) && typeof data['exception_message'] === 'string' ? [data['exception_message']] : [];
  });
}
