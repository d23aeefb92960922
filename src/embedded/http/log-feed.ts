import type { LogBook } from './logs';
import type { SocketHub } from './sockets/socket-hub';

/** Sends every new log line to the subscribed clients; who has gone is forgotten. The terminal's size comes with the first frame only. Returns its remover. */
export function feedLogs(logs: LogBook, hub: SocketHub, subscribers: Set<string>): () => void {
  let isSizeKnown = false;
  return logs.onEntry((entry) => {
    if (subscribers.size === 0) return;
    const size = isSizeKnown ? null : { ...logs.size() };
    isSizeKnown = true;
    for (const clientId of subscribers) {
      if (!hub.sendTo(clientId, 'logs', { entries: [{ ...entry }], size })) subscribers.delete(clientId);
    }
  });
}
