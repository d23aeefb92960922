import { describe, expect, it } from 'vitest';
import { sampleTypes } from '../fixtures/sample-graph';
import { paletteEntries } from './palette-entries';
import { createSearchIndex } from './search-index';

const index = createSearchIndex(paletteEntries(sampleTypes), new Map([['Sampler', 3]]));
const find = (query: string, over: object = {}): readonly string[] =>
  index.search({ query, limit: 10, ...over }).map((entry) => entry.displayName);

describe('node search', () => {
  it('finds by display name, class, category and alias', () => {
    expect(find('load mod')).toContain('Load model');
    expect(find('Loader')[0]).toBe('Load model');
    expect(find('conditioning')).toContain('Encode text');
    expect(find('prompt')).toContain('Encode text');
  });

  it('ranks names before categories', () => {
    expect(find('sampl')[0]).toBe('Sampler');
  });

  it('forgives missing letters', () => {
    expect(find('smpler')).toContain('Sampler');
  });

  it('lists what is used most for an empty query', () => {
    expect(find('')[0]).toBe('Sampler');
  });

  it('offers only what fits the dragged socket', () => {
    expect(find('', { wanted: { side: 'output', type: 'CLIP' } }).toSorted()).toEqual(['Encode text', 'Reroute']);
    expect(find('', { wanted: { side: 'input', type: 'MODEL' } }).toSorted()).toEqual(['Load model', 'Primitive', 'Reroute']);
  });

  it('finds nothing for nonsense and keeps to the limit', () => {
    expect(find('zzzz')).toEqual([]);
    expect(index.search({ query: '', limit: 2 })).toHaveLength(2);
  });
});
