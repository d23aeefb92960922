import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { nextNodeId } from '../document/ids';
import type { SubgraphId, WorkflowDocument } from '../document/model';
import { writeWorkflow } from '../document/write-workflow';
import { exportPrompt } from '../export/export-prompt';
import { readWorkflow } from '../import/read-workflow';
import { alignNodes } from './arrange';
import { copyNodes, parseClipboard, pasteNodes } from './clipboard';
import { disconnect } from './connect';
import { createSubgraph } from './create-subgraph';
import { duplicateNodes } from './duplicate';
import { findInconsistencies, ids, SAMPLE_TYPES, sampleDocument, wired, withSample } from './fixtures/sample';
import { addGroupAround, moveGroup } from './groups';
import { deleteNodes, setMode, setTitle, shiftNodes, toggleMode } from './nodes';
import { unpackSubgraph } from './unpack-subgraph';
import { setWidgetValue } from './widget';

type Edit = (document: WorkflowDocument) => WorkflowDocument;
const graphId = 'root';

const nodeNumber = fc.integer({ min: 1, max: 12 });
const inputName = fc.constantFrom('first', 'second', 'mask', 'amount', 'images', 'value', 'seed', 'mode.like', 'any');
const className = fc.constantFrom('Source', 'Blend', 'Show', 'Number', 'Resize', 'Pass');

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  className.map(
    (type): Edit =>
      (document) =>
        withSample(document, Number(nextNodeId(document)), type),
  ),
  fc.tuple(nodeNumber, fc.integer({ min: 0, max: 1 }), nodeNumber, inputName).map(
    ([from, slot, to, name]): Edit =>
      (document) =>
        wired(document, [from, slot], [to, name]),
  ),
  fc.tuple(nodeNumber, inputName).map(
    ([id, name]): Edit =>
      (document) =>
        disconnect(document, { graphId, to: { nodeId: toNodeId(id), name } }),
  ),
  fc.array(nodeNumber, { maxLength: 3 }).map(
    (chosen): Edit =>
      (document) =>
        deleteNodes(document, { graphId, nodeIds: ids(...chosen) }),
  ),
  fc.tuple(fc.array(nodeNumber, { maxLength: 4 }), fc.boolean()).map(
    ([chosen, keepsIncoming]): Edit =>
      (document) =>
        duplicateNodes(document, { graphId, nodeIds: ids(...chosen), keepsIncoming }),
  ),
  fc.tuple(fc.array(nodeNumber, { maxLength: 4 }), fc.boolean()).map(([chosen, keepsIncoming]): Edit => (document) => {
    const clipboard = parseClipboard(copyNodes(document, { graphId, nodeIds: ids(...chosen) }) ?? '');
    return clipboard === null ? document : pasteNodes(document, { graphId, clipboard, keepsIncoming });
  }),
  fc.tuple(nodeNumber, fc.constantFrom('size', 'factor')).map(
    ([id, value]): Edit =>
      (document) =>
        setWidgetValue(document, { graphId, nodeId: toNodeId(id), name: 'mode', value, nodeTypes: SAMPLE_TYPES }),
  ),
  fc.array(nodeNumber, { minLength: 1, maxLength: 3 }).map(
    (chosen): Edit =>
      (document) =>
        moveGroup(addGroupAround(document, { graphId, nodeIds: ids(...chosen), title: 'g' }), {
          graphId,
          index: 0,
          by: { x: 3, y: 4 },
          carries: true,
        }),
  ),
  fc.tuple(fc.array(nodeNumber, { minLength: 1, maxLength: 4 }), fc.constantFrom('left', 'middle', 'bottom')).map(
    ([chosen, to]): Edit =>
      (document) =>
        alignNodes(document, { graphId, nodeIds: ids(...chosen), to }),
  ),
  fc.array(nodeNumber, { minLength: 1, maxLength: 3 }).map((chosen): Edit => (document) => {
    const definitionId = `def-${document.subgraphs.size}` as SubgraphId;
    const slotIds = Array.from({ length: 99 }, (_, index) => `${definitionId}-${index}`);
    return createSubgraph(document, {
      graphId,
      nodeIds: ids(...chosen),
      definitionId,
      name: definitionId,
      newSlotId: () => slotIds.pop() ?? '',
    });
  }),
  nodeNumber.map(
    (id): Edit =>
      (document) =>
        unpackSubgraph(document, { graphId, nodeId: toNodeId(id), nodeTypes: SAMPLE_TYPES }),
  ),
  nodeNumber.map(
    (id): Edit =>
      (document) =>
        toggleMode(document, { graphId, nodeIds: ids(id), mode: 4 }),
  ),
  nodeNumber.map(
    (id): Edit =>
      (document) =>
        shiftNodes(document, { graphId, nodeIds: ids(id), by: { x: 1, y: 2 } }),
  ),
);

describe('any sequence of edits', () => {
  it('keeps links consistent at both ends and ids unique', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 40 }), (edits) => {
        const document = edits.reduce((current, edit) => edit(current), sampleDocument());
        expect(findInconsistencies(document)).toEqual([]);
      }),
    );
  });

  it('never lets an export remember what is no longer so', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 20 }), (edits) => {
        let current = sampleDocument();
        for (const edit of edits) {
          current = edit(current);
          // A copy shares no object with the document, so nothing can be remembered of it.
          const fresh = exportPrompt(structuredClone(current), SAMPLE_TYPES).prompt;
          expect(JSON.stringify(exportPrompt(current, SAMPLE_TYPES).prompt)).toBe(JSON.stringify(fresh));
        }
      }),
    );
  });

  it('never changes the document it was given', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 15 }), (edits) => {
        let current = sampleDocument();
        for (const edit of edits) {
          const before = JSON.stringify(writeWorkflow(current));
          const next = edit(current);
          expect(JSON.stringify(writeWorkflow(current))).toBe(before);
          current = next;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('survives saving and reading back', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 25 }), (edits) => {
        const document = edits.reduce((current, edit) => edit(current), sampleDocument());
        const written = writeWorkflow(document);
        const again = readWorkflow(written).document;
        expect(findInconsistencies(again)).toEqual([]);
        expect([...again.root.links.keys()]).toEqual([...document.root.links.keys()]);
        expect(writeWorkflow(again)).toEqual(written);
      }),
      { numRuns: 40 },
    );
  });

  it('gives one result for the same edit done twice on one document', () => {
    const document = sampleDocument();
    const once = setMode(document, { graphId, nodeIds: ids(1), mode: 2 });
    const twice = setMode(once, { graphId, nodeIds: ids(1), mode: 2 });
    expect(twice).toBe(once);
    const titled = setTitle(once, { graphId, nodeId: toNodeId(1), title: 'a' });
    expect(setTitle(titled, { graphId, nodeId: toNodeId(1), title: 'a' })).toBe(titled);
  });
});
