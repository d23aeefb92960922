/** What a page may do at its server: a wall only looks, and the host in front of a server may let some people do no more. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '@/api/client';
import type { ViewOptions } from '@/api/urls';
import { ApiError } from '@/lib/errors';
import type { FileRef } from '@/protocol/files';

export interface AccessState {
  /** True while this page is a wall: it reads, and changes nothing by itself. */
  readonly isWatching: boolean;
  /** `viewer`: changes are refused (403). `unknown` until the server was asked, and where it gave no answer to judge by. */
  readonly role: 'unknown' | 'editor' | 'viewer';
}

/** False where whatever changes the server would be refused, or is not this page's to do. Asked before all that happens by itself. */
export function mayChange({ isWatching, role }: AccessState): boolean {
  return !isWatching && role !== 'viewer';
}

export interface Access {
  readonly store: StoreApi<AccessState>;
  /** From now on this page only watches; the answer ends that. */
  readonly watchOnly: () => () => void;
  /**
   * Asks the server once per connection by a change of nothing: it deletes no job of the queue. A wall asks nothing. Never throws.
   * Source: ComfyUI `server.py` POST `/queue` with an empty `delete`.
   */
  readonly probe: () => Promise<void>;
}

/** Creates it. @param isWatching the page opens as a wall, whose part that says so comes later. */
export function createAccess(client: Pick<ApiClient, 'deleteQueued'>, isWatching: boolean): Access {
  const store = createStore<AccessState>(() => ({ isWatching, role: 'unknown' }));
  let watchers = 0;
  const probe = async (): Promise<void> => {
    if (store.getState().isWatching) return;
    const role = await client.deleteQueued([]).then(
      () => 'editor' as const,
      (error: unknown) => (isRefusal(error) ? ('viewer' as const) : null),
    );
    // A server that is away says nothing about what one may do.
    if (role !== null && role !== store.getState().role) store.setState({ role });
  };
  const count = (change: 1 | -1): void => {
    watchers += change;
    if (store.getState().isWatching !== watchers > 0) store.setState({ isWatching: watchers > 0 });
  };
  return {
    store,
    probe,
    watchOnly: () => {
      let isOver = false;
      count(1);
      return () => {
        if (isOver) return;
        isOver = true;
        count(-1);
        if (store.getState().role === 'unknown') void probe();
      };
    },
  };
}

const PICTURE = /\.(png|jpe?g|webp|gif|bmp|tiff?|avif)$/i;
const FOR_VIEWERS = { format: 'webp', quality: 80 } as const;

/** The client asking for pictures as viewers may have them: re-encoded, without the prompt that the files hold. */
export function withViewerPictures(client: ApiClient, { store }: Pick<Access, 'store'>): ApiClient {
  const toAllowed = <T extends Pick<ViewOptions, 'preview'>>({ filename }: FileRef, options: T): T => {
    const isMeant = store.getState().role === 'viewer' && options.preview === undefined && PICTURE.test(filename);
    return isMeant ? { ...options, preview: FOR_VIEWERS } : options;
  };
  return {
    ...client,
    viewUrl: (file, options = {}) => client.viewUrl(file, toAllowed(file, options)),
    readFile: (file, options = {}) => client.readFile(file, toAllowed(file, options)),
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'http' && error.status === 403;
}
