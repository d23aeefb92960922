import { advanceControls } from '@/graph/export/advance-seeds';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { applyChanges } from '@/graph/variations/expand';
import type { Combination, Combining } from '@/graph/variations/variation';
import { stringifyExactJson } from '@/lib/exact-json';
import { createHexId } from '@/lib/random';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { DocumentId } from '@/workspace/workspace';
import { documentOf, keepAccepted, runOnce, whileSubmitting, type RunContext, type RunOutcome } from './run-workflow';

export interface VariationsRequest {
  readonly documentId: DocumentId;
  /** Titles of the axes, in the order of a combination's steps. */
  readonly axes: readonly string[];
  readonly combinations: readonly Combination[];
  readonly combining: Combining;
  /** `fixed`: what differs is only what is varied. `randomize`: every run has seeds of its own where none is varied. */
  readonly seeds: 'fixed' | 'randomize';
  /** Told after each run that was taken. */
  readonly onQueued?: (count: number) => void;
  /** Ends it between two runs; what was queued stays queued. */
  readonly signal?: AbortSignal;
}

export type VariationsOutcome = RunOutcome & {
  /** Names the set in the notes of its runs. */
  readonly group: string;
};

/**
 * Runs one open document once for each combination. The document itself stays as it is; every run is an ordinary prompt whose embedded
 * workflow has the values it ran with. Stops at the first run that is not accepted. Never throws.
 */
export async function runVariations(context: RunContext, request: VariationsRequest): Promise<VariationsOutcome> {
  const group = createHexId(context.session.random).slice(0, 12);
  const outcome = await whileSubmitting(context, request.documentId, (nodeTypes) => sendAll(context, { request, group, nodeTypes }));
  return { ...outcome, group };
}

interface SendAll {
  readonly request: VariationsRequest;
  readonly group: string;
  readonly nodeTypes: NodeTypes;
}

async function sendAll(context: RunContext, { request, group, nodeTypes }: SendAll): Promise<RunOutcome> {
  const { documentId, axes, combinations, combining, seeds, onQueued, signal } = request;
  const base = documentOf(context, documentId);
  const promptIds: PromptId[] = [];
  const refused = new Set<NodeId>();
  const sent = new Set<string>();
  for (const { at, labels, changes } of combinations) {
    if (base === null || signal?.aborted === true) break;
    const seeded = seeds === 'fixed' ? base : advanceControls(base, nodeTypes, context.session.random, 'randomize');
    const document = applyChanges(seeded, changes, nodeTypes);
    const variation = { group, axes, labels, at, count: combinations.length, isZipped: combining === 'zip' };
    const result = await runOnce(context, { documentId, variation }, { document, nodeTypes });
    if (result.kind !== 'accepted') return { ...result, promptIds };
    promptIds.push(result.promptId);
    sent.add(stringifyExactJson(result.prompt));
    for (const id of result.refusedOutputs) refused.add(id);
    keepAccepted(context, documentId, result);
    onQueued?.(promptIds.length);
  }
  return { kind: 'queued', promptIds, refusedOutputs: refused.size, repeats: promptIds.length - sent.size };
}
