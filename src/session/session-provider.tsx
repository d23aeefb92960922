import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import { invariant } from '@/lib/errors';
import type { Session } from './session';

const SessionContext = createContext<Session | null>(null);

interface SessionProviderProps {
  /** Made and disposed by the caller. */
  readonly session: Session;
  readonly children: ReactNode;
}

/** Hands one server's session and its cache down. */
export function SessionProvider({ session, children }: SessionProviderProps) {
  return (
    <SessionContext value={session}>
      <QueryClientProvider client={session.queryClient}>{children}</QueryClientProvider>
    </SessionContext>
  );
}

/** The session of the server this part of the page shows. Only below a `SessionProvider`. */
export function useSession(): Session {
  const session = use(SessionContext);
  invariant(session !== null, 'useSession outside SessionProvider');
  return session;
}
