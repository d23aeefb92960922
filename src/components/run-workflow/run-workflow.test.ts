import { afterEach, describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '@/graph/document/model';
import { readWorkflow } from '@/graph/import/read-workflow';
import { disconnect } from '@/graph/edit/connect';
import { addNode, moveNodes } from '@/graph/edit/nodes';
import { setWidgetValue } from '@/graph/edit/widget';
import type { JsonObject, JsonValue } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import type { DocumentId } from '@/workspace/workspace';
import { readNodeTypes } from '../node-types/read-node-types';
import { selectCurrentProblems } from './current-problems';
import { createFlowHarness, type FlowHarness, type FlowHarnessOptions } from '@/testing/flow-harness';
import { tinyDocument } from './fixtures/tiny-workflow';
import { runActive, runAndAnnounce } from './run-active';
import { runWorkflow, selectRuns } from './run-workflow';

const graphId = 'root';
let harness: FlowHarness;
afterEach(() => harness.dispose());

async function start(options: FlowHarnessOptions = {}): Promise<void> {
  harness = await createFlowHarness(options);
  harness.server.control.hold();
}

const open = (document: WorkflowDocument, name = 'tiny'): DocumentId =>
  harness.workspace.open(document, { name, origin: { kind: 'draft' } });
const current = (id: DocumentId): WorkflowDocument => {
  const document = harness.workspace.documents.getState().documents[id]?.document;
  if (document === undefined) throw new Error('not open');
  return document;
};
const posts = () => harness.server.control.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/prompt'));
const queued = async () => {
  const { running, pending } = await harness.session.client.queue();
  return [...running, ...pending];
};

/** A seed that steps, saved as text by the one node that shows any value. */
const seeded = (mode: string, seed: JsonValue = 5): WorkflowDocument =>
  readWorkflow({
    nodes: [
      {
        id: 1,
        type: 'RandomNoise',
        pos: [0, 0],
        size: [200, 80],
        outputs: [{ name: 'NOISE', type: 'NOISE', links: [1] }],
        widgets_values: [seed, mode],
      },
      { id: 2, type: 'PreviewAny', pos: [300, 0], size: [200, 80], inputs: [{ name: 'source', type: '*', link: 1 }], widgets_values: [] },
    ],
    links: [[1, 1, 0, 2, 0, 'NOISE']],
  }).document;

const image = (link: number) => [{ name: 'images', type: 'IMAGE', link }];
const twoOutputs = (): WorkflowDocument =>
  readWorkflow({
    nodes: [
      { id: 1, type: 'EmptyImage', outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [1, 2] }], widgets_values: [8, 8, 1, 0] },
      { id: 2, type: 'SaveImage', inputs: image(1), widgets_values: ['a'] },
      { id: 3, type: 'PreviewImage', inputs: image(2) },
      { id: 4, type: 'EmptyImage', outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [] }], widgets_values: [8, 8, 1, 0] },
    ],
    links: [
      [1, 1, 0, 2, 0, 'IMAGE'],
      [2, 1, 0, 3, 0, 'IMAGE'],
    ],
  }).document;

const withLoader = (): WorkflowDocument =>
  readWorkflow({
    nodes: [
      { id: 1, type: 'LoadImage', outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [1] }], widgets_values: ['new.png', 'image'] },
      { id: 2, type: 'PreviewImage', inputs: image(1) },
    ],
    links: [[1, 1, 0, 2, 0, 'IMAGE']],
  }).document;

const seedsOf = async (): Promise<readonly (JsonValue | undefined)[]> =>
  (await queued())
    .toSorted((a, b) => a.number - b.number)
    .map(({ prompt }) => ((prompt['1'] as JsonObject)['inputs'] as JsonObject)['noise_seed']);

