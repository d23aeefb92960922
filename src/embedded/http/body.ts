import type { Context } from 'hono';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { HttpFailure } from './answers';

/** Reads request bodies under the server's size limit. */
export interface BodyReader {
  /** @throws HttpFailure 413 above the limit; the rest of the body is read and dropped, so that the client hears the answer. */
  readonly bytes: (c: Context) => Promise<Uint8Array<ArrayBuffer>>;
  readonly text: (c: Context) => Promise<string>;
  /** Parsed whatever the Content-Type says. Broken JSON throws, which the server answers with 500. */
  readonly json: (c: Context) => Promise<JsonValue>;
  /** As `json`, but a body that is not JSON (or none) counts as `{}`. */
  readonly jsonOrEmpty: (c: Context) => Promise<JsonValue>;
  /** The form's fields, empty when the body is no form. */
  readonly form: (c: Context) => Promise<FormData>;
}

export function createBodyReader(maxBytes: number): BodyReader {
  const bytes = (c: Context): Promise<Uint8Array<ArrayBuffer>> => readLimited(c.req.raw, maxBytes);
  const text = async (c: Context): Promise<string> => new TextDecoder().decode(await bytes(c));
  return {
    bytes,
    text,
    json: async (c) => parseExactJson(await text(c)),
    jsonOrEmpty: async (c) => parseOrEmpty(await text(c)),
    form: async (c) => parseForm(await bytes(c), c.req.header('content-type') ?? ''),
  };
}

async function readLimited(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const chunk = part.value;
    size += chunk.byteLength;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > maxBytes) throw new HttpFailure(413, `Maximum request body size ${maxBytes} exceeded, actual body size ${size}`);
  return new Uint8Array(Buffer.concat(chunks));
}

function parseOrEmpty(text: string): JsonValue {
  try {
    return parseExactJson(text);
  } catch {
    return {};
  }
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  if (!/^multipart\/form-data|^application\/x-www-form-urlencoded/i.test(contentType)) return new FormData();
  return new Response(bytes, { headers: { 'Content-Type': contentType } }).formData();
}

/** The body as an object. @throws TypeError for anything else. */
export function asObject(body: JsonValue): JsonObject {
  if (!isJsonObject(body)) throw new TypeError('the body is no object');
  return body;
}

/**
 * Python's `key in body` on a parsed body: objects have their keys, lists have none; anything else is an error,
 * as it is (500) on the real server.
 */
export function asKeyed(body: JsonValue): JsonObject {
  if (isJsonObject(body)) return body;
  if (Array.isArray(body)) return {};
  throw new TypeError('the body is neither object nor list');
}

/** Python's truth of a JSON value. */
export function isTruthy(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isJsonObject(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The strings of a JSON list; other items are dropped, anything but a list throws. */
export function toStringList(value: JsonValue | undefined): string[] {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  return value.filter((item) => typeof item === 'string');
}
