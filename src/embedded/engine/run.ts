import type { Clock } from '@/lib/clock';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { ExecutionList } from './execution-list';
import type { EngineGate } from './gate';
import type { CacheEntry, ContentKeys, NodeCache, UiRecord } from './node-cache';
import type { NodeResult, World } from './node-class';
import type { EngineProfile } from './profiles';
import type { QueueItem } from './prompt-queue';
import type { RunGraph } from './run-graph';
import type { RunMessages } from './run-messages';
import type { RunProgress } from './run-progress';
import type { InputLists } from './run-values';

/** What all runs of an engine share. */
export interface RunEnvironment {
  readonly world: World;
  readonly clock: Clock;
  readonly profile: EngineProfile;
  readonly gate: EngineGate | undefined;
  readonly cache: NodeCache;
}

/** What one call of a node came to. `outputs` of an expansion may hold links to the nodes it added. */
export interface CallOutcome {
  readonly outputs: readonly unknown[] | undefined;
  readonly ui: NodeResult['ui'];
  readonly isExpanded: boolean;
}

/** Calls of an async node that are under way. */
export interface StartedCalls {
  readonly outcomes: Promise<readonly CallOutcome[]>;
  readonly inputs: InputLists;
}

/** Everything one run knows, from `execution_start` to its history entry. */
export interface Run {
  readonly env: RunEnvironment;
  readonly item: QueueItem;
  /** What nodes see as extra_data. */
  readonly extraData: JsonObject;
  /** What nodes see as the prompt: with `is_changed` where a class has a fingerprint. */
  readonly shownPrompt: () => JsonObject;
  readonly graph: RunGraph;
  readonly list: ExecutionList;
  readonly keys: ContentKeys;
  readonly messages: RunMessages;
  readonly progress: RunProgress;
  readonly signal: AbortSignal;
  readonly executed: Set<string>;
  readonly results: Map<string, CacheEntry>;
  readonly ui: Map<string, UiRecord>;
  readonly expansions: Map<string, readonly CallOutcome[]>;
  readonly started: Map<string, StartedCalls>;
  /** Display id of the node announced last. */
  position: string | null;
}

/** A run ended early; `details` are the event's fields beyond prompt and node. */
export class RunFailure extends Error {
  readonly nodeId: string;
  readonly isInterrupt: boolean;
  readonly details: Readonly<Record<string, JsonValue>>;
  constructor(nodeId: string, failure: { isInterrupt: boolean; details: Readonly<Record<string, JsonValue>> }) {
    super(`run failed at node ${nodeId}`);
    this.nodeId = nodeId;
    this.isInterrupt = failure.isInterrupt;
    this.details = failure.details;
  }
}

/** The result of a node, made by this run or kept from an earlier one. */
export function resultOf(run: Run, nodeId: string): CacheEntry | undefined {
  return run.results.get(nodeId) ?? run.env.cache.get(run.keys.of(nodeId));
}
