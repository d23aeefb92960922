/**
 * Files on their way to the input folder: each is checked, compared with what has its name, and sent, two at a time. Lives beside the
 * page, so that it goes on while one looks elsewhere.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '@/api/client';
import type { UploadInput } from '@/session/mutations/files';
import { MAX_COMPARED_BYTES, MAX_PARALLEL_UPLOADS } from '@/config/limits';
import { ApiError, toAppError, type AppError } from '@/lib/errors';
import { SNIFF_BYTES } from '@/media/sniff';
import type { FileRef } from '@/protocol/files';
import { checkFile, type FileRefusal } from './check-file';
import type { FoundFile } from './dropped-files';
import type { PictureChoice } from './prepare-picture';

/** `asking`: another file has the name, what shall be done? */
export type UploadState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'done'; readonly saved: FileRef; readonly isReused: boolean }
  | { readonly kind: 'refused'; readonly reason: FileRefusal }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'cancelled' };

export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  /** Below the input folder; empty = in it. */
  readonly folder: string;
  readonly state: UploadState;
}

/** What to do about a name that another file has. */
export type NameAnswer = 'rename' | 'overwrite' | 'skip';

export interface UploadQueue {
  /** In the order they were given. */
  readonly uploads: StoreApi<readonly Upload[]>;
  readonly add: (files: readonly FoundFile[], into: { readonly folder: string; readonly picture: PictureChoice }) => void;
  readonly answer: (id: number, answer: NameAnswer) => void;
  /** For those that ask now, and for all that would ask until the queue has come to its end. */
  readonly answerAll: (answer: NameAnswer) => void;
  readonly cancel: (id: number) => void;
  readonly cancelAll: () => void;
  /** Cancelled and failed ones once more; what has arrived is not sent again. */
  readonly retry: (id: number) => void;
  readonly retryAll: () => void;
  /** Drops what has come to its end from the list. */
  readonly clearEnded: () => void;
}

export interface UploadQueueParts {
  readonly client: Pick<ApiClient, 'readFile'>;
  readonly upload: (input: UploadInput) => Promise<FileRef>;
  /** The most the server takes; null while it is not known. */
  readonly limitBytes: () => number | null;
  /** Whether the server lists a file of that name; null where it would not say. */
  readonly isThere: (file: FileRef) => boolean | null;
  readonly prepare: (file: File, choice: PictureChoice) => Promise<File>;
}

interface Work {
  readonly source: File;
  readonly picture: PictureChoice;
  answer: NameAnswer | null;
  leaving: AbortController;
}

const ENDED: readonly UploadState['kind'][] = ['done', 'refused', 'failed', 'cancelled'];
const BUSY: readonly UploadState['kind'][] = ['checking', 'sending'];

/** Whether anything more can happen by itself or by an answer. */
export function isEnded({ state }: Upload): boolean {
  return ENDED.includes(state.kind);
}

export function createUploadQueue(parts: UploadQueueParts): UploadQueue {
  const list = createUploadTable();
  const { uploads, set } = list;
  let lastId = 0;
  let forAll: NameAnswer | null = null;

  const run = async ({ id, folder }: Upload, work: Work): Promise<void> => {
    const { leaving } = work;
    set(id, { kind: 'checking' });
    const state = await attempt({ parts, work, folder, answer: work.answer ?? forAll }, (share) => {
      if (!leaving.signal.aborted) set(id, { kind: 'sending', share });
    }).catch((error: unknown): UploadState => toEnd(toAppError(error)));
    if (leaving.signal.aborted) return;
    set(id, state);
    // Was under way when all were answered.
    if (state.kind === 'asking' && forAll !== null) list.reply(id, forAll);
    pump();
  };
  const pump = (): void => {
    const all = uploads.getState();
    if (all.every(isEnded)) forAll = null;
    const free = MAX_PARALLEL_UPLOADS - all.filter(({ state }) => BUSY.includes(state.kind)).length;
    for (const upload of all.filter(({ state }) => state.kind === 'waiting').slice(0, Math.max(0, free))) {
      const work = list.workOf(upload.id);
      if (work !== undefined) void run(upload, work);
    }
  };
  /** Something was changed by hand: what may go on goes on. */
  const onAll = (change: (id: number) => void, ids = uploads.getState().map(({ id }) => id)): void => {
    ids.forEach(change);
    pump();
  };
  return {
    uploads,
    add: (files, { folder, picture }) => {
      for (const found of files) list.add(toUpload(found, folder, ++lastId), { source: found.file, picture });
      pump();
    },
    answer: (id, answer) => onAll((one) => list.reply(one, answer), [id]),
    answerAll: (answer) => {
      forAll = answer;
      onAll((id) => list.reply(id, answer));
    },
    cancel: (id) => onAll(list.stop, [id]),
    cancelAll: () => onAll(list.stop),
    retry: (id) => onAll(list.again, [id]),
    retryAll: () => onAll(list.again),
    clearEnded: list.clearEnded,
  };
}

