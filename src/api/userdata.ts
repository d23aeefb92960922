import type { JsonObject, JsonValue } from '@/lib/json';
import {
  parseCreatedUser,
  parseSettings,
  parseUserEntries,
  parseUserFile,
  parseUserFiles,
  parseUsers,
  readErrorText,
  type UserEntry,
  type UserFile,
  type Users,
} from '@/protocol/userdata';
import { readJson, requireOk, send, sendForBytes, sendForJson, sendOk, type ApiRequest, type CallOptions, type Transport } from './request';
import { pathPart, userdataPart } from './urls';

/** Answer of a write or move: done, or refused because the name is taken and `overwrite` is false. Paths are relative to the user root. */
export type WriteOutcome = { readonly kind: 'written'; readonly file: UserFile } | { readonly kind: 'exists' };

/** Answer of POST `/users`; `reason` is the server's own text. */
export type CreateUserOutcome =
  { readonly kind: 'created'; readonly userId: string } | { readonly kind: 'refused'; readonly reason: string };

/** Users, their settings and files. Source: ComfyUI `app/user_manager.py`, `app/app_settings.py`. */
export interface UserdataApi {
  readonly users: (options?: CallOptions) => Promise<Users>;
  readonly createUser: (username: string, options?: CallOptions) => Promise<CreateUserOutcome>;
  /** All settings; ApiError `http` 401 on a multi-user server without a known user. */
  readonly settings: (options?: CallOptions) => Promise<JsonObject>;
  /** Null when never set. */
  readonly setting: (id: string, options?: CallOptions) => Promise<JsonValue>;
  /** Parallel saves lose each other on the server: send one after the other. */
  readonly saveSetting: (id: string, value: JsonValue, options?: CallOptions) => Promise<void>;
  /** Files below a directory of the user, paths relative to it; null when there is no such directory (`workflows` on a new server). */
  readonly listUserdata: (directory: string, options?: CallOptions & { readonly recurse?: boolean }) => Promise<readonly UserFile[] | null>;
  /** Files and directories below a path, always the whole tree; null when there is no such path. Since 0.3.31. */
  readonly listUserEntries: (path: string, options?: CallOptions) => Promise<readonly UserEntry[] | null>;
  /** A file's text. Missing: ApiError `http` 404. */
  readonly readUserdata: (path: string, options?: CallOptions) => Promise<string>;
  /** A file's bytes. Missing: ApiError `http` 404. */
  readonly readUserdataBytes: (path: string, options?: CallOptions) => Promise<Uint8Array<ArrayBuffer>>;
  /** Writes a file, folders are made. */
  readonly writeUserdata: (
    path: string,
    body: string | Blob,
    options: CallOptions & { readonly overwrite: boolean },
  ) => Promise<WriteOutcome>;
  /** Missing: ApiError `http` 404. */
  readonly deleteUserdata: (path: string, options?: CallOptions) => Promise<void>;
  /** Missing source: ApiError `http` 404. */
  readonly moveUserdata: (from: string, to: string, options: CallOptions & { readonly overwrite: boolean }) => Promise<WriteOutcome>;
}

/** Binds the routes of users, settings and userdata. */
export function createUserdataApi(transport: Transport): UserdataApi {
  const write = async (request: ApiRequest, overwrite: boolean): Promise<WriteOutcome> => {
    const answer = await send(transport, { ...request, method: 'POST', params: { overwrite, full_info: true } });
    return answer.status === 409 ? { kind: 'exists' } : { kind: 'written', file: readJson(requireOk(answer), parseUserFile) };
  };
  return {
    ...createUsersApi(transport),
    listUserdata: async (dir, { recurse = false, ...options } = {}) => {
      const answer = await send(transport, { path: '/userdata', params: { dir, recurse, full_info: true, split: false }, ...options });
      return answer.status === 404 ? null : readJson(requireOk(answer), parseUserFiles);
    },
    listUserEntries: async (path, options) => {
      const answer = await send(transport, { path: '/v2/userdata', params: { path }, ...options });
      return answer.status === 404 ? null : readJson(requireOk(answer), parseUserEntries);
    },
    readUserdata: async (path, options) => (await sendOk(transport, { path: filePath(path), ...options })).text,
    readUserdataBytes: (path, options) => sendForBytes(transport, { path: filePath(path), ...options }),
    writeUserdata: (path, body, { overwrite, ...options }) => write({ path: filePath(path), body, ...options }, overwrite),
    deleteUserdata: async (path, options) => {
      await sendOk(transport, { method: 'DELETE', path: filePath(path), ...options });
    },
    moveUserdata: (from, to, { overwrite, ...options }) =>
      write({ path: `${filePath(from)}/move/${userdataPart(to)}`, ...options }, overwrite),
  };
}

function filePath(path: string): string {
  return `/userdata/${userdataPart(path)}`;
}

function createUsersApi(transport: Transport): Pick<UserdataApi, 'users' | 'createUser' | 'settings' | 'setting' | 'saveSetting'> {
  return {
    users: (options) => sendForJson(transport, { path: '/users', ...options }, parseUsers),
    createUser: async (username, options) => {
      const answer = await send(transport, { method: 'POST', path: '/users', json: { username }, ...options });
      const reason = answer.status === 400 ? readJson(answer, readErrorText) : null;
      if (reason !== null) return { kind: 'refused', reason };
      return { kind: 'created', userId: readJson(requireOk(answer), parseCreatedUser) };
    },
    settings: (options) => sendForJson(transport, { path: '/settings', ...options }, parseSettings),
    setting: (id, options) => sendForJson(transport, { path: `/settings/${pathPart(id)}`, ...options }, (json) => json as JsonValue),
    saveSetting: async (id, json, options) => {
      await sendOk(transport, { method: 'POST', path: `/settings/${pathPart(id)}`, json, ...options });
    },
  };
}
