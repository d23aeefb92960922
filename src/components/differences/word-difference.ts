import type { DiffInput } from '@/graph/diff/diff-graph';
import type { Difference } from '@/graph/diff/find-differences';
import { stringifyExactJson } from '@/lib/exact-json';
import { t } from './texts';

/** One difference as a row; `before` and `after` are null where the row says it all. */
export interface WordedDifference {
  readonly key: string;
  readonly what: string;
  readonly where: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What is said of a node that only one side has. */
export interface SideWords {
  readonly added: string;
  readonly removed: string;
}

/** A difference in words; numbers are exact. */
export function wordDifference(difference: Difference, sides: SideWords): WordedDifference {
  const { nodeId, title, classType } = difference;
  const where = t.nodeHeading({ node: title, id: nodeId });
  const key = `${difference.kind} ${nodeId}`;
  switch (difference.kind) {
    case 'node-added':
      return { key, what: sides.added, where: nameWithClass(where, title, classType), before: null, after: null };
    case 'node-removed':
      return { key, what: sides.removed, where: nameWithClass(where, title, classType), before: null, after: null };
    case 'class':
      return { key, what: t.classChanged, where, before: difference.before, after: difference.after };
    case 'mode':
      return { key, what: t.modeChanged, where, before: wordMode(difference.before), after: wordMode(difference.after) };
    case 'input':
      return {
        key: `${key} ${difference.input}`,
        what: difference.input,
        where,
        before: wordInput(difference.before),
        after: wordInput(difference.after),
      };
  }
}

function nameWithClass(where: string, title: string, classType: string): string {
  return title === classType ? where : `${where} (${classType})`;
}

function wordMode(mode: number): string {
  if (mode === 2) return t.muted;
  return mode === 4 ? t.bypassed : t.active;
}

function wordInput(input: DiffInput | null): string {
  if (input === null) return t.absent;
  if ('source' in input) return t.fromOutput({ id: input.source.id, output: input.source.output });
  if (input.value === '') return t.emptyText;
  return typeof input.value === 'string' ? input.value : stringifyExactJson(input.value);
}
