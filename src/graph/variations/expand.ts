/**
 * Turns lists over controls into runs. Pure: nothing is sent from here, and every run is an ordinary document for any server.
 */
import { stringifyExactJson } from '@/lib/exact-json';
import type { WorkflowDocument } from '../document/model';
import { setWidgetValue } from '../edit/widget';
import type { NodeTypes } from '../node-types/node-type';
import type { Axis, Combination, Combining, ControlChange } from './variation';

/** How many runs the axes make; 0 without an axis or with an empty one. Zipped axes end with the shortest. */
export function countCombinations(axes: readonly Axis[], combining: Combining): number {
  const lengths = axes.map(({ points }) => points.length);
  if (lengths.length === 0) return 0;
  return combining === 'zip' ? Math.min(...lengths) : lengths.reduce((product, length) => product * length, 1);
}

/**
 * The runs in the order they are to be sent: the last axis changes slowest, so that a row of the result is complete before the next.
 * @param limit runs beyond it are left out; compare with `countCombinations`.
 */
export function expandAxes(axes: readonly Axis[], combining: Combining, limit: number): readonly Combination[] {
  const count = Math.min(countCombinations(axes, combining), limit);
  return Array.from({ length: count }, (_none, index) => combine(axes, combining === 'zip' ? axes.map(() => index) : toSteps(axes, index)));
}

/** How many runs set exactly what an earlier one sets: a value stands twice, or two axes write the same control. */
export function countRepeats(combinations: readonly Combination[]): number {
  const seen = new Set(combinations.map(({ changes }) => toSettingText(changes)));
  return combinations.length - seen.size;
}

/** The last change of a control counts. */
function toSettingText(changes: readonly ControlChange[]): string {
  const values = new Map(changes.map(({ graphId, nodeId, name, value }) => [`${graphId} ${nodeId} ${name}`, stringifyExactJson(value)]));
  return stringifyExactJson([...values.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The document of one run. Values that a document has no place for change nothing. */
export function applyChanges(document: WorkflowDocument, changes: readonly ControlChange[], nodeTypes: NodeTypes): WorkflowDocument {
  return changes.reduce((current, change) => setWidgetValue(current, { ...change, nodeTypes }), document);
}

function toSteps(axes: readonly Axis[], index: number): readonly number[] {
  let rest = index;
  return axes.map(({ points }) => {
    const step = rest % points.length;
    rest = Math.floor(rest / points.length);
    return step;
  });
}

function combine(axes: readonly Axis[], at: readonly number[]): Combination {
  const points = axes.flatMap((axis, index) => axis.points[at[index] ?? 0] ?? []);
  return { at, labels: points.map(({ label }) => label), changes: points.flatMap(({ changes }) => changes) };
}
