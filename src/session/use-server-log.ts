import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { logQuery } from './queries/system';
import type { LogReading } from './queries/system';
import { useSession } from './session-provider';

/** Makes the server's log come in while the caller is shown; its lines are read with `useLive(({ logs }) => logs)`. */
export function useServerLog(): UseQueryResult<LogReading> {
  const session = useSession();
  // Synchronises with the server, which pushes lines to this client until it is told to stop.
  useEffect(() => () => void session.client.subscribeLogs(session.clientId, false).catch(() => undefined), [session]);
  return useQuery(logQuery(session));
}
