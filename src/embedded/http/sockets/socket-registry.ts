import type { WebSocket } from 'ws';
import { isJsonObject, type JsonValue } from '@/lib/json';
import type { Audience } from '../../engine/engine';

/** What `control.sockets()` tells of one open socket. */
export interface SocketInfo {
  readonly clientId: string;
  /** False for a replaced or forgotten socket: open, but deaf. */
  readonly isRegistered: boolean;
  readonly hasPreviewMetadata: boolean;
}

/**
 * Which socket hears what is sent to a client id. One socket per id, with the real server's fault: a second socket takes
 * the id over, and when the first one closes, the id is forgotten and the second hears nothing more.
 * Source: ComfyUI `server.py` websocket_handler.
 */
export interface SocketRegistry {
  readonly add: (clientId: string, socket: WebSocket) => void;
  /** The socket has closed: whoever is registered under its id is forgotten. */
  readonly remove: (socket: WebSocket) => void;
  readonly find: (clientId: string) => WebSocket | undefined;
  readonly audience: (audience: Audience) => readonly (readonly [string, WebSocket])[];
  readonly setFlags: (clientId: string, flags: JsonValue) => void;
  /** The client announced `supports_preview_metadata: true`, literally. */
  readonly hasPreviewMetadata: (clientId: string) => boolean;
  readonly infos: () => SocketInfo[];
  /** Forgets all and returns what was open. */
  readonly clear: () => readonly WebSocket[];
}

export function createSocketRegistry(): SocketRegistry {
  const registered = new Map<string, WebSocket>();
  const flags = new Map<string, JsonValue>();
  const open = new Map<WebSocket, string>();
  const hasPreviewMetadata = (clientId: string): boolean => {
    const announced = flags.get(clientId);
    return isJsonObject(announced) && announced['supports_preview_metadata'] === true;
  };
  return {
    add: (clientId, socket) => {
      registered.delete(clientId);
      registered.set(clientId, socket);
      flags.delete(clientId);
      open.set(socket, clientId);
    },
    remove: (socket) => {
      const clientId = open.get(socket);
      if (clientId === undefined) return;
      open.delete(socket);
      registered.delete(clientId);
      flags.delete(clientId);
    },
    find: (clientId) => registered.get(clientId),
    audience: (audience) => [...registered].filter(([id]) => audience.kind === 'all' || id === audience.clientId),
    setFlags: (clientId, value) => void flags.set(clientId, value),
    hasPreviewMetadata,
    infos: () =>
      [...open].map(([socket, clientId]) => {
        const isRegistered = registered.get(clientId) === socket;
        return { clientId, isRegistered, hasPreviewMetadata: isRegistered && hasPreviewMetadata(clientId) };
      }),
    clear: () => {
      const sockets = [...open.keys()];
      for (const map of [open, registered, flags]) map.clear();
      return sockets;
    },
  };
}
