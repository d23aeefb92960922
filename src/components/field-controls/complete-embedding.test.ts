import { describe, expect, it } from 'vitest';
import { completeEmbedding, findEmbeddingDraft, offerEmbeddings } from './complete-embedding';

const NAMES = ['EasyNegative', 'bad-hands', 'style/ink'];

describe('embeddings in a prompt', () => {
  it('are offered while their name is typed', () => {
    expect(findEmbeddingDraft('a cat, embedding:ea', 19)).toEqual({ start: 17, end: 19, name: 'ea' });
    expect(findEmbeddingDraft('(embedding:style/in:1.2)', 19)).toMatchObject({ name: 'style/in' });
    expect(findEmbeddingDraft('embedding:', 10)).toMatchObject({ name: '' });
  });

  it('are not offered elsewhere', () => {
    for (const text of ['a cat', 'embedding', 'embedding:EasyNegative, ', 'embedding:a b']) {
      expect(findEmbeddingDraft(text, text.length)).toBeNull();
    }
  });

  it('are found by parts of their names, and not once one is typed in full', () => {
    const draft = (name: string) => ({ start: 10, end: 10 + name.length, name });
    expect(offerEmbeddings(NAMES, draft('neg'))).toEqual(['EasyNegative']);
    expect(offerEmbeddings(NAMES, draft(''))).toEqual(NAMES);
    expect(offerEmbeddings(NAMES, draft('bad-hands'))).toEqual([]);
  });

  it('take the place of what was typed', () => {
    const draft = { start: 10, end: 12, name: 'ea' };
    expect(completeEmbedding('embedding:ea, a cat', draft, 'EasyNegative')).toEqual({ text: 'embedding:EasyNegative, a cat', caret: 22 });
  });
});
