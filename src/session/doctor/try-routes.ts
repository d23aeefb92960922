/**
 * Asks every route once, with questions that change nothing: empty lists, unknown ids, a method that no route takes. Only two things
 * are written, a picture of one pixel into the server's temporary folder and a file of the user that is removed again.
 */
import type { ProbeAnswer } from '@/api/probe';
import { pathPart, userdataPart, type UrlParams } from '@/api/urls';
import { createHexId, createUuid } from '@/lib/random';
import { isJsonObject } from '@/lib/json';
import type { DoctorParts, Notes, RowTrouble } from './examination';
import { judgeAnswer, judgePresence, textOf } from './judge-answer';
import { DOCTOR_ROWS, type DoctorRowId } from './table';

const ASK_TIMEOUT_MS = 8_000;
/** Megabytes, made anew at every question. */
const NODES_TIMEOUT_MS = 30_000;
/** A transparent pixel. */
const PIXEL_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** What the framework says of an address that is none. */
const UNKNOWN_ROUTE = '404: ';
const PIXEL_NAME = 'comfydeck-doctor.png';

/** Routes that are asked with GET and answer JSON; `{folder}` and the like are filled in. */
const READS: readonly {
  readonly id: DoctorRowId;
  readonly path: string;
  readonly params?: UrlParams;
  readonly statuses?: readonly number[];
}[] = [
  { id: 'GET /queue', path: '/queue' },
  { id: 'GET /history', path: '/history', params: { max_items: 1 } },
  { id: 'GET /api/jobs', path: '/jobs', params: { limit: 1 } },
  { id: 'GET /internal/files/{type}', path: '/internal/files/output' },
  { id: 'GET /object_info/{class}', path: '/object_info/PreviewImage' },
  { id: 'GET /node_replacements', path: '/node_replacements' },
  { id: 'GET /embeddings', path: '/embeddings' },
  { id: 'GET /models', path: '/models' },
  { id: 'GET /models/{folder}', path: '/models/checkpoints' },
  { id: 'GET /experiment/models', path: '/experiment/models' },
  { id: 'GET /features', path: '/features' },
  { id: 'GET /extensions', path: '/extensions' },
  { id: 'GET /internal/logs/raw', path: '/internal/logs/raw' },
  { id: 'GET /users', path: '/users' },
  { id: 'GET /settings', path: '/settings' },
  { id: 'GET /settings/{id}', path: '/settings/Comfydeck.Doctor' },
  { id: 'GET /userdata', path: '/userdata', params: { dir: 'workflows' } },
  { id: 'GET /v2/userdata', path: '/v2/userdata', params: { path: '' } },
];

/** Routes that are only looked for, because using them would do something. */
const PRESENCES: readonly { readonly id: DoctorRowId; readonly path: string; readonly method?: 'PATCH' }[] = [
  { id: 'POST /interrupt', path: '/interrupt' },
  { id: 'POST /free', path: '/free' },
  { id: 'POST /users', path: '/users' },
  { id: 'POST /settings/{id}', path: '/settings/Comfydeck.Doctor' },
  { id: 'POST /api/jobs/cancel', path: '/jobs/cancel' },
];

/** Asks questions of one examination. */
interface Asking {
  readonly parts: DoctorParts;
  readonly notes: Notes;
  readonly isForeign: boolean;
}

type Judge = (answer: ProbeAnswer) => RowTrouble | null;

/** Asks everything and notes what came back; `GET /system_stats` and `GET /prompt` were asked before. @returns the node list's answer. */
export async function tryRoutes(parts: DoctorParts, notes: Notes): Promise<ProbeAnswer> {
  const { origin } = parts.place;
  const asking: Asking = {
    parts,
    notes,
    isForeign: origin !== null && !parts.client.base.http.startsWith(`${origin}/`) && parts.client.base.http !== origin,
  };
  for (const { id, path, params = {} } of READS) {
    const isMissingDirectory = id === 'GET /userdata';
    await ask(asking, id, { path, params }, (answer) =>
      // A new server has no folder of workflows, and says so with an empty body.
      isMissingDirectory && answer.status === 404 && !textOf(answer).startsWith(UNKNOWN_ROUTE) ? null : judgeAnswer(answer),
    );
  }
  const nodes = await ask(asking, 'GET /object_info', { path: '/object_info', timeoutMs: NODES_TIMEOUT_MS }, judgeAnswer);
  for (const { id, path, method = 'POST' } of PRESENCES) {
    await ask(asking, id, { method: 'PUT', path }, (answer) => judgePresence(answer, method));
  }
  await tryRuns(asking);
  await tryFiles(asking);
  await tryUserdata(asking);
  return nodes;
}

async function ask(
  asking: Asking,
  id: DoctorRowId,
  request: Parameters<DoctorParts['client']['probe']>[0],
  judge: Judge,
): Promise<ProbeAnswer> {
  const answer = await asking.parts.client.probe({ timeoutMs: ASK_TIMEOUT_MS, ...request });
  noteAnswer(asking, id, answer, judge(answer));
  return answer;
}

function noteAnswer({ notes, isForeign }: Asking, id: DoctorRowId, answer: ProbeAnswer, trouble: RowTrouble | null): void {
  const { status, elapsedMs, body } = answer;
  const facts = { status, elapsedMs, sizeBytes: body.length };
  const since = DOCTOR_ROWS.find((row) => row.id === id)?.since ?? null;
  if (trouble === 'missing' && since !== null) notes.add(id, { ...facts, state: 'absent' });
  // The framework's own 404 and 405 carry no CORS header: the page sees a failure and cannot know of which kind.
  else if (trouble === 'unreachable' && isForeign) notes.add(id, { ...facts, untried: 'hidden' });
  else notes.add(id, { ...facts, troubles: trouble === null ? [] : [trouble] });
}

