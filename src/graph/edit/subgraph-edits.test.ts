import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@/lib/json';
import { isJsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import { INNER, nestedDocument, OUTER } from '../document/fixtures/nested-graph';
import { TYPES } from '../document/fixtures/small-graph';
import type { SubgraphId, WorkflowDocument } from '../document/model';
import { writeWorkflow } from '../document/write-workflow';
import { exportPrompt } from '../export/export-prompt';
import { readWorkflow } from '../import/read-workflow';
import { isJsonList } from '../node-types/json-read';
import { createSubgraph } from './create-subgraph';
import { findAddedNodes } from './edit-graph';
import { findInconsistencies, ids, SAMPLE_TYPES, sampleDocument, wired, withSample } from './fixtures/sample';
import { setMode } from './nodes';
import { renameSubgraph, unpackSubgraph } from './unpack-subgraph';

const NEW = '99999999-9999-4999-8999-999999999999' as SubgraphId;

function packed(document: WorkflowDocument, ...chosen: readonly number[]): WorkflowDocument {
  let count = 0;
  return createSubgraph(document, {
    graphId: 'root',
    nodeIds: ids(...chosen),
    definitionId: NEW,
    name: 'Packed',
    newSlotId: () => `slot-${count++}`,
  });
}

const hostOf = (before: WorkflowDocument, after: WorkflowDocument) => findAddedNodes(before, after, 'root')[0] ?? toNodeId('none');
const unpacked = (document: WorkflowDocument, nodeId = toNodeId(5), nodeTypes = SAMPLE_TYPES) =>
  unpackSubgraph(document, { graphId: 'root', nodeId, nodeTypes });

/** A prompt with its ids replaced: what counts is what is wired to what. */
function withIds(prompt: JsonObject, rename: (id: string) => string): JsonObject {
  const value = (input: JsonValue): JsonValue =>
    isJsonList(input) && typeof input[0] === 'string' ? [rename(input[0]), input[1] ?? 0] : input;
  return Object.fromEntries(
    Object.entries(prompt).map(([id, node]) => {
      const inputs = isJsonObject(node) && isJsonObject(node['inputs']) ? node['inputs'] : {};
      const renamed = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, value(input)]));
      return [rename(id), { ...(isJsonObject(node) ? node : {}), inputs: renamed }];
    }),
  );
}

const promptOf = (document: WorkflowDocument): JsonObject => exportPrompt(document, SAMPLE_TYPES).prompt;
const lastPart = (id: string): string => id.slice(id.lastIndexOf(':') + 1);

/** 1 Source → 2 Blend → 3 Show; 4 Number feeds the blend's amount; 5 Show takes the blend too. */
function branching(): WorkflowDocument {
  const grown = [
    [4, 'Number'],
    [5, 'Show'],
  ].reduce((document, [id, type]) => withSample(document, Number(id), String(type)), sampleDocument());
  return wired(wired(grown, [4, 0], [2, 'amount']), [2, 0], [5, 'images']);
}

