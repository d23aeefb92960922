import { describe, expect, it } from 'vitest';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { readPngSize } from '@/media/png';
import type { FolderType } from '../engine/node-class';
import { fillStarterWorld } from './starter-world';
import { classOf, createTestContext, createTestWorld } from './testing-world';

async function fill(): Promise<{
  files: Map<string, Uint8Array>;
  texts: Map<string, string>;
  runs: Awaited<ReturnType<typeof fillStarterWorld>>;
}> {
  const [files, texts] = [new Map<string, Uint8Array>(), new Map<string, string>()];
  const runs = await fillStarterWorld({
    writeFile: (type: FolderType, path, bytes) => Promise.resolve(void files.set(`${type}/${path}`, bytes)),
    writeUserFile: (path, text) => Promise.resolve(void texts.set(path, text)),
  });
  return { files, texts, runs };
}

/** Runs a prompt the plain way: each node once, after those it is linked to. */
async function execute(prompt: JsonObject, files: Map<string, Uint8Array>): Promise<Map<string, Uint8Array>> {
  const context = createTestContext({ world: createTestWorld(Object.fromEntries(files)), prompt });
  const results = new Map<string, Promise<readonly unknown[]>>();
  const resultOf = (id: string): Promise<readonly unknown[]> => {
    const known = results.get(id) ?? run(id);
    results.set(id, known);
    return known;
  };
  const run = async (id: string): Promise<readonly unknown[]> => {
    const node = prompt[id];
    if (!isJsonObject(node) || !isJsonObject(node['inputs']) || typeof node['class_type'] !== 'string') throw new Error(`no node ${id}`);
    const inputs: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(node['inputs'])) {
      const [from, slot] = Array.isArray(value) ? (value as [string, number]) : [];
      inputs[name] = from === undefined ? value : (await resultOf(from))[slot ?? 0];
    }
    return (await classOf(node['class_type']).run(inputs, { ...context, nodeId: id })).outputs ?? [];
  };
  for (const id of Object.keys(prompt)) await resultOf(id);
  return context.world.files;
}

describe('fillStarterWorld', () => {
  it('writes readable pictures, the same at every start', async () => {
    const [first, second] = [await fill(), await fill()];
    expect(readPngSize(first.files.get('input/harbor.png') ?? new Uint8Array())).toEqual({ width: 384, height: 256 });
    expect(Buffer.from(second.files.get('input/harbor.png') ?? []).equals(first.files.get('input/harbor.png') ?? new Uint8Array())).toBe(
      true,
    );
  });

  it('writes three workflows whose links agree with their nodes', async () => {
    const { texts } = await fill();
    const names = [...texts.keys()].filter((name) => !name.endsWith('.index.json'));
    expect(names.toSorted()).toEqual(['workflows/masks.json', 'workflows/portrait.json', 'workflows/upscale.json']);
    for (const name of names) expectSoundWorkflow(parseExactJson(texts.get(name) ?? ''));
  });

  it('returns runs that give every node what it requires, so that no output is refused', async () => {
    for (const { prompt } of (await fill()).runs) {
      for (const node of Object.values(prompt) as { class_type: string; inputs: JsonObject }[]) {
        const input = classOf(node.class_type).describe(createTestWorld())['input'] as { required?: JsonObject };
        expect(Object.keys(node.inputs)).toEqual(expect.arrayContaining(Object.keys(input.required ?? {})));
      }
    }
  });

  it('returns runs whose every node exists and runs, with outputs', async () => {
    const { files, runs } = await fill();
    for (const { prompt } of runs) {
      const after = await execute(prompt, files);
      expect([...after.keys()].filter((path) => path.startsWith('output/')).length).toBeGreaterThan(0);
    }
  });
});

function expectSoundWorkflow(workflow: JsonValue): void {
  if (!isJsonObject(workflow)) throw new Error('not an object');
  expect(workflow['version']).toBe(0.4);
  const nodes = new Map((workflow['nodes'] as JsonObject[]).map((node) => [node['id'], node]));
  for (const link of workflow['links'] as JsonValue[][]) {
    const [id, from, fromSlot, to, toSlot] = link;
    const output = (nodes.get(from ?? null)?.['outputs'] as JsonObject[])[Number(fromSlot)];
    const input = (nodes.get(to ?? null)?.['inputs'] as JsonObject[])[Number(toSlot)];
    expect(output?.['links']).toContain(id);
    expect(input?.['link']).toBe(id);
  }
}