describe('an accepted run', () => {
  it('is sent with id, client, name and what files need', async () => {
    await start();
    harness.workspace.setPreferences({ displayName: ' Ada ' });
    const id = open(tinyDocument(), 'Portrait');
    const outcome = await runWorkflow(harness, { documentId: id });
    expect(outcome).toMatchObject({ kind: 'queued', refusedOutputs: 0 });
    const [item] = await queued();
    expect(item?.promptId).toBe(outcome.promptIds[0]);
    expect(item?.extraData).toMatchObject({
      client_id: harness.session.clientId,
      comfydeck_id: outcome.promptIds[0],
      preview_method: 'auto',
      queued_by: 'Ada',
      extra_pnginfo: { workflow: { extra: { comfydeck: { name: 'Portrait', document: id } } } },
    });
    expect(selectRuns(harness.workspace, id)).toEqual({ promptIds: outcome.promptIds, isSubmitting: false, refusal: null });
  });

  it('leaves the document as it is when nothing steps, and names nobody who gave no name', async () => {
    await start();
    const id = open(tinyDocument());
    const before = current(id);
    await runWorkflow(harness, { documentId: id });
    expect(current(id)).toBe(before);
    expect((await queued())[0]?.extraData).not.toHaveProperty('queued_by');
  });

  it('may lose outputs, which is said and shown', async () => {
    await start();
    const id = open(disconnect(tinyDocument(), { graphId, to: { nodeId: toNodeId(3), name: 'images' } }));
    expect(await runAndAnnounce(harness, { documentId: id })).toMatchObject({ kind: 'queued', refusedOutputs: 1 });
    expect(harness.announced).toEqual([{ message: 'Queued, 1 output refused', tone: 'danger' }]);
    expect(selectCurrentProblems(selectRuns(harness.workspace, id), current(id))).toMatchObject([
      { code: 'input-missing', nodeId: '3', input: 'images' },
    ]);
  });
});

describe('a batch', () => {
  it('gives every run its own seed and is one undo step', async () => {
    await start();
    harness.workspace.setPreferences({ batchCount: 3 });
    const id = open(seeded('increment'));
    const before = current(id);
    const outcome = await runAndAnnounce(harness, { documentId: id });
    expect(outcome.promptIds).toHaveLength(3);
    expect(await seedsOf()).toEqual([5, 6, 7]);
    expect(current(id).root.nodes.get(toNodeId(1))?.widgetValues).toEqual({ form: 'array', values: [8, 'increment'] });
    harness.workspace.undo(id);
    expect(current(id)).toBe(before);
    expect(harness.announced).toEqual([{ message: 'Queued 3 jobs', tone: 'success' }]);
  });

  it('says how many of its runs repeat an earlier one', async () => {
    await start();
    harness.workspace.setPreferences({ batchCount: 3 });
    const id = open(seeded('fixed'));
    expect(await runAndAnnounce(harness, { documentId: id })).toMatchObject({ kind: 'queued', repeats: 2 });
    expect(harness.announced[0]).toMatchObject({
      tone: 'info',
      message: expect.stringMatching(/^Queued 3 jobs; 2 of them repeat/) as string,
    });
    harness.workspace.setPreferences({ batchSeeds: 'increment' });
    expect(await runWorkflow(harness, { documentId: id })).toMatchObject({ repeats: 0 });
    expect(await seedsOf()).toEqual([5, 5, 5, 5, 6, 7]);
  });

  it('sends 64-bit seeds exactly', async () => {
    await start();
    const id = open(seeded('fixed', 18446744073709551615n));
    await runWorkflow(harness, { documentId: id });
    expect(await seedsOf()).toEqual([18446744073709551615n]);
  });

  it('leaves seeds alone when only a part runs', async () => {
    await start();
    const whole = seeded('increment');
    const other = tinyDocument().root.nodes.get(toNodeId(3));
    if (other === undefined) throw new Error('no node');
    const id = open(addNode(whole, { graphId, node: other }));
    const before = current(id);
    await runWorkflow(harness, { documentId: id, targets: [toNodeId(2)] });
    expect(current(id)).toBe(before);
    expect((await queued())[0]?.outputNodeIds).toEqual(['2']);
  });

  it('of a part names what will run, and what will not', async () => {
    await start();
    const id = open(twoOutputs());
    await runAndAnnounce(harness, { documentId: id, targets: ['1'] });
    await runAndAnnounce(harness, { documentId: id, targets: ['2'] });
    await runAndAnnounce(harness, { documentId: id, targets: ['4'] });
    expect(harness.announced.map(({ message }) => message)).toEqual([
      'Queued: Save Image #2, Preview Image #3',
      'Queued only Save Image #2; 1 other output stays as it is',
      expect.stringContaining('Nothing that makes an output depends on this node'),
    ]);
    const [whole, part] = await queued();
    expect([whole?.outputNodeIds, part?.outputNodeIds]).toEqual([['2', '3'], ['2']]);
    expect(Object.keys(part?.prompt ?? {})).toEqual(['1', '2', '3', '4']);
  });

  it('of a part sends the branch alone to servers that cannot cut', async () => {
    await start({ profile: 'old' });
    const id = open(twoOutputs());
    await runAndAnnounce(harness, { documentId: id, targets: ['2'] });
    expect(Object.keys((await queued())[0]?.prompt ?? {})).toEqual(['1', '2']);
  });

  it('is not asked of the server when it would surely refuse', async () => {
    await start();
    const id = open(disconnect(withLoader(), { graphId, to: { nodeId: toNodeId(2), name: 'images' } }));
    expect(await runWorkflow(harness, { documentId: id })).toMatchObject({
      kind: 'rejected',
      problems: [{ code: 'input-missing', nodeId: '2', input: 'images' }],
    });
    expect(posts()).toEqual([]);
    const gone = open(withLoader());
    expect(await runWorkflow(harness, { documentId: gone })).toMatchObject({ kind: 'rejected', problems: [{ code: 'refused-by-node' }] });
    expect(posts()).toHaveLength(1);
  });

  it('stops at the first refusal, keeping what was queued', async () => {
    await start();
    const id = open(seeded('increment', 18446744073709551614n));
    harness.workspace.documents.subscribe((state, before) => {
      // The user breaks the workflow after the first run was accepted.
      if (state.documents[id]?.past.length === 1 && before.documents[id]?.past.length === 0) {
        harness.workspace.edit(id, (document) => disconnect(document, { graphId, to: { nodeId: toNodeId(2), name: 'source' } }));
      }
    });
    const outcome = await runAndAnnounce(harness, { documentId: id, count: 3 });
    expect(outcome.kind).toBe('rejected');
    expect(outcome.promptIds).toHaveLength(1);
    expect(harness.announced[0]?.message).toMatch(/^1 job queued, then: .*“source”/);
  });
});

