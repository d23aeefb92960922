import type { JsonObject, JsonValue } from '@/lib/json';
import { nextTurn, RunInterrupted } from './interrupt';
import { isLink } from './link';
import { callInTurn, callTogether } from './node-calls';
import type { CacheEntry, UiRecord } from './node-cache';
import { NodeFailure } from './node-class';
import { PythonError } from './python';
import { resultOf, RunFailure } from './run';
import type { CallOutcome, Run } from './run';
import { collectInputs, formatInputs, mergeOutputs, mergeUi, splitCalls } from './run-values';
import type { InputLists } from './run-values';
import { fakeTraceback } from './validation-error';

/** `pending`: the node waits for inputs it asked for, for nodes it expanded into, or for its own async calls, and is run again. */
export type NodeOutcome = 'done' | 'pending';

const NO_INPUTS: InputLists = { lists: {}, missing: new Set() };

/** Takes one ready node a step further. @throws RunFailure, which ends the run. */
export async function runNode(run: Run, nodeId: string): Promise<NodeOutcome> {
  const kept = run.env.cache.get(run.keys.of(nodeId));
  if (kept !== undefined) return reuse(run, nodeId, kept);
  let inputs = run.started.get(nodeId)?.inputs ?? NO_INPUTS;
  try {
    const isFresh = !run.started.has(nodeId) && !run.expansions.has(nodeId);
    if (isFresh) inputs = await announce(run, nodeId);
    const outcomes = isFresh ? await callNode(run, nodeId, inputs) : await resume(run, nodeId);
    return outcomes === undefined ? 'pending' : settle(run, nodeId, outcomes);
  } catch (thrown) {
    throw toFailure(run, { nodeId, inputs, thrown });
  }
}

/** Sends what a kept result shows; used for outputs that did not run. */
export function emitKept(run: Run, nodeId: string, kept: CacheEntry): void {
  if (kept.ui !== undefined) run.ui.set(nodeId, kept.ui);
  sendExecuted(run, nodeId, kept.ui?.output ?? null);
}

function reuse(run: Run, nodeId: string, kept: CacheEntry): NodeOutcome {
  emitKept(run, nodeId, kept);
  run.results.set(nodeId, kept);
  run.progress.finish(nodeId);
  return 'done';
}

async function announce(run: Run, nodeId: string): Promise<InputLists> {
  await nextTurn();
  await run.env.gate?.pass(run.signal);
  run.progress.start(nodeId);
  const { displayId } = run.graph.names(nodeId);
  run.position = displayId;
  const inputs = collectInputs(run.graph.node(nodeId), (id, slot) => resultOf(run, id)?.slots[slot]);
  run.messages.toOwner('executing', { node: nodeId, display_node: displayId, prompt_id: run.item.promptId });
  return inputs;
}

/** Undefined when the node must wait. */
async function callNode(run: Run, nodeId: string, inputs: InputLists): Promise<readonly CallOutcome[] | undefined> {
  const { entry } = run.graph.node(nodeId);
  const { node } = entry;
  const calls = splitCalls(entry, inputs.lists);
  const wanted = new Set(calls.flatMap((call) => node.lazy?.(call) ?? []).filter((name) => inputs.missing.has(name)));
  for (const name of wanted) run.list.waitForInput(nodeId, name);
  if (wanted.size > 0) return undefined;
  return node.isAsync === true ? startAsync(run, nodeId, { calls, inputs }) : callInTurn(run, nodeId, calls);
}

interface AsyncStart {
  readonly calls: readonly Readonly<Record<string, unknown>>[];
  readonly inputs: InputLists;
}

/** Gives the calls one turn; if they need longer, others run meanwhile. */
async function startAsync(run: Run, nodeId: string, { calls, inputs }: AsyncStart): Promise<readonly CallOutcome[] | undefined> {
  const outcomes = callTogether(run, nodeId, calls);
  const over = outcomes.then(
    () => 'over' as const,
    () => 'over' as const,
  );
  if ((await Promise.race([over, nextTurn()])) === 'over') return outcomes;
  const unblock = run.list.block(nodeId);
  void over.then(unblock);
  run.started.set(nodeId, { outcomes, inputs });
  return undefined;
}

