import { compareShape, type ShapeRules } from './compare-shape';
import type { CapturedExchange } from './fixtures';
import { sendRaw, type RawAnswer, type RawRequest } from './raw-request';

/** Headers that say something about the answer; dates, connection reuse and framing are the transport's. */
const COMPARED_HEADERS = [
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-range',
  'x-content-type-options',
  'vary',
  'cache-control',
  'etag',
  'last-modified',
  'accept-ranges',
  'allow',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
];

/** Headers whose value depends on time or size; both sides must have them. */
const FREE_VALUES = new Set(['etag', 'last-modified']);

/** How one captured exchange is sent again and compared. */
export interface ReplayOptions {
  /** Body and headers when the fixture does not hold them. */
  readonly send?: Partial<RawRequest>;
  readonly rules?: ShapeRules;
  /** The body is not compared: bytes encoded by another library. */
  readonly isBodyFree?: boolean;
}

/** Sends a captured request and lists every difference of status, headers and body. */
export async function replay(origin: string, exchange: CapturedExchange, options: ReplayOptions = {}): Promise<string[]> {
  const answer = await sendRaw(origin, toRequest(exchange, options.send ?? {}));
  return compareAnswer(exchange, answer, options);
}

function toRequest({ request }: CapturedExchange, send: Partial<RawRequest>): RawRequest {
  const body = request.json === undefined ? undefined : JSON.stringify(request.json);
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return {
    method: request.method,
    path: request.path,
    ...(body !== undefined && { body }),
    ...send,
    headers: { 'Accept-Encoding': 'gzip, deflate', ...type, ...request.headers, ...send.headers },
  };
}

/** Status, headers and body of an answer against the captured ones. */
export function compareAnswer(exchange: CapturedExchange, answer: RawAnswer, options: ReplayOptions = {}): string[] {
  const status = exchange.status === answer.status ? [] : [`status: expected ${exchange.status}, found ${answer.status}`];
  const body = options.isBodyFree === true ? [] : compareBody(exchange.body, answer, options.rules);
  return [...status, ...compareHeaders(exchange.headers, answer), ...body];
}

function compareBody(expected: unknown, answer: RawAnswer, rules: ShapeRules | undefined): string[] {
  const base64 = isCapturedBytes(expected) ? expected.base64 : undefined;
  if (base64 === undefined) return compareShape(expected, answer.body, rules);
  return answer.bytes.toString('base64') === base64 ? [] : ['body: other bytes'];
}

function isCapturedBytes(body: unknown): body is { readonly base64: string } {
  return typeof body === 'object' && body !== null && 'base64' in body && typeof body.base64 === 'string';
}

function compareHeaders(expected: Readonly<Record<string, string>>, { headers }: RawAnswer): string[] {
  const wanted = new Map(Object.entries(expected).map(([name, value]) => [name.toLowerCase(), value]));
  const differences = COMPARED_HEADERS.flatMap((name) => {
    const [want, have] = [wanted.get(name), headers[name]];
    const isEqual = FREE_VALUES.has(name) ? (want === undefined) === (have === undefined) : want === have;
    return isEqual ? [] : [`header ${name}: expected ${want ?? 'none'}, found ${have ?? 'none'}`];
  });
  const isClosing = wanted.get('connection') === 'close';
  if (isClosing && headers['connection'] !== 'close') differences.push('header connection: expected close');
  if (wanted.has('content-length') && headers['content-length'] === undefined) differences.push('header content-length: missing');
  return differences;
}
