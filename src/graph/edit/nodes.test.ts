import { describe, expect, it } from 'vitest';
import { toNodeId } from '@/protocol/ids';
import type { GraphNode, WorkflowDocument } from '../document/model';
import { findInconsistencies, ids, SAMPLE_TYPES, sampleDocument, wired, withSample } from './fixtures/sample';
import {
  addNode,
  deleteNodes,
  moveNodes,
  resizeNode,
  setCollapsed,
  setColor,
  setMode,
  setPinned,
  setTitle,
  shiftNodes,
  toggleMode,
} from './nodes';
import { setWidgetValue } from './widget';

const graphId = 'root';
const nodeOf = (document: WorkflowDocument, id: number): GraphNode => {
  const node = document.root.nodes.get(toNodeId(id));
  if (node === undefined) throw new Error(`no node ${id}`);
  return node;
};

describe('node edits', () => {
  it('share everything they do not touch', () => {
    const before = sampleDocument();
    const after = setTitle(before, { graphId, nodeId: toNodeId(2), title: 'Mix' });
    expect(nodeOf(after, 2).title).toBe('Mix');
    expect(nodeOf(after, 1)).toBe(nodeOf(before, 1));
    expect(after.root.links).toBe(before.root.links);
    expect([...after.root.nodes.keys()]).toEqual([...before.root.nodes.keys()]);
  });

  it('answer the same document when nothing changes', () => {
    const document = sampleDocument();
    const nodeIds = ids(1, 2);
    const { position, size } = nodeOf(document, 1);
    const same = [
      setMode(document, { graphId, nodeIds, mode: 0 }),
      setCollapsed(document, { graphId, nodeIds, isCollapsed: false }),
      setPinned(document, { graphId, nodeIds, isPinned: false }),
      setColor(document, { graphId, nodeIds, colors: null }),
      setTitle(document, { graphId, nodeId: toNodeId(1), title: ' ' }),
      moveNodes(document, { graphId, positions: new Map([[toNodeId(1), { ...position }]]) }),
      resizeNode(document, { graphId, nodeId: toNodeId(1), size: { ...size } }),
      deleteNodes(document, { graphId, nodeIds: ids(77) }),
      addNode(document, { graphId, node: nodeOf(document, 1) }),
      setMode(document, { graphId: 'gone' as 'root', nodeIds, mode: 2 }),
    ];
    for (const result of same) expect(result).toBe(document);
  });

  it('delete nodes with every wire on them', () => {
    const document = deleteNodes(sampleDocument(), { graphId, nodeIds: ids(2) });
    expect([...document.root.nodes.keys()]).toEqual(['1', '3']);
    expect(document.root.links.size).toBe(0);
    expect(findInconsistencies(document)).toEqual([]);
  });

  it('move what is not pinned', () => {
    const pinned = setPinned(sampleDocument(), { graphId, nodeIds: ids(1), isPinned: true });
    const to = { x: 5, y: 6 };
    const moved = moveNodes(pinned, { graphId, positions: new Map(ids(1, 2).map((id) => [id, to])) });
    expect(nodeOf(moved, 2).position).toEqual(to);
    expect(nodeOf(moved, 1).position).toEqual(nodeOf(pinned, 1).position);
    expect(nodeOf(shiftNodes(moved, { graphId, nodeIds: ids(2), by: { x: 1, y: -1 } }), 2).position).toEqual({ x: 6, y: 5 });
  });

  it('toggle a mode on for all, and off once all have it', () => {
    const one = setMode(sampleDocument(), { graphId, nodeIds: ids(1), mode: 4 });
    const all = toggleMode(one, { graphId, nodeIds: ids(1, 2), mode: 4 });
    expect([nodeOf(all, 1).mode, nodeOf(all, 2).mode]).toEqual([4, 4]);
    const none = toggleMode(all, { graphId, nodeIds: ids(1, 2), mode: 4 });
    expect([nodeOf(none, 1).mode, nodeOf(none, 2).mode]).toEqual([0, 0]);
    expect(nodeOf(toggleMode(all, { graphId, nodeIds: ids(1), mode: 2 }), 1).mode).toBe(2);
  });

  it('take title and colours away again', () => {
    const colors = { color: '#232', bgcolor: '#353' };
    const dressed = setColor(setTitle(sampleDocument(), { graphId, nodeId: toNodeId(1), title: 'T' }), {
      graphId,
      nodeIds: ids(1),
      colors,
    });
    expect(nodeOf(dressed, 1)).toMatchObject({ title: 'T', ...colors });
    const bare = setColor(setTitle(dressed, { graphId, nodeId: toNodeId(1), title: '' }), { graphId, nodeIds: ids(1), colors: null });
    expect(nodeOf(bare, 1)).toEqual(nodeOf(sampleDocument(), 1));
  });
});

describe('setWidgetValue', () => {
  const set = (document: WorkflowDocument, nodeId: number, name: string, value: string | number) =>
    setWidgetValue(document, { graphId, nodeId: toNodeId(nodeId), name, value, nodeTypes: SAMPLE_TYPES });

  it('writes the place that belongs to the input, its control slot apart', () => {
    const document = set(set(sampleDocument(), 1, 'seed', 42), 1, 'seed:control', 'increment');
    expect(nodeOf(document, 1).widgetValues).toEqual({ form: 'array', values: [42, 'increment'] });
  });

  it('changes nothing for the same value or an unknown name', () => {
    const document = set(sampleDocument(), 1, 'seed', 42);
    expect(set(document, 1, 'seed', 42)).toBe(document);
    expect(set(document, 1, 'nothing', 1)).toBe(document);
    expect(set(document, 9, 'seed', 1)).toBe(document);
  });

  it('takes wires of inputs away that the new option of a dynamic combo lacks', () => {
    const document = wired(withSample(sampleDocument(), 4, 'Resize'), [1, 0], [4, 'mode.like']);
    expect(document.root.links.size).toBe(4);
    const changed = set(document, 4, 'mode', 'factor');
    expect(changed.root.links.size).toBe(3);
    expect(nodeOf(changed, 4).inputs.map((input) => input.name)).not.toContain('mode.like');
    expect(findInconsistencies(changed)).toEqual([]);
  });

  it('writes the text of a note by position', () => {
    const node: GraphNode = {
      ...nodeOf(sampleDocument(), 1),
      id: toNodeId(5),
      type: 'Note',
      widgetValues: { form: 'array', values: [''] },
    };
    const document = set(addNode(sampleDocument(), { graphId, node }), 5, '0', 'hello');
    expect(nodeOf(document, 5).widgetValues).toEqual({ form: 'array', values: ['hello'] });
  });
});
