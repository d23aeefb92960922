import type { ClassBook, ClassEntry } from './class-book';
import { PythonError } from './python';
import type { DraftPrompt } from './validate-node';

/** A node as the executor sees it. Inputs of expanded nodes may hold any value. */
export interface RunNode {
  readonly classType: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly entry: ClassEntry;
}

/** Who a node is for messages: itself, the node it was expanded from, and the prompt's own node at the top. */
export interface NodeNames {
  readonly displayId: string;
  readonly parentId: string | null;
  readonly realId: string;
}

/** The prompt plus the nodes that expansions add during the run. */
export interface RunGraph {
  /** @throws PythonError for an id that is not there. */
  readonly node: (nodeId: string) => RunNode;
  readonly has: (nodeId: string) => boolean;
  readonly promptIds: readonly string[];
  readonly allIds: () => readonly string[];
  readonly names: (nodeId: string) => NodeNames;
  readonly addExpanded: (nodeId: string, node: { classType: string; inputs: Readonly<Record<string, unknown>> }, parentId: string) => void;
}

/** Creates the graph of one run; the prompt must have passed validation. */
export function createRunGraph(prompt: DraftPrompt, book: ClassBook): RunGraph {
  const nodes = new Map<string, RunNode>();
  const parents = new Map<string, string>();
  const add = (nodeId: string, classType: string, inputs: Readonly<Record<string, unknown>>): void => {
    const entry = book.find(classType);
    if (entry === undefined) throw new PythonError('KeyError', `'${classType}'`);
    nodes.set(nodeId, { classType, inputs, entry });
  };
  for (const [id, { class_type, inputs = {} }] of Object.entries(prompt)) add(id, typeof class_type === 'string' ? class_type : '', inputs);
  const topOf = (nodeId: string): string => {
    let id = nodeId;
    for (let parent = parents.get(id); parent !== undefined; parent = parents.get(id)) id = parent;
    return id;
  };
  return {
    node: (nodeId) => {
      const node = nodes.get(nodeId);
      if (node === undefined) throw new PythonError('NodeNotFoundError', `Node ${nodeId} not found`);
      return node;
    },
    has: (nodeId) => nodes.has(nodeId),
    promptIds: Object.keys(prompt),
    allIds: () => [...nodes.keys()],
    names: (nodeId) => ({ displayId: topOf(nodeId), parentId: parents.get(nodeId) ?? null, realId: topOf(nodeId) }),
    addExpanded: (nodeId, { classType, inputs }, parentId) => {
      add(nodeId, classType, inputs);
      parents.set(nodeId, parentId);
    },
  };
}
