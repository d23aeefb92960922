import { brokenAnswer, emptyAnswer, failureAnswer, HttpFailure, textAnswer } from './answers';
import { decorateAnswer, type Decoration } from './decorate';
import type { Faults } from './faults';
import { corsHeaders, isRequestAllowed } from './origin';
import type { RequestLog } from './request-log';
import { createRouteTable } from './route-table';
import { addHistoryRoutes } from './routes/history-routes';
import { addInternalRoutes } from './routes/internal-routes';
import { addJobRoutes } from './routes/job-routes';
import { addModelRoutes } from './routes/model-routes';
import { addObjectInfoRoutes } from './routes/object-info-routes';
import { addOfferRoutes } from './routes/offer-routes';
import { addPromptRoutes } from './routes/prompt-routes';
import { addQueueRoutes } from './routes/queue-routes';
import { addSettingsRoutes } from './routes/settings-routes';
import { addSystemRoutes } from './routes/system-routes';
import { addUploadRoutes } from './routes/upload-routes';
import { addUserRoutes } from './routes/user-routes';
import { addUserdataRoutes } from './routes/userdata-routes';
import { addViewRoutes } from './routes/view-routes';
import type { ServerContext } from './server-context';

/** The Node side of a request: the path as it was sent, the raw headers, and the connection to break. */
interface NodeSide {
  readonly incoming: {
    readonly url?: string | undefined;
    readonly headers: {
      readonly host?: string | undefined;
      readonly origin?: string | undefined;
      readonly [name: string]: string | string[] | undefined;
    };
    readonly socket: { readonly destroy: () => unknown };
  };
}

/** Answers one request of the Node server. */
export type FetchHandler = (request: Request, env: NodeSide) => Promise<Response>;

/** What stands before the routes. */
export interface AppGuards extends Decoration {
  readonly faults: Faults;
  readonly requests: RequestLog;
}

const GREETING = 'ComfyUI-compatible embedded server of Comfydeck. The page itself is served by npm start.\n';

/** The whole HTTP side: log, faults, origin rule or CORS, then the routes. */
export function createApp(context: ServerContext, guards: AppGuards): FetchHandler {
  const { app, add } = createRouteTable(
    context.profile,
    (c, answer) => decorateAnswer(c, answer, guards),
    (error) => context.logs.error(`Error handling request\n${error.stack ?? error.message}`),
  );
  add('GET', '/', () => textAnswer(GREETING), 'plain');
  add('GET', '/ws', () => failureAnswer(new HttpFailure(400, 'No WebSocket upgrade')));
  const groups = [addPromptRoutes, addQueueRoutes, addHistoryRoutes, addObjectInfoRoutes, addViewRoutes, addUploadRoutes, addSystemRoutes];
  const more = [addUserRoutes, addSettingsRoutes, addUserdataRoutes, addModelRoutes, addInternalRoutes, addJobRoutes, addOfferRoutes];
  for (const addGroup of [...groups, ...more]) addGroup(add, context);

  return async (request, env) => {
    const path = env.incoming.url ?? '/';
    guards.requests.add({ method: request.method, path });
    const fault = guards.faults.take(path);
    if (fault?.kind === 'reset') {
      env.incoming.socket.destroy();
      return emptyAnswer(500);
    }
    if (fault !== undefined) return fault.status === 500 ? brokenAnswer() : failureAnswer(new HttpFailure(fault.status));
    await guards.faults.wait(path);
    if (guards.corsOrigin === undefined && !isRequestAllowed(originHeaders(env), context.profile)) return emptyAnswer(403);
    if (request.method === 'OPTIONS') return withCors(emptyAnswer(), guards.corsOrigin);
    return app.fetch(request, env);
  };
}

function originHeaders({ incoming }: NodeSide): Parameters<typeof isRequestAllowed>[0] {
  const { host, origin, 'sec-fetch-site': site } = incoming.headers;
  return { host, origin, secFetchSite: typeof site === 'string' ? site : undefined };
}

function withCors(answer: Response, corsOrigin: string | undefined): Response {
  for (const [name, value] of Object.entries(corsOrigin === undefined ? {} : corsHeaders(corsOrigin))) answer.headers.set(name, value);
  return answer;
}
