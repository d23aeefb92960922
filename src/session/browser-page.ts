import { openBrowserSocket } from '@/live/browser-socket';
import type { Page, TabChannel } from './page';

/** Chrome 149 stopped firing `visibilitychange` reliably after sleep; `resume` and `pageshow` stand in. */
const WAKING_DOCUMENT_EVENTS = ['visibilitychange', 'resume'];
const WAKING_WINDOW_EVENTS = ['pageshow', 'online'];

/** The page of this browser tab: the only place in this room that touches `window` and `document`. */
export function createBrowserPage(): Page {
  return {
    isHidden: () => document.visibilityState === 'hidden',
    isOnline: () => navigator.onLine,
    onWake: (listener) => {
      const handle = (): void => {
        if (document.visibilityState !== 'hidden') listener();
      };
      const removers = [listen(document, WAKING_DOCUMENT_EVENTS, handle), listen(window, WAKING_WINDOW_EVENTS, handle)];
      return () => removers.forEach((remove) => remove());
    },
    onLeave: (listener) => listen(window, ['pagehide'], listener),
    requestFrame: (task) => {
      const id = requestAnimationFrame(task);
      return { cancel: () => cancelAnimationFrame(id) };
    },
    openSocket: openBrowserSocket,
    urls: { create: (blob) => URL.createObjectURL(blob), revoke: (url) => URL.revokeObjectURL(url) },
    tabName: {
      read: () => window.name,
      write: (name) => {
        window.name = name;
      },
    },
    openChannel,
  };
}

function openChannel(name: string): TabChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (listener) => {
      const handle = (event: MessageEvent<unknown>): void => listener(event.data);
      channel.addEventListener('message', handle);
      return () => channel.removeEventListener('message', handle);
    },
    close: () => channel.close(),
  };
}

function listen(target: EventTarget, types: readonly string[], listener: () => void): () => void {
  for (const type of types) target.addEventListener(type, listener);
  return () => types.forEach((type) => target.removeEventListener(type, listener));
}
