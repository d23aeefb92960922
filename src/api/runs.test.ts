import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { systemClock } from '@/lib/clock';
import type { JsonObject } from '@/lib/json';
import { createUuid } from '@/lib/random';
import { toClientId, toNodeId, toPromptId, type PromptId } from '@/protocol/ids';
import { createApiClient, type ApiClient } from './client';

const MAX_SEED = 18446744073709551615n;
let server: EmbeddedServer;
let client: ApiClient;

beforeAll(async () => {
  server = await startEmbeddedServer();
  client = createApiClient({ base: findApiBase(server.url), clock: systemClock });
});

beforeEach(() => {
  server.control.restart();
  server.control.release();
  server.control.clearFailures();
});

afterAll(() => server.stop());

/** Text to a picture: every value as the server wants it. */
function samplePrompt(seed: number | bigint = 1): JsonObject {
  return {
    '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: server.control.world.models('checkpoints')[0] ?? '' } },
    '5': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
    '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a hill', clip: ['4', 1] } },
    '3': {
      class_type: 'KSampler',
      inputs: {
        seed,
        steps: 1,
        cfg: 7.5,
        sampler_name: 'euler',
        scheduler: 'normal',
        denoise: 1,
        model: ['4', 0],
        positive: ['6', 0],
        negative: ['6', 0],
        latent_image: ['5', 0],
      },
    },
    '8': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] } },
    '9': { class_type: 'SaveImage', inputs: { images: ['8', 0], filename_prefix: 'api' } },
  };
}

/** Resolves when the server has finished a prompt and its history entry is there. */
function whenFinished(id: PromptId): Promise<void> {
  return new Promise((resolve) => {
    const stop = server.control.engine.onEvent((event) => {
      if (event.kind !== 'json' || event.type !== 'executing' || event.data['prompt_id'] !== id || event.data['node'] !== null) return;
      stop();
      resolve();
    });
  });
}

async function submit(prompt: JsonObject = samplePrompt(), front = false): Promise<PromptId> {
  const promptId = toPromptId(createUuid());
  const request = { prompt, promptId, clientId: toClientId('tests'), front, extraData: { extra_pnginfo: { workflow: { nodes: [] } } } };
  const outcome = await client.submitPrompt(request);
  expect(outcome).toMatchObject({ kind: 'accepted', promptId, nodeErrors: {} });
  return promptId;
}

async function runToEnd(prompt?: JsonObject): Promise<PromptId> {
  server.control.hold();
  const id = await submit(prompt);
  const finished = whenFinished(id);
  server.control.release();
  await finished;
  return id;
}

describe('node types', () => {
  it('reads all of them, with the exact seed limit', async () => {
    const { nodes, diagnostics } = await client.objectInfo();
    expect(diagnostics).toEqual([]);
    expect(nodes.size).toBeGreaterThan(60);
    expect(nodes.get('KSampler')).toHaveProperty('input.required.seed.1.max', MAX_SEED);
  });

  it('reads one, and none for an unknown name', async () => {
    expect([...(await client.objectInfoClass('KSampler')).nodes.keys()]).toEqual(['KSampler']);
    expect((await client.objectInfoClass('No/Such?')).nodes.size).toBe(0);
  });
});

describe('a run', () => {
  it('keeps a 64-bit seed from submit to history and into the file', async () => {
    const id = await runToEnd(samplePrompt(MAX_SEED));
    const entry = await client.historyEntry(id);
    expect(entry?.prompt['3']).toHaveProperty('inputs.seed', MAX_SEED);
    expect(entry?.status).toMatchObject({ statusText: 'success', isCompleted: true });
    expect(entry?.outputs['9']).toMatchObject({ images: [{ type: 'output', subfolder: '' }] });
    const file = { filename: 'api_00001_.png', subfolder: '', type: 'output' } as const;
    const text = new TextDecoder('latin1').decode(await client.readFile(file));
    expect(text).toContain('18446744073709551615');
  });

  it('is refused with the node and input at fault', async () => {
    const prompt = { ...samplePrompt(), '5': { class_type: 'EmptyLatentImage', inputs: { width: 1, height: 64, batch_size: 1 } } };
    const outcome = await client.submitPrompt({ prompt });
    expect(outcome).toMatchObject({
      kind: 'rejected',
      error: { type: 'prompt_outputs_failed_validation' },
      nodeErrors: { '5': { classType: 'EmptyLatentImage', errors: [{ type: 'value_smaller_than_min', inputName: 'width' }] } },
    });
  });

  it('is refused for a class the server lacks', async () => {
    const outcome = await client.submitPrompt({ prompt: { '1': { class_type: 'NoSuch', inputs: {}, _meta: { title: 'Mine' } } } });
    expect(outcome).toMatchObject({
      kind: 'rejected',
      error: { type: 'missing_node_type', extraInfo: { class_type: 'NoSuch' } },
      nodeErrors: {},
    });
  });

  it('is accepted with the broken output dropped and named', async () => {
    const prompt = { ...samplePrompt(), '10': { class_type: 'SaveImage', inputs: { filename_prefix: 'x' } } };
    const outcome = await client.submitPrompt({ prompt });
    expect(outcome).toMatchObject({
      kind: 'accepted',
      nodeErrors: { '10': { errors: [{ type: 'required_input_missing', inputName: 'images' }] } },
    });
  });

  it('can be limited to chosen outputs', async () => {
    const prompt = { ...samplePrompt(), '11': { class_type: 'PreviewImage', inputs: { images: ['8', 0] } } };
    server.control.hold();
    await client.submitPrompt({ prompt, partialExecutionTargets: [toNodeId(11)] });
    const { running } = await client.queue();
    expect(running[0]?.outputNodeIds).toEqual(['11']);
  });

  it('fails with the node’s error in history', async () => {
    server.control.failNode('KSampler', 'out of memory');
    const id = await runToEnd();
    const entry = await client.historyEntry(id);
    const failure = entry?.status?.events.find((event) => event.kind === 'execution-error');
    expect(failure).toMatchObject({ error: { nodeId: '3', nodeType: 'KSampler', message: 'out of memory' } });
  });
});

