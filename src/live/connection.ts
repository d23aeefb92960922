/**
 * Keeps one socket to a server open. Never two at once: ComfyUI forgets a client id altogether when the older of two sockets closes,
 * so every new one waits until the former has closed, or has had a second to. Frames are decoded here; one that cannot be decoded
 * is evidence of life and nothing else. Source of the rules: ComfyUI `server.py` websocket_handler.
 */
import {
  RETRY_OFFLINE_MS,
  SOCKET_CLOSE_WAIT_MS,
  SOCKET_CONNECT_TIMEOUT_MS,
  SOCKET_PING_INTERVAL_MS,
  SOCKET_STABLE_MS,
} from '@/config/limits';
import type { Clock, TimerHandle } from '@/lib/clock';
import type { RandomSource } from '@/lib/random';
import { decodeBinaryFrame } from '@/protocol/ws-frames';
import { decodeTextMessage } from '@/protocol/ws-messages';
import type { ServerEvent } from '@/protocol/server-event';
import { createBackoff } from './backoff';
import type { Backoff } from './backoff';
import type { ConnectionState } from './state';

/** The part of a browser's WebSocket that is used; set to `arraybuffer`. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: (() => void) | null;
  onclose: (() => void) | null;
  readonly send: (text: string) => void;
  readonly close: () => void;
}

/** Why the last attempt or connection ended; worded by features. */
export type ConnectionFailure = 'refused' | 'timeout' | 'closed' | 'deaf' | 'offline';

export interface ConnectionOptions {
  /** The address with the client id, asked anew for every attempt. */
  readonly url: () => string;
  readonly openSocket: (url: string) => SocketLike;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** False when the browser knows that there is no network: attempts then come once a minute. */
  readonly isOnline?: () => boolean;
  readonly onChange: (change: Partial<ConnectionState>) => void;
  /** Called for every frame, in order; `unknown` for those that could not be decoded. */
  readonly onEvent: (event: ServerEvent) => void;
  /** Called when a socket opened, before its first frame. */
  readonly onOpen?: () => void;
}

export interface Connection {
  /** Makes the first attempt, at once or after a delay. */
  readonly start: (delayMs?: number) => void;
  /** Something good happened (page visible, network back): a waiting attempt is made now. */
  readonly wake: () => void;
  /** Drops the socket although it seems open, and connects anew. */
  readonly reconnect: (failure: ConnectionFailure) => void;
  /** Closes without retry, as when the page is left; `wake` or `start` connect again. */
  readonly suspend: () => void;
  readonly dispose: () => void;
}

/** Without it the server sends previews that do not say which node they are of. It must be the first message. */
const HELLO = JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } });
const PING = JSON.stringify({ type: 'ping' });

type Step = 'idle' | 'waiting' | 'connecting' | 'open' | 'closing' | 'suspended' | 'disposed';

/** Creates a connection that does nothing until started. */
export function createConnection(options: ConnectionOptions): Connection {
  const keeper = new SocketKeeper(options);
  return {
    start: (delayMs = 0) => keeper.start(delayMs),
    wake: () => keeper.wake(),
    reconnect: (failure) => keeper.reconnect(failure),
    suspend: () => keeper.leave('suspended'),
    dispose: () => keeper.leave('disposed'),
  };
}

