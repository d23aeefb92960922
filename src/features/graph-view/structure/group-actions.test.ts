import { describe, expect, it } from 'vitest';
import { setPinned } from '@/graph/edit/nodes';
import { toNodeId, type NodeId } from '@/protocol/ids';
import { createSampleView } from '../fixtures/sample-view';
import { dropDrag } from '../node-actions';
import { showNode } from '../view-actions';
import {
  dragGroup,
  dropGroup,
  fitGroup,
  foldGroup,
  groupNodes,
  groupSelection,
  growGroup,
  nudgeGroup,
  removeGroup,
  removeGroupWithNodes,
  renameGroup,
  selectGroup,
  stretchGroup,
  switchGroupMode,
} from './group-actions';
import { toGroupAction } from './group-keys';

const [one, two, three, four] = ['1', '2', '3', '4'].map(toNodeId) as [NodeId, NodeId, NodeId, NodeId];

/** Nodes 1 and 2 of the sample in a group. */
function grouped() {
  const view = createSampleView();
  const { controller, open } = view;
  controller.select([one, two]);
  groupSelection(controller);
  return {
    ...view,
    group: (index = 0) => open().document.root.groups[index],
    xOf: (id: NodeId) => open().document.root.nodes.get(id)?.position.x,
    sceneIds: () => [...controller.scene().nodes.keys()],
  };
}

describe('a group on the canvas', () => {
  it('is put around what is selected as it is drawn, and asks for its title', () => {
    const { controller, group, open } = grouped();
    const bounds = group()?.bounds;
    for (const id of [one, two]) {
      const box = controller.scene().nodes.get(id);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan((bounds?.x ?? 0) + (bounds?.width ?? 0));
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan((bounds?.y ?? 0) + (bounds?.height ?? 0));
    }
    expect(controller.view.getState().renamingGroup).toBe(0);
    renameGroup(controller, 0, 'Texts');
    expect(group()?.title).toBe('Texts');
    expect(open().past).toHaveLength(2);
  });

  it('is not made of nothing', () => {
    const { controller, open } = createSampleView();
    groupSelection(controller);
    expect(open().past).toEqual([]);
  });

  it('carries its nodes while a hand moves it and is written as one step', () => {
    const { controller, open, group, xOf } = grouped();
    const before = { x: group()?.bounds.x ?? 0, one: xOf(one) ?? 0, three: xOf(three) };
    dragGroup(controller, 0, { x: 4, y: 1 });
    dragGroup(controller, 0, { x: 30.4, y: 10 });
    expect(controller.view.getState().drag).toMatchObject({ ids: new Set([one, two]), dx: 30.4, dy: 10 });
    expect(open().past).toHaveLength(1);
    dropGroup(controller);
    expect([group()?.bounds.x, xOf(one), xOf(three)]).toEqual([before.x + 30, before.one + 30, before.three]);
    expect([open().past.length, controller.view.getState().drag]).toEqual([2, null]);
  });

  it('leaves pinned nodes where they are, and stops at the grid when that is wanted', () => {
    const { controller, workspace, xOf, group } = grouped();
    controller.edit((document) => setPinned(document, { graphId: 'root', nodeIds: [two], isPinned: true }));
    workspace.setPreferences({ isSnapToGrid: true });
    const before = xOf(two);
    dragGroup(controller, 0, { x: 33, y: 0 });
    expect(controller.view.getState().drag?.ids).toEqual(new Set([one]));
    dropGroup(controller);
    expect(Math.abs((group()?.bounds.x ?? 1) % 10)).toBe(0);
    expect(xOf(two)).toBe(before);
  });

  it('is resized by its corner and by keys; a run of keys is one step', () => {
    const { controller, open, group } = grouped();
    const before = group()?.bounds.width ?? 0;
    stretchGroup(controller, 0, { x: 50, y: 0 });
    dropGroup(controller);
    expect(group()?.bounds.width).toBe(before + 50);
    growGroup(controller, 0, 'right');
    growGroup(controller, 0, 'right');
    expect([group()?.bounds.width, open().past.length]).toEqual([before + 70, 3]);
    fitGroup(controller, 0);
    expect(group()?.bounds.width).toBe(before);
  });

  it('is moved by keys, a run of them one step', () => {
    const { controller, open, xOf } = grouped();
    nudgeGroup(controller, 0, 'down');
    nudgeGroup(controller, 0, 'right');
    expect([xOf(one), open().document.root.nodes.get(one)?.position.y, open().past.length]).toEqual([10, 10, 2]);
  });

  it('selects its nodes, mutes and bypasses all of them, and wakes them again', () => {
    const { controller, open } = grouped();
    controller.select([three]);
    selectGroup(controller, 0, true);
    expect(open().selection).toEqual(new Set([three, one, two]));
    const modes = () => [...open().document.root.nodes.values()].map(({ mode }) => mode);
    switchGroupMode(controller, 0, 4);
    expect(modes()).toEqual([4, 4, 0, 0]);
    switchGroupMode(controller, 0, 4);
    expect(modes()).toEqual([0, 0, 0, 0]);
  });

  it('goes alone or with its nodes', () => {
    const alone = grouped();
    removeGroup(alone.controller, 0);
    expect([alone.group(), alone.sceneIds().length]).toEqual([undefined, 4]);
    const all = grouped();
    removeGroupWithNodes(all.controller, 0);
    expect([all.group(), all.sceneIds(), all.open().past.length]).toEqual([undefined, [three, four], 2]);
  });
});

