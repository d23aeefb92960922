/**
 * Random use of a client on a random network before a server that is restarted at random. After every repair of the network the
 * client's jobs must equal the server's truth, and what was submitted must be in the list. A failure prints its seed and path:
 * `MODEL_SEED=… npx vitest run src/session/reliability/model.test.ts` repeats it.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProxyFaults } from '@/embedded/faults/faults';
import type { Job } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { labPrompt, startLab } from '@/testing/trouble-lab';
import type { Lab, LabClient } from '@/testing/trouble-lab';
import { cancelJob } from '../cancel-job';
import { submitPrompt } from '../submit-prompt';

const SECOND = 1_000;
/** Longer than any of the client's waits: the next attempt, a request in flight, a poll, and the looks after it. */
const REPAIR_MS = 40 * SECOND;
const STEPS = 1_000;
/** Jobs of one run stay below what the client remembers of its own submissions. */
const MAX_COMMANDS = 110;

interface Model {
  /** All that may have reached the server, in order. */
  readonly submitted: PromptId[];
  readonly cancelAsked: Set<PromptId>;
  restarts: number;
}

interface Real {
  readonly lab: Lab;
  readonly client: LabClient;
}

type Command = fc.AsyncCommand<Model, Real>;

let steps = 0;

/** A command that is always possible. */
function toCommand(name: string, run: (model: Model, real: Real) => Promise<unknown>): Command {
  return {
    check: () => true,
    run: async (model, real) => {
      steps += 1;
      await run(model, real);
    },
    toString: () => name,
  };
}

const submit = (shape: { steps: number; fails: boolean }): Command =>
  toCommand(`submit ${JSON.stringify(shape)}`, async ({ submitted }, { lab, client }) => {
    const result = await lab.during(submitPrompt(client.session, { prompt: labPrompt(shape) }).catch(() => null));
    if (result !== null && result.kind !== 'rejected') submitted.push(result.promptId);
  });

const submitByOther = toCommand('somebody else submits', ({ submitted: _own }, { lab }) => {
  lab.server.control.engine.submit({ prompt: labPrompt({ steps: 2 }), client_id: 'somebody' });
  return lab.advance(200);
});

const cancel = (pick: number): Command =>
  toCommand(`cancel ${pick}`, async ({ cancelAsked }, { lab, client }) => {
    const open = client.lists().queue.filter((job) => job.isMine);
    const job = open[pick % Math.max(1, open.length)];
    if (job === undefined) return;
    cancelAsked.add(job.id);
    await lab.during(cancelJob(client.session, job.id).catch(() => null));
  });

const pass = (ms: number): Command => toCommand(`pass ${ms} ms`, (_model, { lab }) => lab.advance(ms, 250));

const breakSockets = toCommand('break sockets', (_model, { lab }) => {
  lab.proxy.resetSockets();
  return lab.advance(100);
});

const trouble = (faults: ProxyFaults): Command =>
  toCommand(`faults ${JSON.stringify(faults)}`, (_model, { lab }) => {
    lab.proxy.setFaults(faults);
    return lab.advance(100);
  });

const restart = toCommand('restart', (model, { lab }) => {
  model.restarts += 1;
  lab.server.control.restart();
  return lab.advance(3 * SECOND, 250);
});

const hide = (isHidden: boolean): Command =>
  toCommand(isHidden ? 'hide' : 'show', (_model, { lab, client }) => {
    client.page.setHidden(isHidden);
    return lab.advance(100);
  });

const repair = toCommand('repair and compare', async (model, real) => {
  real.lab.proxy.setFaults({});
  real.client.page.setHidden(false);
  await real.lab.advance(REPAIR_MS, 500);
  // What runs goes on during the comparison no more than the client can have heard.
  real.lab.server.control.hold();
  await real.lab.advance(10 * SECOND, 500);
  compare(model, real);
  real.lab.server.control.release();
});

