import { describe, expect, it } from 'vitest';
import { INNER, nestedDocument, OUTER } from '@/graph/document/fixtures/nested-graph';
import { TYPES } from '@/graph/document/fixtures/small-graph';
import { deleteNodes } from '@/graph/edit/nodes';
import { toNodeId, toPromptId } from '@/protocol/ids';
import type { JsonObject } from '@/lib/json';
import { buildError, buildJob } from '@/testing/builders';
import { boundaryNodes } from './canvas/boundary-nodes';
import { findSocket, type SocketRef } from './canvas/scene';
import { createSampleView } from './fixtures/sample-view';
import { dropDrag, removeNodes, selectAll, writeValue } from './node-actions';
import { findPastRun } from './use-past-run';
import { pathTitles } from './subgraph-path';
import { enterSubgraph, leaveOne, nudge, repairPath, showNode, stepBack } from './view-actions';
import { connectSockets, disconnectSocket, labelSlot, partnersOf, refusalOf } from './wire-actions';

const five = toNodeId(5);
const seven = toNodeId(7);
const eight = toNodeId(8);
const inputs = toNodeId(-10);
const outputs = toNodeId(-20);

function inside(change: JsonObject = {}) {
  const view = createSampleView(nestedDocument(change));
  view.controller.setNodeTypes(TYPES, true);
  enterSubgraph(view.controller, five);
  return { ...view, definition: () => view.open().document.subgraphs.get(OUTER) };
}

const newInput: SocketRef = { nodeId: inputs, side: 'output', name: '', index: 2 };
const newOutput: SocketRef = { nodeId: outputs, side: 'input', name: '', index: 1 };
const width: SocketRef = { nodeId: eight, side: 'input', name: 'width', index: 0 };
const latent: SocketRef = { nodeId: eight, side: 'output', name: 'LATENT', index: 0 };

describe('a definition on the canvas', () => {
  it('has its inputs and outputs as boxes, wired to what is inside', () => {
    const { wires, controller } = inside();
    expect([...controller.scene().nodes.keys()]).toEqual(['7', '8', '-10', '-20']);
    expect(wires()).toEqual(['-10.0→7.pic', '-10.1→7.by', '7.0→-20.IMAGE']);
    expect(findSocket(controller.scene(), { nodeId: inputs, side: 'output', name: 'amount', index: 1 })?.label).toBe('strength');
  });

  it('has none in the root', () => {
    expect(boundaryNodes(nestedDocument().root)).toEqual([]);
  });

  it('moves the boxes by drag and by key, each one undo step, and deletes or selects them never', () => {
    const { controller, open, definition } = inside();
    controller.view.setState({ drag: { ids: new Set([inputs, eight]), dx: 10, dy: 20 } });
    dropDrag(controller);
    expect(definition()?.source['inputNode']).toMatchObject({ bounding: [-190, 20, 120, 80] });
    expect(definition()?.nodes.get(eight)?.position).toEqual({ x: 10, y: 320 });
    expect(open().past).toHaveLength(1);
    nudge(controller, outputs, { direction: 'right', isLarge: false });
    expect(definition()?.source['outputNode']).toMatchObject({ bounding: [510, 0, 120, 60] });
    removeNodes(controller, new Set([inputs, outputs]));
    expect(open().past).toHaveLength(2);
    selectAll(controller);
    expect([...open().selection]).toEqual(['7', '8']);
  });
});

describe('wiring the boundary', () => {
  it('makes a new input of the definition, which every instance then has', () => {
    const { controller, open, definition } = inside();
    expect(connectSockets(controller, [newInput, width])).toBe(true);
    expect(definition()?.inputs.map((slot) => slot.name)).toEqual(['image', 'amount', 'width']);
    leaveOne(controller);
    for (const id of ['5', '6']) {
      const controls = controller.scene().nodes.get(toNodeId(id))?.layout.controls ?? [];
      expect(controls.map(({ slot }) => slot.name)).toContain('width');
    }
    controller.workspace.undo(controller.documentId);
    expect(open().document.subgraphs.get(OUTER)?.inputs).toHaveLength(2);
  });

  it('makes a new output by wiring one', () => {
    const { controller, definition } = inside();
    connectSockets(controller, [latent, newOutput]);
    expect(definition()?.outputs.map((slot) => slot.type)).toEqual(['IMAGE', 'LATENT']);
  });

  it('refuses a wire straight through, and offers both ends among the partners', () => {
    const { controller } = inside();
    expect(refusalOf(controller, newInput, newOutput)).toMatch(/straight/);
    expect(partnersOf(controller, latent).map(({ ref }) => ref.nodeId)).toEqual(['-20']);
  });

  it('cuts the wires of an input first, then takes the input itself away', () => {
    const { controller, definition } = inside();
    const image: SocketRef = { nodeId: inputs, side: 'output', name: 'image', index: 0 };
    disconnectSocket(controller, image);
    expect([definition()?.inputs.length, definition()?.links.size]).toEqual([2, 2]);
    disconnectSocket(controller, image);
    expect(definition()?.inputs.map((slot) => slot.name)).toEqual(['amount']);
    disconnectSocket(controller, { ...newInput, index: 1 });
    expect(definition()?.inputs).toHaveLength(1);
  });

  it('renames an input for every instance', () => {
    const { controller, definition } = inside();
    labelSlot(controller, { nodeId: inputs, index: 0 }, 'photo');
    expect(definition()?.inputs[0]).toMatchObject({ name: 'image', label: 'photo' });
  });
});

