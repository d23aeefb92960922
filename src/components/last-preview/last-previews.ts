import { createStore, type StoreApi } from 'zustand/vanilla';
import { MAX_LAST_PREVIEWS, MAX_PREVIEWS_KEPT } from '@/config/limits';
import { isRunOver } from '@/jobs/run-progress';
import type { LiveState } from '@/live/state';
import type { PromptId } from '@/protocol/ids';
import type { Session } from '@/session/session';
import { createIndexedThumbnailStore, createNoThumbnailStore, type ThumbnailStore } from '../output-media/thumbnail-store';

/** The last picture of runs that were stopped or failed before they made anything. The live store drops it when the next run begins. */
export interface LastPreviews {
  /** Addresses by run: the `MAX_LAST_PREVIEWS` that were kept or looked for last. */
  readonly urls: StoreApi<ReadonlyMap<PromptId, string>>;
  /** Watches the runs until the returned function is called. */
  readonly watch: () => () => void;
  /** Looks into what this browser keeps; the answer comes into `urls`. */
  readonly look: (id: PromptId) => void;
}

export interface LastPreviewParts {
  readonly live: StoreApi<LiveState>;
  readonly store: ThumbnailStore;
  readonly urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>;
}

/** Creates the last previews of one server. Never throws: a store that is full or missing costs only the next start. */
export function createLastPreviews({ live, store, urls }: LastPreviewParts): LastPreviews {
  const shown = createStore<ReadonlyMap<PromptId, string>>(() => new Map());
  const asked = new Set<PromptId>();
  const ask = (id: PromptId): void => {
    asked.add(id);
    for (const old of [...asked].slice(0, -MAX_ASKED)) asked.delete(old);
  };
  const show = (id: PromptId, blob: Blob): void => {
    const known = [...shown.getState(), [id, urls.createObjectURL(blob)] as const];
    for (const [old, url] of known.slice(0, -MAX_LAST_PREVIEWS)) {
      urls.revokeObjectURL(url);
      asked.delete(old);
    }
    shown.setState(new Map(known.slice(-MAX_LAST_PREVIEWS)), true);
  };
  return {
    urls: shown,
    watch: () => {
      const latest = new Map<PromptId, Blob>();
      return live.subscribe((state) => {
        // The pictures go with the beginning of the next run, which may be told together with the end of this one: held from before.
        for (const { promptId, blob } of Object.values(state.previews)) if (promptId !== null) latest.set(promptId, blob);
        for (const id of [...latest.keys()].slice(0, -MAX_PREVIEWS_KEPT)) latest.delete(id);
        for (const [id, blob] of latest) {
          const run = state.runs[id];
          if (run === undefined || !isRunOver(run)) continue;
          latest.delete(id);
          if (run.state === 'done' || shown.getState().has(id)) continue;
          ask(id);
          show(id, blob);
          void store.write(toKey(id), blob).catch(() => undefined);
        }
      });
    },
    look: (id) => {
      if (asked.has(id)) return;
      ask(id);
      void store
        .read(toKey(id))
        .catch(() => null)
        .then((blob) => {
          if (blob !== null) show(id, blob);
        });
    },
  };
}

/** Most runs have none; asking again costs a look into the database. */
const MAX_ASKED = 8 * MAX_LAST_PREVIEWS;

function toKey(id: PromptId): string {
  return `${id} last preview`;
}

const bySession = new WeakMap<Session, LastPreviews>();

/** The last previews all panels of one server share; live and die with its session. */
export function lastPreviewsOf(session: Session): LastPreviews {
  const found = bySession.get(session);
  if (found !== undefined) return found;
  const store = typeof indexedDB === 'undefined' ? createNoThumbnailStore() : createIndexedThumbnailStore(session.serverId);
  const created = createLastPreviews({ live: session.live, store, urls: URL });
  bySession.set(session, created);
  return created;
}
