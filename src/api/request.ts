/**
 * One HTTP exchange: headers, timeout, abort, and what counts as failure. All calls but uploads with progress (`upload-transport.ts`) go
 * through here.
 */
import type { ApiBase } from '@/config/api-base';
import { HTTP_TIMEOUT_MS } from '@/config/limits';
import type { Clock } from '@/lib/clock';
import { ApiError } from '@/lib/errors';
import { stringifyExactJson } from '@/lib/exact-json';
import { parseServerJson } from '@/protocol/json-text';
import { apiUrl, type UrlParams } from './urls';

/** What every route function needs; made once by `createApiClient`. */
export interface Transport {
  readonly base: ApiBase;
  /** Current user of a multi-user server, or null. Asked on every call. */
  readonly userId: () => string | null;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Absent where the platform has none; uploads then report no progress. */
  readonly createXhr: (() => XMLHttpRequest) | null;
  /** Told the `Date` header of each answer (null where it may not be read) and the monotonic time its question was sent. */
  readonly onDate?: (date: string | null, sentAtMs: number) => void;
}

/** What a caller may add to any call. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Instead of the route's own limit; counts to the headers, and again to the end of the body. */
  readonly timeoutMs?: number;
}

/** One call as the route functions state it. */
export interface ApiRequest extends CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with `/`, variable parts encoded. */
  readonly path: string;
  readonly params?: UrlParams;
  /** Sent as exact JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: BodyInit;
  /** Beside those of every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `no-cors`: whether anything answers at all, without what. */
  readonly mode?: 'no-cors';
  /** Only these bytes of a file are asked for; servers and proxies may send all of it. */
  readonly range?: ByteRange;
}

/** A piece of a file. */
export interface ByteRange {
  readonly from: number;
  readonly length: number;
}

/** Bytes of a file from `from` on, and how many it has in all. */
export interface FilePart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly total: number;
}

/** An answer with its whole body. */
export interface ApiAnswer {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
}

/** Longer error bodies are cut. */
const MAX_ERROR_BODY = 4_000;

/**
 * Sends a request and reads the answer as text, whatever its status.
 * @throws ApiError `network`, `timeout`, `aborted`.
 */
export async function send(transport: Transport, request: ApiRequest): Promise<ApiAnswer> {
  return exchange(transport, request, async (response, url) => ({
    status: response.status,
    url,
    headers: response.headers,
    text: await response.text(),
  }));
}

/**
 * As `send`, but only an answer of success that comes from the server itself.
 * @throws ApiError as `send`; `http` for a status of 400 and above; `decode` for a page (a proxy's) instead of an answer.
 */
export async function sendOk(transport: Transport, request: ApiRequest): Promise<ApiAnswer> {
  return requireOk(await send(transport, request));
}

/**
 * As `sendOk`, with the body parsed exactly and read by a schema.
 * @throws ApiError as `sendOk`; `decode` when the body is no JSON or does not fit.
 */
export async function sendForJson<T>(transport: Transport, request: ApiRequest, parse: (json: unknown) => T): Promise<T> {
  return readJson(await sendOk(transport, request), parse);
}

/**
 * As `sendOk`, with the body as bytes.
 * @throws ApiError as `sendOk`.
 */
export async function sendForBytes(transport: Transport, request: ApiRequest): Promise<Uint8Array<ArrayBuffer>> {
  return exchange(transport, request, async (response, url) => {
    const { status, headers } = response;
    if (status >= 400 || isPage(headers)) requireOk({ status, url, headers, text: await response.text() });
    return new Uint8Array(await response.arrayBuffer());
  });
}

/**
 * As `sendForBytes`, of a part of a file only. Where all of it is sent instead, the part is cut out here; a part behind the end is empty.
 * @throws ApiError as `sendOk`.
 */
export async function sendForPart(transport: Transport, request: ApiRequest & { readonly range: ByteRange }): Promise<FilePart> {
  const { from, length } = request.range;
  return exchange(transport, request, async (response, url) => {
    const { status, headers } = response;
    const total = Number(/\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1] ?? Number.NaN);
    if (status === 416) return { bytes: new Uint8Array(), total: Number.isNaN(total) ? from : total };
    if (status >= 400 || isPage(headers)) requireOk({ status, url, headers, text: await response.text() });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (status === 206) return { bytes, total: Number.isNaN(total) ? from + bytes.length : total };
    return { bytes: bytes.slice(from, from + length), total: bytes.length };
  });
}