describe('going in and out', () => {
  it('jumps from anywhere by execution id and comes back to where one was', () => {
    const { controller } = inside();
    const before = controller.viewport.getState().viewport;
    enterSubgraph(controller, seven);
    expect(controller.graphId()).toBe(INNER);
    leaveOne(controller);
    expect(controller.viewport.getState().viewport).toEqual(before);
    expect(showNode(controller, '6:7:12')).toBe(true);
    expect(pathTitles(nestedDocument(), controller.view.getState().path)).toEqual(['Outer', 'Inner']);
    expect(showNode(controller, '9')).toBe(true);
    expect(controller.graphId()).toBe('root');
    expect(showNode(controller, '9:1')).toBe(false);
  });

  it('clears the selection with Escape, then goes up', () => {
    const { controller } = inside();
    controller.select([seven]);
    stepBack(controller);
    expect([controller.selection().size, controller.graphId()]).toEqual([0, OUTER]);
    stepBack(controller);
    expect([controller.graphId(), controller.view.getState().focusWanted]).toEqual(['root', '5']);
  });

  it('leaves an instance that is gone', () => {
    const { controller, open } = inside();
    enterSubgraph(controller, seven);
    controller.edit((document) => deleteNodes(document, { graphId: OUTER, nodeIds: [seven] }));
    repairPath(controller, open().document);
    expect(controller.graphId()).toBe(OUTER);
  });
});

describe('values shown on an instance', () => {
  it('are the promoted ones and those of inner nodes, written where the file keeps them', () => {
    const view = createSampleView(
      nestedDocument({
        properties: {
          proxyWidgets: [
            ['-1', 'amount'],
            ['8', 'width'],
          ],
        },
        widgets_values: [3],
      }),
    );
    view.controller.setNodeTypes(TYPES, true);
    const placed = view.controller.scene().nodes.get(five);
    const controls = placed?.layout.controls ?? [];
    expect(controls.map(({ slot, owner }) => [slot.name, slot.value, owner?.graphId ?? null])).toEqual([
      ['amount', 3, null],
      ['width', 512, OUTER],
    ]);
    const [, direct] = controls;
    if (direct?.owner === undefined || direct.owner === null) throw new Error('no direct widget');
    writeValue(view.controller, direct.owner.node, { slot: direct.slot, value: 640, graphId: direct.owner.graphId });
    const shown = view.controller
      .scene()
      .nodes.get(five)
      ?.layout.controls.map(({ slot }) => slot.value);
    expect(shown).toEqual([3, 640]);
  });
});

describe('findPastRun', () => {
  const { open, controller } = createSampleView(nestedDocument());
  const { document } = open();
  const id = controller.documentId;
  const workflow = { extra: { comfydeck: { name: 'x', document: id } } };
  const output = (nodeId: string) => ({ kind: 'image' as const, nodeId: toNodeId(nodeId), key: 'images', file: null, text: null });
  const prompt = {
    '9': { class_type: 'SaveImage', inputs: {} },
    '5:7:12': { class_type: 'Scale', inputs: {} },
    '1': { class_type: 'Other', inputs: {} },
  };

  it('takes the newest run of this document, nodes inside definitions included', () => {
    const jobs = [
      buildJob('other'),
      buildJob('new', { workflow, prompt, outputs: [output('9'), output('5:7:12')] }),
      buildJob('old', { workflow }),
    ];
    const found = findPastRun(jobs, { id, document }, null);
    expect([found?.promptId, found?.outputs.map(({ nodeId }) => nodeId)]).toEqual(['new', ['9', '5:7:12']]);
  });

  it('shows nothing of nodes that are gone or are another class now, nor of other workflows', () => {
    const jobs = [
      buildJob('a', { workflow, prompt, outputs: [output('1'), output('77')] }),
      buildJob('b', { prompt, outputs: [output('9')] }),
    ];
    expect(findPastRun(jobs, { id, document }, null)).toBeNull();
  });

  it('prefers the run that was opened over newer ones, and tells why it failed', () => {
    const error = buildError({ nodeId: toNodeId('9'), nodeType: 'SaveImage', message: 'disk full' });
    const jobs = [
      buildJob('new', { workflow, prompt, outputs: [output('9')] }),
      buildJob('opened', { prompt, state: 'failed', outputs: [], error }),
    ];
    expect(findPastRun(jobs, { id, document }, toPromptId('opened'))).toEqual({ promptId: 'opened', outputs: [], error });
    expect(findPastRun(jobs, { id, document }, toPromptId('unheard-of'))?.promptId).toBe('new');
  });
});
