import { expect, it, onTestFinished, vi } from 'vitest';
import { submitPrompt } from '@/session/submit-prompt';
import { TINY_PROMPT } from '@/testing/builders';
import { createFlowHarness } from '@/testing/flow-harness';
import { dropWaiting } from './drop-waiting';

async function queueThree() {
  const flow = await createFlowHarness();
  onTestFinished(flow.dispose);
  flow.server.control.hold();
  const ids = [];
  for (const name of ['running', 'one', 'two']) {
    const result = await submitPrompt(flow.session, { prompt: TINY_PROMPT, name });
    if (result.kind !== 'accepted') throw new Error(result.kind);
    ids.push(result.promptId);
  }
  const states = () => Object.values(flow.session.memory.getState().submissions).map(({ name, state }) => `${name ?? ''} ${state}`);
  return { ...flow, ids, states };
}

it('drops what waits of the given jobs, and leaves what runs', async () => {
  const { session, ids, states } = await queueThree();
  expect(await dropWaiting(session, ids.slice(0, 2))).toBe(0);
  const { running, pending } = await session.readQueue();
  expect([running.length, pending.length]).toEqual([1, 1]);
  expect(states()).toEqual(['running accepted', 'one cancelled', 'two accepted']);
});

it('tells how many the server did not drop, and forgets none of them', async () => {
  const { session, ids, states } = await queueThree();
  vi.spyOn(session.client, 'deleteQueued').mockResolvedValue();
  expect(await dropWaiting(session, ids)).toBe(2);
  expect(states()).toEqual(['running accepted', 'one accepted', 'two accepted']);
});
