import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { createVirtualNode } from '../document/create-node';
import { toLinkId } from '../document/ids';
import { INNER, nestedDocument } from '../document/fixtures/nested-graph';
import { TYPES } from '../document/fixtures/small-graph';
import type { WorkflowDocument } from '../document/model';
import { PRIMITIVE } from '../document/virtual-types';
import { exportPrompt } from '../export/export-prompt';
import { findInconsistencies, ids, SAMPLE_TYPES, sampleDocument, wired } from './fixtures/sample';
import { addNode } from './nodes';
import { dissolveReroutes, insertReroute } from './reroutes';

const graphId = 'root';
const nodeTypes = SAMPLE_TYPES;
const at = { x: 450, y: 20 };

function bent(document: WorkflowDocument, target: number, name: string): WorkflowDocument {
  const linkId = document.root.nodes.get(toNodeId(target))?.inputs.find((input) => input.name === name)?.link ?? toLinkId('none');
  return insertReroute(document, { graphId, nodeTypes, linkId, id: toNodeId(9), at });
}

const promptOf = (document: WorkflowDocument) => exportPrompt(document, nodeTypes).prompt;

describe('a reroute in a wire', () => {
  it('changes nothing of what is sent, and carries the type of what it passes', () => {
    const before = sampleDocument();
    const after = bent(before, 2, 'first');
    expect(findInconsistencies(after)).toEqual([]);
    expect(promptOf(after)).toEqual(promptOf(before));
    expect(after.root.nodes.get(toNodeId(9))).toMatchObject({ type: 'Reroute', position: { x: 413, y: 7 }, outputs: [{ type: 'IMAGE' }] });
  });

  it('is taken out again with the wires left, also where it feeds several', () => {
    const before = sampleDocument();
    const shared = wired(bent(before, 2, 'first'), [9, 0], [3, 'images']);
    const after = dissolveReroutes(shared, { graphId, nodeTypes, nodeIds: ids(9, 2) });
    expect(findInconsistencies(after)).toEqual([]);
    expect([...after.root.nodes.keys()]).toEqual(ids(1, 2, 3));
    expect(promptOf(after)).toEqual(promptOf(wired(before, [1, 0], [3, 'images'])));
  });

  it('leaves a wire of a primitive alone, which must be direct', () => {
    const primitive = addNode(sampleDocument(), { graphId, node: createVirtualNode(PRIMITIVE, { id: toNodeId(5), position: at }) });
    const before = wired(primitive, [5, 0], [2, 'amount']);
    expect(bent(before, 2, 'amount')).toBe(before);
  });

  it('works on wires from and to the edge of a definition', () => {
    let document = nestedDocument();
    for (const [number, link] of [1, 3].entries()) {
      document = insertReroute(document, { graphId: INNER, nodeTypes: TYPES, linkId: toLinkId(link), id: toNodeId(40 + number), at });
    }
    expect(document.subgraphs.get(INNER)?.nodes.size).toBe(3);
    expect(exportPrompt(document, TYPES).prompt).toEqual(exportPrompt(nestedDocument(), TYPES).prompt);
    const dissolved = dissolveReroutes(document, { graphId: INNER, nodeTypes: TYPES, nodeIds: ids(40, 41) });
    expect(exportPrompt(dissolved, TYPES).prompt).toEqual(exportPrompt(nestedDocument(), TYPES).prompt);
  });

  it('that is not there changes nothing', () => {
    const before = sampleDocument();
    expect(insertReroute(before, { graphId, nodeTypes, linkId: toLinkId(77), id: toNodeId(9), at })).toBe(before);
    expect(dissolveReroutes(before, { graphId, nodeTypes, nodeIds: ids(1, 77) })).toBe(before);
  });
});
