import { describe, expect, it } from 'vitest';
import type { JsonValue } from '@/lib/json';
import { TYPES } from '../document/fixtures/small-graph';
import { exportPrompt } from '../export/export-prompt';
import { openWorkflowFile, type OpenedFile } from './open-file';

const open = (templates: readonly JsonValue[]): Promise<OpenedFile> =>
  openWorkflowFile(new TextEncoder().encode(JSON.stringify({ templates })), 'node_templates.json', TYPES);

const EMPTY = { type: 'Empty', pos: [500, 900], size: [200, 80], outputs: [{ name: 'LATENT', type: 'LATENT', links: null }] };
const SAMPLER = {
  type: 'Sampler',
  pos: [800, 900],
  size: [200, 120],
  inputs: [{ name: 'latent', type: 'LATENT', link: null }],
  widgets_values: [7, 'fixed', 3],
};

/** As the canvas copies it: nodes by place in the list. */
const OLD = { nodes: [EMPTY, SAMPLER], links: [[0, 0, 1, 0, 12]] };
/** As newer canvases copy it: nodes by their ids. */
const NEW = {
  nodes: [
    { ...EMPTY, id: 41 },
    { ...SAMPLER, id: 12 },
  ],
  links: [{ id: 3, origin_id: 41, origin_slot: 0, target_id: 12, target_slot: 0, type: 'LATENT' }],
};
const piece = (name: string, data: JsonValue): JsonValue => ({ name, data: JSON.stringify(data) });

describe('a file of node templates', () => {
  it.each([
    ['old', OLD],
    ['new', NEW],
  ])('opens with nodes, values and wires of the %s clipboard', async (_age, data) => {
    const { document, diagnostics } = await open([piece('My start', data)]);
    expect(diagnostics).toEqual([]);
    expect(document.root.groups.map(({ title }) => title)).toEqual(['My start']);
    const { prompt } = exportPrompt(document, TYPES);
    expect(Object.keys(prompt)).toEqual(['1', '2']);
    expect(prompt['2']).toMatchObject({ class_type: 'Sampler', inputs: { latent: ['1', 0] } });
  });

  it('stands its pieces one below the other, each inside a group of its name', async () => {
    const { document } = await open([piece('One', OLD), piece('Two', NEW)]);
    const [one, two] = document.root.groups;
    expect([one?.title, two?.title]).toEqual(['One', 'Two']);
    expect((one?.bounds.y ?? 0) + (one?.bounds.height ?? 0)).toBeLessThan(two?.bounds.y ?? 0);
    const nodes = [...document.root.nodes.values()];
    expect(nodes.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    expect(nodes.map(({ position }) => position.y > (two?.bounds.y ?? 0))).toEqual([false, false, true, true]);
    for (const { position, size } of nodes.slice(0, 2)) {
      expect(position.x).toBeGreaterThan(one?.bounds.x ?? 0);
      expect(position.x + size.width).toBeLessThan((one?.bounds.x ?? 0) + (one?.bounds.width ?? 0));
    }
    expect(exportPrompt(document, TYPES).prompt['4']).toMatchObject({ inputs: { latent: ['3', 0] } });
  });

  it('opens without the pieces that cannot be read, which are counted and kept', async () => {
    const broken = { name: 'Broken', data: '{"nodes": [' };
    const { document, diagnostics } = await open([broken, piece('Good', OLD), 17]);
    expect(diagnostics).toMatchObject([{ code: 'unreadable-nodes', params: { count: 2 } }]);
    expect([...document.root.nodes.values()].map(({ type }) => type)).toEqual(['Empty', 'Sampler']);
    expect(JSON.stringify(document.source)).toContain('Broken');
  });

  it('leaves out links to nodes and sockets that are not there', async () => {
    const { document } = await open([piece('Odd', { nodes: [EMPTY], links: [[0, 0, 9, 0, 1], [0], 'x', { origin_id: 1 }] })]);
    expect(document.root.links.size).toBe(0);
  });
});