async function resume(run: Run, nodeId: string): Promise<readonly CallOutcome[]> {
  const started = run.started.get(nodeId);
  if (started === undefined) return run.expansions.get(nodeId) ?? [];
  const outcomes = await started.outcomes;
  run.started.delete(nodeId);
  return outcomes;
}

function settle(run: Run, nodeId: string, outcomes: readonly CallOutcome[]): NodeOutcome {
  const isResolving = run.expansions.has(nodeId);
  if (!isResolving) showUi(run, nodeId, outcomes);
  if (!isResolving && outcomes.some(({ isExpanded }) => isExpanded)) {
    run.expansions.set(nodeId, outcomes);
    return 'pending';
  }
  run.expansions.delete(nodeId);
  const result = { slots: toSlots(run, nodeId, outcomes), ui: run.ui.get(nodeId) };
  run.results.set(nodeId, result);
  run.env.cache.set(run.keys.of(nodeId), result);
  run.progress.finish(nodeId);
  run.executed.add(nodeId);
  return 'done';
}

function showUi(run: Run, nodeId: string, outcomes: readonly CallOutcome[]): void {
  const output = mergeUi(outcomes.flatMap(({ ui }) => (ui === undefined ? [] : [ui])));
  if (output === undefined) return;
  const { displayId, parentId, realId } = run.graph.names(nodeId);
  const meta = { node_id: nodeId, display_node: displayId, parent_node: parentId, real_node_id: realId };
  const record: UiRecord = { meta, output };
  run.ui.set(nodeId, record);
  sendExecuted(run, nodeId, output);
}

function sendExecuted(run: Run, nodeId: string, output: JsonObject | null): void {
  const { displayId } = run.graph.names(nodeId);
  run.messages.toOwner('executed', { node: nodeId, display_node: displayId, output, prompt_id: run.item.promptId });
}

function toSlots(run: Run, nodeId: string, outcomes: readonly CallOutcome[]): CacheEntry['slots'] {
  const { entry } = run.graph.node(nodeId);
  const calls = outcomes.flatMap(({ outputs, isExpanded }) => (outputs === undefined ? [] : [{ outputs, isExpanded }]));
  if (calls.length === 0) return [];
  const slotsOfCalls = calls.map(({ outputs, isExpanded }) => {
    if (!isExpanded) return mergeOutputs(entry, [outputs]);
    return outputs.map((output, slot) => (isLink(output) ? followLink(run, output) : (mergeOutputs(entry, [outputs])[slot] ?? [])));
  });
  const count = Math.max(...slotsOfCalls.map((slots) => slots.length));
  return Array.from({ length: count }, (_, slot) => slotsOfCalls.flatMap((slots) => slots[slot] ?? []));
}

function followLink(run: Run, [sourceId, slot]: readonly [string, number]): readonly unknown[] {
  return resultOf(run, sourceId)?.slots[slot] ?? [];
}

interface Thrown {
  readonly nodeId: string;
  readonly inputs: InputLists;
  readonly thrown: unknown;
}

function toFailure(run: Run, { nodeId, inputs, thrown }: Thrown): RunFailure {
  const { realId } = run.graph.names(nodeId);
  if (thrown instanceof RunInterrupted) return new RunFailure(realId, { isInterrupt: true, details: {} });
  const { exceptionType, message, traceback } = describeThrown(thrown);
  const hidden = { PROMPT: run.shownPrompt(), EXTRA_PNGINFO: run.extraData['extra_pnginfo'] ?? null, UNIQUE_ID: nodeId };
  const details: Record<string, JsonValue> = {
    exception_message: `${message}\n`,
    exception_type: exceptionType,
    traceback: traceback.length > 0 ? traceback : fakeTraceback('execute', 'get_output_data', run.graph.node(nodeId).classType),
    current_inputs: formatInputs(run.graph.node(nodeId).entry, inputs.lists, hidden),
  };
  return new RunFailure(realId, { isInterrupt: false, details });
}

function describeThrown(thrown: unknown): { exceptionType: string; message: string; traceback: readonly string[] } {
  if (thrown instanceof NodeFailure) return { exceptionType: thrown.exceptionType, message: thrown.message, traceback: thrown.traceback };
  if (thrown instanceof PythonError) return { exceptionType: thrown.exceptionType, message: thrown.message, traceback: [] };
  return { exceptionType: 'RuntimeError', message: thrown instanceof Error ? thrown.message : String(thrown), traceback: [] };
}
