import * as z from 'zod/mini';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';

/** What people said of one output. */
export interface Mark {
  readonly isFavourite: boolean;
  /** 0 = not rated, 1–5. */
  readonly rating: number;
  readonly verdict: 'keep' | 'reject' | null;
  readonly tags: readonly string[];
  /** When it was last changed: of two that differ the later counts. */
  readonly atMs: number;
}

/** Marks by output ref. */
export type Marks = ReadonlyMap<string, Mark>;

/** A change of some fields. */
export type MarkChange = Partial<Omit<Mark, 'atMs'>>;

export const NO_MARK: Mark = { isFavourite: false, rating: 0, verdict: null, tags: [], atMs: 0 };

/** Of each output the later mark. Same map when nothing is new. */
export function mergeMarks(one: Marks, other: Marks): Marks {
  const newer = [...other].filter(([ref, mark]) => mark.atMs > (one.get(ref)?.atMs ?? -1));
  return newer.length === 0 ? one : new Map([...one, ...newer]);
}

/** Marks after a change of some outputs. */
export function changeMarks(marks: Marks, refs: readonly string[], change: MarkChange, atMs: number): Marks {
  const changed = refs.map((ref) => {
    const before = marks.get(ref) ?? NO_MARK;
    // Clocks of two browsers may differ: a change is always later than what it changes.
    return [ref, { ...before, ...change, atMs: Math.max(atMs, before.atMs + 1) }] as const;
  });
  return new Map([...marks, ...changed]);
}

const markSchema = z.object({
  isFavourite: z.catch(z.boolean(), false),
  rating: z.catch(z.int().check(z.gte(0), z.lte(5)), 0),
  verdict: z.catch(z.nullable(z.enum(['keep', 'reject'])), null),
  tags: z.catch(z.array(z.string()), []),
  atMs: z.number(),
});
const fileSchema = z.object({ format: z.literal('comfydeck-marks'), outputs: z.record(z.string(), z.unknown()) });

/** Reads one month's file. What is not understood in it is left out; null when it is no such file at all. */
export function parseMarksFile(text: string): Marks | null {
  const file = fileSchema.safeParse(readJson(text));
  if (!file.success) return null;
  return new Map(
    Object.entries(file.data.outputs).flatMap(([ref, value]): readonly (readonly [string, Mark])[] => {
      const mark = markSchema.safeParse(value);
      return mark.success ? [[ref, mark.data]] : [];
    }),
  );
}

/** Writes one month's file. */
export function toMarksFile(marks: Marks): string {
  return stringifyExactJson({ format: 'comfydeck-marks', version: 1, outputs: Object.fromEntries(marks) }, 1);
}

function readJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}