describe('creating a subgraph', () => {
  it('makes an input of each output that feeds it, an output of each that leaves it, and keeps the prompt', () => {
    const before = branching();
    const after = packed(before, 2);
    const definition = after.subgraphs.get(NEW);
    expect(definition?.inputs.map(({ name, type }) => [name, type])).toEqual([
      ['first', 'IMAGE'],
      ['amount', 'FLOAT'],
    ]);
    expect(definition?.outputs.map(({ name }) => name)).toEqual(['IMAGE']);
    const host = hostOf(before, after);
    expect(after.root.nodes.get(host)?.inputs).toMatchObject([{ name: 'first' }, { name: 'amount', widget: 'amount' }]);
    expect(findInconsistencies(after)).toEqual([]);
    expect(promptOf(after)[`${host}:2`]).toBeDefined();
    expect(withIds(promptOf(after), lastPart)).toEqual(promptOf(before));
  });

  it('is saved in the form of the file and read back', () => {
    const after = packed(branching(), 2, 3);
    const written = writeWorkflow(after);
    const again = readWorkflow(written).document;
    expect(promptOf(again)).toEqual(promptOf(after));
    expect(writeWorkflow(again)).toEqual(written);
  });

  it('nothing chosen, nothing changed', () => {
    const before = branching();
    expect(packed(before)).toBe(before);
    expect(packed(before, 77)).toBe(before);
  });

  it('works inside a definition, with its own ends', () => {
    const before = nestedDocument({ widgets_values: [3] });
    const after = createSubgraph(before, {
      graphId: INNER,
      nodeIds: [toNodeId(12)],
      definitionId: NEW,
      name: 'Deeper',
      newSlotId: () => 'slot',
    });
    const prompt = exportPrompt(after, TYPES).prompt;
    const deep = Object.entries(prompt).find(([id]) => id.startsWith('5:7:'));
    expect(deep).toMatchObject([expect.stringMatching(/^5:7:\d+:12$/), { inputs: { image: ['1', 0], factor: 3 } }]);
    expect(prompt['9']).toMatchObject({ inputs: { images: [deep?.[0], 0] } });
  });

  it('keeps the prompt of any graph and selection, and unpacking brings it back', () => {
    const wire = fc.tuple(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('first', 'second', 'images', 'amount', 'mask'),
    );
    const plan = fc.record({
      classes: fc.array(fc.constantFrom('Source', 'Blend', 'Show', 'Number'), { minLength: 4, maxLength: 4 }),
      wires: fc.array(wire, { maxLength: 10 }),
      chosen: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(plan, ({ classes, wires, chosen }) => {
        const grown = classes.reduce((document, type, index) => withSample(document, index + 4, type), sampleDocument());
        // Wires run forward only: a circle is an error in either form.
        const forward = wires.filter(([from, to]) => from < to);
        const before = forward.reduce((document, [from, to, name]) => wired(document, [from, 0], [to, name]), grown);
        const after = packed(before, ...chosen);
        expect(findInconsistencies(after)).toEqual([]);
        expect(withIds(promptOf(after), lastPart)).toEqual(promptOf(before));
        const back = unpacked(after, hostOf(before, after));
        expect(findInconsistencies(back)).toEqual([]);
        const order = [...(after.subgraphs.get(NEW)?.nodes.keys() ?? [])];
        const added = findAddedNodes(after, back, 'root');
        const names = new Map(added.map((id, index) => [String(id), String(order[index])]));
        expect(withIds(promptOf(back), (id) => names.get(id) ?? id)).toEqual(promptOf(before));
      }),
    );
  });
});

describe('unpacking', () => {
  it('puts inner nodes in the place of the instance, with its values and wires, and leaves other instances alone', () => {
    const before = nestedDocument({ widgets_values: [3] });
    const after = unpacked(before, toNodeId(5), TYPES);
    const [inner] = findAddedNodes(before, after, 'root');
    const prompt = exportPrompt(after, TYPES).prompt;
    expect(prompt[`${inner}:12`]).toMatchObject({ inputs: { image: ['1', 0], factor: 3 } });
    expect(prompt['9']).toMatchObject({ inputs: { images: [`${inner}:12`, 0] } });
    expect(prompt['6:7:12']).toEqual(exportPrompt(before, TYPES).prompt['6:7:12']);
    expect(after.subgraphs.has(OUTER)).toBe(true);
    expect(findInconsistencies(after)).toEqual([]);
  });

  it('passes the mode of the instance on', () => {
    const before = setMode(nestedDocument(), { graphId: 'root', nodeIds: ids(5), mode: 2 });
    const after = unpacked(before, toNodeId(5), TYPES);
    expect(findAddedNodes(before, after, 'root').map((id) => after.root.nodes.get(id)?.mode)).toEqual([2, 2]);
  });

  it('changes nothing on other nodes', () => {
    const before = nestedDocument();
    expect(unpacked(before, toNodeId(1), TYPES)).toBe(before);
    expect(unpacked(before, toNodeId(77), TYPES)).toBe(before);
  });
});

describe('renaming a subgraph', () => {
  it('is saved; blank or equal names change nothing', () => {
    const before = nestedDocument();
    const after = renameSubgraph(before, { graphId: OUTER, name: ' Other ' });
    expect(readWorkflow(writeWorkflow(after)).document.subgraphs.get(OUTER)?.name).toBe('Other');
    expect(renameSubgraph(after, { graphId: OUTER, name: 'Other' })).toBe(after);
    expect(renameSubgraph(after, { graphId: OUTER, name: ' ' })).toBe(after);
  });
});
