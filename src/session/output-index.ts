/**
 * What runs put out, remembered by this browser: enough to draw their tiles without reading their entries again. A look-up that fails
 * finds nothing, what cannot be written is read from the server the next time.
 */
import * as z from 'zod/mini';
import type { Job } from '@/jobs/job';
import type { NodeId, PromptId } from '@/protocol/ids';
import { createIndexedOutputStore } from './indexed-output-store';
import { createMemoryOutputStore } from './output-store';
import type { IndexedRun, OutputStore } from './output-store';
import type { Session } from './session';

/** The index of one server; never throws. */
export interface OutputIndex {
  /** Runs that are remembered, by id; a run that cannot be read is not among them. */
  readonly read: (ids: readonly PromptId[]) => Promise<ReadonlyMap<PromptId, IndexedRun>>;
  /** Remembers jobs whose outputs are all known. */
  readonly write: (jobs: readonly Job[]) => Promise<void>;
  readonly remove: (ids: readonly PromptId[] | 'all') => Promise<void>;
}

/** Creates an index on a store. A text is not remembered whole: runs with a long one are left out. */
export function createOutputIndex(store: OutputStore): OutputIndex {
  const quietly = (work: Promise<void>): Promise<void> => work.catch(() => undefined);
  return {
    read: async (ids) => {
      const found = ids.length === 0 ? [] : await store.read(ids).catch(() => []);
      return new Map(found.flatMap((value) => parseRun(value)).map((run) => [run.id, run]));
    },
    write: (jobs) => {
      const runs = jobs.filter(isShort).map(toIndexedRun);
      return runs.length === 0 ? Promise.resolve() : quietly(store.write(runs));
    },
    remove: (ids) => quietly(store.remove(ids)),
  };
}

const indexes = new WeakMap<Session, OutputIndex>();

/** The index all lists of one server share; lives and dies with its session. */
export function outputIndexOf(session: Session): OutputIndex {
  const known = indexes.get(session);
  if (known !== undefined) return known;
  const store = typeof indexedDB === 'undefined' ? createMemoryOutputStore() : createIndexedOutputStore(session.serverId);
  const created = createOutputIndex(store);
  indexes.set(session, created);
  return created;
}

const MAX_TEXT_CHARS = 1_000;

function isShort({ outputs }: Job): boolean {
  return outputs.every(({ text }) => (text?.length ?? 0) <= MAX_TEXT_CHARS);
}

function toIndexedRun({ id, createdAtMs, workflowName, outputs }: Job): IndexedRun {
  return { id, createdAtMs, workflowName, outputs };
}

const runSchema = z.object({
  id: z.custom<PromptId>((value) => typeof value === 'string'),
  createdAtMs: z.nullable(z.number()),
  workflowName: z.nullable(z.string()),
  outputs: z.array(
    z.object({
      kind: z.enum(['image', 'video', 'audio', 'model', 'text', 'file']),
      nodeId: z.custom<NodeId>((value) => typeof value === 'string'),
      key: z.string(),
      file: z.nullable(z.object({ filename: z.string(), subfolder: z.string(), type: z.enum(['output', 'temp', 'input']) })),
      text: z.nullable(z.string()),
    }),
  ),
});

function parseRun(value: unknown): readonly IndexedRun[] {
  const parsed = runSchema.safeParse(value);
  return parsed.success ? [parsed.data] : [];
}
