import fs from 'node:fs';
import path from 'node:path';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject } from '@/lib/json';
import { isFolder, readFileIfThere, writeFileDeep } from '../world/files';
import { resolveInside } from '../world/safe-path';

/** The request names no user, or one that does not exist, on a server with `--multi-user`. */
export class UnknownUserError extends Error {}

/** Users and their folders. Source: ComfyUI `app/user_manager.py`. */
export interface Users {
  readonly isMulti: boolean;
  /** Ids and names, from `users.json`. */
  readonly all: () => Readonly<Record<string, string>>;
  /** @returns the new id. @throws UserNameError. */
  readonly add: (name: string) => string;
  /** The folder of the request's user. @throws UnknownUserError. */
  readonly rootFor: (comfyUser: string | undefined) => string;
  /** True once the only user of a single-user server has a folder. */
  readonly hasDefaultFolder: () => boolean;
}

/** Why a name cannot become a user. */
export class UserNameError extends Error {}

const DEFAULT_USER = 'default';
const SYSTEM_PREFIX = '__';

export function createUsers(userRoot: string, isMulti: boolean, newUuid: () => string): Users {
  const usersFile = path.join(userRoot, 'users.json');
  const users = new Map(Object.entries(readUsers(usersFile)));
  return {
    isMulti,
    all: () => Object.fromEntries(users),
    add: (rawName) => {
      if ([...users.values()].includes(rawName)) throw new UserNameError('Duplicate username.');
      const name = rawName.trim();
      if (name === '') throw new UserNameError('username not provided');
      if (name.startsWith(SYSTEM_PREFIX)) throw new UserNameError('System User prefix not allowed');
      const id = `${name.replace(/[^a-zA-Z0-9-_]+/g, '-')}_${newUuid()}`;
      users.set(id, name);
      writeFileDeep(usersFile, stringifyExactJson(Object.fromEntries(users)));
      return id;
    },
    rootFor: (comfyUser) => {
      if (!isMulti) return path.join(userRoot, DEFAULT_USER);
      const id = comfyUser ?? DEFAULT_USER;
      if (id.startsWith(SYSTEM_PREFIX) || !users.has(id)) throw new UnknownUserError(id);
      const root = resolveInside(userRoot, id);
      if (root === undefined) throw new UnknownUserError(id);
      return root;
    },
    hasDefaultFolder: () => isFolder(path.join(userRoot, DEFAULT_USER)),
  };
}

function readUsers(file: string): Record<string, string> {
  const bytes = readFileIfThere(file);
  if (bytes === undefined) return {};
  const parsed = parseExactJson(bytes.toString('utf8'));
  const entries = isJsonObject(parsed) ? Object.entries(parsed) : [];
  return Object.fromEntries(entries.flatMap(([id, name]) => (typeof name === 'string' ? [[id, name]] : [])));
}

/**
 * A user's file by the name in a request, or undefined when it leaves the user's folder. A `%` left after the URL was decoded is decoded once more.
 * The folder above the file is made, as the real server does even for reads, unless `isReadOnly`.
 */
export function locateUserFile(userFolder: string, name: string, isReadOnly = false): string | undefined {
  const file = resolveInside(userFolder, name.includes('%') ? unquote(name) : name);
  if (file === undefined) return undefined;
  if (!isReadOnly) fs.mkdirSync(file === userFolder ? file : path.dirname(file), { recursive: true });
  return file;
}

/** Python's `urllib.parse.unquote`: broken sequences stay as they are. */
export function unquote(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}
