import { cancelSubmissions } from '@/jobs/submission';
import type { PromptId } from '@/protocol/ids';
import type { Session } from '@/session/session';

/**
 * Drops the given waiting jobs from the server's queue; what runs goes on.
 * @returns how many still wait afterwards: above 0, the server did not obey.
 * @throws ApiError when the server does not answer.
 */
export async function dropWaiting(session: Session, ids: readonly PromptId[]): Promise<number> {
  const asked = new Set(ids);
  const before = await session.readQueue();
  const waiting = before.pending.filter((item) => asked.has(item.promptId)).map((item) => item.promptId);
  if (waiting.length === 0) return 0;
  await session.client.deleteQueued(waiting);
  const after = await session.readQueue();
  const left = new Set(after.pending.map((item) => item.promptId));
  const running = new Set(after.running.map((item) => item.promptId));
  // What began meanwhile was not dropped: its end is told by the history.
  const dropped = waiting.filter((id) => !left.has(id) && !running.has(id));
  session.memory.setState((memory) => cancelSubmissions(memory, new Set(dropped)), true);
  return waiting.filter((id) => left.has(id)).length;
}
