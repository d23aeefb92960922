import { findChoices } from './find-choices';

/** What is being typed after `embedding:` at the caret. */
export interface EmbeddingDraft {
  /** Where the name begins. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

const MAX_OFFERS = 8;

/** The embedding's name being typed at the caret; null where none is. */
export function findEmbeddingDraft(text: string, caret: number): EmbeddingDraft | null {
  const found = /embedding:([^\s,()<>:]*)$/i.exec(text.slice(0, caret));
  return found?.[1] === undefined ? null : { start: caret - found[1].length, end: caret, name: found[1] };
}

/** The names that fit what is typed, best first; none when one is typed in full. */
export function offerEmbeddings(names: readonly string[], { name }: EmbeddingDraft): readonly string[] {
  const found = findChoices(names, name).flatMap((index) => names[index] ?? []);
  return found[0] === name ? [] : found.slice(0, MAX_OFFERS);
}

/** The text with the chosen name in place of what was typed, and where the caret goes. */
export function completeEmbedding(text: string, draft: EmbeddingDraft, name: string): { readonly text: string; readonly caret: number } {
  return { text: text.slice(0, draft.start) + name + text.slice(draft.end), caret: draft.start + name.length };
}
