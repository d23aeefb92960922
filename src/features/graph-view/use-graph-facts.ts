import { replaceEqualDeep } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useDocumentRun, useRunProblems } from '@/components/run-workflow/use-run-workflow';
import type { GraphId, SubgraphId, WorkflowDocument } from '@/graph/document/model';
import { findGraph } from '@/graph/edit/edit-graph';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { preflightInSteps } from '@/graph/validate/preflight';
import type { Clock } from '@/lib/clock';
import type { Diagnostic } from '@/lib/diagnostic';
import { nextFrame } from '@/lib/next-frame';
import { toNodeId, type NodeId, type PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { createSlices } from '@/workspace/slices';
import { useWorkspace } from '@/workspace/use-workspace';
import type { DocumentId, OpenDocument } from '@/workspace/workspace';
import type { GraphFacts } from './graph-context';
import { usePastRun } from './use-past-run';

const NONE: readonly Diagnostic[] = [];
const NO_IDS: readonly PromptId[] = [];

interface Judgement {
  readonly nodeTypes: NodeTypes;
  /** Null when nobody waited for it any more. */
  readonly found: Promise<readonly Diagnostic[] | null>;
  waiting: number;
}

const judgements = new WeakMap<WorkflowDocument, Judgement>();
const lastFound = new WeakMap<NodeTypes, readonly Diagnostic[]>();

/**
 * One judgement for everyone who asks, in slices: judging thousands of nodes takes longer than a frame. Given up when all who asked have
 * gone on to a newer document.
 */
function judge(document: WorkflowDocument, nodeTypes: NodeTypes, clock: Clock): Judgement {
  const known = judgements.get(document);
  if (known?.nodeTypes === nodeTypes) return known;
  const isWanted = (): boolean => made.waiting > 0;
  // The first slice begins after `made` is there.
  const found = Promise.resolve().then(async () => {
    const all = await judgeInSlices({ document, nodeTypes, clock, isWanted });
    if (all === null && judgements.get(document) === made) judgements.delete(document);
    return all;
  });
  const made: Judgement = { nodeTypes, found, waiting: 0 };
  judgements.set(document, made);
  return made;
}

interface JudgeTask {
  readonly document: WorkflowDocument;
  readonly nodeTypes: NodeTypes;
  readonly clock: Clock;
  readonly isWanted: () => boolean;
}

/** An edit that makes no difference gives the same list as before, so that no node is drawn again because of it. */
async function judgeInSlices({ document, nodeTypes, clock, isWanted }: JudgeTask): Promise<readonly Diagnostic[] | null> {
  const slices = createSlices(clock, () => nextFrame(clock));
  await slices.next();
  const steps = preflightInSteps(document, nodeTypes);
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) {
    if (!slices.isOver()) continue;
    await slices.next();
    if (!isWanted()) return null;
  }
  const found = replaceEqualDeep<readonly Diagnostic[]>(lastFound.get(nodeTypes), step.value);
  lastFound.set(nodeTypes, found);
  return found;
}

/** What is wrong with a document: found here, and told by the server about its last run. Judged after it is painted, and a moment behind the typing. */
export function useDocumentProblems(
  documentId: DocumentId,
  document: WorkflowDocument,
  nodeTypes: NodeTypes,
): { readonly found: readonly Diagnostic[]; readonly refused: readonly Diagnostic[] } {
  const { clock } = useSession();
  const deferred = useDeferredValue<WorkflowDocument | null>(document, null);
  const [found, setFound] = useState(NONE);
  // Synchronises with the judgement, which goes on between the page's other tasks.
  useEffect(() => {
    if (deferred === null) return undefined;
    let isStale = false;
    const judgement = judge(deferred, nodeTypes, clock);
    judgement.waiting++;
    void judgement.found.then((next) => {
      if (!isStale && next !== null) setFound(next);
    });
    return () => {
      isStale = true;
      judgement.waiting--;
    };
  }, [deferred, nodeTypes, clock]);
  const refused = useRunProblems(documentId);
  return useMemo(() => ({ found: found.filter((problem) => !refused.some((other) => isSame(problem, other))), refused }), [found, refused]);
}

/** Facts for the nodes of one shown graph. */
export function useFacts(
  open: Pick<OpenDocument, 'id' | 'document'>,
  { nodeTypes, graphId }: { readonly nodeTypes: NodeTypes; readonly graphId: GraphId },
): GraphFacts {
  const { id, document } = open;
  const promptId = useDocumentRun(id);
  const own = useStore(useWorkspace().runs, (runs) => runs[id]?.promptIds ?? NO_IDS);
  const past = usePastRun(open, promptId);
  const { found, refused } = useDocumentProblems(id, document, nodeTypes);
  const runIds = useMemo(() => own.toReversed(), [own]);
  const [count] = useState(createInsideCounter);
  const inner = useMemo(() => count(document, graphId, [...refused, ...found]), [count, document, graphId, refused, found]);
  return useMemo(
    () => ({ promptId, runIds, past, inner, problems: byNode([...refused, ...found], graphId), refusals: byNode(refused, graphId) }),
    [promptId, runIds, past, inner, found, refused, graphId],
  );
}

/** `countInside` that answers the same map as long as it says the same: the document changes with every edit. */
function createInsideCounter(): typeof countInside {
  let last: ReadonlyMap<NodeId, number> = new Map();
  return (document, graphId, problems) => {
    const next = countInside(document, graphId, problems);
    const isSame = next.size === last.size && [...next].every(([id, count]) => last.get(id) === count);
    if (!isSame) last = next;
    return last;
  };
}

/** Errors inside each instance of a graph, at any depth. */
function countInside(document: WorkflowDocument, graphId: GraphId, problems: readonly Diagnostic[]): ReadonlyMap<NodeId, number> {
  const counts = new Map<string, number>();
  for (const { severity, params } of problems) {
    const at = params?.['graphId'];
    if (severity === 'error' && typeof at === 'string') counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const inside = new Map<NodeId, number>();
  if (counts.size === 0) return inside;
  for (const node of findGraph(document, graphId)?.nodes.values() ?? []) {
    const count = [...graphsInside(document, node.type)].reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
    if (count > 0) inside.set(node.id, count);
  }
  return inside;
}

/** The definition of a type and all those nested in it; none for other types. */
function graphsInside(document: WorkflowDocument, type: string): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [type];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const definition = document.subgraphs.get(id as SubgraphId);
    if (definition === undefined || found.has(id)) continue;
    found.add(id);
    for (const node of definition.nodes.values()) pending.push(node.type);
  }
  return found;
}

function byNode(problems: readonly Diagnostic[], graphId: GraphId): ReadonlyMap<NodeId, readonly Diagnostic[]> {
  const grouped = new Map<NodeId, Diagnostic[]>();
  for (const problem of problems) {
    if (problem.nodeId === undefined || (problem.params?.['graphId'] ?? 'root') !== graphId) continue;
    const id = toNodeId(problem.nodeId);
    grouped.set(id, [...(grouped.get(id) ?? NONE), problem]);
  }
  return grouped;
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return a.code === b.code && a.nodeId === b.nodeId && a.input === b.input && a.params?.['graphId'] === b.params?.['graphId'];
}
