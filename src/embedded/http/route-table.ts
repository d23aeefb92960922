import { Hono, type Context } from 'hono';
import { brokenAnswer, failureAnswer, HttpFailure, textAnswer } from './answers';
import { hasRoute, type HttpProfile } from './profile';

/** Methods a route can have; HEAD comes with GET. */
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Answers one request; throws `HttpFailure` for the framework's own errors and anything else for a 500. */
type Handler = (c: Context) => Response | Promise<Response>;

/** Where a route is found: plain and under `/api` (nearly all), only under `/api` (jobs, assets), only plain (`/internal`). */
type Mount = 'both' | 'api' | 'plain';

/** Adds routes by their pattern without `/api`; a route the profile lacks is silently left out. */
export type AddRoute = (method: Method, pattern: string, handler: Handler, mount?: Mount) => void;

/** Routes of one server as ComfyUI's aiohttp application serves them. */
export interface RouteTable {
  readonly app: Hono;
  readonly add: AddRoute;
}

const METHODS: readonly Method[] = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

/**
 * @param decorate finishes answers of handlers (CORS, compression); the framework's own 404, 405, 413, 500 do not pass it.
 * @param onError hears of every exception that became a 500.
 */
export function createRouteTable(
  profile: HttpProfile,
  decorate: (c: Context, answer: Response) => Response | Promise<Response>,
  onError: (error: Error) => void,
): RouteTable {
  const app = new Hono();
  app.notFound((c) => answerUnknown(app, c));
  app.onError((error) => {
    if (error instanceof HttpFailure) return failureAnswer(error);
    onError(error);
    return brokenAnswer();
  });
  const add: AddRoute = (method, pattern, handler, mount = 'both') => {
    if (!hasRoute(profile, pattern)) return;
    const decorated = async (c: Context): Promise<Response> => decorate(c, await handler(c));
    for (const path of mountPaths(pattern, mount)) app.on(method, path, decorated);
  };
  return { app, add };
}

/** The real server registers everything again under `/api`, also what already begins with it: `/api/api/jobs` exists. */
function mountPaths(pattern: string, mount: Mount): string[] {
  if (mount === 'plain') return [pattern];
  return mount === 'api' ? [`/api${pattern}`, `/api/api${pattern}`] : [pattern, `/api${pattern}`];
}

/** A static route at `/` stands behind everything: an unknown GET is 404, any other unknown method 405. `/internal` has no such route. */
function answerUnknown(app: Hono, c: Context): Response {
  const method = c.req.method;
  const known = METHODS.filter((candidate) => app.router.match(candidate, c.req.path)[0].length > 0);
  const isInternal = c.req.path.startsWith('/internal/');
  if (method === 'GET' || method === 'HEAD' || (isInternal && known.length === 0)) return failureAnswer(new HttpFailure(404));
  const allowed = new Set<string>(isInternal ? known : [...known, 'GET']);
  if (allowed.has('GET')) allowed.add('HEAD');
  return textAnswer(new HttpFailure(405).message, 405, { Allow: [...allowed].sort().join(',') });
}
