import { stringifyExactJson } from '@/lib/exact-json';

/** Header names to values; an absent value leaves the header out. */
export type HeaderMap = Readonly<Record<string, string>>;

const EMPTY_TYPE = 'application/octet-stream';
const TEXT_TYPE = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** An error the framework itself raises (aiohttp's HTTPException): plain text, and never any CORS header. */
export class HttpFailure extends Error {
  readonly status: number;
  readonly headers: HeaderMap;
  constructor(status: number, text?: string, headers: HeaderMap = {}) {
    super(text ?? `${status}: ${REASONS[status] ?? 'Error'}`);
    this.status = status;
    this.headers = headers;
  }
}

function answer(body: string | Uint8Array<ArrayBuffer>, status: number, headers: HeaderMap): Response {
  const length = String(typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength);
  return new Response(body, { status, headers: { 'Content-Length': length, ...headers } });
}

/** What aiohttp sends for a bare `web.Response(status=…)`. */
export function emptyAnswer(status = 200): Response {
  if (status === 204 || status === 304) return new Response(null, { status });
  return answer('', status, { 'Content-Type': EMPTY_TYPE });
}

/** JSON, written exactly (64-bit integers, bare NaN). */
export function jsonAnswer(value: unknown, status = 200): Response {
  return answer(stringifyExactJson(value), status, { 'Content-Type': JSON_TYPE });
}

export function textAnswer(text: string, status = 200, headers: HeaderMap = {}): Response {
  return answer(text, status, { 'Content-Type': TEXT_TYPE, ...headers });
}

export function bytesAnswer(bytes: Uint8Array, headers: HeaderMap, status = 200): Response {
  return answer(new Uint8Array(bytes), status, headers);
}

/** The answer to an exception nobody caught. */
export function brokenAnswer(): Response {
  return textAnswer('500 Internal Server Error\n\nServer got itself in trouble', 500, { Connection: 'close' });
}

/** The text of a status raised by the framework, e.g. `404: Not Found`. */
export function failureAnswer(failure: HttpFailure): Response {
  return textAnswer(failure.message, failure.status, failure.headers);
}
