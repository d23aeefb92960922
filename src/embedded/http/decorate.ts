import zlib from 'node:zlib';
import type { Context } from 'hono';
import { corsHeaders } from './origin';

/** What `--enable-cors-header` and `--enable-compress-response-body` add to the answers of handlers. */
export interface Decoration {
  /** The allowed origin, or undefined when CORS is off. */
  readonly corsOrigin: string | undefined;
  readonly isCompressing: boolean;
}

/** Finishes an answer: CORS headers, then deflate or gzip of JSON and text when the client takes gzip. */
export async function decorateAnswer(c: Context, answer: Response, { corsOrigin, isCompressing }: Decoration): Promise<Response> {
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(corsOrigin === undefined ? {} : corsHeaders(corsOrigin))) headers.set(name, value);
  const encoding = isCompressing ? chooseEncoding(c.req.header('accept-encoding') ?? '', headers.get('content-type') ?? '') : undefined;
  if (encoding === undefined) return corsOrigin === undefined ? answer : new Response(answer.body, { status: answer.status, headers });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length === 0) return new Response(bytes, { status: answer.status, headers });
  const packed = encoding === 'deflate' ? zlib.deflateSync(bytes) : zlib.gzipSync(bytes);
  headers.set('Content-Encoding', encoding);
  headers.set('Content-Length', String(packed.length));
  return new Response(new Uint8Array(packed), { status: answer.status, headers });
}

/** aiohttp tries deflate first. */
function chooseEncoding(accepted: string, contentType: string): 'deflate' | 'gzip' | undefined {
  if (!accepted.includes('gzip') || !/^(?:application\/json|text\/plain)/.test(contentType)) return undefined;
  return accepted.includes('deflate') ? 'deflate' : 'gzip';
}
