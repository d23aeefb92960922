import { isLink } from './link';
import { liveInputs } from './live-inputs';
import { PythonError } from './python';
import type { RunGraph } from './run-graph';

/** The nodes still to run and what each waits for; a topological sort that can grow while it is consumed. */
export interface ExecutionList {
  readonly isEmpty: () => boolean;
  /** Adds a node and, behind it, everything it needs except lazy inputs and what is cached. */
  readonly add: (nodeId: string) => void;
  /** Makes `to` wait for `from`. */
  readonly waitFor: (from: string, to: string) => void;
  /** Makes a node wait for the link in one of its inputs. @throws PythonError if there is none. */
  readonly waitForInput: (nodeId: string, inputName: string) => void;
  /** Keeps a node back until the returned function is called. */
  readonly block: (nodeId: string) => () => void;
  readonly hasBlocks: () => boolean;
  /** The ready node to run next by ComfyUI's preference, or undefined when none is ready. */
  readonly next: () => string | undefined;
  readonly complete: (nodeId: string) => void;
  /** Nodes that wait for each other when nothing is ready any more. */
  readonly stuck: () => readonly string[];
}

/**
 * Creates the list of one run.
 * Order: of the ready nodes, as added, the first output or async node; else the first feeding an output directly; else the first doing so at two steps; else the first.
 * Source: ComfyUI `comfy_execution/graph.py`.
 */
export function createExecutionList(graph: RunGraph, isCached: (nodeId: string) => boolean): ExecutionList {
  const waitsFor = new Map<string, Set<string>>();
  const blocking = new Map<string, Set<string>>();
  const blocks = createBlocks();
  const isOutput = (id: string): boolean => graph.node(id).entry.isOutput;
  const isFirstChoice = (id: string): boolean => isOutput(id) || graph.node(id).entry.node.isAsync === true;
  const followers = (id: string): readonly string[] => [...(blocking.get(id) ?? [])];

  const waitFor = (from: string, to: string): void => {
    if (isCached(from)) return;
    add(from);
    waitsFor.get(to)?.add(from);
    blocking.get(from)?.add(to);
  };
  const add = (nodeId: string): void => {
    const stack = [nodeId];
    const links: [from: string, to: string][] = [];
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (waitsFor.has(id)) continue;
      waitsFor.set(id, new Set());
      blocking.set(id, new Set());
      const sources = isCached(id) ? [] : eagerSources(graph, id);
      stack.push(...sources.filter((source) => !isCached(source)));
      for (const source of sources) links.push([source, id]);
    }
    for (const [from, to] of links) waitFor(from, to);
  };
  const ready = (): readonly string[] => [...waitsFor.keys()].filter((id) => waitsFor.get(id)?.size === 0 && !blocks.has(id));

  return {
    isEmpty: () => waitsFor.size === 0,
    add,
    waitFor,
    waitForInput: (nodeId, inputName) => {
      const value = graph.node(nodeId).inputs[inputName];
      if (!isLink(value))
        throw new PythonError('NodeInputError', `Node ${nodeId} says it needs input ${inputName}, but there is no link in it`);
      waitFor(value[0], nodeId);
    },
    block: blocks.add,
    hasBlocks: blocks.hasAny,
    next: () => {
      const nodes = ready();
      const feedsOutput = (id: string): boolean => followers(id).some(isOutput);
      return nodes.find(isFirstChoice) ?? nodes.find(feedsOutput) ?? nodes.find((id) => followers(id).some(feedsOutput)) ?? nodes[0];
    },
    complete: (nodeId) => {
      for (const follower of followers(nodeId)) waitsFor.get(follower)?.delete(nodeId);
      waitsFor.delete(nodeId);
      blocking.delete(nodeId);
    },
    stuck: () => withoutFreeNodes(waitsFor),
  };
}

/** What is held back from outside, with a count per node. */
function createBlocks(): { add: (nodeId: string) => () => void; has: (nodeId: string) => boolean; hasAny: () => boolean } {
  const counts = new Map<string, number>();
  const change = (nodeId: string, by: number): void => {
    const count = (counts.get(nodeId) ?? 0) + by;
    if (count === 0) counts.delete(nodeId);
    else counts.set(nodeId, count);
  };
  return {
    add: (nodeId) => {
      change(nodeId, 1);
      return () => change(nodeId, -1);
    },
    has: (nodeId) => counts.has(nodeId),
    hasAny: () => counts.size > 0,
  };
}

/** Takes away, again and again, nodes that nobody waits for; what is left are the cycles and what they wait for among each other. */
function withoutFreeNodes(waitsFor: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const left = new Map([...waitsFor].map(([id, sources]) => [id, new Set(sources)]));
  for (let free = freeNode(left); free !== undefined; free = freeNode(left)) left.delete(free);
  return [...left.keys()];
}

/** A node nobody waits for, hence in no cycle. */
function freeNode(waitsFor: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  const needed = new Set([...waitsFor.values()].flatMap((sources) => [...sources]));
  return [...waitsFor.keys()].find((id) => !needed.has(id));
}

function eagerSources(graph: RunGraph, nodeId: string): readonly string[] {
  const { inputs, entry } = graph.node(nodeId);
  const lazy = new Set(
    liveInputs(entry.info, inputs)
      .filter(({ options }) => options['lazy'] === true)
      .map(({ name }) => name),
  );
  return Object.entries(inputs).flatMap(([name, value]) => (isLink(value) && !lazy.has(name) ? [value[0]] : []));
}
