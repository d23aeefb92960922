import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import { buildJob } from '@/testing/builders';
import { matchesJob, toJobHint, toJobTitle } from './job-title';
import { findNodeTitle, findPromptTexts, findSeeds, readPromptNodes, toPromptSearchText } from './prompt-facts';

const PROMPT: JsonObject = {
  '10': { class_type: 'SaveImage', inputs: { images: ['8', 0], filename_prefix: 'deck' } },
  '3': {
    class_type: 'KSampler',
    _meta: { title: 'Second pass' },
    inputs: { seed: 18446744073709551615n, steps: 20, positive: ['6', 0], negative: ['7', 0], model: ['gone', 0] },
  },
  '7': { class_type: 'CLIPTextEncode', inputs: { text: 'blurry', clip: ['4', 1] } },
  '6': { class_type: 'CLIPTextEncode', inputs: { text: ['5', 0], clip: ['4', 1] } },
  '5': { class_type: 'PrimitiveString', inputs: { value: 'A lighthouse\n at dusk' } },
  '8': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], sizes: [1, 2] } },
};

describe('prompt facts', () => {
  it('lists nodes as people count and tells wires from constants', () => {
    const nodes = readPromptNodes(PROMPT);
    expect(nodes.map(({ nodeId }) => nodeId)).toEqual(['3', '5', '6', '7', '8', '10']);
    expect(nodes[0]?.inputs).toEqual([
      { name: 'seed', value: '18446744073709551615', source: null },
      { name: 'steps', value: '20', source: null },
      { name: 'positive', value: '["6",0]', source: { nodeId: '6', title: 'CLIPTextEncode' } },
      { name: 'negative', value: '["7",0]', source: { nodeId: '7', title: 'CLIPTextEncode' } },
      { name: 'model', value: '["gone",0]', source: null },
    ]);
    expect(nodes[4]?.inputs[1]).toEqual({ name: 'sizes', value: '[1,2]', source: null });
  });

  it('names a node by title, class, id', () => {
    expect(findNodeTitle(PROMPT, toNodeId('3'))).toBe('Second pass');
    expect(findNodeTitle(PROMPT, toNodeId('10'))).toBe('SaveImage');
    expect(findNodeTitle(PROMPT, toNodeId('constructor'))).toBe('#constructor');
    expect(findNodeTitle(null, toNodeId('3'))).toBe('#3');
  });

  it('finds the wanted text through other nodes, the unwanted last, and exact seeds', () => {
    expect(findPromptTexts(PROMPT).map(({ value }) => value)).toEqual(['A lighthouse\n at dusk', 'blurry']);
    expect(findSeeds(PROMPT)).toMatchObject([{ nodeId: '3', title: 'Second pass', value: '18446744073709551615' }]);
  });

  it('survives prompts that are not one', () => {
    const odd: JsonObject = { a: null, b: [], c: { class_type: 3, inputs: 'x' }, d: { inputs: { positive: ['d', 0] } } };
    expect(readPromptNodes(odd).map(({ title }) => title)).toEqual(['#c', '#d']);
    expect(findPromptTexts(odd)).toEqual([]);
    expect(toPromptSearchText(odd)).toContain('#c');
  });
});

describe('a job in words', () => {
  it('is called by its workflow, else by its id', () => {
    expect(toJobTitle(buildJob('p', { workflowName: 'portrait' }))).toBe('portrait');
    expect(toJobTitle(buildJob('0123456789ab'))).toBe('Job 01234567');
  });

  it('differs from its neighbours by text and seed', () => {
    expect(toJobHint(buildJob('p', { prompt: PROMPT }))).toBe('A lighthouse at dusk · seed 18446744073709551615');
    expect(toJobHint(buildJob('p', { prompt: null }))).toBe('');
  });

  it('is found by every word of name, prompt, id or file', () => {
    const job = buildJob('p1', { prompt: PROMPT, workflowName: 'Portrait' });
    expect(
      ['', 'lighthouse', 'LIGHTHOUSE portrait', 'p1.png', '18446744073709551615', 'second pass'].map((q) => matchesJob(job, q)),
    ).not.toContain(false);
    expect(matchesJob(job, 'lighthouse castle')).toBe(false);
  });
});
