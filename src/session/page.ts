import type { TimerHandle } from '@/lib/clock';
import type { SocketLike } from '@/live/connection';
import type { ObjectUrls } from '@/live/previews';

/** Messages between tabs of one browser; a tab does not hear itself. */
export interface TabChannel {
  readonly post: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => () => void;
  readonly close: () => void;
}

/** The page a session lives in, as a dependency: in a browser `createBrowserPage`, in tests whatever they need. */
export interface Page {
  readonly isHidden: () => boolean;
  /** False only when the browser is sure that there is no network. */
  readonly isOnline: () => boolean;
  /** Visible again, thawed, back from the page cache, or back on the network. Answers the remover. */
  readonly onWake: (listener: () => void) => () => void;
  /** Left for good or into the page cache. Answers the remover. */
  readonly onLeave: (listener: () => void) => () => void;
  /** Absent where nothing is painted. */
  readonly requestFrame?: (task: () => void) => TimerHandle;
  readonly openSocket: (url: string) => SocketLike;
  readonly urls: ObjectUrls;
  /** Text that survives a reload of this tab but is not copied to another. */
  readonly tabName: { readonly read: () => string; readonly write: (name: string) => void };
  /** Null where tabs cannot speak to each other. */
  readonly openChannel: (name: string) => TabChannel | null;
}
