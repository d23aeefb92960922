import { WebSocket } from 'ws';
import { systemClock } from '@/lib/clock';
import type { Scheduler } from '@/live/frames';
import type { SocketLike } from '@/live/connection';
import type { Page, TabChannel } from '@/session/page';

/** A page without a browser, and the hands to move it. */
export interface TestPage extends Page {
  readonly setHidden: (isHidden: boolean) => void;
  readonly setOnline: (isOnline: boolean) => void;
  readonly wake: () => void;
  readonly leave: () => void;
  /** Object URLs made and not revoked. */
  readonly urlsAlive: () => number;
}

export interface TestPageOptions {
  /** Default: real sockets of Node. */
  readonly openSocket?: (url: string) => SocketLike;
  /** Pages made with the same one hear each other. */
  readonly tabs?: Tabs;
  /** What the tab's name is at the start: pass the former page's to simulate a reload. */
  readonly tabName?: string;
  /** When a frame is painted. Default: at once. */
  readonly schedule?: Scheduler;
}

/** Creates a visible page that is online. */
export function createTestPage({ openSocket = openNodeSocket, tabs, tabName = '', schedule }: TestPageOptions = {}): TestPage {
  const wakers = new Set<() => void>();
  const leavers = new Set<() => void>();
  const urls = new Set<string>();
  let isHidden = false;
  let isOnline = true;
  let name = tabName;
  let count = 0;
  return {
    isHidden: () => isHidden,
    isOnline: () => isOnline,
    onWake: (listener) => addTo(wakers, listener),
    onLeave: (listener) => addTo(leavers, listener),
    requestFrame: schedule ?? ((task) => systemClock.after(0, task)),
    openSocket,
    urls: {
      create: () => {
        const url = `blob:test-${++count}`;
        urls.add(url);
        return url;
      },
      revoke: (url) => void urls.delete(url),
    },
    tabName: { read: () => name, write: (next) => (name = next) },
    openChannel: () => tabs?.join() ?? null,
    setHidden: (next) => {
      isHidden = next;
      if (!next) wakers.forEach((wake) => wake());
    },
    setOnline: (next) => {
      isOnline = next;
      if (next) wakers.forEach((wake) => wake());
    },
    wake: () => wakers.forEach((wake) => wake()),
    leave: () => leavers.forEach((leave) => leave()),
    urlsAlive: () => urls.size,
  };
}

/** A `BroadcastChannel` among test pages; messages arrive at once. */
export interface Tabs {
  readonly join: () => TabChannel;
}

/** Creates a channel nobody is on. */
export function createTabs(): Tabs {
  const members = new Set<Set<(message: unknown) => void>>();
  return {
    join: () => {
      const own = new Set<(message: unknown) => void>();
      members.add(own);
      return {
        post: (message) => {
          for (const member of members) if (member !== own) member.forEach((listener) => listener(message));
        },
        onMessage: (listener) => addTo(own, listener),
        close: () => void members.delete(own),
      };
    },
  };
}

/** A real socket for tests in Node 20, which has none of its own. */
export function openNodeSocket(url: string): SocketLike {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const like: SocketLike = {
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
  socket.on('open', () => like.onopen?.());
  socket.on('error', () => like.onerror?.());
  socket.on('close', () => like.onclose?.());
  socket.onmessage = (event) => like.onmessage?.({ data: event.data });
  return like;
}

function addTo<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => void set.delete(listener);
}
