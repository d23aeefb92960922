import http from 'node:http';
import zlib from 'node:zlib';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject } from '@/lib/json';

/** One request, sent as it is: no header is added but Content-Length, no answer is decoded behind the back. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The answer; header names in lower case. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** Unpacked when the answer was compressed. */
  readonly text: string;
  /** Parsed when the type is JSON, else the text. */
  readonly body: unknown;
}

/** Sends a request to `origin` (`http://host:port`). */
export function sendRaw(origin: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path, headers: { ...length, ...headers }, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve(readAnswer(answer, Buffer.concat(chunks))));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function readAnswer(answer: http.IncomingMessage, bytes: Buffer): RawAnswer {
  const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
  const text = unpack(bytes, headers['content-encoding']).toString('utf8');
  const isJson = headers['content-type']?.startsWith('application/json') ?? false;
  return { status: answer.statusCode ?? 0, headers, bytes, text, body: isJson && text !== '' ? parseExactJson(text) : text };
}

function unpack(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'deflate') return zlib.inflateSync(bytes);
  return encoding === 'gzip' ? zlib.gunzipSync(bytes) : bytes;
}

/** A field of a form: text, or a file with its name. */
export type FormField = string | { readonly fileName: string; readonly bytes: Uint8Array };

/** Body and type of a multipart form; file names are sent as given. */
export function encodeForm(fields: Readonly<Record<string, FormField>>): { readonly body: Buffer; readonly contentType: string } {
  const boundary = 'comfydeck-form-boundary';
  const parts = Object.entries(fields).map(([name, field]) => encodeField(boundary, name, field));
  return { body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), contentType: `multipart/form-data; boundary=${boundary}` };
}

function encodeField(boundary: string, name: string, field: FormField): Buffer {
  const isFile = typeof field !== 'string';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${isFile ? `; filename="${field.fileName}"\r\nContent-Type: application/octet-stream` : ''}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(isFile ? field.bytes : field), Buffer.from('\r\n')]);
}

/** A text member of a JSON body, empty when it is not there. */
export function readText(body: unknown, key: string): string {
  const value = isJsonObject(body) ? body[key] : undefined;
  return typeof value === 'string' ? value : '';
}
