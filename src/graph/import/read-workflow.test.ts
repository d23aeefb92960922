import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError } from '@/lib/errors';
import { parseExactJson } from '@/lib/exact-json';
import type { JsonValue } from '@/lib/json';
import { toLinkId } from '../document/ids';
import { writeWorkflow } from '../document/write-workflow';
import { readWorkflow } from './read-workflow';

describe('reading by shape', () => {
  it('reads tuples and object links, array and object positions, numbers and texts as ids', () => {
    const { document } = readWorkflow({
      nodes: [
        { id: 1, type: 'A', pos: [1, 2], size: { '0': 3, '1': 4 } },
        { id: 'b', type: 'B', pos: { '0': 5, '1': 6 }, inputs: [{ name: 'x', type: 'X', link: 'l' }] },
      ],
      links: [[1, 1, 0, 'b', 0, 'X'], { id: 'l', origin_id: 1, origin_slot: 2, target_id: 'b', target_slot: 0, type: 'X' }],
    });
    const [a, b] = [...document.root.nodes.values()];
    expect(a).toMatchObject({ id: '1', position: { x: 1, y: 2 }, size: { width: 3, height: 4 } });
    expect(b).toMatchObject({ id: 'b', position: { x: 5, y: 6 }, inputs: [{ link: 'l' }] });
    expect(document.root.links.get(toLinkId('l'))).toMatchObject({ originId: '1', originSlot: 2 });
  });

  it('gives a second node of one id a new one, and says so', () => {
    const { document, diagnostics } = readWorkflow({
      nodes: [
        { id: 1, type: 'A' },
        { id: 4, type: 'B' },
        { id: 1, type: 'C' },
      ],
      links: [],
    });
    expect([...document.root.nodes].map(([id, { type }]) => [id, type])).toEqual([
      ['1', 'A'],
      ['4', 'B'],
      ['5', 'C'],
    ]);
    expect(diagnostics).toMatchObject([{ code: 'duplicate-node-id', nodeId: '1', params: { newId: '5' } }]);
  });

  it('reports an input whose link is not there', () => {
    const { diagnostics } = readWorkflow({ nodes: [{ id: 1, type: 'A', inputs: [{ name: 'x', type: 'X', link: 9 }] }], links: [] });
    expect(diagnostics).toMatchObject([{ code: 'link-missing', nodeId: '1', input: 'x' }]);
  });

  it('keeps groups, reroutes and floating links', () => {
    const { document } = readWorkflow({
      nodes: [],
      links: [],
      groups: [{ title: 'G', bounding: [1, 2, 3, 4], color: '#fff' }],
      floatingLinks: [{ id: 1 }],
      extra: { reroutes: [{ id: 2 }] },
    });
    expect(document.root.groups).toMatchObject([{ title: 'G', bounds: { x: 1, y: 2, width: 3, height: 4 }, color: '#fff' }]);
    expect(document.root.reroutes).toEqual([{ id: 2 }]);
    expect(document.root.floatingLinks).toEqual([{ id: 1 }]);
  });
});

describe('hostile input', () => {
  it('names like __proto__ are names', () => {
    const json = parseExactJson(
      '{"nodes":[{"id":"__proto__","type":"constructor","properties":{"__proto__":{"polluted":1}},"widgets_values":{"__proto__":1}}],"links":[],"__proto__":{"polluted":1}}',
    );
    const { document } = readWorkflow(json);
    expect([...document.root.nodes.keys()]).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
    expect(JSON.stringify(writeWorkflow(document))).toContain('"__proto__":{"polluted":1}');
  });

  it('50,000 nodes are read and written within seconds', () => {
    const nodes: JsonValue[] = Array.from({ length: 50_000 }, (_, id) => ({ id, type: 'A', inputs: [{ name: 'x', type: 'X', link: id }] }));
    const links: JsonValue[] = Array.from({ length: 50_000 }, (_, id) => [id, id, 0, (id + 1) % 50_000, 0, 'X']);
    const started = performance.now();
    const { document } = readWorkflow({ nodes, links });
    writeWorkflow(document);
    expect(document.root.nodes.size).toBe(50_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('any JSON is read or refused with the typed error, and what is read is written', () => {
    const shaped = fc.record({
      nodes: fc.array(
        fc.oneof(
          fc.json().map((text) => JSON.parse(text) as JsonValue),
          fc.dictionary(
            fc.constantFrom('id', 'type', 'pos', 'inputs', 'outputs', 'widgets_values', 'flags', 'mode', 'properties'),
            fc.jsonValue(),
          ),
        ),
      ),
      links: fc.jsonValue(),
      groups: fc.jsonValue(),
      definitions: fc.jsonValue(),
      extra: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.oneof(shaped, fc.jsonValue()), (json) => {
        try {
          const { document } = readWorkflow(json as JsonValue);
          const saved = writeWorkflow(document);
          expect(writeWorkflow(readWorkflow(saved).document)).toEqual(saved);
        } catch (error) {
          if (!(error instanceof FileError)) throw error;
        }
      }),
    );
  });
});

it('refuses JSON that is no workflow', () => {
  for (const json of [null, 5, 'x', [], {}, { nodes: {} }]) {
    expect(() => readWorkflow(json)).toThrow(expect.objectContaining({ code: 'json-of-something-else' }));
  }
});
