/**
 * Favourites, ratings, verdicts and tags in the user's folder on the server: one file per month, named by when a mark was changed, so
 * that a write carries little. Several browsers may write: each merges what it finds before it writes, and what a read shows to be lost
 * is written again.
 */
import type { ApiClient } from '@/api/client';
import { ApiError } from '@/lib/errors';
import { mergeMarks, parseMarksFile, toMarksFile } from './mark';
import type { Marks } from './mark';

const FOLDER = 'comfydeck/marks';
const MONTH_FILE = /^\d{4}-\d{2}\.json$/;
const NONE: Marks = new Map();

type Files = Pick<ApiClient, 'listUserdata' | 'readUserdata' | 'writeUserdata'>;

/** All marks of all months. @throws ApiError */
export async function readMarks(client: Files, signal?: AbortSignal): Promise<Marks> {
  const files = (await client.listUserdata(FOLDER, { signal })) ?? [];
  const months = files.filter(({ path }) => MONTH_FILE.test(path));
  const read = await Promise.all(months.map(({ path }) => readMonth(client, path, signal)));
  return read.reduce(mergeMarks, NONE);
}

/** Adds marks to the file of the month in which they were changed; later ones that stand there already win. @throws ApiError */
export async function writeMarks(client: Files, marks: Marks, atMs: number): Promise<void> {
  const file = `${new Date(atMs).toISOString().slice(0, 7)}.json`;
  const known = await readMonth(client, file);
  await client.writeUserdata(`${FOLDER}/${file}`, toMarksFile(mergeMarks(known, marks)), { overwrite: true });
}

/** A file that is not there, or is none of ours, holds no marks. */
async function readMonth(client: Files, file: string, signal?: AbortSignal): Promise<Marks> {
  try {
    return parseMarksFile(await client.readUserdata(`${FOLDER}/${file}`, { signal })) ?? NONE;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return NONE;
    throw error;
  }
}
