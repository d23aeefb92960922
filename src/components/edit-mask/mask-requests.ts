import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ViewOptions } from '@/api/urls';
import type { FileRef } from '@/protocol/files';
import type { Session } from '@/session/session';

/** A picture somebody wants to paint a mask on. */
export interface MaskRequest {
  readonly file: FileRef;
  /** As for any view of the file: names repeat after a restart. */
  readonly cacheKey?: ViewOptions['cacheKey'];
  /**
   * Gets the value a loader's control takes for the result; also long after the control has left the screen. Absent for pictures that
   * belong to no control: then the editor offers the loaders of the workflow in front.
   */
  readonly onSaved?: (value: string) => void;
}

interface MaskRequests {
  readonly request: MaskRequest | null;
}

const stores = new WeakMap<Session, StoreApi<MaskRequests>>();

/** The picture in the mask editor of a page, null while it is closed. The editor itself is drawn once, by the shell. */
export function maskRequestsOf(session: Session): StoreApi<MaskRequests> {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const created = createStore<MaskRequests>(() => ({ request: null }));
  stores.set(session, created);
  return created;
}

/** Opens the mask editor on a picture: any loader's file, any output. The door for all features. */
export function openMaskEditor(session: Session, request: MaskRequest): void {
  maskRequestsOf(session).setState({ request });
}
