import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { ApiError } from '@/lib/errors';
import { WORKFLOWS_FOLDER } from '../save-workflow/file-names';
import type { Session } from '@/session/session';

/** Where the official frontend keeps bookmarks: `{favorites: [path…]}`, paths below the user's root. Source: its workflow bookmark store. */
export const BOOKMARKS_PATH = `${WORKFLOWS_FOLDER}/.index.json`;

/** Paths of the bookmarked workflows in a bookmarks file; none when it is damaged. */
export function parseBookmarks(text: string): readonly string[] {
  const favorites = readIndex(text)['favorites'];
  return Array.isArray(favorites) ? (favorites as readonly JsonValue[]).filter((path) => typeof path === 'string') : [];
}

/** The bookmarks file with other favourites; whatever else it holds stays. */
export function withBookmarks(text: string, favorites: readonly string[]): string {
  return stringifyExactJson({ ...readIndex(text), favorites: [...new Set(favorites)] });
}

function readIndex(text: string): JsonObject {
  try {
    const index = parseExactJson(text);
    return isJsonObject(index) ? index : {};
  } catch {
    return {};
  }
}

/** Changes the bookmarks as they are on the server now. @throws ApiError */
export async function changeBookmarks({ client }: Session, change: (paths: readonly string[]) => readonly string[]): Promise<void> {
  const text = await client.readUserdata(BOOKMARKS_PATH).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === 'http' && error.status === 404) return '{}';
    throw error;
  });
  const before = parseBookmarks(text);
  const after = change(before);
  if (after !== before) await client.writeUserdata(BOOKMARKS_PATH, withBookmarks(text, after), { overwrite: true });
}
