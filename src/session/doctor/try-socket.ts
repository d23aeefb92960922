/**
 * Tries the socket as the page uses it: closes one and opens another of the same name (a way that keeps the dead one alive makes the
 * new one deaf), announces itself, subscribes to the log, runs a tiny picture, is silent for a while, and listens again.
 */
import { socketUrl } from '@/api/urls';
import { createHexId, createUuid } from '@/lib/random';
import type { JsonObject } from '@/lib/json';
import { toClientId } from '@/protocol/ids';
import { wait, type DoctorParts, type Notes, type RowTrouble } from './examination';
import { judgeAnswer } from './judge-answer';
import { judgeFrames } from './judge-frames';
import { openProbeSocket, type ProbeFrame, type ProbeSocket } from './probe-socket';
import type { DoctorRowId } from './table';

const FRAME_LIMIT_MS = 5_000;
const RUN_LIMIT_MS = 20_000;
/** Of a run whose success was told already. */
const END_LIMIT_MS = 2_000;
const LATE_MS = 200;
const CLOSE_LIMIT_MS = 1_000;
const HELLO = JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } });
const AFTER_OPENING: readonly DoctorRowId[] = ['WS status', 'WS feature_flags', 'WS frames of a run', 'WS logs', 'WS after silence'];

/** What a run of the examination makes; the last node shows the picture. */
const LAST_NODE = '4';

/** Opens, tries everything, closes. */
export async function trySocket(parts: DoctorParts, notes: Notes): Promise<void> {
  const clientId = createHexId(parts.random);
  const startedAtMs = parts.clock.monotonicMs();
  const first = open(parts, clientId);
  const how = await first.opened;
  if (how !== 'open') return noteClosed(notes, how === 'timeout' ? 'timeout' : 'unreachable');
  await first.next(() => true, FRAME_LIMIT_MS);
  await first.close(CLOSE_LIMIT_MS);
  const socket = open(parts, clientId);
  if ((await socket.opened) !== 'open') return noteClosed(notes, 'closed');
  notes.add('WS /ws', { elapsedMs: parts.clock.monotonicMs() - startedAtMs });
  socket.send(HELLO);
  await tryGreeting(socket, notes);
  await tryLog(parts, notes, { socket, clientId });
  await tryRun(parts, notes, { socket, clientId });
  await trySilence(parts, notes, { socket, clientId });
  await parts.client.probe({ method: 'PATCH', path: '/internal/logs/subscribe', json: { clientId, enabled: false } });
  await socket.close(CLOSE_LIMIT_MS);
}

function open({ client, openSocket, clock }: DoctorParts, clientId: string): ProbeSocket {
  return openProbeSocket(socketUrl(client.base, toClientId(clientId)), openSocket, clock);
}

function noteClosed(notes: Notes, trouble: RowTrouble): void {
  notes.add('WS /ws', { troubles: [trouble] });
  for (const id of AFTER_OPENING) notes.add(id, { untried: 'needs-other' });
}

async function tryGreeting(socket: ProbeSocket, notes: Notes): Promise<void> {
  const status = await socket.next(({ type, data }) => type === 'status' || data === null, FRAME_LIMIT_MS);
  notes.add('WS status', { troubles: status === null ? ['silent'] : status.data === null ? ['corrupt'] : [] });
  const features = await socket.next(({ type }) => type === 'feature_flags', status === null ? 0 : FRAME_LIMIT_MS);
  const isOld = notes.of('GET /features')?.state === 'absent';
  if (features !== null) notes.add('WS feature_flags');
  else if (isOld) notes.add('WS feature_flags', { state: 'absent' });
  else notes.add('WS feature_flags', { troubles: [socket.frames().some(({ data }) => data === null) ? 'corrupt' : 'silent'] });
}

interface Listening {
  readonly socket: ProbeSocket;
  readonly clientId: string;
}

