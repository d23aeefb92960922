import { queryOptions } from '@tanstack/react-query';
import type { DataTag, QueryFunctionContext, QueryKey, UnusedSkipTokenOptions } from '@tanstack/react-query';
import type { Session } from '../session';

/** Options for `useQuery`, `fetchQuery` and the like; the key carries the type of its data. */
export type ServerQuery<T> = UnusedSkipTokenOptions<T, Error, T> & { readonly queryKey: DataTag<QueryKey, T, Error> };

/** What a query needs of a session. */
export type QuerySession = Pick<Session, 'serverId' | 'client'>;

export interface ServerQueryOptions<T> {
  readonly key: QueryKey;
  /** Passes the signal on, so that leaving a panel ends its request. */
  readonly load: (signal: AbortSignal) => Promise<T>;
  /** How long an answer counts as fresh for new observers; default 30 s. */
  readonly staleTime?: number;
  /** Reads again this often while something observes and the page is visible. */
  readonly refetchInterval?: number;
  /** Keep the answer for the session although nothing observes it. */
  readonly isKept?: boolean;
  /** How long the answer stays when nothing observes it; default 5 min. */
  readonly gcTime?: number;
  /** False for data with maps or too big to compare. */
  readonly structuralSharing?: boolean;
}

/** Makes the options of one query. */
export function serverQuery<T>({ key, load, isKept = false, ...rest }: ServerQueryOptions<T>): ServerQuery<T> {
  return queryOptions<T>({
    ...rest,
    queryKey: key,
    queryFn: ({ signal }: QueryFunctionContext) => load(signal),
    ...(isKept ? { gcTime: Infinity } : {}),
  });
}