describe('a folded group', () => {
  function folded() {
    const view = grouped();
    foldGroup(view.controller, 0);
    return view;
  }

  it('hides its nodes; their wires end at it', () => {
    const { controller, sceneIds } = folded();
    const { links, groups } = controller.scene();
    expect(sceneIds()).toEqual([three, four]);
    expect(groups[0]).toMatchObject({ isFolded: true, hidden: 2 });
    expect(links.map((link) => link.targetName).sort()).toEqual(['model', 'positive', 'samples']);
    const edge = (groups[0]?.x ?? 0) + (groups[0]?.width ?? 0);
    expect(links.filter((link) => link.originId !== three).map(({ x1 }) => x1)).toEqual([edge, edge]);
  });

  it('carries what it hides, and not what came to lie there', () => {
    const { controller, xOf, group } = folded();
    const place = group()?.bounds ?? { x: 0, y: 0 };
    const three3 = controller.scene().nodes.get(three);
    controller.view.setState({ drag: { ids: new Set([three]), dx: place.x - (three3?.x ?? 0) + 10, dy: 60 } });
    dropDrag(controller);
    const before = { one: xOf(one) ?? 0, three: xOf(three) };
    dragGroup(controller, 0, { x: 100, y: 0 });
    dropGroup(controller);
    expect([xOf(one), xOf(three)]).toEqual([before.one + 100, before.three]);
    foldGroup(controller, 0);
    expect(groupNodes(controller, 0).has(one)).toBe(true);
  });

  it('opens when one of its nodes shall be shown', () => {
    const { controller, sceneIds, open } = folded();
    expect(showNode(controller, '2')).toBe(true);
    expect(sceneIds()).toContain(two);
    expect(open().selection).toEqual(new Set([two]));
  });
});

describe('keys on the title of a group', () => {
  const press = (key: string, held: Partial<Record<'altKey' | 'shiftKey' | 'ctrlKey', boolean>> = {}) =>
    toGroupAction({ key, altKey: false, shiftKey: false, ctrlKey: false, metaKey: false, ...held });

  it('walk, move and resize', () => {
    expect(press('ArrowUp')).toEqual({ kind: 'walk', direction: 'up' });
    expect(press('ArrowUp', { shiftKey: true })).toEqual({ kind: 'nudge', direction: 'up' });
    expect(press('ArrowUp', { altKey: true })).toEqual({ kind: 'grow', direction: 'up' });
  });

  it('leave to commands what is theirs', () => {
    expect([press('b', { ctrlKey: true }), press('x'), press('Delete', { shiftKey: true })]).toEqual([null, null, null]);
    expect([press('c', { altKey: true }), press('Delete'), press('F10', { shiftKey: true })]).toEqual([
      { kind: 'fold' },
      { kind: 'remove' },
      { kind: 'menu' },
    ]);
  });
});
