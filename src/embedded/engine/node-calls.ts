import { nextTurn, RunInterrupted, throwIfInterrupted } from './interrupt';
import { isLink } from './link';
import { NodeFailure } from './node-class';
import type { NodeResult, RunContext } from './node-class';
import type { CallOutcome, Run } from './run';
import { createStepThrottle } from './run-progress';
import { Blocked, findBlock } from './run-values';

/** Calls a node once per set of inputs, one after the other. @throws RunInterrupted before a call; whatever the node throws. */
export async function callInTurn(
  run: Run,
  nodeId: string,
  calls: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly CallOutcome[]> {
  const outcomes: CallOutcome[] = [];
  for (const [index, inputs] of calls.entries()) outcomes.push(await callOnce(run, nodeId, inputs, index));
  return outcomes;
}

/** Starts all calls of an async node at once. */
export function callTogether(
  run: Run,
  nodeId: string,
  calls: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly CallOutcome[]> {
  return Promise.all(calls.map((inputs, index) => callOnce(run, nodeId, inputs, index)));
}

async function callOnce(run: Run, nodeId: string, inputs: Readonly<Record<string, unknown>>, index: number): Promise<CallOutcome> {
  throwIfInterrupted(run.signal);
  const { classType, entry } = run.graph.node(nodeId);
  const block = findBlock(inputs, entry.isInputList);
  if (block !== undefined) return { outputs: allBlocked(run, nodeId, passOn(run, nodeId, block)), ui: undefined, isExpanded: false };
  const failure = run.env.gate?.failureOf(nodeId, classType);
  if (failure !== undefined) throw new NodeFailure('RuntimeError', failure);
  const result = await entry.node.run(inputs, createContext(run, nodeId));
  if (result.blocked !== undefined) {
    return { outputs: allBlocked(run, nodeId, new Blocked(result.blocked.message)), ui: result.ui, isExpanded: false };
  }
  if (result.expand !== undefined) return expand(run, { nodeId, index, expansion: result.expand, ui: result.ui });
  return { outputs: result.outputs, ui: result.ui, isExpanded: false };
}

/** A block with a message is told once; behind that node it goes on silently. */
function passOn(run: Run, nodeId: string, block: Blocked): Blocked {
  if (block.message === null) return block;
  run.messages.toOwnerOrAll('execution_error', {
    prompt_id: run.item.promptId,
    node_id: nodeId,
    node_type: run.graph.node(nodeId).classType,
    executed: [...run.executed],
    exception_message: `Execution Blocked: ${block.message}`,
    exception_type: 'ExecutionBlocked',
    traceback: [],
    current_inputs: [],
    current_outputs: [],
  });
  return new Blocked(null);
}

function allBlocked(run: Run, nodeId: string, block: Blocked): readonly unknown[] {
  return run.graph.node(nodeId).entry.outputTypes.map(() => block);
}

interface Expansion {
  readonly nodeId: string;
  readonly index: number;
  readonly expansion: NonNullable<NodeResult['expand']>;
  readonly ui: NodeResult['ui'];
}

/** Adds the nodes of an expansion under ephemeral ids `parent.call.graph.local` and makes the parent wait for what its outputs link to. */
function expand(run: Run, { nodeId, index, expansion, ui }: Expansion): CallOutcome {
  const idOf = (localId: string): string => `${nodeId}.${index}.0.${localId}`;
  const relink = (value: unknown): unknown => {
    if (isOuterLink(value)) return value.outer;
    return isLink(value) && Object.hasOwn(expansion.graph, value[0]) ? [idOf(value[0]), value[1]] : value;
  };
  const added = Object.entries(expansion.graph);
  for (const [localId, { class_type, inputs }] of added) {
    const relinked = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, relink(value)]));
    run.graph.addExpanded(idOf(localId), { classType: class_type, inputs: relinked }, nodeId);
  }
  for (const [localId] of added) if (run.graph.node(idOf(localId)).entry.isOutput) run.list.add(idOf(localId));
  const outputs = expansion.outputs.map(relink);
  for (const output of outputs) if (isLink(output)) run.list.waitFor(output[0], nodeId);
  return { outputs, ui, isExpanded: true };
}

function isOuterLink(value: unknown): value is { outer: unknown } {
  return typeof value === 'object' && value !== null && 'outer' in value && isLink(value.outer);
}

function createContext(run: Run, nodeId: string): RunContext {
  const { world, clock, gate } = run.env;
  const throttle = createStepThrottle(clock);
  const makesLatents = run.graph.node(nodeId).entry.outputTypes.includes('LATENT');
  const isPreviewWanted = !makesLatents || run.extraData['preview_method'] !== 'none';
  return {
    world,
    clock,
    nodeId,
    promptId: run.item.promptId,
    prompt: run.shownPrompt(),
    extraData: run.extraData,
    progress: async (value, max, offered) => {
      throwIfInterrupted(run.signal);
      await gate?.pass(run.signal);
      throwIfInterrupted(run.signal);
      const preview = isPreviewWanted ? offered : undefined;
      const reached = Math.min(value, max);
      if (throttle(reached, max, preview !== undefined)) run.progress.step(nodeId, { value: reached, max, preview });
      await nextTurn();
    },
    text: (text) => run.messages.text(nodeId, text),
    sleep: (ms) => sleep(run, ms),
  };
}

function sleep(run: Run, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      timer.cancel();
      reject(new RunInterrupted());
    };
    const timer = run.env.clock.after(ms, () => {
      run.signal.removeEventListener('abort', stop);
      resolve();
    });
    if (run.signal.aborted) stop();
    else run.signal.addEventListener('abort', stop, { once: true });
  });
}