/** The uploads with what is needed for sending them; changes states, starts nothing. */
interface UploadTable extends Pick<UploadQueue, 'uploads' | 'clearEnded'> {
  readonly workOf: (id: number) => Work | undefined;
  readonly set: (id: number, state: UploadState) => void;
  readonly add: (upload: Upload, work: Pick<Work, 'source' | 'picture'>) => void;
  readonly reply: (id: number, answer: NameAnswer) => void;
  readonly stop: (id: number) => void;
  /** One that failed or was cancelled waits once more. */
  readonly again: (id: number) => void;
}

function createUploadTable(): UploadTable {
  const uploads = createStore<readonly Upload[]>(() => []);
  const works = new Map<number, Work>();
  const find = (id: number): Upload | undefined => uploads.getState().find((upload) => upload.id === id);
  const set = (id: number, state: UploadState): void =>
    uploads.setState((list) => list.map((upload) => (upload.id === id ? { ...upload, state } : upload)), true);
  const restart = (id: number): void => {
    const work = works.get(id);
    if (work === undefined) return;
    work.leaving = new AbortController();
    set(id, { kind: 'waiting' });
  };
  return {
    uploads,
    workOf: (id) => works.get(id),
    set,
    add: (upload, work) => {
      works.set(upload.id, { ...work, answer: null, leaving: new AbortController() });
      uploads.setState((list) => [...list, upload], true);
    },
    reply: (id, answer) => {
      const work = works.get(id);
      if (work === undefined || find(id)?.state.kind !== 'asking') return;
      work.answer = answer;
      if (answer === 'skip') set(id, { kind: 'cancelled' });
      else restart(id);
    },
    stop: (id) => {
      const upload = find(id);
      if (upload === undefined || isEnded(upload)) return;
      works.get(id)?.leaving.abort();
      set(id, { kind: 'cancelled' });
    },
    again: (id) => {
      const kind = find(id)?.state.kind;
      if (kind === 'failed' || kind === 'cancelled') restart(id);
    },
    clearEnded: () => {
      for (const upload of uploads.getState()) if (isEnded(upload)) works.delete(upload.id);
      uploads.setState((list) => list.filter((upload) => !isEnded(upload)), true);
    },
  };
}

function toUpload({ file, folder: inner }: FoundFile, folder: string, id: number): Upload {
  return { id, name: file.name, sizeBytes: file.size, folder: [folder, inner].filter(Boolean).join('/'), state: { kind: 'waiting' } };
}

interface Attempt {
  readonly parts: UploadQueueParts;
  readonly work: Work;
  readonly folder: string;
  readonly answer: NameAnswer | null;
}

/** One file from its check to its end, or to the question about its name. */
async function attempt({ parts, work, folder, answer }: Attempt, onShare: (share: number) => void): Promise<UploadState> {
  const { signal } = work.leaving;
  const early = await check(work.source, null);
  if (early !== null) return { kind: 'refused', reason: early };
  const file = await parts.prepare(work.source, work.picture);
  const reason = await check(file, parts.limitBytes());
  if (reason !== null) return { kind: 'refused', reason };
  const place: FileRef = { filename: file.name, subfolder: folder, type: 'input' };
  if (answer === null || answer === 'skip') {
    const there = await compare(parts, { place, file, signal });
    if (there === 'same') return { kind: 'done', saved: place, isReused: true };
    if (there === 'other') return answer === 'skip' ? { kind: 'cancelled' } : { kind: 'asking' };
  }
  onShare(0);
  const saved = await parts.upload({
    file,
    target: { type: 'input', ...(folder === '' ? {} : { subfolder: folder }), ...(answer === 'overwrite' ? { overwrite: true } : {}) },
    signal,
    onProgress: ({ sentBytes, totalBytes }) => onShare(totalBytes === 0 ? 0 : sentBytes / totalBytes),
  });
  return { kind: 'done', saved, isReused: false };
}

async function check(file: File, limitBytes: number | null): Promise<FileRefusal | null> {
  const head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
  return checkFile({ name: file.name, sizeBytes: file.size, head, limitBytes });
}

/** Whether the server has a file of that name, and the same one. Large ones are not read back: those of a name it lists ask. */
async function compare(
  { client, isThere }: UploadQueueParts,
  { place, file, signal }: { readonly place: FileRef; readonly file: File; readonly signal: AbortSignal },
): Promise<'free' | 'same' | 'other'> {
  const known = isThere(place);
  if (known === false) return 'free';
  // Without a word to overwrite the server keeps both.
  if (file.size > MAX_COMPARED_BYTES) return known === true ? 'other' : 'free';
  let there: Uint8Array;
  try {
    there = await client.readFile(place, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return 'free';
    throw error;
  }
  if (there.length !== file.size) return 'other';
  const own = new Uint8Array(await file.arrayBuffer());
  return there.every((byte, at) => byte === own[at]) ? 'same' : 'other';
}

function toEnd(error: AppError): UploadState {
  return error.code === 'aborted' ? { kind: 'cancelled' } : { kind: 'failed', error };
}
