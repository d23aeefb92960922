import { render } from '@testing-library/react';
import type { RenderResult } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import type { ApiClient } from '@/api/client';
import { invariant } from '@/lib/errors';
import { SessionProvider } from '@/session/session-provider';
import type { Session } from '@/session/session';
import { createFakeClient } from './fake-client';
import { createFakeSockets } from './fake-sockets';
import type { FakeSockets } from './fake-sockets';
import { createTestPage } from './test-page';
import { hasNodeHttp } from './install-dom';
import type { TestPage } from './test-page';
import { createTestSession } from './test-session';

export interface RenderOptions {
  /** A running embedded server; without it the client is a fake one. Needs the environment of `install-dom.ts`. */
  readonly server?: { readonly url: string };
  /** Answers of the fake client; what is not given is idle, empty or unreachable. */
  readonly client?: Partial<ApiClient>;
  /** One the test made itself. */
  readonly session?: Session;
  /** Providers inside the session's: workspace, router, toasts. */
  readonly wrap?: (children: ReactNode) => ReactNode;
}

export interface RenderedWithSession extends RenderResult {
  readonly session: Session;
  readonly user: UserEvent;
  /** What the fake server's end of the socket is; empty with a real server. */
  readonly sockets: FakeSockets;
}

/** Renders below a `SessionProvider`. The session ends with the test, unless it was given. */
export function renderWithSession(ui: ReactNode, options: RenderOptions = {}): RenderedWithSession {
  const sockets = createFakeSockets();
  const session = options.session ?? createOwnSession(options, sockets);
  const wrap = options.wrap ?? ((children) => children);
  const result = render(ui, { wrapper: ({ children }) => <SessionProvider session={session}>{wrap(children)}</SessionProvider> });
  return { ...result, session, sockets, user: userEvent.setup() };
}

function createOwnSession({ server, client }: RenderOptions, sockets: FakeSockets): Session {
  if (server !== undefined) invariant(hasNodeHttp(), 'a test with a server begins with "// @vitest-environment node"');
  const page: TestPage = server === undefined ? createTestPage({ openSocket: sockets.open }) : createTestPage();
  const { session } = createTestSession(server ?? { url: 'http://server.test/' }, {
    page,
    ...(server === undefined ? { client: createFakeClient(client) } : {}),
  });
  onTestFinished(session.dispose);
  return session;
}
