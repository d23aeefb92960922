import { describe, expect, it } from 'vitest';
import { setWidgetValue } from '@/graph/edit/widget';
import { toNodeId } from '@/protocol/ids';
import { copySelection, cutSelection, pasteCopied } from './clipboard/clipboard-actions';
import { createSampleView } from './fixtures/sample-view';
import {
  deleteSelected,
  dropDrag,
  duplicate,
  endGesture,
  pickNode,
  rename,
  removeNodes,
  switchCollapsed,
  switchMode,
  writeValue,
} from './node-actions';
import { fitView, focusNode, nudge, revealNode, showNode, walk, zoomStep } from './view-actions';
import { visibleRect } from './canvas/viewport';

const one = toNodeId(1);
const two = toNodeId(2);
const three = toNodeId(3);
const four = toNodeId(4);

describe('editing nodes', () => {
  it('moves a whole drag as one undo step', () => {
    const view = createSampleView();
    view.controller.view.setState({ drag: { ids: new Set([three, four]), dx: 12.4, dy: -7 } });
    dropDrag(view.controller);
    expect(view.open().document.root.nodes.get(four)?.position).toEqual({ x: 1412, y: -7 });
    expect(view.open().past).toHaveLength(1);
    expect(view.controller.view.getState().drag).toBeNull();
  });

  it('toggles mode and collapse of the selection', () => {
    const view = createSampleView();
    view.controller.select([one, two]);
    switchMode(view.controller, 4);
    switchCollapsed(view.controller);
    const modes = (): readonly unknown[] => [one, two].map((id) => view.open().document.root.nodes.get(id)?.mode);
    expect(modes()).toEqual([4, 4]);
    expect(view.open().document.root.nodes.get(two)?.isCollapsed).toBe(true);
    switchMode(view.controller, 4);
    expect(modes()).toEqual([0, 0]);
  });

  it('deletes nodes with their wires and lets the keyboard go on', () => {
    const view = createSampleView();
    view.controller.view.setState({ focusedNode: two, activeNode: two });
    view.controller.select([two]);
    deleteSelected(view.controller);
    expect(view.wires()).toEqual(['1.0→3.model', '3.0→4.samples']);
    expect(view.controller.view.getState().focusWanted).toBe(one);
    expect(view.open().selection.size).toBe(0);
  });

  it('deletes a selected wire before any node', () => {
    const view = createSampleView();
    const link = view.controller.scene().links.find((candidate) => candidate.targetName === 'samples');
    view.controller.select([one]);
    view.controller.view.setState({ selectedLink: link?.id ?? null });
    deleteSelected(view.controller);
    expect(view.wires()).toHaveLength(3);
    expect(view.open().document.root.nodes.size).toBe(4);
  });

  it('duplicates with or without incoming wires and selects the copies', () => {
    const view = createSampleView();
    view.controller.select([three]);
    duplicate(view.controller, true);
    expect(view.wires()).toContain('1.0→5.model');
    expect([...view.open().selection]).toEqual(['5']);
    view.controller.select([three]);
    duplicate(view.controller, false);
    expect(view.wires().some((wire) => wire.includes('→6.'))).toBe(false);
  });

  it('renames, and gives the type’s name back for an empty title', () => {
    const view = createSampleView();
    rename(view.controller, one, 'Base');
    expect(view.open().document.root.nodes.get(one)?.title).toBe('Base');
    rename(view.controller, one, ' ');
    expect(view.open().document.root.nodes.get(one)?.title).toBeUndefined();
  });

  it('records one run of typing as one undo step, the next as another', () => {
    const view = createSampleView();
    const type = (value: number): void => {
      const placed = view.controller.scene().nodes.get(three);
      const slot = placed?.layout.controls.find((place) => place.slot.name === 'steps')?.slot;
      if (placed === undefined || slot === undefined) throw new Error('the sampler has steps');
      writeValue(view.controller, placed.node, { slot, value });
    };
    type(2);
    type(25);
    endGesture(view.controller);
    type(30);
    expect(view.open().past).toHaveLength(2);
    view.workspace.undo(view.controller.documentId);
    const nodeTypes = view.controller.nodeTypes();
    const same = setWidgetValue(view.open().document, { graphId: 'root', nodeId: three, name: 'steps', value: 25, nodeTypes });
    expect(same).toBe(view.open().document);
  });

  it('adds to the selection with a modifier and takes out again', () => {
    const view = createSampleView();
    pickNode(view.controller, one, false);
    pickNode(view.controller, two, true);
    expect([...view.open().selection]).toEqual([one, two]);
    pickNode(view.controller, one, true);
    expect([...view.open().selection]).toEqual([two]);
  });
});

