import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/lib/errors';
import { toPromptId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import { submitPrompt } from './submit-prompt';
import { buildQueueItem } from '@/testing/builders';
import { createFlowHarness } from '@/testing/flow-harness';
import type { FlowHarness } from '@/testing/flow-harness';
import { findNumber, moveJob } from './move-job';

const item = (id: string, number: number) => buildQueueItem(id, { number });
const [a, b, c] = [item('a', 1), item('b', 2), item('c', 3)];

describe('the number for a place', () => {
  it('lies between the new neighbours, before the first or behind the last', () => {
    expect(findNumber([a, b, c], c, a.promptId)).toBe(0);
    expect(findNumber([a, b, c], c, b.promptId)).toBe(1.5);
    expect(findNumber([a, b, c], a, null)).toBe(3.5);
    expect(findNumber([a, b, c], a, c.promptId)).toBe(2.5);
  });

  it('is none where it stands already, where the neighbour went, or where numbers are equal', () => {
    expect(findNumber([a, b, c], b, c.promptId)).toBe('same');
    expect(findNumber([a, b, c], c, null)).toBe('same');
    expect(findNumber([a, b], a, toPromptId('x'))).toBe('gone');
    expect(findNumber([item('a', 1), item('b', 1), c], c, toPromptId('b'))).toBe('no-room');
  });
});

describe('moving a waiting job', () => {
  let flow: FlowHarness;
  beforeEach(async () => {
    flow = await createFlowHarness();
    flow.server.control.hold();
  });
  afterEach(() => flow.dispose());

  const submit = async (prefix: string): Promise<PromptId> => {
    const prompt = {
      '1': { class_type: 'EmptyImage', inputs: { width: 16, height: 16, batch_size: 1, color: 7 } },
      '2': { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: prefix } },
    };
    const result = await submitPrompt(flow.session, { prompt, name: prefix, extraData: { queued_by: 'Ada' } });
    if (result.kind !== 'accepted') throw new Error(result.kind);
    return result.promptId;
  };
  const waiting = async () =>
    (await flow.session.readQueue()).pending.map(({ prompt }) => JSON.stringify(prompt).match(/prefix":"(\w+)"/)?.[1]);
  const move = (id: PromptId, beforeId: PromptId | null) => moveJob(flow.session, { id, workflowName: null }, beforeId);

  it('sends it again at the new place, with everything it came with, and nothing twice', async () => {
    await submit('running');
    const [one, , three] = [await submit('one'), await submit('two'), await submit('three')];
    const result = await move(three, one);
    expect(result.kind).toBe('moved');
    expect(await waiting()).toEqual(['three', 'one', 'two']);
    const { pending } = await flow.session.readQueue();
    expect(pending[0]?.extraData).toMatchObject({ queued_by: 'Ada', client_id: flow.session.clientId });
    expect(Object.values(flow.session.memory.getState().submissions).map(({ promptId }) => promptId)).not.toContain(three);
    expect((await move(one, null)).kind).toBe('moved');
    expect(await waiting()).toEqual(['three', 'two', 'one']);
  });

  it('leaves alone what runs', async () => {
    const running = await submit('running');
    const one = await submit('one');
    await vi.waitFor(async () => expect((await flow.session.readQueue()).running).toHaveLength(1));
    expect(await move(running, one)).toEqual({ kind: 'started' });
    expect(await move(toPromptId('nobody'), one)).toEqual({ kind: 'gone' });
    expect(await waiting()).toEqual(['one']);
  });

  it('never sends what began between the look and the deletion', async () => {
    await submit('running');
    const [one, two] = [await submit('one'), await submit('two')];
    vi.spyOn(flow.session.client, 'deleteQueued').mockImplementation(() => Promise.resolve());
    expect(await move(two, one)).toEqual({ kind: 'refused' });
    expect(await waiting()).toEqual(['one', 'two']);
  });

  it('keeps the body as a lost job when it cannot be sent again', async () => {
    await submit('running');
    const [one, two] = [await submit('one'), await submit('two')];
    vi.spyOn(flow.session.client, 'submitPrompt').mockRejectedValue(new ApiError('http', { status: 500, url: '/prompt' }));
    expect(await move(two, one)).toMatchObject({ kind: 'failed', isKept: true });
    expect(await waiting()).toEqual(['one']);
    const kept = Object.values(flow.session.memory.getState().submissions).filter(({ state }) => state === 'lost');
    expect(kept.map(({ name, request }) => [name, JSON.stringify(request.prompt).includes('"two"')])).toEqual([['two', true]]);
  });

  it('changes nothing when the server does not answer', async () => {
    await submit('running');
    const [one, two] = [await submit('one'), await submit('two')];
    vi.spyOn(flow.session.client, 'queue').mockRejectedValueOnce(new ApiError('network', { url: '/queue' }));
    expect(await move(two, one)).toMatchObject({ kind: 'failed', isKept: false });
    expect(await waiting()).toEqual(['one', 'two']);
  });
});
