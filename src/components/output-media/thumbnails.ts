import { MAX_THUMBNAILS_IN_MEMORY } from '@/config/limits';
import type { OutputFile } from '@/jobs/job';
import type { LoadQueue } from '@/lib/load-queue';
import type { PromptId } from '@/protocol/ids';
import type { Session } from '@/session/session';
import { loadQueueOf } from './load-queue';
import { toFileRef } from './output-ref';
import { createThumbnailMaker, startThumbnailWorker } from './thumbnail-maker';
import type { ThumbnailMaker } from './thumbnail-maker';
import { createIndexedThumbnailStore, createNoThumbnailStore } from './thumbnail-store';
import type { ThumbnailStore } from './thumbnail-store';

/** A picture of a run. Names repeat after a restart of the server, so the run is part of what it is known by. */
export interface Picture {
  readonly jobId: PromptId;
  readonly file: OutputFile;
}

/** `full`: no small one can be made of it, show the file itself. `failed`: the server gave no file. */
export type ThumbnailResult = { readonly kind: 'small'; readonly url: string } | { readonly kind: 'full' } | { readonly kind: 'failed' };

/** Small copies of the pictures of one server: made once, from then on read from this browser. */
export interface Thumbnails {
  /** What is known without waiting; null when it must be asked for. */
  readonly peek: (picture: Picture) => ThumbnailResult | null;
  /** Answers later, once. The returned function withdraws the question; with the last one who asks for a picture its load ends. */
  readonly request: (picture: Picture, onResult: (result: ThumbnailResult) => void) => () => void;
}

export interface ThumbnailParts {
  readonly maker: ThumbnailMaker;
  readonly store: ThumbnailStore;
  readonly queue: LoadQueue;
  readonly load: (picture: Picture, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;
  /** The browser's table of addresses. */
  readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
}

const FULL: ThumbnailResult = { kind: 'full' };

interface Work {
  readonly listeners: Set<(result: ThumbnailResult) => void>;
  readonly withdraw: () => void;
}

/**
 * Creates the thumbnails of one server. The newest `MAX_THUMBNAILS_IN_MEMORY` are held with their addresses, which end with them: a
 * picture that is drawn by then stays. A failure is not held, so that the next who asks tries again.
 */
export function createThumbnails(parts: ThumbnailParts): Thumbnails {
  const known = new Map<string, ThumbnailResult>();
  const works = new Map<string, Work>();
  const keep = (key: string, result: ThumbnailResult): void => {
    known.delete(key);
    known.set(key, result);
    const [oldest] = known;
    if (known.size <= MAX_THUMBNAILS_IN_MEMORY || oldest === undefined) return;
    known.delete(oldest[0]);
    if (oldest[1].kind === 'small') parts.urls.revokeObjectURL(oldest[1].url);
  };
  const begin = (key: string, picture: Picture): Work => {
    const listeners: Work['listeners'] = new Set();
    const withdraw = startWork(parts, key, picture, (result) => {
      works.delete(key);
      if (result.kind !== 'failed') keep(key, result);
      for (const listener of listeners) listener(result);
    });
    const work = { listeners, withdraw };
    works.set(key, work);
    return work;
  };
  return {
    peek: (picture) => (parts.maker.canMake ? (known.get(toKey(picture)) ?? null) : FULL),
    request: (picture, onResult) => {
      const key = toKey(picture);
      const work = works.get(key) ?? begin(key, picture);
      work.listeners.add(onResult);
      return () => {
        if (!work.listeners.delete(onResult) || work.listeners.size > 0 || works.get(key) !== work) return;
        works.delete(key);
        work.withdraw();
      };
    },
  };
}

function toKey({ jobId, file }: Picture): string {
  return `${jobId} ${toFileRef(file)}`;
}

/** Looks into the store, then waits for a turn to load and make. Never calls `onEnd` at once, nor after it was withdrawn. */
function startWork(parts: ThumbnailParts, key: string, picture: Picture, onEnd: (result: ThumbnailResult) => void): () => void {
  const { store, queue, urls } = parts;
  const leaving = new AbortController();
  let endTurn = (): void => undefined;
  const finish = (result: ThumbnailResult): void => {
    endTurn();
    if (!leaving.signal.aborted) onEnd(result);
  };
  const make = async (): Promise<void> => finish(await makeSmall(parts, key, picture, leaving.signal));
  const look = async (): Promise<void> => {
    const stored = await store.read(key).catch(() => null);
    if (leaving.signal.aborted) return;
    if (stored !== null) return finish({ kind: 'small', url: urls.createObjectURL(stored) });
    endTurn = queue.request(() => void make());
  };
  void look();
  return () => {
    leaving.abort();
    endTurn();
  };
}

async function makeSmall(
  { load, maker, store, urls }: ThumbnailParts,
  key: string,
  picture: Picture,
  signal: AbortSignal,
): Promise<ThumbnailResult> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await load(picture, signal);
  } catch {
    return { kind: 'failed' };
  }
  const blob = await maker.make(bytes);
  if (blob === null) return FULL;
  // A full or missing store costs only the next start.
  void store.write(key, blob).catch(() => undefined);
  return { kind: 'small', url: urls.createObjectURL(blob) };
}

const bySession = new WeakMap<Session, Thumbnails>();

/** The thumbnails all lists of one server share; live and die with its session. */
export function thumbnailsOf(session: Session): Thumbnails {
  const found = bySession.get(session);
  if (found !== undefined) return found;
  const { client, serverId, clock } = session;
  const created = createThumbnails({
    maker: createThumbnailMaker(startThumbnailWorker, clock),
    store: typeof indexedDB === 'undefined' ? createNoThumbnailStore() : createIndexedThumbnailStore(serverId),
    queue: loadQueueOf(session),
    load: ({ jobId, file }, signal) => client.readFile(file, { signal, cacheKey: jobId }),
    urls: URL,
  });
  bySession.set(session, created);
  return created;
}
