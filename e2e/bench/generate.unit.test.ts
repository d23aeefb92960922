import { describe, expect, it } from 'vitest';
import { isJsonArray, isJsonObject } from '@/lib/json';
import { generateHistory, pictureFolders } from './generate/history';
import { generateObjectInfo } from './generate/object-info';
import { generateWorkflow } from './generate/workflow';
import { joinWorkflows } from './join-workflows';

const MB = 1_000_000;

/** What the tests look at in a workflow of the 0.4 format. */
interface ReadWorkflow {
  readonly nodes: readonly {
    readonly id: number;
    readonly pos: readonly [number, number];
    readonly inputs: readonly { readonly link: number | null }[];
    readonly outputs: readonly { readonly links: readonly number[] }[];
  }[];
  readonly links: readonly (readonly [number, number, number, number, number, string])[];
}

/** Reads what the generator wrote. */
function parseWorkflow(text: string): ReadWorkflow {
  return JSON.parse(text) as ReadWorkflow;
}

describe('generator', () => {
  it('makes the same every time', () => {
    expect(generateWorkflow(100)).toEqual(generateWorkflow(100));
    expect(JSON.stringify(generateObjectInfo(40))).toBe(JSON.stringify(generateObjectInfo(40)));
  });

  it('makes node lists of about 6 and 34 MB', () => {
    expect(Math.round(JSON.stringify(generateObjectInfo(40)).length / MB)).toBe(6);
    expect(Math.round(JSON.stringify(generateObjectInfo(345)).length / MB)).toBe(34);
  });

  it('makes 2,000 nodes with about 4,500 links, each known at both ends', () => {
    const { text, nodeCount, linkCount, lastColumn } = generateWorkflow(2_000);
    const { nodes, links } = parseWorkflow(text);
    expect(nodes).toHaveLength(nodeCount);
    expect(Math.abs(linkCount - 4_500)).toBeLessThan(150);
    const ends = nodes.flatMap((node) => [node.inputs.map(({ link }) => link), ...node.outputs.map((output) => output.links)]).flat();
    expect(ends.filter((link) => link !== null)).toHaveLength(2 * links.length);
    expect(lastColumn).toHaveLength(nodes.filter(({ pos }) => pos[0] === Math.max(...nodes.map((node) => node.pos[0]))).length);
  });

  it('gives every entry of history a picture in a folder of its own set', () => {
    const entries = Object.values(generateHistory(40));
    const folders = new Set(pictureFolders(40));
    expect(folders.size).toBe(3);
    const images = entries.flatMap(({ outputs }) => (isJsonObject(outputs) ? Object.values(outputs) : []));
    expect(images).toHaveLength(40);
    for (const ui of images) {
      const image = isJsonObject(ui) && isJsonArray(ui['images']) ? ui['images'][0] : null;
      expect(isJsonObject(image) ? [...folders] : []).toContain(isJsonObject(image) ? image['subfolder'] : null);
    }
  });
});

describe('joining workflows', () => {
  it('keeps links inside their copy and ids apart', () => {
    const small = generateWorkflow(9).text;
    const { text, nodeCount } = joinWorkflows([small, '{"nodes":[]}', '[]'], { count: 30, largest: 2 });
    const { nodes, links } = parseWorkflow(text);
    const perCopy = parseWorkflow(small);
    expect(nodeCount).toBe(36);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(36);
    expect(links).toHaveLength(4 * perCopy.links.length);
    for (const [id, from, , to] of links) {
      const [source, target] = [nodes.find((node) => node.id === from), nodes.find((node) => node.id === to)];
      expect(source?.outputs.some((output) => output.links.includes(id))).toBe(true);
      expect(target?.inputs.some((input) => input.link === id)).toBe(true);
    }
    expect(new Set(nodes.map(({ pos }) => pos.join())).size).toBe(36);
  });
});
