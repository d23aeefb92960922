import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { INNER, nestedDocument, OUTER } from '../document/fixtures/nested-graph';
import { nodeOf, TYPES } from '../document/fixtures/small-graph';
import { SUBGRAPH_INPUT_NODE, SUBGRAPH_OUTPUT_NODE, type SubgraphId, type WorkflowDocument } from '../document/model';
import { writeWorkflow } from '../document/write-workflow';
import { readWorkflow } from '../import/read-workflow';
import { exportPrompt } from '../export/export-prompt';
import { exposeInput, exposeOutput, labelBoundarySlot, moveBoundary, removeBoundarySlot } from './boundary';

const definitionOf = (document: WorkflowDocument, id: SubgraphId = OUTER) => {
  const definition = document.subgraphs.get(id);
  if (definition === undefined) throw new Error(`no definition ${id}`);
  return definition;
};
const names = (document: WorkflowDocument, id: SubgraphId = OUTER) => ({
  inputs: definitionOf(document, id).inputs.map((slot) => slot.name),
  outputs: definitionOf(document, id).outputs.map((slot) => slot.name),
});
const args = { graphId: OUTER, nodeTypes: TYPES, slotId: 'new-slot' };
const again = (document: WorkflowDocument) => readWorkflow(writeWorkflow(document)).document;

describe('exposing', () => {
  it('makes an inner input an input of the definition, wired to it, with a name of its own', () => {
    const document = exposeInput(nestedDocument(), { ...args, to: { nodeId: toNodeId(8), name: 'width' } });
    expect(names(document).inputs).toEqual(['image', 'amount', 'width']);
    const link = [...definitionOf(document).links.values()].at(-1);
    expect(link).toMatchObject({ originId: SUBGRAPH_INPUT_NODE, originSlot: 2, targetId: '8' });
    const twice = exposeInput(document, { ...args, slotId: 'other', to: { nodeId: toNodeId(8), name: 'width' } });
    expect(names(twice).inputs).toEqual(['image', 'amount', 'width', 'width_1']);
    expect(definitionOf(again(document)).inputs.at(-1)).toMatchObject({ id: 'new-slot', type: 'INT' });
  });

  it('makes an inner output an output of the definition', () => {
    const document = exposeOutput(nestedDocument(), { ...args, from: { nodeId: toNodeId(8), slot: 0 } });
    expect(names(document).outputs).toEqual(['IMAGE', 'LATENT']);
    expect([...definitionOf(document).links.values()].at(-1)).toMatchObject({ targetId: SUBGRAPH_OUTPUT_NODE, targetSlot: 1 });
  });

  it('changes nothing for ends that do not exist', () => {
    const document = nestedDocument();
    expect(exposeInput(document, { ...args, to: { nodeId: toNodeId(8), name: 'nothing' } })).toBe(document);
    expect(exposeOutput(document, { ...args, from: { nodeId: toNodeId(8), slot: 5 } })).toBe(document);
  });
});

describe('removing an input', () => {
  it('takes its wires in and outside away and moves those behind it up', () => {
    const document = removeBoundarySlot(nestedDocument(), { ...args, side: 'input', index: 0 });
    expect(names(document).inputs).toEqual(['amount']);
    expect([...definitionOf(document).links.values()].map((link) => [link.originId, link.originSlot])).toEqual([
      ['-10', 0],
      ['7', 0],
    ]);
    expect(nodeOf(document, 5).inputs).toEqual([]);
    expect([...document.root.links.keys()]).toEqual(['2']);
    expect(
      definitionOf(document)
        .nodes.get(toNodeId(7))
        ?.inputs.map((input) => input.link),
    ).toEqual([null, '2']);
    expect(writeWorkflow(again(document))).toEqual(writeWorkflow(document));
  });

  it('takes the value of every instance with it', () => {
    const document = removeBoundarySlot(nestedDocument(), { ...args, side: 'input', index: 1 });
    expect(nodeOf(document, 6).widgetValues).toEqual({ form: 'array', values: [] });
    expect(nodeOf(document, 5).inputs).toHaveLength(1);
  });

  it('reaches instances inside other definitions', () => {
    const document = removeBoundarySlot(nestedDocument(), { ...args, graphId: INNER, side: 'input', index: 1 });
    expect(
      definitionOf(document)
        .nodes.get(toNodeId(7))
        ?.inputs.map((input) => input.name),
    ).toEqual(['pic']);
    expect([...definitionOf(document).links.keys()]).toEqual(['1', '3']);
  });
});

describe('removing an output', () => {
  it('cuts what it fed and moves the outputs behind it up', () => {
    const two = exposeOutput(nestedDocument(), { ...args, from: { nodeId: toNodeId(8), slot: 0 } });
    const document = removeBoundarySlot(two, { ...args, side: 'output', index: 0 });
    expect(names(document).outputs).toEqual(['LATENT']);
    expect([...definitionOf(document).links.values()].filter((link) => link.targetId === SUBGRAPH_OUTPUT_NODE)).toMatchObject([
      { originId: '8', targetSlot: 0 },
    ]);
    expect(nodeOf(document, 9).inputs[0]?.link).toBeNull();
    expect(exportPrompt(document, TYPES).diagnostics).toEqual([]);
  });
});

describe('labels and places', () => {
  it('gives a slot a label and takes it away again, keeping its name', () => {
    const document = labelBoundarySlot(nestedDocument(), { graphId: OUTER, side: 'input', index: 0, label: ' photo ' });
    expect(definitionOf(again(document)).inputs[0]).toMatchObject({ name: 'image', label: 'photo' });
    const bare = labelBoundarySlot(document, { graphId: OUTER, side: 'input', index: 0, label: '' });
    expect(definitionOf(again(bare)).inputs[0]?.label).toBeUndefined();
    expect(labelBoundarySlot(bare, { graphId: OUTER, side: 'input', index: 0, label: '' })).toBe(bare);
  });

  it('moves a box and keeps its size', () => {
    const document = moveBoundary(nestedDocument(), { graphId: OUTER, side: 'output', position: { x: 700, y: 30 } });
    expect(definitionOf(document).source['outputNode']).toEqual({ id: -20, bounding: [700, 30, 120, 60] });
    expect(moveBoundary(document, { graphId: OUTER, side: 'output', position: { x: 700, y: 30 } })).toBe(document);
  });
});
