import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WorkflowDocument } from '@/graph/document/model';
import { readWorkflow } from '@/graph/import/read-workflow';
import { toNodeId } from '@/protocol/ids';
import { createFlowHarness, type FlowHarness } from '@/testing/flow-harness';
import type { DocumentId } from '@/workspace/workspace';
import { autoQueueOf, type AutoQueue, type LoopRequest } from './auto-queue';

let harness: FlowHarness;
afterEach(() => harness.dispose());

/** A picture whose colour is drawn by a seed that steps as told. */
const seeded = (mode: string): WorkflowDocument =>
  readWorkflow({
    nodes: [
      { id: 1, type: 'RandomNoise', pos: [0, 0], outputs: [{ name: 'NOISE', type: 'NOISE', links: [1] }], widgets_values: [5, mode] },
      { id: 2, type: 'PreviewAny', pos: [300, 0], inputs: [{ name: 'source', type: '*', link: 1 }], widgets_values: [] },
    ],
    links: [[1, 1, 0, 2, 0, 'NOISE']],
  }).document;

async function begin(mode: string, request: Partial<LoopRequest> = {}): Promise<{ readonly id: DocumentId; readonly queue: AutoQueue }> {
  harness = await createFlowHarness();
  const id = harness.workspace.open(seeded(mode), { name: 'seeds', origin: { kind: 'draft' } });
  const queue = autoQueueOf(harness.workspace);
  await queue.start(harness, { documentId: id, limit: null, seeds: 'asked', ...request });
  return { id, queue };
}

const loopOf = (queue: AutoQueue) => queue.state.getState().loop;
const waiting = async (): Promise<number> => {
  const { running, pending } = await harness.session.client.queue();
  return running.length + pending.length;
};
const lastSaid = (): string => harness.announced.at(-1)?.message ?? '';

/** Lets time pass until something is so. */
const until = (check: () => void): Promise<void> =>
  vi.waitFor(
    async () => {
      harness.clock.advance(1_000);
      await harness.session.readQueue();
      check();
    },
    { timeout: 8_000, interval: 20 },
  );

describe('a loop', () => {
  it('runs as often as told, each with a seed of its own, in one undo step', async () => {
    const { id, queue } = await begin('increment', { limit: 4 });
    await until(() => expect(loopOf(queue)).toBeNull());
    expect(lastSaid()).toBe('Loop finished: 4 runs done');
    const { entries } = await harness.session.client.history({ maxItems: 10 });
    const seeds = entries.map(({ prompt }) => JSON.stringify(prompt['1'])).sort();
    expect(new Set(seeds).size).toBe(4);
    harness.workspace.undo(id);
    expect(harness.workspace.documents.getState().documents[id]?.document.root.nodes.get(toNodeId('1'))?.widgetValues).toMatchObject({
      values: [5, 'increment'],
    });
  });

  it('keeps few jobs ahead, and takes back what waits when it is stopped', async () => {
    harness = await createFlowHarness();
    harness.server.control.hold();
    const id = harness.workspace.open(seeded('randomize'), { name: 'seeds', origin: { kind: 'draft' } });
    const queue = autoQueueOf(harness.workspace);
    await queue.start(harness, { documentId: id, limit: null, seeds: 'asked' });
    await until(() => expect(loopOf(queue)?.sent).toBe(2));
    await until(() => expect(loopOf(queue)).toMatchObject({ sent: 2, done: 0, limit: null }));
    queue.stop();
    expect(loopOf(queue)).toBeNull();
    expect(lastSaid()).toBe('Loop stopped: 0 runs done');
    await vi.waitFor(async () => expect(await waiting()).toBe(1));
  });

  it('asks before runs that would all be the same', async () => {
    const { queue, id } = await begin('fixed');
    expect(queue.state.getState()).toMatchObject({ loop: null, question: { kind: 'repeats', request: { documentId: id } } });
    expect(await waiting()).toBe(0);
    await queue.start(harness, { documentId: id, limit: 2, seeds: 'randomize' });
    await until(() => expect(loopOf(queue)).toBeNull());
    expect(lastSaid()).toBe('Loop finished: 2 runs done');
  });

  it('stops when a run is cancelled, and when its workflow is closed', async () => {
    harness = await createFlowHarness();
    harness.server.control.hold();
    const id = harness.workspace.open(seeded('randomize'), { name: 'seeds', origin: { kind: 'draft' } });
    const queue = autoQueueOf(harness.workspace);
    await queue.start(harness, { documentId: id, limit: null, seeds: 'asked' });
    await until(() => expect(loopOf(queue)?.sent).toBe(2));
    await harness.session.client.interrupt();
    harness.server.control.release();
    await until(() => expect(loopOf(queue)).toBeNull());
    expect(lastSaid()).toBe('Loop stopped: a run was cancelled.');

    await queue.start(harness, { documentId: id, limit: null, seeds: 'allowed' });
    harness.workspace.close(id);
    await until(() => expect(loopOf(queue)).toBeNull());
    expect(lastSaid()).toBe('Loop stopped: its workflow was closed.');
  });
});
