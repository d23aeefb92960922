import type { ApiClient } from '@/api/client';
import { toJobEnd } from '@/jobs/finished-job';
import { cancelSubmissions, changeSubmission, findSubmission } from '@/jobs/submission';
import type { Clock } from '@/lib/clock';
import type { PromptId } from '@/protocol/ids';
import type { Queue } from '@/protocol/queue';
import { isOwn } from './pause-queue';
import type { Session } from './session';

/** `gone`: it was neither queued nor running when asked, so it had ended before. `still-there`: the engine did not cancel in time. */
export type CancelResult = { readonly kind: 'cancelled' } | { readonly kind: 'gone' } | { readonly kind: 'still-there' };

type Place = 'running' | 'pending';

/** Looks at the queue after the request; an interrupt acts at the next step of a node. Together 5 s. */
const LOOKS_AFTER_MS = [0, 250, 500, 750, 1_500, 2_000];

/** Servers that were seen to have no route for cancelling one job. */
const withoutCancelRoute = new WeakSet<ApiClient>();

/**
 * Takes a job from the queue, or interrupts it when it runs, by the server's own route for that where there is one: its place is read
 * afresh, the effect proved by further reads and by how history says it ended. A job that starts between read and request is
 * interrupted then; one that finished all the same is `gone`.
 * @throws ApiError when the server does not answer.
 */
export async function cancelJob(session: Session, id: PromptId): Promise<CancelResult> {
  const held = findSubmission(session.memory.getState(), id);
  if (held?.state === 'held') {
    if (held.replaces) return cancelJob(session, held.replaces);
    session.memory.setState((memory) => changeSubmission(memory, held.id, { state: 'cancelled' }), true);
    return { kind: 'cancelled' };
  }
  const place = findPlace(await session.readQueue(), id);
  if (place === null) return { kind: 'gone' };
  await request(session, id, place);
  let asked = place;
  for (const waitMs of LOOKS_AFTER_MS) {
    await wait(session.clock, waitMs);
    const now = findPlace(await session.readQueue(), id);
    if (now === null) return takeGone(session, id, asked);
    if (now === 'running' && asked === 'pending') {
      await request(session, id, now);
      asked = now;
    }
  }
  return { kind: 'still-there' };
}

/** Whose waiting jobs are dropped, and whether the running one of those is interrupted too. */
export interface ClearScope {
  readonly scope?: 'all' | 'mine';
  readonly andRunning?: boolean;
}

/**
 * Drops what waits, held jobs included; what runs goes on unless `andRunning`.
 * @returns how many are left afterwards, not counting those that came meanwhile.
 * @throws ApiError when the server does not answer.
 */
export async function clearQueue(session: Session, { scope = 'all', andRunning = false }: ClearScope = {}): Promise<number> {
  dropHeld(session);
  const before = await session.readQueue();
  const isMeant = (item: Queue['pending'][number]): boolean => scope === 'all' || isOwn(session, item);
  const waiting = new Set(before.pending.filter(isMeant).map((item) => item.promptId));
  if (scope === 'all') await session.client.clearQueue();
  else if (waiting.size > 0) await session.client.deleteQueued([...waiting]);
  const { running, pending } = await session.readQueue();
  const left = pending.filter((item) => waiting.has(item.promptId));
  // What began meanwhile was not dropped; how it ends history will tell.
  for (const item of [...running, ...left]) waiting.delete(item.promptId);
  session.memory.setState((memory) => cancelSubmissions(memory, waiting), true);
  if (!andRunning) return left.length;
  const results = await Promise.all(running.filter(isMeant).map((item) => cancelJob(session, item.promptId)));
  return left.length + results.filter(({ kind }) => kind === 'still-there').length;
}

function dropHeld(session: Session): void {
  session.memory.setState((memory) => {
    const held = Object.values(memory.submissions).filter(({ state, replaces }) => state === 'held' && !replaces);
    return held.reduce((state, one) => changeSubmission(state, one.id, { state: 'cancelled' }), memory);
  }, true);
}

/** What was taken from the pending leaves no history: that it was cancelled is known here only. Anything else history tells. */
async function takeGone(session: Session, id: PromptId, asked: Place): Promise<CancelResult> {
  const entry = await session.client.historyEntry(id);
  if (entry !== null) return { kind: toJobEnd(entry).state === 'cancelled' ? 'cancelled' : 'gone' };
  if (asked === 'pending') session.memory.setState((memory) => cancelSubmissions(memory, new Set([id])), true);
  return { kind: 'cancelled' };
}

async function request({ client }: Session, id: PromptId, place: Place): Promise<void> {
  if (!withoutCancelRoute.has(client)) {
    const { kind } = await client.cancelJob(id);
    if (kind === 'answered') return;
    withoutCancelRoute.add(client);
  }
  await (place === 'running' ? client.interrupt(id) : client.deleteQueued([id]));
}

function findPlace(queue: Queue, id: PromptId): Place | null {
  if (queue.running.some((item) => item.promptId === id)) return 'running';
  return queue.pending.some((item) => item.promptId === id) ? 'pending' : null;
}

function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => clock.after(delayMs, resolve));
}
