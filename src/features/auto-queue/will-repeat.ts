import { advanceControls } from '@/graph/export/advance-seeds';
import { exportPrompt } from '@/graph/export/export-prompt';
import type { WorkflowDocument } from '@/graph/document/model';
import type { NodeTypes } from '@/graph/node-types/node-type';
import { stringifyExactJson } from '@/lib/exact-json';
import type { RandomSource } from '@/lib/random';

/** Drawn so often, a choice of two falls the same way each time in one of 256 workflows at most. */
const DRAWS = 8;

/**
 * Whether the run after next would send the very prompt of the next: no seed steps and no text has choices. The server would take all from its
 * cache. What changes on the server's side (a file that is overwritten) is not known here.
 */
export function willRepeat(document: WorkflowDocument, nodeTypes: NodeTypes): boolean {
  const next = (of: WorkflowDocument, random: RandomSource): string =>
    stringifyExactJson({ ...exportPrompt(of, nodeTypes, { random, nowMs: 0 }).prompt });
  const first = next(document, sequence(0));
  const draws = Array.from({ length: DRAWS }, (_, index) => sequence(index + 1));
  return draws.every((random) => next(advanceControls(document, nodeTypes, random), random) === first);
}

/** Numbers that look random and are the same for the same start: judging must not use up real ones. */
function sequence(start: number): RandomSource {
  let state = Math.imul(start + 1, 0x9e3779b1);
  return (words) => {
    for (let index = 0; index < words.length; index++) {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b1;
      words[index] = state ^ (state >>> 16);
    }
  };
}
