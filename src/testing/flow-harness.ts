import { createApiClient } from '@/api/client';
import { startEmbeddedServer, type EmbeddedOptions, type EmbeddedServer } from '@/embedded/index';
import { createManualClock, type ManualClock } from '@/lib/clock';
import { toServerId } from '@/protocol/ids';
import { createSession } from '@/session/create-session';
import type { Session } from '@/session/session';
import { createFakeSockets } from './fake-sockets';
import { createTestPage } from './test-page';
import { createWorkspace } from '@/workspace/create-workspace';
import { createMemoryDraftStore } from '@/workspace/draft-store';
import { createMemoryStorage } from '@/workspace/storage';
import type { Workspace } from '@/workspace/workspace';

/** A page's worth of parts against a server of its own, and everything that was announced. */
export interface FlowHarness {
  readonly server: EmbeddedServer;
  readonly session: Session;
  readonly workspace: Workspace;
  readonly clock: ManualClock;
  readonly announced: { readonly message: string; readonly tone: string }[];
  readonly announce: (message: string, tone?: 'info' | 'success' | 'danger') => void;
  readonly dispose: () => Promise<void>;
}

export interface FlowHarnessOptions extends EmbeddedOptions {
  /** Stands between client and server, to lose answers. */
  readonly fetch?: typeof fetch;
}

/** Starts a server and connects to it; the socket stays unanswered, since no flow needs it. */
export async function createFlowHarness({ fetch: ownFetch, ...options }: FlowHarnessOptions = {}): Promise<FlowHarness> {
  const server = await startEmbeddedServer({ seed: 1, ...options });
  const clock = createManualClock();
  const serverId = toServerId('test');
  const base = { http: server.url, ws: server.url.replace('http', 'ws') };
  let words = 0;
  const random = (target: Uint32Array): void => {
    for (let index = 0; index < target.length; index++) target[index] = ++words * 2_654_435_761;
  };
  const client = createApiClient({ base, clock, createXhr: null, ...(ownFetch === undefined ? {} : { fetch: ownFetch }) });
  const page = createTestPage({ openSocket: createFakeSockets().open });
  const session = createSession({ serverId, base, clock, random, page, client });
  const storage = { values: createMemoryStorage(), drafts: createMemoryDraftStore() };
  const workspace = createWorkspace({ serverId, storage, clock, random });
  const announced: { message: string; tone: string }[] = [];
  return {
    server,
    session,
    workspace,
    clock,
    announced,
    announce: (message, tone = 'info') => void announced.push({ message, tone }),
    dispose: async () => {
      session.dispose();
      workspace.dispose();
      await server.stop();
    },
  };
}
