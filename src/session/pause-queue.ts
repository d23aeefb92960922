import { findSubmission, selectHeld } from '@/jobs/submission';
import type { Submission } from '@/jobs/submission';
import type { QueueItem } from '@/protocol/queue';
import { takeOff, toHeld } from './held-jobs';
import type { Session } from './session';

/** How many jobs are held now that waited on the server, and how many of them it did not let go. */
export interface PauseResult {
  readonly held: number;
  readonly left: number;
}

/**
 * Pauses this browser's own jobs: what waits is taken off the server and held here, what runs goes on, and what is submitted from now on
 * is held too. Jobs of others are not touched.
 * @throws ApiError when the server does not answer; the queue is paused all the same, and what was being taken off is settled later.
 */
export async function pauseQueue(session: Session): Promise<PauseResult> {
  await session.changePause({ isPaused: true });
  const own = (await session.readQueue()).pending.filter((item) => isOwn(session, item));
  if (own.length === 0) return { held: 0, left: 0 };
  const fates = [
    ...(
      await takeOff(
        session,
        beforeHeld(
          session,
          own.map((item) => toHeld(session, item)),
        ),
      )
    ).values(),
  ];
  const count = (fate: string): number => fates.filter((one) => one === fate).length;
  return { held: count('off'), left: count('waiting') };
}

/** They waited on the server, so they come before what was held all the while. */
function beforeHeld({ memory }: Session, taken: readonly Submission[]): readonly Submission[] {
  const [next] = selectHeld(memory.getState());
  if (next === undefined) return taken;
  const end = next.place ?? 0;
  return taken.map((one, index) => ({ ...one, place: end - taken.length + index }));
}

/** Lets held jobs go on: they are sent in their order, a few at a time. */
export function resumeQueue(session: Session): Promise<void> {
  return session.changePause({ isPaused: false });
}

/** True for a job this browser sent. */
export function isOwn({ memory, clientId }: Session, item: QueueItem): boolean {
  return item.extraData['client_id'] === clientId || findSubmission(memory.getState(), item.promptId) !== null;
}
