import { MAX_PARALLEL_IMAGE_LOADS } from '@/config/limits';
import { createLoadQueue } from '@/lib/load-queue';
import type { LoadQueue } from '@/lib/load-queue';
import type { Session } from '@/session/session';

const queues = new WeakMap<Session, LoadQueue>();

/** The queue all pictures of one server share; lives and dies with its session. */
export function loadQueueOf(session: Session): LoadQueue {
  const known = queues.get(session);
  if (known !== undefined) return known;
  const created = createLoadQueue(MAX_PARALLEL_IMAGE_LOADS);
  queues.set(session, created);
  return created;
}