describe('clipboard', () => {
  it('pastes at the wanted place under new ids, without the wires from outside', () => {
    const view = createSampleView();
    view.controller.select([two, three]);
    const text = copySelection(view.controller) ?? '';
    expect(pasteCopied(view.controller, text, { at: { x: 100, y: 2000 }, keepsIncoming: false })).toBe(true);
    const added = [...view.open().selection];
    expect(added).toHaveLength(2);
    expect(view.wires().filter((wire) => added.some((id) => wire.includes(`→${id}.`)))).toEqual(['5.0→6.positive']);
    expect(view.open().document.root.nodes.get(toNodeId(5))?.position).toEqual({ x: 100, y: 2000 });
  });

  it('keeps incoming wires on wish, in every document with the node they came from', () => {
    const view = createSampleView();
    view.controller.select([three]);
    const text = copySelection(view.controller) ?? '';
    pasteCopied(view.controller, text, { at: { x: 0, y: 0 }, keepsIncoming: true });
    expect(view.wires()).toContain('1.0→5.model');
    const other = createSampleView(undefined, view.workspace);
    pasteCopied(other.controller, text, { at: { x: 0, y: 0 }, keepsIncoming: true });
    expect(other.wires()).toContain('1.0→5.model');
  });

  it('cuts, and leaves texts of others alone', () => {
    const view = createSampleView();
    expect(copySelection(view.controller)).toBeNull();
    view.controller.select([four]);
    expect(cutSelection(view.controller)).toContain('Save');
    expect(view.open().document.root.nodes.has(four)).toBe(false);
    expect(pasteCopied(view.controller, 'a prompt text', { at: { x: 0, y: 0 }, keepsIncoming: false })).toBe(false);
  });
});

describe('looking around', () => {
  it('fits everything, or the selection when it is more than one node', () => {
    const view = createSampleView();
    fitView(view.controller);
    const { viewport, size } = view.controller.viewport.getState();
    const seen = visibleRect(viewport, size);
    expect(seen.x + seen.width).toBeGreaterThan(1400);
    view.controller.select([one, two]);
    fitView(view.controller);
    expect(view.controller.viewport.getState().viewport.zoom).toBeGreaterThan(viewport.zoom);
  });

  it('walks to the next node, selecting it and keeping it in view', () => {
    const view = createSampleView();
    focusNode(view.controller, two);
    walk(view.controller, 'right');
    expect(view.controller.view.getState().focusWanted).toBe(three);
    expect([...view.open().selection]).toEqual([three]);
    const { viewport, size } = view.controller.viewport.getState();
    const box = view.controller.scene().nodes.get(three);
    expect(visibleRect(viewport, size).x + visibleRect(viewport, size).width).toBeGreaterThan((box?.x ?? 0) + (box?.width ?? 0));
  });

  it('moves nodes by the grid: a run of presses is one undo step', () => {
    const view = createSampleView();
    nudge(view.controller, one, { direction: 'down', isLarge: false });
    nudge(view.controller, one, { direction: 'down', isLarge: true });
    expect(view.open().document.root.nodes.get(one)?.position).toEqual({ x: 0, y: 60 });
    expect(view.open().past).toHaveLength(1);
    expect(view.controller.view.getState().announcement).toBe('Moved Load model to 0, 60');
  });

  it('goes close to a node that is asked for and knows when there is none', () => {
    const view = createSampleView();
    view.controller.moveTo({ x: 0, y: 0, zoom: 0.05 });
    expect(showNode(view.controller, four)).toBe(true);
    expect(view.controller.viewport.getState().viewport.zoom).toBeGreaterThan(0.5);
    expect(view.controller.view.getState().focusWanted).toBe(four);
    expect(showNode(view.controller, toNodeId(99))).toBe(false);
    const { viewport } = view.controller.viewport.getState();
    revealNode(view.controller, toNodeId(99));
    expect(view.controller.viewport.getState().viewport).toBe(viewport);
  });

  it('zooms in steps around the middle', () => {
    const view = createSampleView();
    zoomStep(view.controller, 'in');
    zoomStep(view.controller, 'out');
    expect(view.controller.viewport.getState().viewport.zoom).toBeCloseTo(1);
  });

  it('deleting everything leaves an empty, working view', () => {
    const view = createSampleView();
    removeNodes(view.controller, new Set([one, two, three, four]));
    fitView(view.controller);
    walk(view.controller, 'right');
    expect(view.controller.scene().bounds).toBeNull();
  });
});
