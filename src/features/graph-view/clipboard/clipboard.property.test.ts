import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findInconsistencies } from '@/graph/edit/fixtures/sample';
import { createSampleView, type SampleView } from '../fixtures/sample-view';
import { duplicate } from '../node-actions';
import { copySelection, cutSelection, pasteCopied } from './clipboard-actions';

/** Hands on the clipboard: what is selected, copied, cut, pasted, doubled and taken back, in any order. */
interface Desk extends SampleView {
  text: string;
}

type Act = (desk: Desk) => void;

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 4 }).map((picks): Act => ({ controller, open }) => {
    const ids = [...open().document.root.nodes.keys()];
    controller.select(picks.flatMap((pick) => ids[pick % Math.max(1, ids.length)] ?? []));
  }),
  fc.constant<Act>((desk) => {
    desk.text = copySelection(desk.controller) ?? desk.text;
  }),
  fc.constant<Act>((desk) => {
    desk.text = cutSelection(desk.controller) ?? desk.text;
  }),
  fc.tuple(fc.integer({ min: -500, max: 500 }), fc.boolean()).map(([x, keepsIncoming]): Act => ({ controller, text }) => {
    pasteCopied(controller, text, { at: { x, y: 0 }, keepsIncoming });
  }),
  fc.boolean().map(
    (keepsIncoming): Act =>
      ({ controller }) =>
        duplicate(controller, keepsIncoming),
  ),
  fc.constant<Act>(({ workspace, controller }) => workspace.undo(controller.documentId)),
  fc.constant<Act>(({ workspace, controller }) => workspace.redo(controller.documentId)),
);

it('any sequence of copy, cut, paste and undo keeps the graph whole, and undo leads back to the start', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 30 }), (acts) => {
      const desk: Desk = { ...createSampleView(), text: '' };
      const start = desk.open().document;
      for (const act of acts) {
        act(desk);
        expect(findInconsistencies(desk.open().document)).toEqual([]);
      }
      while (desk.open().past.length > 0) desk.workspace.undo(desk.controller.documentId);
      expect(desk.open().document).toBe(start);
    }),
    { numRuns: 60 },
  );
});
