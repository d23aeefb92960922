import { describe, expect, it } from 'vitest';
import { parseExactJson } from '@/lib/exact-json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { sketchTypes, TYPES, nodeOf } from '../document/fixtures/small-graph';
import { writeWorkflow } from '../document/write-workflow';
import { exportPrompt } from '../export/export-prompt';
import { isApiPrompt, readApiPrompt } from './read-api-prompt';

const PROMPT: JsonObject = {
  '3': {
    class_type: 'Sampler',
    inputs: { seed: 18446744073709551615n, steps: 9, model: ['4', 0], positive: ['6', 0], latent: ['5', 0] },
    _meta: { title: 'Main sampler' },
  },
  '4': { class_type: 'Model', inputs: { name: 'b.safetensors' }, _meta: { title: 'Model' } },
  '5': { class_type: 'Empty', inputs: { width: 640 }, _meta: { title: 'Empty' } },
  '6': { class_type: 'Text', inputs: { text: 'hi', clip: ['4', 1] }, _meta: { title: 'Text' } },
  '5:12': { class_type: 'Gone', inputs: { list: { __value__: [1, 2] }, amount: 3, pic: ['3', 0] }, _meta: { title: 'Lost' } },
};

describe('readApiPrompt', () => {
  const { document, diagnostics } = readApiPrompt(PROMPT, TYPES);

  it('exports to the same prompt', () => {
    expect(exportPrompt(document, TYPES).prompt).toEqual(PROMPT);
    expect(diagnostics).toEqual([]);
  });

  it('keeps titles only where they say something', () => {
    expect(nodeOf(document, 3).title).toBe('Main sampler');
    expect(nodeOf(document, 4).title).toBeUndefined();
  });

  it('links both ways', () => {
    const link = [...document.root.links.values()].find(({ targetId, originSlot }) => targetId === '6' && originSlot === 1);
    expect(link).toMatchObject({ originId: '4', type: 'CLIP' });
    expect(nodeOf(document, 4).outputs.map(({ links }) => links.length)).toEqual([1, 1]);
    expect(nodeOf(document, 6).inputs.find(({ name }) => name === 'clip')?.link).toBe(link?.id);
  });

  it('lays out columns: every wire runs to the right, nothing overlaps in a column', () => {
    for (const link of document.root.links.values()) {
      expect(nodeOf(document, link.targetId).position.x).toBeGreaterThan(nodeOf(document, link.originId).position.x);
    }
    const [model, empty] = [nodeOf(document, 4), nodeOf(document, 5)];
    expect(empty.position.x).toBe(model.position.x);
    expect(empty.position.y).toBeGreaterThan(model.position.y + model.size.height);
  });

  it('can be saved as a workflow and read again', () => {
    expect(writeWorkflow(document)).toMatchObject({ version: 0.4, last_node_id: 6 });
  });

  it('sets inputs that appear only after a choice, and growing lists', () => {
    const types = sketchTypes({
      A: { output: ['IMAGE'] },
      T: {
        inputs: {
          images: ['COMFY_AUTOGROW_V3', { template: { input: { required: { image: ['IMAGE'] } }, prefix: 'image', min: 1, max: 9 } }],
          how: [
            'COMFY_DYNAMICCOMBO_V3',
            {
              options: [
                { key: 'a', inputs: {} },
                {
                  key: 'b',
                  inputs: {
                    required: {
                      n: ['INT'],
                      how: [
                        'COMFY_DYNAMICCOMBO_V3',
                        {
                          options: [
                            { key: 'x', inputs: {} },
                            { key: 'y', inputs: { required: { m: ['INT'] } } },
                          ],
                        },
                      ],
                    },
                  },
                },
              ],
            },
          ],
        },
      },
    });
    const prompt: JsonObject = {
      '1': { class_type: 'A', inputs: {}, _meta: { title: 'A' } },
      '2': {
        class_type: 'T',
        inputs: { 'how.how.m': 4, 'how.how': 'y', how: 'b', 'how.n': 3, 'images.image0': ['1', 0], 'images.image1': ['1', 0] },
        _meta: { title: 'T' },
      },
    };
    expect(exportPrompt(readApiPrompt(prompt, types).document, types).prompt).toEqual(prompt);
  });

  it('reports values of inputs the class does not have, and links to nodes that are not there', () => {
    const read = readApiPrompt({ '1': { class_type: 'Empty', inputs: { width: 64, gone: 1, other: ['77', 0] } } }, TYPES);
    expect(read.diagnostics.map(({ code, input }) => `${code} ${input ?? ''}`).sort()).toEqual([
      'link-missing other',
      'unknown-input gone',
    ]);
  });

  it('wires in a circle and hostile names are no trouble', () => {
    const json = parseExactJson(
      '{"__proto__":{"class_type":"Gone","inputs":{"__proto__":1,"a":["constructor",0]}},"constructor":{"class_type":"Gone","inputs":{"b":["__proto__",999999999]}}}',
    );
    const { document: hostile } = readApiPrompt(json, TYPES);
    expect([...hostile.root.nodes.keys()]).toEqual(['__proto__', 'constructor']);
    expect(() => exportPrompt(hostile, TYPES)).not.toThrow();
  });
});

describe('isApiPrompt', () => {
  it.each<readonly [JsonValue, boolean]>([
    [PROMPT, true],
    [{}, false],
    [[], false],
    [{ '1': { class_type: 'A' } }, false],
    [{ '1': { class_type: 'A', inputs: {} }, version: 1 }, false],
    [{ nodes: [], links: [] }, false],
  ])('%#', (json, expected) => {
    expect(isApiPrompt(json)).toBe(expected);
  });
});
