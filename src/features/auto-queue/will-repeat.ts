import { advanceControls } from '@/graph/export/advance-seeds';
import { exportPrompt } from '@/graph/export/export-prompt';
import type { WorkflowDocument } from '@/graph/document/model';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { stringifyExactJson } from '@/lib/exact-json';
import type { RandomSource } from '@/lib/random';

/** The two ends of all random numbers: whatever is drawn comes out differently. */
const lowest: RandomSource = (words) => void words.fill(0);
const highest: RandomSource = (words) => void words.fill(0xffffffff);

/**
 * Whether the run after next would send the very prompt of the next: no seed steps and no text has choices. The server would take all from its
 * cache. What changes on the server's side (a file that is overwritten) is not known here.
 */
export function willRepeat(document: WorkflowDocument, nodeTypes: NodeTypes): boolean {
  const next = (of: WorkflowDocument, random: RandomSource): string =>
    stringifyExactJson({ ...exportPrompt(of, nodeTypes, { random, nowMs: 0 }).prompt });
  const first = next(document, lowest);
  // A seed that stands at one end already would seem to stay when drawn from there.
  return [lowest, highest].every((random) => next(advanceControls(document, nodeTypes, random), random) === first);
}
