import { vi } from 'vitest';
import type { JobsWindow } from '@/api/jobs';
import type { JsonObject } from '@/lib/json';
import type { HistoryEntry } from '@/protocol/history';
import { toPromptId } from '@/protocol/ids';
import type { PromptId } from '@/protocol/ids';
import type { ServerJob } from '@/protocol/jobs';
import { buildHistory, buildHistoryEntry } from './builders';

const FIRST_RUN_MS = 1_700_000_000_000;
const RUN_MS = 60_000;
/** What `buildHistoryEntry` says of how long a run takes. */
const TOOK_MS = 1_000;

/** The time the n-th run of the server began. */
export function runStartMs(n: number): number {
  return FIRST_RUN_MS + n * RUN_MS;
}

/**
 * Answers of a server with a long history, made when they are asked for: runs `r0`, `r1` …, a minute apart, each with `outputs` pictures
 * `r0-0.png`, `r0-1.png` …
 */
export function createPastServer({ count, outputs = 1 }: { readonly count: number; readonly outputs?: number }) {
  let ids: readonly number[] = Array.from({ length: count }, (_none, n) => n);
  const toEntry = (n: number): HistoryEntry => {
    const images = Array.from({ length: outputs }, (_none, at): JsonObject => toFile(n, at));
    return buildHistoryEntry(`r${n}`, {
      startedAtMs: runStartMs(n),
      extraData: { create_time: runStartMs(n) },
      prompt: { '6': { class_type: 'CLIPTextEncode', inputs: { text: `picture ${n}` } } },
      outputs: { '2': { images } },
    });
  };
  const toJob = (n: number): ServerJob => ({
    id: toPromptId(`r${n}`),
    status: 'completed',
    priority: n,
    createTimeMs: runStartMs(n),
    startTimeMs: runStartMs(n),
    endTimeMs: runStartMs(n) + TOOK_MS,
    error: null,
    outputsCount: outputs,
    previewableOutputsCount: outputs,
    previewOutput: { ...toFile(n, 0), nodeId: '2', mediaType: 'images' },
    workflowId: null,
  });
  const remove = (gone: readonly PromptId[]): void => {
    ids = ids.filter((n) => !gone.includes(toPromptId(`r${n}`)));
  };
  return {
    /** One more run ends. */
    finish: (): number => {
      const n = (ids.at(-1) ?? -1) + 1;
      ids = [...ids, n];
      return n;
    },
    remove,
    client: {
      history: vi.fn(({ maxItems = Infinity }: { maxItems?: number } = {}) =>
        Promise.resolve(buildHistory(ids.slice(-maxItems).map(toEntry))),
      ),
      historyEntry: vi.fn((id: PromptId) => {
        const n = Number(id.slice(1));
        return Promise.resolve(ids.includes(n) ? toEntry(n) : null);
      }),
      jobs: vi.fn(({ limit = Infinity, offset = 0 }: JobsWindow = {}) => {
        const jobs = ids.slice(offset, offset + limit).map(toJob);
        const page = { jobs, offset, limit, total: ids.length, hasMore: offset + jobs.length < ids.length };
        return Promise.resolve({ kind: 'page' as const, page });
      }),
      deleteHistory: vi.fn((gone: readonly PromptId[]) => Promise.resolve(remove(gone))),
    },
  };
}

function toFile(n: number, at: number): JsonObject {
  return { filename: `r${n}-${at}.png`, subfolder: '', type: 'output' };
}
