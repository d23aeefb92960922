import type { Clock } from '@/lib/clock';
import { isJsonObject, type JsonObject } from '@/lib/json';
import type { SocketLike } from '@/live/connection';

/** One text frame as it came; `data` is null when it was no message of ComfyUI's form. */
export interface ProbeFrame {
  readonly type: string;
  readonly data: JsonObject | null;
  readonly text: string;
}

/** A socket that only listens and remembers. */
export interface ProbeSocket {
  /** `refused` also when it closed before it opened. */
  readonly opened: Promise<'open' | 'refused' | 'timeout'>;
  /** Text frames in the order they came. */
  readonly frames: () => readonly ProbeFrame[];
  readonly isClosed: () => boolean;
  readonly send: (text: string) => void;
  /** Waits for a frame that is there already or comes in time; null when none does. */
  readonly next: (fits: (frame: ProbeFrame) => boolean, limitMs: number, fromIndex?: number) => Promise<ProbeFrame | null>;
  /** Resolves when it is closed, or after the limit. */
  readonly close: (limitMs: number) => Promise<void>;
}

const CONNECT_LIMIT_MS = 8_000;

/** Opens a socket and keeps what it hears. */
export function openProbeSocket(url: string, openSocket: (url: string) => SocketLike, clock: Clock): ProbeSocket {
  const frames: ProbeFrame[] = [];
  const listeners = new Set<() => void>();
  const tell = (): void => [...listeners].forEach((listener) => listener());
  let state: 'connecting' | 'open' | 'closed' = 'connecting';
  const socket = openSafely(url, openSocket);
  const waitFor = <T>(look: () => T | null, limitMs: number): Promise<T | null> =>
    new Promise((resolve) => {
      const finish = (found: T | null): void => {
        listeners.delete(listener);
        timer.cancel();
        resolve(found);
      };
      const listener = (): void => {
        const found = look();
        if (found !== null) finish(found);
      };
      const timer = clock.after(limitMs, () => finish(null));
      listeners.add(listener);
      listener();
    });
  const become = (next: typeof state): void => {
    state = next;
    tell();
  };
  if (socket === null) state = 'closed';
  else {
    socket.onopen = () => become('open');
    socket.onclose = () => become('closed');
    socket.onmessage = ({ data }) => {
      if (typeof data !== 'string') return;
      frames.push(readFrame(data));
      tell();
    };
  }
  const opened = waitFor(() => (state === 'open' ? 'open' : state === 'closed' ? 'refused' : null), CONNECT_LIMIT_MS);
  return {
    opened: opened.then((how) => how ?? 'timeout'),
    frames: () => frames,
    isClosed: () => state === 'closed',
    send: (text) => {
      if (state === 'open') socket?.send(text);
    },
    next: (fits, limitMs, fromIndex = 0) =>
      waitFor(() => frames.slice(fromIndex).find(fits) ?? (state === 'closed' ? CLOSED : null), limitMs).then((frame) =>
        frame === CLOSED ? null : frame,
      ),
    close: async (limitMs) => {
      if (state !== 'closed') socket?.close();
      await waitFor(() => (state === 'closed' ? true : null), limitMs);
    },
  };
}

const CLOSED: ProbeFrame = { type: '', data: null, text: '' };

function openSafely(url: string, openSocket: (url: string) => SocketLike): SocketLike | null {
  try {
    return openSocket(url);
  } catch {
    return null;
  }
}

function readFrame(text: string): ProbeFrame {
  try {
    const json = JSON.parse(text) as unknown;
    if (isJsonObject(json) && typeof json['type'] === 'string') {
      const { type, data } = json;
      return { type, data: isJsonObject(data) ? data : {}, text };
    }
  } catch {
    // Not JSON: told by `data`.
  }
  return { type: '', data: null, text };
}
