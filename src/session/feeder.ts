import type { QueryKey } from '@tanstack/react-query';
import { FEED_LEASE_MS, MOVE_ABANDONED_AFTER_MS } from '@/config/limits';
import { selectHeld } from '@/jobs/submission';
import type { Submission } from '@/jobs/submission';
import { isJsonObject } from '@/lib/json';
import { createHexId } from '@/lib/random';
import { mayChange } from './access';
import { settleHeld } from './held-jobs';
import { keys } from './keys';
import { isOwn } from './pause-queue';
import type { Session } from './session';
import { sendHeld } from './submit-prompt';

/** After this silence another tab takes over. */
const LEASE_LASTS_MS = 3 * FEED_LEASE_MS;
const LEASE = 'feeder';

export interface Feeder {
  readonly dispose: () => void;
}

/**
 * Sends held jobs when the queue is not paused, in their order and only so many that few of them wait on the server; and settles moves
 * that a page left half done. Of the tabs of one browser only one does so. It acts when the queue was read or something held changed.
 */
export function createFeeder(session: Session): Feeder {
  const feeder = new Feeding(session);
  const removers = [
    session.memory.subscribe((state, before) => {
      if (state.submissions !== before.submissions) feeder.wake();
    }),
    session.pause.subscribe(() => feeder.wake()),
    session.queryClient.getQueryCache().subscribe(({ type, query }) => {
      const key = query.queryKey as QueryKey;
      if (type === 'updated' && isQueue(key, session)) feeder.wake();
    }),
  ];
  return {
    dispose: () => {
      for (const remove of removers) remove();
      feeder.dispose();
    },
  };
}

function isQueue(key: readonly unknown[], { serverId }: Session): boolean {
  const wanted = keys.queue(serverId);
  return key.length === wanted.length && wanted.every((part, index) => key[index] === part);
}

class Feeding {
  private readonly session: Session;
  private readonly holder: string;
  private isBusy = false;
  private isDisposed = false;

  constructor(session: Session) {
    this.session = session;
    this.holder = createHexId(session.random);
  }

  wake(): void {
    if (this.isBusy || this.isDisposed || !this.hasWork()) return;
    this.isBusy = true;
    // An unreachable server is asked again when its queue has been read.
    void this.work()
      .catch(() => undefined)
      .finally(() => (this.isBusy = false));
  }

  dispose(): void {
    this.isDisposed = true;
  }

  private hasWork(): boolean {
    return mayChange(this.session.access.getState()) && (this.findAbandoned().length > 0 || this.findReady().length > 0);
  }

  private async work(): Promise<void> {
    if (!(await this.holdsLease())) return;
    const abandoned = this.findAbandoned();
    if (abandoned.length > 0) await settleHeld(this.session, abandoned);
    while (!this.isDisposed) {
      const [next] = this.findReady();
      if (next === undefined || !(await this.hasRoom())) return;
      // Only one at a time, and each after a look: what was changed meanwhile counts.
      await sendHeld(this.session, next);
    }
  }

  private async hasRoom(): Promise<boolean> {
    const { pending } = await this.session.readQueue();
    return pending.filter((item) => isOwn(this.session, item)).length < this.session.pause.getState().limit;
  }

  private findReady(): readonly Submission[] {
    if (this.session.pause.getState().isPaused) return [];
    return selectHeld(this.session.memory.getState()).filter(({ blanked = [] }) => blanked.length === 0);
  }

  private findAbandoned(): readonly Submission[] {
    const before = this.session.clock.nowMs() - MOVE_ABANDONED_AFTER_MS;
    return this.held().filter(({ replaces, heldAtMs = 0 }) => replaces !== null && replaces !== undefined && heldAtMs <= before);
  }

  private held(): readonly Submission[] {
    return Object.values(this.session.memory.getState().submissions).filter(({ state }) => state === 'held');
  }

  private async holdsLease(): Promise<boolean> {
    const { ledger, clock } = this.session;
    const now = clock.nowMs();
    const lease = await ledger.note(LEASE, (before) => {
      const isFree = !isJsonObject(before) || before['holder'] === this.holder || !isCurrent(before['untilMs'], now);
      return isFree ? { holder: this.holder, untilMs: now + LEASE_LASTS_MS } : before;
    });
    return isJsonObject(lease) && lease['holder'] === this.holder;
  }
}

/** A time far ahead comes from a clock that was set back. */
function isCurrent(untilMs: unknown, now: number): boolean {
  return typeof untilMs === 'number' && untilMs > now && untilMs <= now + LEASE_LASTS_MS;
}
