import { WebSocket } from 'ws';
import { parseExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject } from '@/lib/json';

/** One frame a socket received. */
export type RecordedFrame =
  | { readonly kind: 'text'; readonly type: string; readonly data: JsonObject }
  | { readonly kind: 'binary'; readonly eventType: number; readonly bytes: Buffer };

/** An open socket that keeps everything it hears. */
export interface SocketRecorder {
  readonly frames: readonly RecordedFrame[];
  readonly types: () => string[];
  /** Resolves with the first frame, past or future, that fits. */
  readonly waitFor: (fits: (frame: RecordedFrame) => boolean) => Promise<RecordedFrame>;
  readonly waitForType: (type: string) => Promise<RecordedFrame>;
  readonly send: (message: unknown) => void;
  readonly isOpen: () => boolean;
  readonly whenClosed: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Connects to `/ws` of a server and resolves after its first frame. */
export async function connectRecorder(origin: string, clientId?: string, path = '/ws'): Promise<SocketRecorder> {
  const query = clientId === undefined ? '' : `?clientId=${clientId}`;
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}${path}${query}`);
  const frames: RecordedFrame[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const task of [...waiting]) task();
  };
  socket.on('message', (data: Buffer, isBinary) => {
    frames.push(isBinary ? { kind: 'binary', eventType: data.readUInt32BE(0), bytes: data } : readText(data.toString('utf8')));
    wake();
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('error', reject);
  });
  const waitFor: SocketRecorder['waitFor'] = (fits) =>
    new Promise((resolve) => {
      const look = (): void => {
        const frame = frames.find(fits);
        if (frame === undefined) return;
        waiting.delete(look);
        resolve(frame);
      };
      waiting.add(look);
      look();
    });
  await waitFor(() => true);
  return {
    frames,
    types: () => frames.map((frame) => (frame.kind === 'text' ? frame.type : `binary ${frame.eventType}`)),
    waitFor,
    waitForType: (type) => waitFor((frame) => frame.kind === 'text' && frame.type === type),
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    whenClosed: () => closed,
    close: () => {
      socket.close();
      return closed;
    },
  };
}

function readText(text: string): RecordedFrame {
  const message = parseExactJson(text);
  const [type, data] = isJsonObject(message) ? [message['type'], message['data']] : [];
  return { kind: 'text', type: typeof type === 'string' ? type : '', data: isJsonObject(data) ? data : {} };
}

/** The message by which a client announces that it reads previews with metadata. */
export const ANNOUNCEMENT = { type: 'feature_flags', data: { supports_preview_metadata: true } };
