import { THUMBNAIL_MAKER_IDLE_MS } from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';

/** What the page sends to `thumbnail.worker.ts`. */
export interface ThumbnailTask {
  readonly id: number;
  /** A whole picture file; its buffer is handed over. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What it sends back; null when the file is no picture that can be drawn there. */
export interface ThumbnailAnswer {
  readonly id: number;
  readonly thumbnail: Blob | null;
}

/** A running worker. */
export interface ThumbnailWorker {
  readonly send: (task: ThumbnailTask) => void;
  readonly terminate: () => void;
}

/** Starts a worker whose answers are told; `onBroken` when it cannot be loaded. Null where there are none. */
export type StartThumbnailWorker = (onAnswer: (answer: ThumbnailAnswer) => void, onBroken: () => void) => ThumbnailWorker | null;

/** Makes small pictures away from the page. */
export interface ThumbnailMaker {
  /** False where there is no worker that could do it: then full pictures are shown. */
  readonly canMake: boolean;
  /** Takes the bytes over. Null when they are no picture that can be made small (a drawing in SVG, a broken file). */
  readonly make: (bytes: Uint8Array<ArrayBuffer>) => Promise<Blob | null>;
}

/** Starts the real worker; null where the platform lacks something it needs. */
export const startThumbnailWorker: StartThumbnailWorker = (onAnswer, onBroken) => {
  if (typeof Worker === 'undefined' || typeof createImageBitmap === 'undefined' || typeof OffscreenCanvas === 'undefined') return null;
  const worker = new Worker(new URL('./thumbnail.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<ThumbnailAnswer>) => onAnswer(data));
  worker.addEventListener('error', onBroken);
  return { send: (task) => worker.postMessage(task, [task.bytes.buffer]), terminate: () => worker.terminate() };
};

/** Creates a maker whose worker starts at once, ends when no picture was asked for in a while, and starts again with the next. */
export function createThumbnailMaker(startWorker: StartThumbnailWorker, clock: Clock): ThumbnailMaker {
  const pending = new Map<number, (thumbnail: Blob | null) => void>();
  let timer: TimerHandle | null = null;
  let lastId = 0;
  const stop = (): void => {
    worker?.terminate();
    worker = null;
    for (const answer of pending.values()) answer(null);
    pending.clear();
  };
  const settle = ({ id, thumbnail }: ThumbnailAnswer): void => {
    pending.get(id)?.(thumbnail);
    pending.delete(id);
    if (pending.size === 0) timer = clock.after(THUMBNAIL_MAKER_IDLE_MS, stop);
  };
  let worker = startWorker(settle, stop);
  return {
    canMake: worker !== null,
    make: (bytes) =>
      new Promise((resolve) => {
        timer?.cancel();
        worker ??= startWorker(settle, stop);
        if (worker === null) return resolve(null);
        const task: ThumbnailTask = { id: ++lastId, bytes };
        pending.set(task.id, resolve);
        worker.send(task);
      }),
  };
}
