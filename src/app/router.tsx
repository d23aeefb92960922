import { createBrowserHistory, parseHref } from '@tanstack/history';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router';
import { GraphScreen } from './screens/graph-screen';
import { NotFoundScreen } from './screens/not-found-screen';
import { Root } from './root';

const text = (value: unknown): string | undefined => {
  // The router reads `q=12` as a number; every parameter of ours is text.
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFoundScreen });

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({ to: '/graph/$', params: { _splat: '' } });
  },
});

const graphSearch = (search: Record<string, unknown>): { node?: string | undefined } => ({ node: text(search['node']) });
/** `<document>` is a draft's id or a userdata path; paths hold slashes, hence the splat, which is empty for `#/graph` alone. */
const documentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/graph/$',
  component: GraphScreen,
  validateSearch: graphSearch,
});

const formRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/form/$',
  component: lazyRouteComponent(() => import('./screens/form-screen'), 'FormScreen'),
});

const queueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/queue',
  component: lazyRouteComponent(() => import('./screens/queue-screen'), 'QueueScreen'),
});

type HistorySearch = Partial<Record<'state' | 'q' | 'mine' | 'from' | 'to' | 'model' | 'graph', string | undefined>>;
const historySearch = (search: Record<string, unknown>): HistorySearch => ({
  state: text(search['state']),
  q: text(search['q']),
  mine: text(search['mine']),
  from: text(search['from']),
  to: text(search['to']),
  model: text(search['model']),
  graph: text(search['graph']),
});
const historyScreen = lazyRouteComponent(() => import('./screens/history-screen'), 'HistoryScreen');
const historyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/history',
  component: historyScreen,
  validateSearch: historySearch,
});
const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/history/$job',
  component: historyScreen,
  validateSearch: historySearch,
});

type GallerySearch = { q?: string | undefined; kind?: string | undefined; run?: string | undefined };
const gallerySearch = (search: Record<string, unknown>): GallerySearch => ({
  q: text(search['q']),
  kind: text(search['kind']),
  run: text(search['run']),
});
const galleryScreen = lazyRouteComponent(() => import('./screens/gallery-screen'), 'GalleryScreen');
const outputRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gallery/$',
  component: galleryScreen,
  validateSearch: gallerySearch,
});

const modelsSearch = (search: Record<string, unknown>): { q?: string | undefined; file?: string | undefined } => ({
  q: text(search['q']),
  file: text(search['file']),
});
const modelsScreen = lazyRouteComponent(() => import('./screens/models-screen'), 'ModelsScreen');
const modelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models',
  component: modelsScreen,
  validateSearch: modelsSearch,
});
const modelFolderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/models/$folder',
  component: modelsScreen,
  validateSearch: modelsSearch,
});

type InputsSearch = Partial<Record<'q' | 'folder' | 'kind' | 'used' | 'file', string | undefined>>;
const inputsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inputs',
  component: lazyRouteComponent(() => import('./screens/inputs-screen'), 'InputsScreen'),
  validateSearch: (search: Record<string, unknown>): InputsSearch => ({
    q: text(search['q']),
    folder: text(search['folder']),
    kind: text(search['kind']),
    used: text(search['used']),
    file: text(search['file']),
  }),
});

const serverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/server',
  component: lazyRouteComponent(() => import('./screens/server-screen'), 'ServerScreen'),
  validateSearch: (search: Record<string, unknown>): { show?: string | undefined } => ({ show: text(search['show']) }),
});

const doctorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/doctor',
  component: lazyRouteComponent(() => import('./screens/doctor-screen'), 'DoctorScreen'),
});

const settingsScreen = lazyRouteComponent(() => import('./screens/settings-screen'), 'SettingsScreen');
const settingsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/settings', component: settingsScreen });
const settingsSectionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/$section',
  component: settingsScreen,
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined; file?: string | undefined } => ({
    q: text(search['q']),
    file: text(search['file']),
  }),
});
const variationsScreen = lazyRouteComponent(() => import('./screens/variations-screen'), 'VariationsScreen');
const variationsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/variations', component: variationsScreen });
const variationSetRoute = createRoute({ getParentRoute: () => rootRoute, path: '/variations/$set', component: variationsScreen });

const kioskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/kiosk',
  component: lazyRouteComponent(() => import('./screens/kiosk-screen'), 'KioskScreen'),
});

/**
 * Hash history over the browser's own: the page's own `?theme=…` stays outside the hash, which the stock hash history glues to it.
 * Works under any path, from `file`-like hosts and with no rewriting by the server.
 */
const history = createBrowserHistory({
  parseLocation: () => parseHref(window.location.hash.slice(1) || '/', window.history.state as Parameters<typeof parseHref>[1]),
  createHref: (href) => `${window.location.pathname}${window.location.search}#${href}`,
});

/** All hash routes of the page. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    indexRoute,
    documentRoute,
    formRoute,
    queueRoute,
    historyRoute,
    runRoute,
    outputRoute,
    inputsRoute,
    modelsRoute,
    modelFolderRoute,
    serverRoute,
    doctorRoute,
    settingsRoute,
    settingsSectionRoute,
    variationsRoute,
    variationSetRoute,
    kioskRoute,
  ]),
  history,
  // Every parameter is text: `node=12` stays `node=12`, where the router would write a JSON string.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
