import { describe, expect, it } from 'vitest';
import { nestedDocument, OUTER } from '@/graph/document/fixtures/nested-graph';
import { TYPES } from '@/graph/document/fixtures/small-graph';
import type { SubgraphId } from '@/graph/document/model';
import { addGroupAround } from '@/graph/edit/groups';
import { setPinned, setTitle } from '@/graph/edit/nodes';
import { exportPrompt } from '@/graph/export/export-prompt';
import { toNodeId } from '@/protocol/ids';
import { sampleTypes } from '../fixtures/sample-graph';
import { createSampleView } from '../fixtures/sample-view';
import { enterSubgraph } from '../view-actions';
import { toTask } from './auto-layout';
import { foldGroup } from './group-actions';
import { packSelection, promotables, renameOrTitle, switchPromoted, unpackSelection } from './subgraph-actions';

const [one, two, three] = ['1', '2', '3'].map(toNodeId);
const five = toNodeId(5);
const eight = toNodeId(8);

function packed() {
  const view = createSampleView();
  const { controller, open } = view;
  controller.select([two ?? five, three ?? five]);
  packSelection(controller);
  const [host = five] = open().selection;
  return { ...view, host, definition: () => open().document.subgraphs.get(controller.graph()?.nodes.get(host)?.type as SubgraphId) };
}

describe('a subgraph made of the selection', () => {
  it('stands in its place, selected, and asks for its name; one step back and all is as before', () => {
    const { controller, open, host, workspace, wires } = packed();
    expect([...(controller.graph()?.nodes.keys() ?? [])]).toEqual(['1', '4', host]);
    expect(controller.view.getState().renaming).toBe(host);
    expect(wires()).toEqual([`1.0→${host}.model`, `1.1→${host}.clip`, `${host}.0→4.samples`]);
    const before = open().past[0];
    workspace.undo(open().id);
    expect(open().document).toBe(before);
  });

  it('takes its name from its only instance, and from none that has a title of its own', () => {
    const { controller, host, definition } = packed();
    renameOrTitle(controller, host, 'Sampling');
    expect([definition()?.name, controller.graph()?.nodes.get(host)?.title]).toEqual(['Sampling', undefined]);
    controller.edit((document) => setTitle(document, { graphId: 'root', nodeId: host, title: 'Mine' }));
    renameOrTitle(controller, host, 'Ours');
    expect([definition()?.name, controller.graph()?.nodes.get(host)?.title]).toEqual(['Sampling', 'Ours']);
    renameOrTitle(controller, one ?? host, 'Loads');
    expect(controller.graph()?.nodes.get(one ?? host)?.title).toBe('Loads');
  });

  it('is unpacked in one step, and what was inside is selected', () => {
    const { controller, open, wires } = packed();
    unpackSelection(controller);
    expect([open().selection.size, controller.graph()?.nodes.size, open().past.length]).toEqual([2, 4, 2]);
    expect(wires()).toHaveLength(4);
  });

  it('is not made of nothing, and nothing else is unpacked', () => {
    const { controller, open } = createSampleView();
    packSelection(controller);
    controller.select([one ?? five]);
    unpackSelection(controller);
    expect(open().past).toEqual([]);
  });
});

describe('a control inside a subgraph', () => {
  it('is shown on every instance and taken back, and what is sent stays the same', () => {
    const view = createSampleView(nestedDocument());
    const { controller, open } = view;
    controller.setNodeTypes(TYPES, true);
    enterSubgraph(controller, five);
    const prompt = () => exportPrompt(open().document, TYPES).prompt;
    const before = { prompt: prompt(), inputs: open().document.subgraphs.get(OUTER)?.inputs.length ?? 0 };
    const width = () => promotables(controller, eight).find(({ name }) => name === 'width');
    expect(width()?.slot).toBeNull();
    switchPromoted(controller, eight, width() ?? { name: '', label: '', slot: null });
    expect(width()?.slot).toBe(before.inputs);
    expect(prompt()).toEqual(before.prompt);
    switchPromoted(controller, eight, width() ?? { name: '', label: '', slot: null });
    expect(open().document.subgraphs.get(OUTER)?.inputs).toHaveLength(before.inputs);
    expect(prompt()).toEqual(before.prompt);
  });

  it('is not there to be shown in the root', () => {
    const { controller } = createSampleView();
    expect(promotables(controller, three ?? five)).toEqual([]);
  });
});

describe('what is laid out', () => {
  const boxIds = (view: ReturnType<typeof createSampleView>) => toTask(view.controller).boxes.map(({ id }) => id);

  it('is everything but what is pinned, or the selection', () => {
    const view = createSampleView();
    expect([boxIds(view), toTask(view.controller).wires.length]).toEqual([['1', '2', '3', '4'], 4]);
    view.controller.edit((document) => setPinned(document, { graphId: 'root', nodeIds: [toNodeId(4)], isPinned: true }));
    expect([boxIds(view), toTask(view.controller).wires.length]).toEqual([['1', '2', '3'], 3]);
    view.controller.select([toNodeId(1), toNodeId(2)]);
    expect(boxIds(view)).toEqual(['1', '2']);
  });

  it('keeps groups together: open ones as frames, the innermost first, folded ones as one box', () => {
    const view = createSampleView();
    const group = (...ids: readonly string[]): void =>
      view.controller.edit((document) => addGroupAround(document, { graphId: 'root', nodeIds: ids.map(toNodeId), title: 'g' }));
    group('1', '2', '3', '4');
    group('2', '3');
    const { boxes, frames } = toTask(view.controller);
    expect(boxes.map(({ frame }) => frame)).toEqual(['group 0', 'group 1', 'group 1', 'group 0']);
    expect(frames.find(({ id }) => id === 'group 1')?.inside).toBe('group 0');
    foldGroup(view.controller, 1);
    const folded = toTask(view.controller);
    expect(folded.boxes.map(({ id }) => id)).toEqual(['1', '4', 'group 1']);
    expect(folded.wires).toContainEqual({ from: 'group 1 >', to: '4 < samples' });
  });

  it('inside a subgraph begins with its inputs and ends with its outputs', () => {
    const view = createSampleView(nestedDocument());
    view.controller.setNodeTypes(TYPES, true);
    enterSubgraph(view.controller, five);
    view.controller.select([]);
    expect(toTask(view.controller).boxes.map(({ id, place }) => [id, place])).toEqual([
      ['7', 'any'],
      ['8', 'any'],
      ['-10', 'first'],
      ['-20', 'last'],
    ]);
    expect(view.controller.nodeTypes()).not.toBe(sampleTypes);
  });
});