async function tryLog(parts: DoctorParts, notes: Notes, { socket, clientId }: Listening): Promise<void> {
  const json = { clientId, enabled: true };
  const answer = await parts.client.probe({ method: 'PATCH', path: '/internal/logs/subscribe', json });
  const facts = { status: answer.status, elapsedMs: answer.elapsedMs };
  const trouble = judgeAnswer(answer, { isJson: false });
  if (trouble !== null) {
    notes.add('PATCH /internal/logs/subscribe', { ...facts, troubles: [trouble] });
    return notes.add('WS logs', { untried: 'needs-other' });
  }
  notes.add('PATCH /internal/logs/subscribe', facts);
  const heard = await hearLine(parts, socket);
  notes.add('WS logs', heard === 'unasked' ? { untried: 'needs-other' } : { troubles: heard ? [] : ['silent'] });
}

/** Has the server write a line (`got prompt`) and waits for it; `unasked` when the server cannot be told to. */
async function hearLine({ client }: DoctorParts, socket: ProbeSocket): Promise<boolean | 'unasked'> {
  const from = socket.frames().length;
  const answer = await client.probe({ method: 'POST', path: '/prompt', json: {} });
  if (answer.status !== 400) return 'unasked';
  return (await socket.next(({ type, data }) => type === 'logs' || data === null, FRAME_LIMIT_MS, from)) !== null;
}

async function tryRun(parts: DoctorParts, notes: Notes, { socket, clientId }: Listening): Promise<void> {
  const id = 'WS frames of a run';
  if (!parts.mayRun) return notes.add(id, { untried: 'not-asked' });
  const queue = await parts.client.probe({ path: '/prompt' });
  if (queue.status !== 200 || readRemaining(queue.body) !== 0) return notes.add(id, { untried: 'busy' });
  const from = socket.frames().length;
  const promptId = createUuid(parts.random);
  const color = Number.parseInt(createHexId(parts.random).slice(0, 6), 16);
  const startedAtMs = parts.clock.monotonicMs();
  const json = { prompt: makePrompt(color), client_id: clientId, prompt_id: promptId };
  const answer = await parts.client.probe({ method: 'POST', path: '/prompt', json });
  if (answer.status !== 200) return notes.add(id, { untried: 'needs-other', status: answer.status });
  await socket.next(({ type }) => type === 'execution_success' || type === 'execution_error', RUN_LIMIT_MS, from);
  await socket.next(isEnd, END_LIMIT_MS, from);
  // A frame that changed places comes after the end.
  await wait(parts.clock, LATE_MS);
  const frames = socket.frames().slice(from);
  notes.add(id, { troubles: judgeFrames(frames), elapsedMs: parts.clock.monotonicMs() - startedAtMs });
  await parts.client.probe({ method: 'POST', path: '/history', json: { delete: [promptId] } });
}

function readRemaining(body: Uint8Array): number {
  return Number(/"queue_remaining"\s*:\s*(\d+)/.exec(new TextDecoder().decode(body))?.[1] ?? -1);
}

function isEnd({ type, data }: ProbeFrame): boolean {
  return type === 'executing' && data !== null && data['node'] === null;
}

/** Some nodes that need no model and no time. */
function makePrompt(color: number): JsonObject {
  return {
    '1': { class_type: 'EmptyImage', inputs: { width: 16, height: 16, batch_size: 1, color } },
    '2': { class_type: 'ImageInvert', inputs: { image: ['1', 0] } },
    '3': { class_type: 'ImageInvert', inputs: { image: ['2', 0] } },
    [LAST_NODE]: { class_type: 'PreviewImage', inputs: { images: ['3', 0] } },
  };
}

async function trySilence(parts: DoctorParts, notes: Notes, { socket }: Listening): Promise<void> {
  const id = 'WS after silence';
  if (parts.idleMs === 0) return notes.add(id, { untried: 'not-asked' });
  if (notes.of('WS logs')?.state !== 'ok') return notes.add(id, { untried: 'needs-other' });
  await wait(parts.clock, parts.idleMs, parts.signal);
  const heard = socket.isClosed() ? false : await hearLine(parts, socket);
  if (heard === 'unasked') return notes.add(id, { untried: 'needs-other' });
  notes.add(id, { elapsedMs: parts.idleMs, troubles: heard ? [] : [socket.isClosed() ? 'closed' : 'silent'] });
}