describe('a refused run', () => {
  it('is kept with the document until the node it is about changes', async () => {
    await start();
    const id = open(tinyDocument([0, 99999, 1, 0]));
    expect(await runAndAnnounce(harness, { documentId: id })).toMatchObject({ kind: 'rejected', promptIds: [] });
    const problems = () => selectCurrentProblems(selectRuns(harness.workspace, id), current(id));
    expect(problems()).toMatchObject([
      { code: 'value-below-min', nodeId: '1', input: 'width', params: { value: '0', limit: '1' } },
      { code: 'value-above-max', nodeId: '1', input: 'height', params: { value: '99999', limit: '16384' } },
    ]);
    expect(harness.announced).toEqual([{ tone: 'danger', message: 'Empty Image #1: “width” is 0, the least is 1. (and 1 more)' }]);
    harness.workspace.edit(id, (document) => moveNodes(document, { graphId, positions: new Map([[toNodeId(1), { x: 9, y: 9 }]]) }));
    expect(problems()).toHaveLength(2);
    const nodeTypes = await readNodeTypes(harness.session);
    harness.workspace.edit(id, (document) =>
      setWidgetValue(document, { graphId, nodeId: toNodeId(1), name: 'width', value: 8, nodeTypes }),
    );
    expect(problems()).toEqual([]);
  });

  it('is forgotten by the next run', async () => {
    await start();
    const id = open(tinyDocument([0, 16, 1, 0]));
    await runWorkflow(harness, { documentId: id });
    const nodeTypes = await readNodeTypes(harness.session);
    harness.workspace.edit(id, (document) =>
      setWidgetValue(document, { graphId, nodeId: toNodeId(1), name: 'width', value: 8, nodeTypes }),
    );
    expect(await runWorkflow(harness, { documentId: id })).toMatchObject({ kind: 'queued' });
    expect(selectRuns(harness.workspace, id).refusal).toBeNull();
  });

  it('is not even sent when the server lacks a node type', async () => {
    await start();
    const missing = readWorkflow({
      nodes: [{ id: 7, type: 'NotInstalled', pos: [0, 0], size: [1, 1], title: 'My node' }],
      links: [],
    }).document;
    const id = open(missing);
    expect(await runAndAnnounce(harness, { documentId: id })).toMatchObject({
      kind: 'rejected',
      problems: [{ code: 'missing-node-type', nodeId: '7' }],
    });
    expect(posts()).toEqual([]);
    expect(harness.announced[0]?.message).toMatch(/^My node #7: the server has no node type “NotInstalled”/);
  });

  it('says what a workflow without outputs lacks', async () => {
    await start();
    const id = open(
      readWorkflow({ nodes: [{ id: 1, type: 'EmptyImage', pos: [0, 0], size: [1, 1], widgets_values: [8, 8, 1, 0] }], links: [] }).document,
    );
    await runActive(harness);
    expect(harness.announced[0]?.message).toMatch(/Nothing in this workflow makes an output/);
    expect(selectCurrentProblems(selectRuns(harness.workspace, id), current(id))).toMatchObject([{ code: 'no-output-node' }]);
  });
});

describe('when things go wrong', () => {
  it('finds a job whose answer was lost, and queues it once', async () => {
    let isLost = false;
    await start({
      fetch: async (input, init) => {
        const answer = await fetch(input, init);
        if (init?.method !== 'POST' || isLost) return answer;
        isLost = true;
        throw new TypeError('connection reset');
      },
    });
    const id = open(tinyDocument());
    expect(await runWorkflow(harness, { documentId: id })).toMatchObject({ kind: 'queued' });
    expect(await queued()).toHaveLength(1);
  });

  it('says that nothing is known when the server falls silent', async () => {
    await start();
    const id = open(tinyDocument());
    await readNodeTypes(harness.session);
    harness.server.control.failRoute('/', 'reset');
    expect(await runAndAnnounce(harness, { documentId: id })).toMatchObject({ kind: 'unknown' });
    expect(harness.announced[0]?.message).toMatch(/may be queued/);
    expect(selectRuns(harness.workspace, id).promptIds).toHaveLength(1);
  });

  it('says what failed when the server surely did not take it', async () => {
    await start();
    const id = open(tinyDocument());
    await readNodeTypes(harness.session);
    harness.server.control.failRoute('/prompt', 413);
    expect(await runAndAnnounce(harness, { documentId: id })).toMatchObject({ kind: 'failed', error: { code: 'http', status: 413 } });
    expect(harness.announced[0]?.message).toMatch(/^Not queued\. .*413/);
  });

  it('does not run without node types', async () => {
    await start();
    const id = open(tinyDocument());
    harness.server.control.failRoute('/object_info', 500);
    expect(await runAndAnnounce(harness, { documentId: id })).toMatchObject({ kind: 'no-node-types' });
    expect(selectRuns(harness.workspace, id).isSubmitting).toBe(false);
    expect(posts()).toEqual([]);
  });

  it('needs an open document and does not start twice', async () => {
    await start();
    await runActive(harness);
    expect(harness.announced.pop()?.message).toMatch(/No workflow is open/);
    const id = open(tinyDocument());
    const [first, second] = await Promise.all([runWorkflow(harness, { documentId: id }), runWorkflow(harness, { documentId: id })]);
    expect([first.kind, second.kind]).toEqual(['queued', 'busy']);
    expect(await queued()).toHaveLength(1);
  });

  it('forgets nothing when the document is closed meanwhile', async () => {
    await start();
    const id = open(tinyDocument());
    const running = runWorkflow(harness, { documentId: id });
    harness.workspace.close(id);
    expect(await running).toMatchObject({ kind: 'queued' });
    expect(harness.workspace.runs.getState()).toEqual({});
  });
});
