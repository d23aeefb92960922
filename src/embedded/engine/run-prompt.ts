import type { JsonObject } from '@/lib/json';
import type { ClassBook } from './class-book';
import type { EngineEvent } from './engine';
import { createExecutionList } from './execution-list';
import { createContentKeys } from './node-cache';
import { toQueueEntry } from './prompt-queue';
import type { QueueItem } from './prompt-queue';
import { RunFailure } from './run';
import type { Run, RunEnvironment } from './run';
import { createRunGraph } from './run-graph';
import { createRunMessages } from './run-messages';
import { createRunProgress } from './run-progress';
import { emitKept, runNode } from './run-node';
import type { DraftPrompt } from './validate-node';

/** What a run needs besides its prompt. `emit` may be called until the promise of `runPrompt` settles. */
export interface RunStart {
  readonly env: RunEnvironment;
  readonly book: ClassBook;
  readonly item: QueueItem;
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
}

/** Prepares a run; nothing is sent or executed yet. */
export function openRun({ env, book, item, signal, emit }: RunStart): Run {
  const { promptId, clientId } = item;
  const graph = createRunGraph(item.prompt, book);
  const keys = createContentKeys(graph, env.cache, env.world);
  const list = createExecutionList(graph, (nodeId) => env.cache.get(keys.of(nodeId)) !== undefined);
  const messages = createRunMessages({ promptId, clientId, profile: env.profile, clock: env.clock, emit });
  const progress = createRunProgress({ promptId, graph, messages, profile: env.profile });
  let shown: JsonObject | undefined;
  return {
    env,
    item,
    extraData: env.profile.passesExtraData ? item.extraData : {},
    shownPrompt: () => (shown ??= withFingerprints(item.prompt, keys.fingerprints())),
    graph,
    list,
    keys,
    messages,
    progress,
    signal,
    executed: new Set(),
    results: new Map(),
    ui: new Map(),
    expansions: new Map(),
    started: new Map(),
    position: null,
  };
}

/**
 * Runs a prompt to its end, whatever that is; failures of nodes are part of the result.
 * @returns the history entry.
 */
export async function runPrompt(run: Run): Promise<JsonObject> {
  const prompt = { prompt_id: run.item.promptId };
  run.messages.milestone('execution_start', prompt);
  const cached = run.graph.promptIds.filter((id) => run.env.cache.get(run.keys.of(id)) !== undefined);
  run.messages.milestone('execution_cached', { nodes: cached, ...prompt });
  let isComplete = false;
  try {
    for (const output of run.item.outputs) run.list.add(output);
    await runAll(run);
    resendIntermediate(run);
    run.messages.milestone('execution_success', prompt);
    isComplete = true;
  } catch (thrown) {
    if (!(thrown instanceof RunFailure)) throw thrown;
    reportFailure(run, thrown);
  }
  run.position = null;
  return toHistoryEntry(run, isComplete);
}

async function runAll(run: Run): Promise<void> {
  let isTrimmed = false;
  while (!run.list.isEmpty()) {
    const nodeId = run.list.next();
    if (nodeId === undefined && run.list.hasBlocks()) {
      await Promise.race([...run.started.values()].map(({ outcomes }) => outcomes.then(ignore, ignore)));
      continue;
    }
    if (nodeId === undefined) throw cycleFailure(run);
    const outcome = await runNode(run, nodeId);
    if (outcome === 'done') run.list.complete(nodeId);
    // What this prompt does not use goes as soon as one node has been handled; all that comes later is of this prompt.
    if (!isTrimmed) run.env.cache.retain(run.keys.all());
    isTrimmed = true;
  }
}

function ignore(): void {
  // Only the moment matters here; the outcome is read when the node resumes.
}

/** Cycles of the prompt itself are refused at submission, so an expansion made this one: its outermost node is blamed. */
function cycleFailure(run: Run): RunFailure {
  const stuck = run.list.stuck();
  const expanded = stuck.map((id) => run.graph.names(id).displayId).find((displayId, index) => displayId !== stuck[index]);
  return new RunFailure(expanded ?? stuck[0] ?? '', {
    isInterrupt: false,
    details: {
      exception_message: 'Dependency cycle detected',
      exception_type: 'graph.DependencyCycleError',
      traceback: [],
      current_inputs: [],
    },
  });
}

/** Kept outputs of nodes that show something on the way, though no output node. */
function resendIntermediate(run: Run): void {
  for (const nodeId of run.graph.allIds()) {
    if (run.executed.has(nodeId) || run.ui.has(nodeId) || !run.graph.node(nodeId).entry.hasIntermediateOutput) continue;
    const kept = run.env.cache.get(run.keys.of(nodeId));
    if (kept !== undefined) emitKept(run, nodeId, kept);
  }
}

function reportFailure(run: Run, { nodeId, isInterrupt, details }: RunFailure): void {
  const common = {
    prompt_id: run.item.promptId,
    node_id: nodeId,
    node_type: run.graph.node(nodeId).classType,
    executed: [...run.executed],
  };
  if (isInterrupt) run.messages.milestone('execution_interrupted', common, { broadcast: true });
  else run.messages.milestone('execution_error', { ...common, ...details, current_outputs: run.graph.promptIds });
}

function toHistoryEntry(run: Run, isComplete: boolean): JsonObject {
  const records = [...run.ui];
  return {
    prompt: toQueueEntry(run.item),
    outputs: Object.fromEntries(records.map(([id, { output }]) => [id, output])),
    status: { status_str: isComplete ? 'success' : 'error', completed: isComplete, messages: run.messages.kept() },
    meta: Object.fromEntries(records.map(([id, { meta }]) => [id, meta])),
  };
}

function withFingerprints(prompt: DraftPrompt, prints: ReturnType<Run['keys']['fingerprints']>): JsonObject {
  const nodes = Object.entries(prompt).map(([id, node]) => {
    const print = prints.get(id);
    return [id, print === undefined ? node : { ...node, is_changed: [print] }];
  });
  return Object.fromEntries(nodes) as JsonObject;
}