function compare({ submitted, cancelAsked, restarts }: Model, { lab, client }: Real): void {
  const { queue, history } = client.lists();
  const stateOf = new Map<string, Job['state']>([...queue, ...history].map((job) => [job.id, job.state]));
  expect(stateOf.size, 'no job stands in the lists twice').toBe(queue.length + history.length);
  const { running, pending } = readQueue(lab);
  expect(idsIn(queue, 'running'), 'what runs').toEqual(running);
  expect(idsIn(queue, 'queued'), 'what waits, in order').toEqual(pending);
  const truth = lab.truth();
  for (const [id, state] of truth) expect(stateOf.get(id), `the end of ${id}`).toBe(state);
  for (const id of submitted) {
    const state = stateOf.get(id);
    expect(state, `${id} is in the list`).toBeDefined();
    if (truth.has(id) || running.includes(id) || pending.includes(id)) continue;
    // The server knows it no more: cancelled by us while it waited, or gone with a restart.
    if (state === 'cancelled') expect(cancelAsked.has(id), `${id} was cancelled by us`).toBe(true);
    else if (restarts === 0) expect(state, `${id} left without a trace`).toBe('unknown');
    else expect(['lost', 'unknown', 'done', 'failed'], `${id} after a restart`).toContain(state);
  }
}

function idsIn(jobs: readonly Job[], state: Job['state']): string[] {
  return jobs.filter((job) => job.state === state).map((job) => job.id);
}

function readQueue({ server }: Lab): { running: string[]; pending: string[] } {
  const { queue_running: running, queue_pending: pending } = server.control.engine.queue();
  const toIds = (items: readonly unknown[]): string[] => items.map((item) => String((item as unknown[])[1]));
  return { running: toIds(running), pending: toIds(pending) };
}

const noise = fc.constantFrom('drop', 'duplicate', 'reorder', 'corrupt').map((kind) => trouble({ frames: { every: 3, kind } }));
const troubles = fc.constantFrom<ProxyFaults>(
  {},
  { isStalled: true },
  { hangsOnAccept: true },
  { resets: true },
  { isBadGateway: true },
  { truncatesJson: true },
  { latencyMs: 1_500, jitterMs: 1_000 },
  { latencyMs: 14_000 },
  { ghostMs: 20_000 },
  { idleCutMs: 5_000 },
);
const COMMANDS = [
  fc.record({ steps: fc.constantFrom(0, 0, 1, 4), fails: fc.boolean() }).map(submit),
  fc.record({ steps: fc.constantFrom(0, 2, 20), fails: fc.constant(false) }).map(submit),
  fc.constant(submitByOther),
  fc.nat(20).map(cancel),
  fc.integer({ min: 100, max: 20_000 }).map(pass),
  fc.constant(breakSockets),
  troubles.map(trouble),
  noise,
  fc.boolean().map(hide),
  fc.constant(repair),
];
const RARELY = [fc.constant(restart)];

it('the jobs of the client equal the truth of the server after 1,000 random submissions, cancels, faults and restarts', async () => {
  const seed = Number(process.env['MODEL_SEED'] ?? 20_240_811);
  steps = 0;
  let runs = 0;
  // fast-check draws the number of commands itself; runs are added until there were enough steps.
  while (steps < STEPS) {
    runs += 1;
    const commands = fc.commands([...COMMANDS, ...COMMANDS, ...RARELY], { maxCommands: MAX_COMMANDS, size: 'max' });
    const property = fc.asyncProperty(commands, async (drawn) => {
      const lab = await startLab({}, seed + runs);
      try {
        const client = lab.connect();
        await lab.advance(SECOND);
        await fc.asyncModelRun(
          () => ({
            model: { submitted: [], cancelAsked: new Set<PromptId>(), restarts: 0 },
            real: { lab, client },
          }),
          [...drawn, repair],
        );
      } finally {
        await lab.stop();
      }
    });
    await fc.assert(property, { seed: seed + runs, numRuns: 1, endOnFailure: true });
  }
  expect(steps).toBeGreaterThanOrEqual(STEPS);
}, 420_000);
