import fs from 'node:fs';
import type { Context } from 'hono';
import { bytesAnswer, type HeaderMap } from './answers';

/**
 * A whole file with ETag, Last-Modified, one byte range (206, 416) and conditional answers (304), as aiohttp's FileResponse gives them.
 * @param headers what the route adds, the type included; present on 304 and 416 too.
 */
export function fileAnswer(c: Context, file: string, headers: HeaderMap): Response {
  const stat = fs.statSync(file, { bigint: true });
  const size = Number(stat.size);
  const etag = `"${stat.mtimeNs.toString(16)}-${stat.size.toString(16)}"`;
  const modifiedAtMs = Math.floor(Number(stat.mtimeMs) / 1000) * 1000;
  const identity = { ...headers, Etag: etag, 'Last-Modified': new Date(modifiedAtMs).toUTCString() };
  if (isUnchanged(c, etag, modifiedAtMs)) return new Response(null, { status: 304, headers: identity });
  const range = readRange(c, size, etag, modifiedAtMs);
  if (range === 'unsatisfiable') return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } });
  const whole = { ...identity, 'Accept-Ranges': 'bytes' };
  if (range === undefined) return bytesAnswer(fs.readFileSync(file), whole);
  const part = readPart(file, range.start, range.end - range.start);
  return bytesAnswer(part, { ...whole, 'Content-Range': `bytes ${range.start}-${range.end - 1}/${size}` }, 206);
}

function isUnchanged(c: Context, etag: string, modifiedAtMs: number): boolean {
  const ifNoneMatch = c.req.header('if-none-match');
  if (ifNoneMatch !== undefined) return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  const sinceMs = Date.parse(c.req.header('if-modified-since') ?? '');
  return Number.isFinite(sinceMs) && modifiedAtMs <= sinceMs;
}

type ByteRange = { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined;

function readRange(c: Context, size: number, etag: string, modifiedAtMs: number): ByteRange {
  const header = c.req.header('range');
  if (header === undefined || !isRangeValid(c.req.header('if-range'), etag, modifiedAtMs)) return undefined;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (first === '' && last === '') return 'unsatisfiable';
  if (first === '') return size === 0 || Number(last) === 0 ? 'unsatisfiable' : { start: Math.max(0, size - Number(last)), end: size };
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  return start >= size || end <= start ? 'unsatisfiable' : { start, end };
}

function isRangeValid(ifRange: string | undefined, etag: string, modifiedAtMs: number): boolean {
  if (ifRange === undefined || ifRange.trim() === etag) return true;
  return modifiedAtMs <= Date.parse(ifRange);
}

function readPart(file: string, start: number, length: number): Uint8Array {
  const handle = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, fs.readSync(handle, bytes, 0, length, start));
  } finally {
    fs.closeSync(handle);
  }
}
