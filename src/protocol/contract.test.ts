import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { parseAnnotatedFiles, parseUploaded } from './files';
import { parseHistory } from './history';
import { isJobsError, parseCancelled, parseServerJobDetail, parseServerJobs } from './jobs';
import { parseServerJson } from './json-text';
import * as models from './models';
import { parseObjectInfo, type ObjectInfo } from './object-info';
import { parseAccepted, parseRejected } from './prompt';
import { parseQueue, parseQueueRemaining } from './queue';
import { parseFeatures, parseLog, parseStringLists, parseStrings, parseSystemStats } from './system';
import { parseCreatedUser, parseSettings, parseUserEntries, parseUserFile, parseUserFiles, parseUsers, readErrorText } from './userdata';
import { decodeBinaryFrame } from './ws-frames';
import { decodeMessage, decodeTextMessage } from './ws-messages';

const FIXTURES = '../shared/fixtures';
const hasShared = existsSync(FIXTURES);
const names = hasShared ? readdirSync(FIXTURES).filter((name) => name.endsWith('.json')) : [];

interface Exchange {
  readonly file: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: JsonValue;
}

function load(file: string): JsonValue {
  return parseServerJson(readFileSync(`${FIXTURES}/${file}`, 'utf8'));
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isExchange(value: JsonObject): boolean {
  return isJsonObject(value['request']) && 'status' in value && 'body' in value;
}

/** Every object of a fixture, however deep, that `pick` turns into something. */
function collect<T>(value: JsonValue, pick: (object: JsonObject) => T | null): T[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = isJsonObject(value) ? pick(value) : null;
  if (found !== null) return [found];
  return Object.values(value).flatMap((item: JsonValue) => collect(item, pick));
}

function toExchange(file: string, value: JsonObject): Exchange | null {
  const request = value['request'];
  if (!isExchange(value) || !isJsonObject(request)) return null;
  const path = text(request['path']).replace(/^\/api(?=\/)/, '');
  return { file, method: text(request['method']), path, status: Number(value['status']), body: value['body'] ?? null };
}

type Check = (body: JsonValue, exchange: Exchange) => void;

/** Who reads a body of status 200, by `METHOD path`; the first that fits. */
const READERS: readonly (readonly [RegExp, Check])[] = [
  [/^POST \/prompt$/, (body) => expect(parseAccepted(body).kind).toBe('accepted')],
  [/^GET \/prompt$/, (body) => expect(parseQueueRemaining(body)).toBeGreaterThanOrEqual(0)],
  [/^GET \/queue$/, (body) => expect(parseQueue(body).running.length).toBeLessThan(2)],
  [/^GET \/history/, (body) => expect(Array.isArray(body) ? [] : parseHistory(body).diagnostics).toEqual([])],
  [/^GET (\/api)?\/jobs\/[^/?]+$/, (body) => expect(parseServerJobDetail(body).status).not.toBe('unknown')],
  [/^GET (\/api)?\/jobs/, (body) => expect(parseServerJobs(body).jobs.every((job) => job.status !== 'unknown')).toBe(true)],
  [/^POST \/jobs.*cancel$/, (body) => expect(typeof parseCancelled(body)).toBe('boolean')],
  [/^GET \/object_info/, (body) => expect(parseObjectInfo(body).diagnostics).toEqual([])],
  [/^GET \/system_stats/, (body) => expect(parseSystemStats(body).devices).toHaveLength(1)],
  [/^GET \/features/, (body) => expect(parseFeatures(body).maxUploadBytes).toBe(104857600)],
  [/^GET \/users/, (body) => expect(parseUsers(body).kind).toMatch(/single|multi/)],
  [/^POST \/users/, (body) => expect(parseCreatedUser(body)).not.toBe('')],
  [/^GET \/settings$/, (body) => expect(parseSettings(body)).toBe(body)],
  [/^GET \/settings\//, (body) => expect(body).not.toBe('')],
  [/^GET \/userdata\?/, checkUserFiles],
  [/^GET \/v2\/userdata/, (body) => expect(parseUserEntries(body).length).toBeGreaterThan(0)],
  [/^POST \/userdata\//, (body) => expect(parseUserFile(body).path).toContain('workflows/')],
  [/^POST \/upload\//, (body) => expect(parseUploaded(body).filename).not.toBe('')],
  [/^GET \/internal\/logs\/raw/, (body) => expect(parseLog(body).entries.length).toBeGreaterThan(0)],
  [/^GET \/internal\/logs/, (body) => expect(typeof body).toBe('string')],
  [/^GET \/internal\/folder_paths/, (body) => expect(parseStringLists(body, 'folders').has('loras')).toBe(true)],
  [/^GET \/internal\/files\/input/, (body) => expect(parseAnnotatedFiles(body, 'input').length).toBeGreaterThan(0)],
  [/^GET \/experiment\/models\/./, (body) => expect(models.parseModelFiles(body).length).toBeGreaterThan(0)],
  [/^GET \/experiment\/models/, (body) => expect(models.parseModelFolders(body).length).toBeGreaterThan(0)],
  [/^GET \/(models|embeddings|extensions)/, (body) => expect(Array.isArray(parseStrings(body, 'list'))).toBe(true)],
  [/^GET \/view_metadata/, (body) => expect(models.parseModelMetadata(body)).toHaveProperty('format')],
  [/^GET \/workflow_templates/, (body) => expect(parseStringLists(body, 'templates').size).toBe(0)],
  [/^GET \/global_subgraphs$/, (body) => expect(models.parseGlobalSubgraphs(body).size).toBeGreaterThan(0)],
  [/^GET \/global_subgraphs\//, (body) => expect(models.parseGlobalSubgraph(body) === null).toBe(body === null)],
  [/^GET \/node_replacements/, (body) => expect(models.parseNodeReplacements(body).size).toBeGreaterThan(0)],
];

/** Bodies that carry nothing to parse: empty by design, images, files, the catalogue of translations. */
const PLAIN = /^(POST \/(queue|history|interrupt|free|settings)|PATCH|DELETE|OPTIONS|GET \/(view|i18n|userdata\/))/;

function checkUserFiles(body: JsonValue, { path }: Exchange): void {
  if (path.includes('split=true') && !path.includes('full_info')) return;
  expect(parseUserFiles(body).every((file) => file.path !== '')).toBe(true);
}

function checkExchange(exchange: Exchange): void {
  const route = `${exchange.method} ${exchange.path}`;
  if (exchange.status >= 400) return checkRefusal(route, exchange.body);
  const reader = READERS.find(([pattern]) => pattern.test(route));
  if (reader === undefined) expect(route).toMatch(PLAIN);
  else reader[1](exchange.body, exchange);
}

function checkRefusal(route: string, body: JsonValue): void {
  if (typeof body === 'string') return;
  if (route === 'POST /prompt') expect(parseRejected(body)).toMatchObject({ kind: 'rejected' });
  else if (route.includes('/jobs')) expect(isJobsError(body)).toBe(true);
  else if (/assets|tags/.test(route)) expect(body).toHaveProperty('error.code', 'SERVICE_DISABLED');
  else expect(readErrorText(body)).not.toBeNull();
}

/** Every `["INT", options]` of all definitions, dynamic types included. */
function intSpecs(info: ObjectInfo): JsonValue[] {
  const isIntSpec = (value: JsonValue): boolean => Array.isArray(value) && (value as readonly JsonValue[])[0] === 'INT';
  const walk = (value: JsonValue): JsonValue[] => {
    if (isIntSpec(value)) return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(walk) : [];
  };
  return [...info.nodes.values()].flatMap((node) => walk(node['input'] ?? null));
}

interface Frame {
  readonly kind: string;
  readonly json: JsonObject | null;
  readonly base64: string;
}

/** Socket frames stand as `{kind, message|base64}`, or as the bare message. */
function toFrame(value: JsonObject): Frame | null {
  const message = value['message'];
  if (value['kind'] === 'text' && isJsonObject(message)) return { kind: 'text', json: message, base64: '' };
  if (value['kind'] === 'binary') return { kind: 'binary', json: null, base64: text(value['base64']) };
  const isBare = typeof value['type'] === 'string' && isJsonObject(value['data']) && Object.keys(value).length === 2;
  return isBare ? { kind: 'text', json: value, base64: '' } : null;
}

function decodeFrame(frame: Frame): string {
  if (frame.json !== null) return decodeTextMessage(JSON.stringify(frame.json)).kind;
  const bytes = Uint8Array.from(Buffer.from(frame.base64, 'base64'));
  return decodeBinaryFrame(bytes.buffer).kind;
}

describe.skipIf(!hasShared)('contract: captured payloads of ComfyUI 0.33', () => {
  const exchanges = names.flatMap((file) => collect(load(file), (value) => toExchange(file, value)));

  it('are there in number', () => {
    expect(exchanges.length).toBeGreaterThan(200);
  });

  it.each(exchanges.map((exchange) => [`${exchange.file}: ${exchange.method} ${exchange.path} ${exchange.status}`, exchange] as const))(
    '%s',
    (_name, exchange) => checkExchange(exchange),
  );

  it('reads all 887 node types of object-info.json with exact limits', () => {
    const text = readFileSync(`${FIXTURES}/object-info.json`, 'utf8');
    const info = parseObjectInfo(JSON.parse(text));
    expect(info.diagnostics).toEqual([]);
    expect(info.nodes.size).toBe(887);
    expect(info.nodes.get('KSampler')).toHaveProperty('input.required.seed.1.max', 18446744073709551615n);
    expect(intSpecs(parseObjectInfo(JSON.parse(text)))).toEqual(intSpecs(parseObjectInfo(parseExactJson(text))));
  });

  const runs = names.filter((name) => /^(run|ws)-/.test(name));

  it.each(runs)('%s: every frame is known', (name) => {
    const frames = collect(load(name), toFrame);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.map(decodeFrame)).not.toContain('unknown');
  });

  it.each(names.filter((name) => name.startsWith('run-')))('%s: history and job agree', (name) => {
    const run = load(name);
    if (!isJsonObject(run)) throw new Error('not a run');
    const { entries, diagnostics } = parseHistory(run['history']);
    const [entry] = entries;
    const job = parseServerJobDetail(run['job']);
    expect(diagnostics).toEqual([]);
    expect(entry?.promptId).toBe(job.id);
    expect(entry?.status?.events.map((event) => event.kind)).not.toContain('unknown');
    expect(entry?.number).toBe(job.priority);
    expect(job.executionStatus).toEqual(entry?.status);
    expect(job.workflow?.prompt).toEqual(entry?.prompt);
    expect(job.error === null).toBe(!entry?.status?.events.some((event) => event.kind === 'execution-error'));
  });

  it('reads history messages as the socket frames they were', () => {
    const run = load('run-error.json');
    const frames = collect(run, toFrame).flatMap((frame) => (frame.json === null ? [] : [frame.json]));
    const failure = frames.find((frame) => frame['type'] === 'execution_error');
    const [entry] = isJsonObject(run) ? parseHistory(run['history']).entries : [];
    expect(entry?.status?.events.at(-1)).toEqual(decodeMessage('execution_error', failure?.['data'] ?? null));
  });
});
