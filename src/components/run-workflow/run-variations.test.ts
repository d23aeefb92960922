import { afterEach, describe, expect, it } from 'vitest';
import { expandAxes } from '@/graph/variations/expand';
import type { Axis } from '@/graph/variations/variation';
import type { JsonObject, JsonValue } from '@/lib/json';
import { isJsonObject } from '@/lib/json';
import { toNodeId } from '@/protocol/ids';
import type { QueueItem } from '@/protocol/queue';
import { createFlowHarness, type FlowHarness } from '@/testing/flow-harness';
import type { DocumentId } from '@/workspace/workspace';
import { variationOfWorkflow } from './deck-notes';
import { tinyDocument } from './fixtures/tiny-workflow';
import { runVariations } from './run-variations';

let harness: FlowHarness;
afterEach(() => harness.dispose());

const axis = (name: string, values: readonly JsonValue[]): Axis => ({
  title: name,
  points: values.map((value) => ({
    label: typeof value === 'string' ? value : JSON.stringify(value),
    changes: [{ graphId: 'root', nodeId: toNodeId('1'), name, value }],
  })),
});

async function start(): Promise<DocumentId> {
  harness = await createFlowHarness();
  harness.server.control.hold();
  return harness.workspace.open(tinyDocument(), { name: 'tiny', origin: { kind: 'draft' } });
}

const queued = async (): Promise<readonly QueueItem[]> => {
  const { running, pending } = await harness.session.client.queue();
  return [...running, ...pending].toSorted((a, b) => a.number - b.number);
};
const inputsOf = ({ prompt }: QueueItem): JsonObject => {
  const node = prompt['1'];
  const inputs = isJsonObject(node) ? node['inputs'] : undefined;
  return isJsonObject(inputs) ? inputs : {};
};
const workflowOf = ({ extraData }: QueueItem): JsonObject | null => {
  const info = extraData['extra_pnginfo'];
  const workflow = isJsonObject(info) ? info['workflow'] : undefined;
  return isJsonObject(workflow) ? workflow : null;
};

describe('variations', () => {
  it('are ordinary prompts in order, each with its place, and leave the document as it is', async () => {
    const id = await start();
    const before = harness.workspace.documents.getState().documents[id]?.document;
    const axes = [axis('width', [16, 32]), axis('color', [1, 16_777_215])];
    const heard: number[] = [];
    const outcome = await runVariations(harness, {
      documentId: id,
      axes: ['width', 'color'],
      combinations: expandAxes(axes, 'grid', 99),
      combining: 'grid',
      seeds: 'fixed',
      onQueued: (count) => heard.push(count),
    });
    expect(outcome).toMatchObject({ kind: 'queued', refusedOutputs: 0 });
    expect(heard).toEqual([1, 2, 3, 4]);
    const items = await queued();
    expect(items.map(inputsOf).map(({ width, color }) => [width, color])).toEqual([
      [16, 1],
      [32, 1],
      [16, 16_777_215],
      [32, 16_777_215],
    ]);
    expect(items.map((item) => variationOfWorkflow(workflowOf(item)))).toEqual([
      { group: outcome.group, axes: ['width', 'color'], labels: ['16', '1'], at: [0, 0], count: 4, isZipped: false },
      { group: outcome.group, axes: ['width', 'color'], labels: ['32', '1'], at: [1, 0], count: 4, isZipped: false },
      { group: outcome.group, axes: ['width', 'color'], labels: ['16', '16777215'], at: [0, 1], count: 4, isZipped: false },
      { group: outcome.group, axes: ['width', 'color'], labels: ['32', '16777215'], at: [1, 1], count: 4, isZipped: false },
    ]);
    expect(harness.workspace.documents.getState().documents[id]?.document).toBe(before);
  });

  it('end when they are stopped; what was queued stays', async () => {
    const id = await start();
    const stop = new AbortController();
    const outcome = await runVariations(harness, {
      documentId: id,
      axes: ['width'],
      combinations: expandAxes([axis('width', [16, 32, 48, 64])], 'grid', 99),
      combining: 'grid',
      seeds: 'fixed',
      onQueued: (count) => count === 2 && stop.abort(),
      signal: stop.signal,
    });
    expect(outcome.promptIds).toHaveLength(2);
    expect(await queued()).toHaveLength(2);
  });

  it('end at the first run the server refuses, and say which values are at fault', async () => {
    const id = await start();
    const combinations = expandAxes([axis('width', [16, 0, 32])], 'grid', 99);
    const outcome = await runVariations(harness, { documentId: id, axes: ['width'], combinations, combining: 'grid', seeds: 'fixed' });
    expect(outcome.kind).toBe('rejected');
    expect(outcome.promptIds).toHaveLength(1);
  });

  it('are sent without client id when progress is shared', async () => {
    const id = await start();
    harness.workspace.setPreferences({ isProgressShared: true });
    const combinations = expandAxes([axis('width', [16])], 'grid', 99);
    await runVariations(harness, { documentId: id, axes: ['width'], combinations, combining: 'grid', seeds: 'fixed' });
    const [item] = await queued();
    expect(item?.extraData).not.toHaveProperty('client_id');
    expect(item?.extraData).toHaveProperty('comfydeck_id');
  });
});
