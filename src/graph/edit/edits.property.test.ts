import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import { writeWorkflow } from '../document/write-workflow';
import { exportPrompt } from '../export/export-prompt';
import { readWorkflow } from '../import/read-workflow';
import { anyEdit } from './fixtures/any-edit';
import { findInconsistencies, ids, SAMPLE_TYPES, sampleDocument } from './fixtures/sample';
import { findFormatBreaches } from './fixtures/workflow-rules';
import { setMode, setTitle } from './nodes';

const graphId = 'root';

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

  it('saves what the official frontend can read', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 30 }), (edits) => {
        const document = edits.reduce((current, edit) => edit(current), sampleDocument());
        expect(findFormatBreaches(writeWorkflow(document))).toEqual([]);
      }),
    );
  });

  it('is judged by rules that find what is broken', () => {
    const written = writeWorkflow(sampleDocument());
    expect(findFormatBreaches({ ...written, links: [] })).toContain('root: a node names link 1, which is not there');
    expect(findFormatBreaches({ ...written, last_node_id: 1, state: null })).toContain('root: the counter of nodes is behind');
    expect(findFormatBreaches({ ...written, groups: [{ title: 'g', bounding: [0, 0] }] })).toEqual(['root: a group of another form']);
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