describe('the queue', () => {
  it('lists pending prompts in running order, drops some, then all', async () => {
    server.control.hold();
    const running = await submit();
    const [second, third] = [await submit(samplePrompt(2)), await submit(samplePrompt(3))];
    const first = await submit(samplePrompt(4), true);
    const queue = await client.queue();
    expect(queue.running.map((item) => item.promptId)).toEqual([running]);
    expect(queue.pending.map((item) => item.promptId)).toEqual([first, second, third]);
    expect(queue.running[0]?.extraData).toHaveProperty('create_time');
    expect(await client.queueRemaining()).toBe(4);
    expect(await client.queue(), 'read once while the server says the same').toBe(queue);

    await client.deleteQueued([second, toPromptId('unknown'), running]);
    expect((await client.queue()).pending.map((item) => item.promptId)).toEqual([first, third]);
    await client.clearQueue();
    expect(await client.queueRemaining()).toBe(1);
    expect(await client.historyEntry(running)).toBeNull();
  });

  it('interrupts only the run that is named', async () => {
    server.control.hold();
    const id = await submit();
    await server.control.whenStopped();
    await client.interrupt(toPromptId(createUuid()));
    expect(await client.queueRemaining()).toBe(1);
    const finished = whenFinished(id);
    await client.interrupt(id);
    await finished;
    const entry = await client.historyEntry(id);
    expect(entry?.status?.events.at(-1)?.kind).toBe('execution-interrupted');
  });

  it('interrupts whatever runs, and frees memory', async () => {
    server.control.hold();
    const id = await submit();
    await server.control.whenStopped();
    const finished = whenFinished(id);
    await client.interrupt();
    await finished;
    await client.free({ unloadModels: true, freeMemory: true });
    await client.free({});
    expect(await client.queueRemaining()).toBe(0);
  });
});

describe('history', () => {
  it('gives windows, oldest first, and deletes', async () => {
    const ids = [await runToEnd(samplePrompt(1)), await runToEnd(samplePrompt(2)), await runToEnd(samplePrompt(3))];
    const list = async (window?: Parameters<ApiClient['history']>[0]) =>
      (await client.history(window)).entries.map((entry) => entry.promptId);
    expect(await list()).toEqual(ids);
    expect(await list({ maxItems: 2 })).toEqual(ids.slice(1));
    expect(await list({ maxItems: 1, offset: 0 })).toEqual(ids.slice(0, 1));
    expect(await list({ maxItems: 0 })).toEqual([]);

    await client.deleteHistory(ids.slice(0, 1));
    expect(await list()).toEqual(ids.slice(1));
    await client.clearHistory();
    expect(await list()).toEqual([]);
  });
});

describe('jobs', () => {
  it('pages, details and cancels', async () => {
    const done = await runToEnd();
    server.control.hold();
    const running = await submit(samplePrompt(5));
    const pending = await submit(samplePrompt(6));
    const outcome = await client.jobs({ statuses: ['in_progress', 'pending'], sortBy: 'created_at', sortOrder: 'asc', limit: 1 });
    expect(outcome).toMatchObject({ kind: 'page', page: { jobs: [{ id: running, status: 'in_progress' }], total: 2, hasMore: true } });
    expect(await client.job(done)).toMatchObject({
      kind: 'job',
      job: {
        status: 'completed',
        outputsCount: 1,
        executionStatus: { statusText: 'success' },
        workflow: { extraData: { client_id: 'tests' } },
      },
    });
    expect(await client.job(toPromptId(createUuid()))).toEqual({ kind: 'missing' });
    expect(await client.cancelJob(pending)).toEqual({ kind: 'answered', isCancelled: true });
    expect(await client.cancelJob(done)).toEqual({ kind: 'answered', isCancelled: false });
    expect(await client.cancelJobs([running])).toEqual({ kind: 'answered', isCancelled: true });
  });

  it('tells a bad question from a server without jobs', async () => {
    await expect(client.jobs({ limit: -1 })).rejects.toMatchObject({ code: 'http', status: 400 });
    await expect(client.cancelJobs([toPromptId('x')])).rejects.toMatchObject({ code: 'http', status: 400 });
  });
});