/**
 * Parses the body of an answer.
 * @throws ApiError `decode`.
 */
export function readJson<T>(answer: ApiAnswer, parse: (json: unknown) => T): T {
  try {
    return parse(parseServerJson(answer.text));
  } catch (error) {
    throw toDecodeError(answer, error);
  }
}

/**
 * Lets only success pass.
 * @throws ApiError `http`, or `decode` for a page.
 */
export function requireOk(answer: ApiAnswer): ApiAnswer {
  if (answer.status >= 400) throw toHttpError(answer);
  if (isPage(answer.headers)) throw toDecodeError(answer, undefined);
  return answer;
}

/** The error of an answer with a failing status. */
function toHttpError({ status, url, text }: Pick<ApiAnswer, 'status' | 'url' | 'text'>): ApiError {
  return new ApiError('http', { status, url, body: text.slice(0, MAX_ERROR_BODY) });
}

/** The error of an answer of success that cannot be read. */
export function toDecodeError({ status, url, text }: ApiAnswer, cause: unknown): ApiError {
  return new ApiError('decode', { status, url, body: text.slice(0, MAX_ERROR_BODY), cause });
}

/** A proxy's log-in or error page. The server's own HTML files come as attachments. */
function isPage(headers: Headers): boolean {
  return (headers.get('Content-Type') ?? '').startsWith('text/html') && !headers.has('Content-Disposition');
}

/** Headers of any call besides the body's type. */
export function commonHeaders(transport: Transport): Record<string, string> {
  const user = transport.userId();
  return user === null ? {} : { 'Comfy-User': user };
}

/**
 * One exchange within its time limit.
 * @throws ApiError `network`, `timeout`, `aborted`; whatever `read` throws as `ApiError`.
 */
export async function exchange<T>(
  transport: Transport,
  request: ApiRequest,
  read: (response: Response, url: string) => Promise<T>,
): Promise<T> {
  const url = apiUrl(transport.base, request.path, request.params);
  const deadline = startDeadline(transport.clock, request);
  try {
    const sentAtMs = transport.clock.monotonicMs();
    const response = await transport.fetch(url, { ...toInit(transport, request), signal: deadline.signal });
    transport.onDate?.(response.headers.get('Date'), sentAtMs);
    deadline.restart();
    return await read(response, url);
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(deadline.reason() ?? 'network', { url, cause: error });
  } finally {
    deadline.stop();
  }
}

function toInit(transport: Transport, { method = 'GET', json, body, headers: own, mode, range }: ApiRequest): RequestInit {
  const part = range === undefined ? {} : { Range: `bytes=${range.from}-${range.from + range.length - 1}` };
  const headers = { ...commonHeaders(transport), ...own, ...part };
  // Userdata files carry validators but no Cache-Control: without this a browser may show an old workflow.
  const init: RequestInit = { method, headers, cache: 'no-cache', ...(mode === undefined ? {} : { mode }) };
  if (json !== undefined) return { ...init, headers: { ...headers, 'Content-Type': 'application/json' }, body: stringifyExactJson(json) };
  return body === undefined ? init : { ...init, body };
}

/** Joins the caller's signal with a timer. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Begins the time anew. */
  readonly restart: () => void;
  /** Why the signal was aborted; null while it is not. */
  readonly reason: () => 'timeout' | 'aborted' | null;
  readonly stop: () => void;
}

/** Starts the time limit of a call; `stop` must be called at its end. */
export function startDeadline(clock: Clock, { signal, timeoutMs = HTTP_TIMEOUT_MS }: CallOptions): Deadline {
  const controller = new AbortController();
  let reason: 'timeout' | 'aborted' | null = null;
  const abort = (why: 'timeout' | 'aborted') => {
    reason ??= why;
    controller.abort();
  };
  const handleAbort = () => abort('aborted');
  const startTimer = () => clock.after(timeoutMs, () => abort('timeout'));
  let timer = startTimer();
  if (signal?.aborted === true) handleAbort();
  signal?.addEventListener('abort', handleAbort);
  return {
    signal: controller.signal,
    restart: () => {
      timer.cancel();
      timer = startTimer();
    },
    reason: () => reason,
    stop: () => {
      timer.cancel();
      signal?.removeEventListener('abort', handleAbort);
    },
  };
}