/** Notes another row as tried by the same question. */
function alike({ notes }: Asking, id: DoctorRowId, as: DoctorRowId): void {
  const found = notes.of(as);
  if (found !== undefined) notes.add(id, found);
}

async function tryRuns(asking: Asking): Promise<void> {
  const uuid = createUuid(asking.parts.random);
  await ask(asking, 'GET /history/{id}', { path: `/history/${uuid}` }, judgeAnswer);
  // A server that has jobs answers an unknown one with 404 and JSON; one that has none with plain text.
  await ask(asking, 'GET /api/jobs/{id}', { path: `/jobs/${uuid}` }, (answer) =>
    answer.status === 404 && isJsonObject(readJson(answer)) ? null : judgeAnswer(answer),
  );
  await ask(asking, 'POST /api/jobs/{id}/cancel', { method: 'PUT', path: `/jobs/${uuid}/cancel` }, (answer) =>
    judgePresence(answer, 'POST'),
  );
  await ask(asking, 'POST /prompt', { method: 'POST', path: '/prompt', json: {} }, (answer) => judgeAnswer(answer, { statuses: [400] }));
  const nothing = { method: 'POST', json: { delete: [] } } as const;
  await ask(asking, 'POST /queue delete', { ...nothing, path: '/queue' }, judgeAnswer);
  alike(asking, 'POST /queue clear', 'POST /queue delete');
  await ask(asking, 'POST /history delete', { ...nothing, path: '/history' }, judgeAnswer);
  alike(asking, 'POST /history clear', 'POST /history delete');
}

function readJson(answer: ProbeAnswer): unknown {
  try {
    return JSON.parse(textOf(answer)) as unknown;
  } catch {
    return undefined;
  }
}

async function tryFiles(asking: Asking): Promise<void> {
  const params = { filename: PIXEL_NAME, type: 'temp', subfolder: '', rand: createHexId(asking.parts.random) };
  await ask(
    asking,
    'POST /upload/image',
    { method: 'POST', path: '/upload/image', body: toForm({ type: 'temp', overwrite: 'true' }) },
    judgeAnswer,
  );
  // Of a picture that is not there the server makes nothing, and answers as if it had.
  const original_ref = JSON.stringify({ filename: 'comfydeck-doctor-none.png', subfolder: '', type: 'temp' });
  await ask(
    asking,
    'POST /upload/mask',
    { method: 'POST', path: '/upload/mask', body: toForm({ type: 'temp', original_ref }) },
    judgeAnswer,
  );
  const metadata = { path: `/view_metadata/${pathPart('checkpoints')}`, params: { filename: 'comfydeck-doctor.safetensors' } };
  await ask(asking, 'GET /view_metadata/{folder}', metadata, (answer) =>
    answer.status === 404 && answer.body.length === 0 ? null : judgeAnswer(answer),
  );
  if (asking.notes.of('POST /upload/image')?.state !== 'ok') {
    for (const id of ['GET /view', 'way: byte ranges'] as const) asking.notes.add(id, { untried: 'needs-other' });
    return;
  }
  await ask(asking, 'GET /view', { path: '/view', params }, (answer) => judgeAnswer(answer, { isJson: false }));
  const ranged = { path: '/view', params: { ...params, part: 1 }, headers: { Range: 'bytes=0-7' } };
  await ask(asking, 'way: byte ranges', ranged, (answer) =>
    answer.status === 200 && answer.body.length > 8 ? 'no-range' : judgeAnswer(answer, { statuses: [206], isJson: false }),
  );
}

function toForm(fields: Readonly<Record<string, string>>): FormData {
  const bytes = Uint8Array.from(atob(PIXEL_PNG), (char) => char.charCodeAt(0));
  const form = new FormData();
  form.set('image', new File([bytes], PIXEL_NAME, { type: 'image/png' }), PIXEL_NAME);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

async function tryUserdata(asking: Asking): Promise<void> {
  const stem = `comfydeck/doctor-${createHexId(asking.parts.random).slice(0, 8)}`;
  const file = (ending: string): string => `/userdata/${userdataPart(stem + ending)}`;
  const write = { method: 'POST', path: file('.txt'), body: 'doctor', params: { overwrite: true, full_info: false } } as const;
  await ask(asking, 'POST /userdata/{file}', write, judgeAnswer);
  if (asking.notes.of('POST /userdata/{file}')?.state !== 'ok') {
    const others = ['GET /userdata/{file}', 'POST /userdata/{file}/move/{dest}', 'DELETE /userdata/{file}'] as const;
    for (const id of others) asking.notes.add(id, { untried: 'needs-other' });
    return;
  }
  await ask(asking, 'GET /userdata/{file}', { path: file('.txt') }, (answer) => {
    const trouble = judgeAnswer(answer, { isJson: false });
    return trouble === null && textOf(answer) !== 'doctor' ? 'wrong' : trouble;
  });
  const move = { method: 'POST', path: `${file('.txt')}/move/${userdataPart(`${stem}-moved.txt`)}` } as const;
  await ask(asking, 'POST /userdata/{file}/move/{dest}', move, judgeAnswer);
  const isMoved = asking.notes.of('POST /userdata/{file}/move/{dest}')?.state === 'ok';
  const gone = { method: 'DELETE', path: file(isMoved ? '-moved.txt' : '.txt') } as const;
  await ask(asking, 'DELETE /userdata/{file}', gone, (answer) => judgeAnswer(answer, { statuses: [204], isJson: false }));
}
