import { describe, expect, it } from 'vitest';
import type { JobOutput } from '@/jobs/job';
import type { JsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import { buildJob } from '@/testing/builders';
import { toFileNames } from './actions/file-names';
import { toGalleryItems } from './gallery-items';
import { createGalleryList } from './gallery-list';
import { parseGalleryQuery, withTerm } from './gallery-query';
import { NO_MARK } from './marks/mark';
import type { Marks } from './marks/mark';
import { findRange } from './use-selection';

const prompt = (model: string, lora: string, sampler: string, seed: number): JsonObject => ({
  '1': { class_type: 'L', inputs: { ckpt_name: model } },
  '2': { class_type: 'R', inputs: { lora_name: lora, strength_model: 1, model: ['1', 0] } },
  '3': { class_type: 'E', inputs: { width: 64, height: 32 } },
  '4': { class_type: 'S', inputs: { seed, steps: 2, sampler_name: sampler, model: ['2', 0], latent_image: ['3', 0] } },
  '5': { class_type: 'O', inputs: { images: ['4', 0] } },
});
const output = (filename: string): JobOutput => ({
  kind: 'image',
  nodeId: toNodeId('5'),
  key: 'images',
  file: { filename, subfolder: '', type: 'output' },
  text: null,
});
const first = buildJob('a', {
  prompt: prompt('sd/Flux-dev.safetensors', 'ink wash.safetensors', 'euler', 7),
  outputs: [output('b10.png'), output('b9.png')],
  startedAtMs: 0,
  endedAtMs: 1_000,
  workflowName: 'ink',
});
const second = buildJob('b', {
  prompt: prompt('other.safetensors', 'oil.safetensors', 'dpmpp_2m', 9),
  outputs: [output('a1.png')],
  startedAtMs: 0,
  endedAtMs: 9_000,
});
const marks: Marks = new Map([
  ['output/b9.png', { ...NO_MARK, isFavourite: true, rating: 4, tags: ['Sea'], atMs: 1 }],
  ['output/a1.png', { ...NO_MARK, verdict: 'reject', atMs: 1 }],
]);
const find = (q: string) => toGalleryItems([first, second], { q }, { marks }).map(({ ref }) => ref.replace('output/', ''));

describe('a search of the gallery', () => {
  it('knows terms from words', () => {
    expect(parseGalleryQuery('a model:flux ship lora:"ink wash" http://x seed:7')).toEqual({
      words: 'a ship http://x',
      terms: { model: 'flux', lora: 'ink wash', seed: '7' },
    });
  });

  it('sets, replaces and drops a term and leaves the rest', () => {
    expect(withTerm('ship', 'lora', 'ink wash')).toBe('ship lora:"ink wash"');
    expect(withTerm('ship lora:"ink wash" sea', 'lora', 'oil')).toBe('ship sea lora:oil');
    expect(withTerm('lora:oil ship', 'lora', '')).toBe('ship');
  });

  it.each([
    ['model:flux', ['b10.png', 'b9.png']],
    ['lora:"ink wash"', ['b10.png', 'b9.png']],
    ['sampler:dpmpp_2m', ['a1.png']],
    ['seed:7', ['b10.png', 'b9.png']],
    ['seed:70', []],
    ['size:64x32 b9', ['b9.png']],
    ['is:favourite', ['b9.png']],
    ['is:unrejected', ['b10.png', 'b9.png']],
    ['is:rejected', ['a1.png']],
    ['is:undecided', ['b10.png', 'b9.png']],
    ['rating:3', ['b9.png']],
    ['rating:5', []],
    ['tag:sea', ['b9.png']],
  ])('%s', (q, expected) => {
    expect(find(q)).toEqual(expected);
  });

  it('fits nothing by what is not known', () => {
    expect(toGalleryItems([buildJob('c', { prompt: null, outputs: [output('c.png')] })], { q: 'model:flux' })).toEqual([]);
  });
});

describe('the order of the gallery', () => {
  const order = (q: string) => {
    const sections = [first, second].map((job) => ({ kind: 'read' as const, items: [{ job, slot: null }] }));
    const list = createGalleryList({ liveJobs: [], sections, filters: { q }, outputsPerRun: 1, marks });
    return Array.from({ length: list.length }, (_none, at) => list.at(at)?.replace('output/', ''));
  };

  it.each([
    ['', ['b10.png', 'b9.png', 'a1.png']],
    ['sort:oldest', ['a1.png', 'b9.png', 'b10.png']],
    ['sort:name', ['a1.png', 'b9.png', 'b10.png']],
    ['sort:rating', ['b9.png', 'b10.png', 'a1.png']],
    ['sort:slowest', ['a1.png', 'b10.png', 'b9.png']],
  ])('%s', (q, expected) => {
    expect(order(q)).toEqual(expected);
  });

  it('gives the range between two, whichever comes first', () => {
    const items = toGalleryItems([first, second], {});
    const refs = items.map(({ ref }) => ref);
    expect(findRange({ items }, refs[2] ?? '', refs[1] ?? '')).toEqual(refs.slice(1));
    expect(findRange({ items }, 'gone', refs[1] ?? '')).toEqual([refs[1]]);
  });
});

describe('names in an archive', () => {
  const items = toGalleryItems([first, second], {});

  it('are filled from the facts of each output', () => {
    expect(toFileNames(items, '{workflow}/{seed}-{model}-{n}')).toEqual([
      'ink/7-Flux-dev-0001.png',
      'ink/7-Flux-dev-0002.png',
      'workflow/9-other-0003.png',
    ]);
  });

  it('never repeat, and never leave the archive', () => {
    expect(toFileNames(items, 'same')).toEqual(['same.png', 'same (2).png', 'same (3).png']);
    expect(toFileNames(items.slice(0, 1), '../../{name}')[0]).not.toMatch(/(^|\/)\.\.(\/|$)/);
    expect(toFileNames(items.slice(0, 1), '{nonsense}')).toEqual(['{nonsense}.png']);
  });
});
