import { CSPProvider } from '@base-ui/react/csp-provider';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'reactflow/dist/style.css';
import { requestEarly } from '@/api/early-answer';
import type { EarlyAnswer } from '@/api/early-answer';
import { keepRunTimes } from '@/components/run-times/run-times-store';
import { findApiBase } from '@/config/api-base';
import { systemClock } from '@/lib/clock';
import { invariant } from '@/lib/errors';
import { systemRandom } from '@/lib/random';
import { toServerId } from '@/protocol/ids';
import { createSession } from '@/session/create-session';
import { SessionProvider } from '@/session/session-provider';
import { ToastProvider } from '@/ui/toast';
import '@/ui/tokens.css';
import { createWorkspace } from '@/workspace/create-workspace';
import { createDraftStore } from '@/workspace/draft-store';
import { createVersionStore } from '@/workspace/version-store';
import { readPreferences, userScope } from '@/workspace/preferences';
import { createLocalStorage, storageKey } from '@/workspace/storage';
import { WorkspaceProvider } from '@/workspace/workspace-provider';
import { router } from './router';

declare global {
  interface Window {
    /** Left by `public/boot.mjs`. */
    readonly comfydeckEarlyAnswer?: EarlyAnswer;
  }
}

/** The one server this page was served beside; further servers get ids of their own. */
const LOCAL_SERVER = toServerId('local');

const values = createLocalStorage();
/** For as long as the page lasts: another user is another page. */
const user = readPreferences(values, storageKey(LOCAL_SERVER, 'preferences'));
const scope = userScope(LOCAL_SERVER, user);

const workspace = createWorkspace({
  serverId: LOCAL_SERVER,
  storage: { values, drafts: createDraftStore(scope), versions: createVersionStore(scope) },
  clock: systemClock,
  random: systemRandom,
});
const session = createSession({
  serverId: LOCAL_SERVER,
  base: findApiBase(window.location.href),
  userId: () => user.userId,
  scope,
  isWatching: window.location.hash.startsWith('#/kiosk'),
  fetch: requestEarly(window.comfydeckEarlyAnswer, systemClock),
});

keepRunTimes(session, values);

const element = document.getElementById('root');
invariant(element !== null, 'index.html has no #root');
createRoot(element).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <SessionProvider session={session}>
        <WorkspaceProvider workspace={workspace}>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </WorkspaceProvider>
      </SessionProvider>
    </CSPProvider>
  </StrictMode>,
);
