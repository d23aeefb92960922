import { socketKey, type SocketRef } from '../canvas/scene';
import type { GraphController } from '../controller';
import { isSameSocket, refusalOf } from '../wire-actions';
import type { PendingWire } from '../view-store';

/** What a socket shows while a wire is drawn. `idle`: no wire is drawn, or it is none of this socket's business. */
export type PendingMark = 'idle' | 'source' | 'fits' | 'refused' | 'over';

const answers = new WeakMap<SocketRef, Map<string, string | null>>();

/** `refusalOf`, remembered while the same wire is drawn: every mounted socket asks, and asks again at every move. */
export function pendingRefusal(controller: GraphController, from: SocketRef, to: SocketRef): string | null {
  const known = answers.get(from) ?? new Map<string, string | null>();
  answers.set(from, known);
  const key = socketKey(to);
  const found = known.get(key);
  if (found !== undefined) return found;
  const answer = refusalOf(controller, from, to);
  known.set(key, answer);
  return answer;
}

/** The mark of one socket. */
export function pendingMark(controller: GraphController, pending: PendingWire | null, ref: SocketRef): PendingMark {
  if (pending === null) return 'idle';
  if (isSameSocket(pending.from, ref)) return 'source';
  const refusal = pendingRefusal(controller, pending.from, ref);
  if (refusal === null) return isSameSocket(pending.over, ref) ? 'over' : 'fits';
  return pending.from.side === ref.side ? 'idle' : 'refused';
}
