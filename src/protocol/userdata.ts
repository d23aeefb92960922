import * as z from 'zod/mini';
import type { JsonObject } from '@/lib/json';
import { jsonObjectSchema, numberSchema, orNull, parseWith } from './schema';

/** A file of the user's folder. `path` is relative to what was asked: the directory for listings, the user root after writing. */
export interface UserFile {
  readonly path: string;
  /** Null on servers that answer with the path only. */
  readonly sizeBytes: number | null;
  readonly modifiedAtMs: number | null;
  /** Null before 0.3.60. */
  readonly createdAtMs: number | null;
}

/** One entry of `/v2/userdata`, path relative to the user root. */
export interface UserEntry {
  readonly name: string;
  readonly path: string;
  readonly type: 'file' | 'directory';
  readonly sizeBytes: number | null;
  readonly modifiedAtMs: number | null;
}

/** Before this, a time in ms would be of March 1973; seconds pass it in the year 5138. */
const FIRST_MS = 1e11;

/** Older servers and `/v2/userdata` give seconds. */
function toMs(time: number | null): number | null {
  return time === null || time >= FIRST_MS ? time : Math.round(time * 1000);
}

const fileSchema = z.union([
  z.string(),
  z.object({ path: z.string(), size: orNull(numberSchema), modified: orNull(numberSchema), created: orNull(numberSchema) }),
]);

/**
 * Reads the answer of a userdata write or move, or one item of a listing: full info, or the bare path of old servers.
 * @throws ProtocolError `bad-shape`.
 */
export function parseUserFile(json: unknown): UserFile {
  const file = parseWith(fileSchema, json, 'userdata file');
  if (typeof file === 'string') return { path: file, sizeBytes: null, modifiedAtMs: null, createdAtMs: null };
  return { path: file.path, sizeBytes: file.size, modifiedAtMs: toMs(file.modified), createdAtMs: toMs(file.created) };
}

/**
 * Reads GET `/userdata?dir=` with or without `full_info`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseUserFiles(json: unknown): readonly UserFile[] {
  return parseWith(z.array(z.unknown()), json, 'userdata').map(parseUserFile);
}

const entrySchema = z.object({
  name: z.string(),
  path: z.string(),
  type: z.enum(['file', 'directory']),
  size: orNull(numberSchema),
  modified: orNull(numberSchema),
});

/**
 * Reads GET `/v2/userdata`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseUserEntries(json: unknown): readonly UserEntry[] {
  return parseWith(z.array(entrySchema), json, 'v2 userdata').map((entry) => ({
    name: entry.name,
    path: entry.path,
    type: entry.type,
    sizeBytes: entry.size,
    modifiedAtMs: toMs(entry.modified),
  }));
}

/** GET `/users`: whether the server keeps users apart, and which there are. */
export type Users =
  { readonly kind: 'single' } | { readonly kind: 'multi'; readonly users: readonly { readonly id: string; readonly name: string }[] };

const usersSchema = z.object({ users: z.optional(z.nullable(jsonObjectSchema)) });

/**
 * Reads GET `/users`.
 * @throws ProtocolError `bad-shape`.
 */
export function parseUsers(json: unknown): Users {
  const { users } = parseWith(usersSchema, json, 'users');
  if (users === undefined || users === null) return { kind: 'single' };
  return { kind: 'multi', users: Object.entries(users).map(([id, name]) => ({ id, name: typeof name === 'string' ? name : id })) };
}

const createdUserSchema = z.string();

/**
 * Reads the answer of POST `/users`: the new user's id.
 * @throws ProtocolError `bad-shape`.
 */
export function parseCreatedUser(json: unknown): string {
  return parseWith(createdUserSchema, json, 'create user');
}

/** Reads the word of a `{error}` refusal; null when there is none. */
export function readErrorText(json: unknown): string | null {
  const result = z.safeParse(z.object({ error: z.string() }), json);
  return result.success ? result.data.error : null;
}

/**
 * Reads GET `/settings`: values by id, of any JSON form.
 * @throws ProtocolError `bad-shape`.
 */
export function parseSettings(json: unknown): JsonObject {
  return parseWith(jsonObjectSchema, json, 'settings');
}
