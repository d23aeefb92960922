/**
 * Random reorders, pauses and cancels while jobs start in between any two requests. Each job carries a colour of its own, by which it is
 * known again under whatever id it has. A failure prints its seed: `ORDER_SEED=… npx vitest run src/session/queue-order.property.test.ts`
 * repeats it.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiClient } from '@/api/client';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer } from '@/embedded/index';
import type { EmbeddedServer } from '@/embedded/index';
import type { Job } from '@/jobs/job';
import { findSubmission } from '@/jobs/submission';
import { isJsonObject } from '@/lib/json';
import type { JsonObject, JsonValue } from '@/lib/json';
import { systemClock } from '@/lib/clock';
import type { Queue } from '@/protocol/queue';
import { createLabRandom } from '@/testing/trouble-lab';
import { createFastClock, createTestSession } from '@/testing/test-session';
import { cancelJob } from './cancel-job';
import { moveJob } from './move-job';
import { pauseQueue, resumeQueue } from './pause-queue';
import { selectJobs } from './select-jobs';
import type { Session } from './session';
import { submitPrompt } from './submit-prompt';

let server: EmbeddedServer;

beforeAll(async () => {
  server = await startEmbeddedServer({ seed: 1 });
});

afterAll(() => server.stop());

type Step =
  | { readonly kind: 'submit' | 'pause' | 'resume' | 'run' }
  | { readonly kind: 'move'; readonly from: number; readonly to: number }
  | { readonly kind: 'cancel'; readonly pick: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('move' as const), from: fc.nat(30), to: fc.nat(30) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'submit' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ kind: 'pause' }, { kind: 'resume' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'run' }) },
);

/** Reorders, pauses, resumptions and cancels that did something; what else happens is not counted. */
const ACTIONS_IN_ALL = 1_000;
const STEPS_A_RUN = 60;

let actions = 0;

let color = 0;

class Scene {
  readonly session: Session;
  readonly colors: number[] = [];
  /** Every colour whose row has ever said that it was cancelled. */
  private readonly saidCancelled = new Set<JsonValue | undefined>();
  private readonly chance: () => number;

  constructor(seed: number) {
    const random = createLabRandom(seed);
    this.chance = () => {
      const words = new Uint32Array(1);
      random(words);
      return (words[0] ?? 0) / 2 ** 32;
    };
    const client = createApiClient({
      base: findApiBase(server.url),
      clock: systemClock,
      createXhr: null,
      fetch: async (input, init) => {
        await this.maybeRun(0.15);
        const answer = await fetch(input, init);
        await this.maybeRun(0.15);
        return answer;
      },
    });
    this.session = createTestSession(server, { client, clock: createFastClock(20) }).session;
    const look = (): void => {
      for (const job of selectJobs(this.session).history) if (job.state === 'cancelled') this.saidCancelled.add(toColor(job.prompt));
    };
    this.session.memory.subscribe(look);
    this.session.queryClient.getQueryCache().subscribe(look);
  }

  async maybeRun(share: number): Promise<void> {
    if (this.chance() >= share) return;
    server.control.step();
    await turns(3);
  }

  async act(step: Step): Promise<void> {
    const { session } = this;
    switch (step.kind) {
      case 'submit':
        return this.submit();
      case 'pause':
        actions += 1;
        await pauseQueue(session);
        return;
      case 'resume':
        actions += 1;
        return resumeQueue(session);
      case 'run':
        return this.maybeRun(1);
      case 'move':
        return this.move(step.from, step.to);
      case 'cancel':
        return this.cancel(step.pick);
    }
  }