class SocketKeeper {
  private readonly options: ConnectionOptions;
  private step: Step = 'idle';
  private socket: SocketLike | null = null;
  private attempt = 0;
  /** Attempts and short-lived connections in a row widen the window of the next wait. */
  private readonly backoff: Backoff;
  /** What follows once the socket being closed is gone. */
  private next: 'retry' | 'connect' | 'suspended' | 'disposed' = 'retry';
  private timers: TimerHandle[] = [];

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.backoff = createBackoff(options.random);
  }

  start(delayMs: number): void {
    if (this.step === 'idle') this.connectAfter(delayMs);
    else this.wake();
  }

  wake(): void {
    if (this.step === 'waiting' || this.step === 'suspended') this.connect();
    else if (this.step === 'closing' && this.next !== 'disposed') this.next = 'connect';
  }

  reconnect(failure: ConnectionFailure): void {
    if (this.step !== 'open' && this.step !== 'connecting') return;
    this.options.onChange({ phase: 'waiting', failure });
    this.close('retry');
  }

  leave(step: 'suspended' | 'disposed'): void {
    if (this.step === 'disposed') return;
    this.options.onChange({ phase: 'closed' });
    if (this.socket !== null) this.close(step);
    else this.rest(step);
  }

  private connectAfter(delayMs: number): void {
    this.clearTimers();
    if (delayMs <= 0) return this.connect();
    this.step = 'waiting';
    this.after(delayMs, () => this.connect());
  }

  private connect(): void {
    this.clearTimers();
    this.step = 'connecting';
    this.attempt += 1;
    this.options.onChange({ phase: 'connecting', attempt: this.attempt });
    try {
      this.attach(this.options.openSocket(this.options.url()));
    } catch {
      // The browser refuses some addresses by throwing; like a refusal it is tried again, for the reason may go away.
      return this.retry('refused');
    }
    this.after(SOCKET_CONNECT_TIMEOUT_MS, () => this.reconnect('timeout'));
  }

  private attach(socket: SocketLike): void {
    this.socket = socket;
    socket.onopen = () => this.handleOpen(socket);
    socket.onmessage = ({ data }) => this.options.onEvent(decodeFrame(data));
    socket.onerror = () => undefined;
    socket.onclose = () => this.handleGone();
  }

  private handleOpen(socket: SocketLike): void {
    this.clearTimers();
    if (this.step !== 'connecting') return;
    this.step = 'open';
    socket.send(HELLO);
    this.options.onChange({ phase: 'open', failure: null });
    this.options.onOpen?.();
    this.ping(socket);
    this.after(SOCKET_STABLE_MS, () => {
      this.backoff.reset();
      this.attempt = 1;
    });
  }

  private ping(socket: SocketLike): void {
    this.after(SOCKET_PING_INTERVAL_MS, () => {
      socket.send(PING);
      this.ping(socket);
    });
  }

  private close(next: 'retry' | 'suspended' | 'disposed'): void {
    this.clearTimers();
    this.step = 'closing';
    this.next = next;
    this.after(SOCKET_CLOSE_WAIT_MS, () => this.handleGone());
    this.socket?.close();
  }

  /** The socket has closed, by itself or by us, or had long enough to. */
  private handleGone(): void {
    const before = this.step;
    this.detach();
    this.clearTimers();
    if (before === 'open') return this.retry('closed');
    if (before === 'connecting') return this.retry('refused');
    if (this.next === 'connect') return this.connect();
    if (this.next === 'retry') return this.retry(null);
    this.rest(this.next);
  }

  private detach(): void {
    if (this.socket === null) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onerror = this.socket.onclose = null;
    this.socket = null;
  }

  /** @param failure null when it was told already. */
  private retry(failure: ConnectionFailure | null): void {
    const { isOnline, onChange } = this.options;
    const isOffline = isOnline?.() === false;
    const delayMs = isOffline ? RETRY_OFFLINE_MS : this.backoff.nextMs();
    if (failure !== null) onChange({ phase: 'waiting', failure: isOffline ? 'offline' : failure });
    this.connectAfter(Math.max(1, delayMs));
  }

  private rest(step: 'suspended' | 'disposed'): void {
    this.clearTimers();
    this.step = step;
  }

  private after(delayMs: number, task: () => void): void {
    this.timers.push(this.options.clock.after(delayMs, task));
  }

  private clearTimers(): void {
    for (const timer of this.timers) timer.cancel();
    this.timers = [];
  }
}

function decodeFrame(data: unknown): ServerEvent {
  try {
    if (typeof data === 'string') return decodeTextMessage(data);
    if (data instanceof ArrayBuffer) return decodeBinaryFrame(data);
    return { kind: 'unknown', type: 'frame' };
  } catch {
    // A broken frame is the server's or a proxy's fault; polling repairs what it would have said.
    return { kind: 'unknown', type: 'undecodable' };
  }
}
