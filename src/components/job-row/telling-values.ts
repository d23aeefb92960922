import type { Difference } from '@/graph/diff/find-differences';
import { findDifferences } from '@/graph/diff/find-differences';
import { fromPrompt } from '@/graph/diff/diff-graph';
import type { DiffGraph } from '@/graph/diff/diff-graph';
import { stringifyExactJson } from '@/lib/exact-json';
import type { JsonObject, JsonValue } from '@/lib/json';
import type { Job } from '@/jobs/job';
import { toJobHint } from './job-title';
import { t } from './texts';

/** Prompts keep their identity between reads, so each is read once. */
const graphs = new WeakMap<JsonObject, DiffGraph>();

const MAX_VALUES = 4;
const MAX_VALUE_LENGTH = 60;

/** Only where jobs stand in a list: what matters of a neighbour. */
export type Neighbour = Pick<Job, 'prompt' | 'workflowName'>;

/**
 * What tells a job from its neighbours in a list: the values that differ from either of them, else its text and seed. Neighbours of
 * another workflow differ in everything, so they are left out.
 */
export function toTellingHint(job: Job, neighbours: readonly (Neighbour | undefined)[]): string {
  const { prompt } = job;
  if (prompt === null) return '';
  const values = new Map<string, string>();
  for (const neighbour of neighbours) {
    const other = neighbour?.workflowName === job.workflowName ? neighbour.prompt : null;
    if (other === null) continue;
    const differences = findDifferences(toGraph(other), toGraph(prompt));
    if (differences.some(({ kind }) => kind === 'node-added' || kind === 'class')) continue;
    for (const difference of differences) noteValue(values, difference);
  }
  if (values.size === 0) return toJobHint(job);
  return [...values.values()].slice(0, MAX_VALUES).join(' · ');
}

/** Whether two jobs ask for exactly the same: the server answers the second from its cache, without new outputs. */
export function isSameBody(job: Pick<Job, 'prompt'>, before: Pick<Job, 'prompt'> | undefined): boolean {
  const other = before?.prompt ?? null;
  if (job.prompt === null || other === null) return false;
  return job.prompt === other || findDifferences(toGraph(other), toGraph(job.prompt)).length === 0;
}

function noteValue(values: Map<string, string>, difference: Difference): void {
  if (difference.kind !== 'input') return;
  const { nodeId, input, after } = difference;
  if (after === null) return;
  const text = 'value' in after ? t.valueOf({ name: input, value: shorten(after.value) }) : t.wiredElsewhere;
  values.set('value' in after ? `${nodeId} ${input}` : '', text);
}

function shorten(value: JsonValue): string {
  const text = typeof value === 'string' ? value : stringifyExactJson(value);
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= MAX_VALUE_LENGTH ? line : `${line.slice(0, MAX_VALUE_LENGTH - 1)}…`;
}

function toGraph(prompt: JsonObject): DiffGraph {
  const known = graphs.get(prompt);
  if (known !== undefined) return known;
  const graph = fromPrompt(prompt);
  graphs.set(prompt, graph);
  return graph;
}