  async submit(): Promise<void> {
    color += 1;
    this.colors.push(color);
    const prompt: JsonObject = {
      '1': { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color } },
      '2': { class_type: 'PreviewImage', inputs: { images: ['1', 0] } },
    };
    expect((await submitPrompt(session(this), { prompt })).kind).toBe('accepted');
  }

  /** What was shown is what counts: the job stands right before the other one, unless that began meanwhile. */
  async move(from: number, to: number): Promise<void> {
    const queued = selectJobs(this.session).queue.filter((job) => job.state === 'queued');
    const held = queued.filter((job) => job.isHeld === true);
    if (held.length > 1 && from % 2 === 0) return this.moveHeld(held, from, to);
    const waiting = queued.filter((job) => job.isHeld !== true);
    const job = waiting[from % Math.max(1, waiting.length)];
    if (job === undefined) return;
    actions += 1;
    const before = waiting.filter(({ id }) => id !== job.id)[to % waiting.length]?.id ?? null;
    const result = await moveJob(this.session, job, before);
    expect(['moved', 'started', 'gone', 'same', 'no-room'], JSON.stringify(result)).toContain(result.kind);
    if (result.kind !== 'moved') return;
    const order = (await this.session.readQueue()).pending.map(({ promptId }) => promptId);
    const place = order.indexOf(result.promptId);
    if (place < 0) return;
    if (before === null) expect(place, 'the end').toBe(order.length - 1);
    else if (order.includes(before)) expect(order[place + 1], 'its neighbour').toBe(before);
    this.expectShownOrder();
  }

  /** Held jobs stand where they were put, unless one of the two is sent meanwhile. */
  async moveHeld(held: readonly Job[], from: number, to: number): Promise<void> {
    const job = held[from % held.length];
    const before = held.filter((one) => one !== job)[to % held.length] ?? null;
    if (job === undefined) return;
    actions += 1;
    const { kind } = await moveJob(this.session, job, before?.id ?? null);
    expect(['moved', 'started', 'gone', 'same']).toContain(kind);
    const isHeld = ({ id }: Job): boolean => findSubmission(this.session.memory.getState(), id)?.state === 'held';
    if (kind !== 'moved' || ![job, before ?? job].every(isHeld)) return;
    const order = selectJobs(this.session).queue.filter((one) => one.isHeld === true);
    const place = order.findIndex(({ id }) => id === job.id);
    expect(before === null ? place : order[place + 1]?.id, 'its neighbour among the held').toBe(
      before === null ? order.length - 1 : before.id,
    );
  }

  async cancel(pick: number): Promise<void> {
    const open = selectJobs(this.session).queue.filter(({ state }) => state === 'queued' || state === 'running');
    const job = open[pick % Math.max(1, open.length)];
    if (job === undefined) return;
    actions += 1;
    const isOver = { now: false };
    const cancelling = cancelJob(this.session, job.id).finally(() => (isOver.now = true));
    // An interrupt acts at the next step, so the held engine has to come to one.
    while (!isOver.now) {
      if (job.state === 'running') server.control.step();
      await turns(2);
    }
    await cancelling;
  }

  expectShownOrder(): void {
    const { queryClient, serverId } = this.session;
    const queue = queryClient.getQueryData<Queue>(['server', serverId, 'queue']);
    const shown = selectJobs(this.session).queue.filter((job) => job.state === 'queued' && job.position !== null);
    const listed = new Set(shown.map(({ id }) => id));
    expect(shown.map(({ id }) => id)).toEqual(queue?.pending.map(({ promptId }) => promptId).filter((id) => listed.has(id)));
  }

  /** Lets everything go on to its end. */
  async finish(): Promise<void> {
    await resumeQueue(this.session);
    server.control.release();
    const isOpen = ({ state }: Job): boolean => state === 'queued' || state === 'running' || state === 'unknown';
    while (server.control.engine.queueRemaining() > 0 || selectJobs(this.session).queue.some(isOpen)) {
      await this.session.readQueue();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  judge(): void {
    const { queue, history } = selectJobs(this.session);
    const rows = [...queue, ...history].map((job) => [toColor(job.prompt), job.state] as const);
    const runs = Object.values(server.control.engine.history({})).map((entry) => [toColor(readPrompt(entry)), isDone(entry)] as const);
    for (const one of this.colors) {
      const shown = rows.filter(([own]) => own === one).map(([, state]) => state);
      const done = runs.filter(([own, wasDone]) => own === one && wasDone).length;
      expect(shown, `colour ${one} stands in the list once and has ended`).toHaveLength(1);
      expect(done, `runs of colour ${one}, shown as ${String(shown)}`).toBe(shown[0] === 'done' ? 1 : 0);
      expect(['done', 'cancelled']).toContain(shown[0]);
      if (shown[0] === 'done') expect(this.saidCancelled.has(one), `the row of colour ${one} once said cancelled`).toBe(false);
    }
  }
}

function session(scene: Scene): Session {
  return scene.session;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function readPrompt(entry: JsonObject): JsonValue | undefined {
  const tuple = entry['prompt'];
  return Array.isArray(tuple) ? (tuple as readonly JsonValue[])[2] : undefined;
}

function toColor(prompt: JsonValue | undefined): JsonValue | undefined {
  const node = isJsonObject(prompt) ? prompt['1'] : undefined;
  const inputs = isJsonObject(node) ? node['inputs'] : undefined;
  return isJsonObject(inputs) ? inputs['color'] : undefined;
}

function isDone(entry: JsonObject): boolean {
  return isJsonObject(entry['status']) && entry['status']['status_str'] === 'success';
}

it(`loses no job and runs none twice in ${ACTIONS_IN_ALL} reorders, pauses and cancels`, { timeout: 420_000 }, async () => {
  const seed = Number(process.env['ORDER_SEED'] ?? 20_240_811);
  actions = 0;
  for (let run = 0; actions < ACTIONS_IN_ALL; run += 1) {
    const property = fc.asyncProperty(
      fc.array(steps, { minLength: STEPS_A_RUN, maxLength: STEPS_A_RUN }),
      fc.nat(),
      async (list, chance) => {
        server.control.restart();
        server.control.hold();
        const scene = new Scene(chance);
        try {
          for (let index = 0; index < 6; index += 1) await scene.submit();
          await scene.session.readQueue();
          for (const step of list) await scene.act(step);
          await scene.finish();
          scene.judge();
        } finally {
          scene.session.dispose();
        }
      },
    );
    await fc.assert(property, { seed: seed + run, numRuns: 1, endOnFailure: true });
  }
  expect(actions).toBeGreaterThanOrEqual(ACTIONS_IN_ALL);
});
