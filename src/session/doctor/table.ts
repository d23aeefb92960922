/**
 * Every route and socket feature the page lives on: one table for the doctor's page, for `npm run doctor`, and for the test that finds
 * each row's place on the page. Source: ComfyUI `server.py`, `app/user_manager.py`, `app/app_settings.py`, `app/model_manager.py`,
 * `api_server/routes/internal/internal_routes.py`.
 */
import { defineTexts } from '@/lib/texts';

/** The part of the page that uses a row: a hash route and what is there by role and accessible name. */
export interface PagePlace {
  readonly route: string;
  readonly role:
    'button' | 'region' | 'list' | 'status' | 'link' | 'navigation' | 'log' | 'tree' | 'combobox' | 'img' | 'dialog' | 'searchbox';
  readonly name: string;
}

export type DoctorGroup = 'socket' | 'runs' | 'files' | 'nodes' | 'server' | 'users' | 'way';

export interface DoctorRow {
  readonly id: DoctorRowId;
  readonly group: DoctorGroup;
  /** What depends on it. */
  readonly use: string;
  readonly place: PagePlace;
  /** The ComfyUI version that had it first, when it is younger than the oldest server that is supported: missing is then no fault. */
  readonly since: string | null;
}

const uses = defineTexts({
  progress: 'Live progress and previews',
  everyTab: 'How many jobs wait, at once in every tab',
  previewNode: 'Previews that say which node they are of',
  runFrames: 'Progress node by node, results as they come',
  logFrames: 'The live log',
  idle: 'Hearing of a job after a quiet while',
  queueCount: 'Measuring the way to the server',
  run: 'Running a workflow',
  queue: 'The queue',
  cancelJob: 'Cancelling a waiting job, and changing the order',
  clearQueue: 'Clearing the queue',
  interrupt: 'Stopping the running job',
  free: 'Unloading models, freeing memory',
  history: 'The history, and the outputs in the gallery',
  historyEntry: 'How a run ended, and its details',
  deleteRun: 'Deleting runs from the history',
  clearHistory: 'Clearing the history',
  jobs: 'A history of any length, page by page',
  jobDetail: 'The whole of one job',
  cancelById: 'Cancelling one job whatever its state',
  cancelSeveral: 'Cancelling several jobs at once',
  upload: 'Giving pictures, sounds and videos to a workflow',
  mask: 'Saving a painted mask',
  view: 'Seeing and saving outputs',
  filesIn: 'The list of input and output files',
  metadata: 'What a model’s file says of itself',
  nodes: 'Every node, control and connection of the graph',
  oneNode: 'Reading one node anew',
  replacements: 'Successors of old nodes',
  embeddings: 'Completing and inserting embeddings',
  models: 'The kinds of models',
  modelFiles: 'The files of one kind',
  described: 'Sizes, dates and pictures of models',
  stats: 'Memory over time, versions, command line',
  features: 'What the server can do, and its upload limit',
  extensions: 'Node packs and their scripts',
  log: 'The lines of the log so far',
  subscribe: 'The log as it is written',
  users: 'Who uses the server',
  createUser: 'Creating a user',
  settings: 'The server’s settings',
  setting: 'One setting',
  saveSetting: 'Changing a setting',
  listFiles: 'Saved workflows',
  tree: 'User files as a tree',
  readFile: 'Opening a saved workflow',
  writeFile: 'Saving a workflow',
  moveFile: 'Renaming and moving files',
  deleteFile: 'Deleting files',
  bigBody: 'Uploads and workflows larger than 1 MB',
  range: 'Seeking in videos and sounds',
  compression: 'A quick start over a slow line',
  speed: 'Everything keeping up',
  secure: 'Copying, notifications, keeping the screen awake',
  cors: 'This page alone using the server',
});

const STATUS = { route: '/graph', role: 'status', name: 'Connection' } as const;
const SERVER_LOG = { route: '/server', role: 'log', name: 'Lines of the server’s log' } as const;
const RUN = { route: '/graph', role: 'button', name: 'Run' } as const;
const QUEUE = { route: '/queue', role: 'region', name: 'Queue' } as const;
const HISTORY = { route: '/history', role: 'region', name: 'History' } as const;
const GALLERY = { route: '/gallery', role: 'list', name: 'Outputs' } as const;
const GRAPH = { route: '/graph', role: 'region', name: 'Graph' } as const;
const MODELS = { route: '/models', role: 'list', name: 'Models' } as const;
const USERS = { route: '/settings/users', role: 'region', name: 'Users' } as const;
const SETTINGS = { route: '/settings/server', role: 'region', name: 'Server settings' } as const;
const FILES = { route: '/settings/files', role: 'tree', name: 'User files' } as const;
const DOCTOR = { route: '/doctor', role: 'region', name: 'Doctor' } as const;

type Row = Omit<DoctorRow, 'id' | 'since'> & { readonly since?: string };

