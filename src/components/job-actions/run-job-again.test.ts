import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toFinishedJob } from '@/jobs/finished-job';
import type { JsonObject } from '@/lib/json';
import type { HistoryEntry } from '@/protocol/history';
import type { PromptId } from '@/protocol/ids';
import { buildJob } from '@/testing/builders';
import { createFlowHarness } from '@/testing/flow-harness';
import type { FlowHarness } from '@/testing/flow-harness';
import { runJobAgain, wordAgain } from './run-job-again';

let flow: FlowHarness;
beforeEach(async () => {
  flow = await createFlowHarness();
});
afterEach(() => flow.dispose());

const PROMPT: JsonObject = {
  '1': { class_type: 'EmptyImage', inputs: { width: 16, height: 16, batch_size: 1, color: 7 } },
  '2': { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'again' }, _meta: { title: 'Keep' } },
};
/** Unconnected, so the server takes it as it is. */
const SEED_NODE: JsonObject = { '9': { class_type: 'KSampler', inputs: { seed: 18446744073709551615n } } };
const WORKFLOW: JsonObject = { nodes: [], version: 0.4, extra: { comfydeck: { name: 'portrait' } } };

/** Each look is a request of its own; the test's time limit ends it. */
async function whenFinished(id: PromptId): Promise<HistoryEntry> {
  for (;;) {
    const entry = await flow.session.client.historyEntry(id);
    if (entry !== null) return entry;
  }
}

async function runElsewhere(prompt: JsonObject): Promise<HistoryEntry> {
  const extraData = { extra_pnginfo: { workflow: WORKFLOW }, queued_by: 'Ada' };
  const outcome = await flow.session.client.submitPrompt({ prompt, extraData });
  if (outcome.kind !== 'accepted') throw new Error(outcome.error.message);
  return whenFinished(outcome.promptId);
}

describe('running a job of another client again', () => {
  it('sends prompt, workflow and outputs exactly, under a new id and the name of who sends it', async () => {
    const first = await runElsewhere({ ...PROMPT, ...SEED_NODE });
    const outcome = await runJobAgain(flow.session, toFinishedJob(first, false), ' Bo ');
    if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
    const second = await whenFinished(outcome.promptId);
    expect(second.promptId).not.toBe(first.promptId);
    expect(second.prompt).toEqual(first.prompt);
    expect(second.prompt['9']).toEqual(SEED_NODE['9']);
    expect(second.outputNodeIds).toEqual(first.outputNodeIds);
    expect(second.extraData).toMatchObject({ extra_pnginfo: { workflow: WORKFLOW }, queued_by: 'Bo', client_id: flow.session.clientId });
    expect(wordAgain(outcome, toFinishedJob(first, false))).toEqual({ message: 'Queued portrait again', tone: 'success' });
  });
});

describe('what cannot be run again', () => {
  it('is a job of which only the id is known', async () => {
    const job = buildJob('p1', { prompt: null });
    const outcome = await runJobAgain(flow.session, job);
    expect(outcome).toEqual({ kind: 'no-prompt' });
    expect(wordAgain(outcome, job).message).toBe('Job p1 came without a prompt, so it cannot be run again.');
  });

  it('is refused by the server with its reason', async () => {
    const prompt = { ...PROMPT, '1': { class_type: 'EmptyImage', inputs: { width: 0, height: 16, batch_size: 1, color: 7 } } };
    const job = buildJob('p1', { prompt });
    const outcome = await runJobAgain(flow.session, job);
    expect(wordAgain(outcome, job).message).toMatch(/^The server refused Job p1: EmptyImage #1 – width: /);
  });

  it('does not reach a server that is away', async () => {
    flow.server.control.failRoute('/prompt', 500);
    const job = buildJob('p1', { prompt: PROMPT });
    const outcome = await runJobAgain(flow.session, job);
    expect(outcome.kind).toBe('failed');
    expect(wordAgain(outcome, job).message).toBe('Job p1 was not queued. The server failed (500). Its log says why.');
  });
});
