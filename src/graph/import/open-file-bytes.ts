import { proxy, transfer, wrap, type Endpoint } from 'comlink';
import { MAX_INLINE_FILE_BYTES, READ_FILE_LIMIT_MS } from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';
import { AppError, FileError } from '@/lib/errors';
import { nextTask } from '@/lib/next-task';
import { sniffFileKind } from '@/media/sniff';
import type { NodeTypes } from '../node-types/node-type';
import { NO_NODE_TYPES } from '../node-types/parse-node-types';
import { joinDocument, type DocumentPart } from './document-parts';
import { fileError } from './file-error';
import type { FileReader, ReaderCallbacks } from './file-reader';
import type { OpenedFile } from './open-file';
import { neededTypes } from './read-content';

/** The side of a worker that the page holds; a `Worker` is one. */
export interface FileWorker extends Endpoint {
  readonly terminate: () => void;
}

/** Starts a worker that runs `open-file.worker.ts`, or says that there are none here. */
export type StartFileWorker = () => FileWorker | null;

/** Starts the real worker, or takes the one that was made ready; null where the platform has none (tests). */
export const startFileWorker: StartFileWorker = () => {
  const worker = readyWorker ?? createWorker();
  readyWorker = null;
  return worker;
};

let readyWorker: FileWorker | null = null;

/** Makes a worker ready, for when a file is about to come (one is dragged over the page, the file chooser is open): starting it takes longer than reading. */
export function prepareFileWorker(): void {
  if (readyWorker !== null) return;
  const worker = createWorker();
  readyWorker = worker;
  // One that cannot be loaded is of no use; the next one may.
  worker?.addEventListener('error', () => {
    if (readyWorker === worker) readyWorker = null;
  });
}

function createWorker(): FileWorker | null {
  return typeof Worker === 'undefined' ? null : new Worker(new URL('./open-file.worker.ts', import.meta.url), { type: 'module' });
}

/** A file to open. `bytes` are handed over: the caller's array is empty afterwards. */
export interface OpenTask {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Only for the document's name. */
  readonly fileName: string;
  /** Asked only where a prompt must be laid out; where it fails, that is done without node types. */
  readonly loadTypes: () => Promise<NodeTypes>;
}

export interface OpenDependencies {
  readonly startWorker: StartFileWorker;
  readonly clock: Clock;
}

/**
 * Opens a file without blocking the page: small JSON here, all else in a worker of its own that ends with the task and is given
 * `READ_FILE_LIMIT_MS`, waiting for node types not counted. Where there are no workers it is read here.
 * @throws FileError with a `FileErrorCode`.
 */
export async function openFileBytes(task: OpenTask, { startWorker, clock }: OpenDependencies): Promise<OpenedFile> {
  const isSmall = task.bytes.length <= MAX_INLINE_FILE_BYTES && sniffFileKind(task.bytes) === 'text';
  const worker = isSmall ? null : startWorker();
  return worker === null ? openHere(task) : openThere(task, worker, clock);
}

async function openHere({ bytes, fileName, loadTypes }: OpenTask): Promise<OpenedFile> {
  const { finishFile, readWorkflowFile } = await import('./open-file');
  const read = await readWorkflowFile(bytes, fileName);
  return finishFile(read, neededTypes(read.content).length === 0 ? NO_NODE_TYPES : await typesOrNone(loadTypes));
}

async function openThere({ bytes, fileName, loadTypes }: OpenTask, worker: FileWorker, clock: Clock): Promise<OpenedFile> {
  const deadline = createDeadline(clock, READ_FILE_LIMIT_MS);
  const parts: DocumentPart[] = [];
  const callbacks: ReaderCallbacks = {
    part: (part) => Promise.resolve(void parts.push(part)),
    types: async (names) => {
      deadline.stop();
      const types = await typesOrNone(loadTypes);
      deadline.restart();
      return names.flatMap((name) => {
        const type = types.get(name);
        return type === undefined ? [] : [[name, type.raw] as const];
      });
    },
  };
  try {
    const reader = wrap<FileReader>(worker);
    const opening = reader.open(transfer(bytes, [bytes.buffer]), fileName, proxy(callbacks));
    const outcome = await Promise.race([opening, deadline.passed, failureOf(worker)]);
    if (outcome.kind === 'opened') {
      const { kind: _, frame, ...rest } = outcome;
      const document = joinDocument(frame, parts);
      // Showing it is work of its own.
      await nextTask();
      return { ...rest, document };
    }
    const { code, message, details } = outcome;
    throw code === 'unexpected' ? new AppError(code, message) : new FileError(code, message, details);
  } finally {
    deadline.stop();
    worker.terminate();
  }
}

async function typesOrNone(loadTypes: OpenTask['loadTypes']): Promise<NodeTypes> {
  try {
    return await loadTypes();
  } catch {
    return NO_NODE_TYPES;
  }
}

interface Deadline {
  /** Rejects when the time has passed. */
  readonly passed: Promise<never>;
  readonly stop: () => void;
  /** Gives the full time anew. */
  readonly restart: () => void;
}

function createDeadline(clock: Clock, limitMs: number): Deadline {
  let timer: TimerHandle | null = null;
  let expire = (): void => undefined;
  const passed = new Promise<never>((_, reject) => {
    expire = () => reject(fileError('too-slow', 'not read within the time', { limitMs }));
  });
  const stop = (): void => timer?.cancel();
  const restart = (): void => {
    stop();
    timer = clock.after(limitMs, expire);
  };
  restart();
  return { passed, stop, restart };
}

/** Rejects when the worker cannot be loaded, or throws outside a call. */
function failureOf(worker: FileWorker): Promise<never> {
  return new Promise((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(fileError('reader-failed', 'message' in event && typeof event.message === 'string' ? event.message : 'the reader ended'));
    });
  });
}