const ROWS = {
  'WS /ws': { group: 'socket', use: uses.progress, place: STATUS },
  'WS status': { group: 'socket', use: uses.everyTab, place: QUEUE },
  'WS feature_flags': { group: 'socket', use: uses.previewNode, place: GRAPH, since: '0.3.45' },
  'WS frames of a run': { group: 'socket', use: uses.runFrames, place: GRAPH },
  'WS logs': { group: 'socket', use: uses.logFrames, place: SERVER_LOG },
  'WS after silence': { group: 'socket', use: uses.idle, place: STATUS },

  'GET /prompt': { group: 'runs', use: uses.queueCount, place: DOCTOR },
  'POST /prompt': { group: 'runs', use: uses.run, place: RUN },
  'GET /queue': { group: 'runs', use: uses.queue, place: QUEUE },
  'POST /queue delete': { group: 'runs', use: uses.cancelJob, place: QUEUE },
  'POST /queue clear': { group: 'runs', use: uses.clearQueue, place: { route: '/queue', role: 'button', name: 'Clear queue' } },
  'POST /interrupt': { group: 'runs', use: uses.interrupt, place: { route: '/graph', role: 'button', name: 'Cancel current job' } },
  'POST /free': { group: 'runs', use: uses.free, place: { route: '/server', role: 'button', name: 'Free memory' } },
  'GET /history': { group: 'runs', use: uses.history, place: HISTORY },
  'GET /history/{id}': { group: 'runs', use: uses.historyEntry, place: HISTORY },
  'POST /history delete': { group: 'runs', use: uses.deleteRun, place: HISTORY },
  'POST /history clear': { group: 'runs', use: uses.clearHistory, place: { route: '/history', role: 'button', name: 'Clear history' } },
  'GET /api/jobs': { group: 'runs', use: uses.jobs, place: HISTORY, since: '0.6' },
  'GET /api/jobs/{id}': { group: 'runs', use: uses.jobDetail, place: HISTORY, since: '0.6' },
  'POST /api/jobs/{id}/cancel': { group: 'runs', use: uses.cancelById, place: QUEUE, since: '0.26' },
  'POST /api/jobs/cancel': { group: 'runs', use: uses.cancelSeveral, place: QUEUE, since: '0.26' },

  'POST /upload/image': { group: 'files', use: uses.upload, place: GRAPH },
  'POST /upload/mask': { group: 'files', use: uses.mask, place: GRAPH },
  'GET /view': { group: 'files', use: uses.view, place: GALLERY },
  'GET /internal/files/{type}': { group: 'files', use: uses.filesIn, place: GALLERY, since: '0.3.31' },
  'GET /view_metadata/{folder}': { group: 'files', use: uses.metadata, place: MODELS },

  'GET /object_info': { group: 'nodes', use: uses.nodes, place: GRAPH },
  'GET /object_info/{class}': { group: 'nodes', use: uses.oneNode, place: GRAPH },
  'GET /node_replacements': { group: 'nodes', use: uses.replacements, place: GRAPH, since: '0.12' },
  'GET /embeddings': { group: 'nodes', use: uses.embeddings, place: MODELS },
  'GET /models': { group: 'nodes', use: uses.models, place: { route: '/models', role: 'navigation', name: 'Kinds of models' } },
  'GET /models/{folder}': { group: 'nodes', use: uses.modelFiles, place: MODELS },
  'GET /experiment/models': { group: 'nodes', use: uses.described, place: MODELS, since: '0.3.13' },

  'GET /system_stats': { group: 'server', use: uses.stats, place: { route: '/server', role: 'region', name: 'About' } },
  'GET /features': { group: 'server', use: uses.features, place: { route: '/server', role: 'region', name: 'Features' }, since: '0.3.45' },
  'GET /extensions': { group: 'server', use: uses.extensions, place: { route: '/server', role: 'list', name: 'Node packs' } },
  'GET /internal/logs/raw': { group: 'server', use: uses.log, place: SERVER_LOG },
  'PATCH /internal/logs/subscribe': { group: 'server', use: uses.subscribe, place: SERVER_LOG },

  'GET /users': { group: 'users', use: uses.users, place: USERS },
  'POST /users': { group: 'users', use: uses.createUser, place: USERS },
  'GET /settings': { group: 'users', use: uses.settings, place: SETTINGS },
  'GET /settings/{id}': { group: 'users', use: uses.setting, place: SETTINGS },
  'POST /settings/{id}': { group: 'users', use: uses.saveSetting, place: SETTINGS },
  'GET /userdata': {
    group: 'users',
    use: uses.listFiles,
    place: { route: '/graph', role: 'button', name: 'Open saved workflow' },
  },
  'GET /v2/userdata': { group: 'users', use: uses.tree, place: FILES, since: '0.3.31' },
  'POST /userdata/{file}': { group: 'users', use: uses.writeFile, place: { route: '/graph', role: 'button', name: 'Save workflow' } },
  'GET /userdata/{file}': { group: 'users', use: uses.readFile, place: FILES },
  'POST /userdata/{file}/move/{dest}': { group: 'users', use: uses.moveFile, place: FILES },
  'DELETE /userdata/{file}': { group: 'users', use: uses.deleteFile, place: FILES },

  'way: large bodies': { group: 'way', use: uses.bigBody, place: DOCTOR },
  'way: byte ranges': { group: 'way', use: uses.range, place: GALLERY },
  'way: compression': { group: 'way', use: uses.compression, place: DOCTOR },
  'way: speed': { group: 'way', use: uses.speed, place: DOCTOR },
  'way: other origins': { group: 'way', use: uses.cors, place: DOCTOR },
  'way: secure context': { group: 'way', use: uses.secure, place: DOCTOR },
} as const satisfies Readonly<Record<string, Row>>;

export type DoctorRowId = keyof typeof ROWS;

/** All rows, in the order they are shown. */
export const DOCTOR_ROWS: readonly DoctorRow[] = Object.entries(ROWS).map(([id, row]: [string, Row]) => ({
  ...row,
  id: id as DoctorRowId,
  since: row.since ?? null,
}));
