import type { WebSocket } from 'ws';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import type { Audience, EngineEvent } from '../../engine/engine';
import { encodePreview, encodePreviewWithMetadata, encodeText } from './frames';

/** What `control.sockets()` tells of one open socket. */
export interface SocketInfo {
  readonly clientId: string;
  /** False for a replaced or forgotten socket: open, but deaf. */
  readonly isRegistered: boolean;
  readonly hasPreviewMetadata: boolean;
}

/** What the hub needs to know of the rest of the server. */
export interface HubSources {
  readonly queueRemaining: () => number;
  readonly runningFor: (clientId: string) => string | null;
  /** The object of `/features`, or undefined on a server that knows no feature flags. */
  readonly features: () => JsonObject | undefined;
  readonly newHexId: () => string;
}

/**
 * All sockets of `/ws`. One socket per client id, with the real server's fault: a second socket takes the id over,
 * and when the first one closes, the id is forgotten and the second hears nothing more.
 * Source: ComfyUI `server.py` websocket_handler, send.
 */
export interface SocketHub {
  readonly accept: (socket: WebSocket, clientId: string) => void;
  readonly deliver: (event: EngineEvent) => void;
  /** Sends one JSON message to a registered client; false when nobody of that id is registered. */
  readonly sendTo: (clientId: string, type: string, data: JsonObject) => boolean;
  readonly infos: () => SocketInfo[];
  /** Breaks every connection without a closing handshake. */
  readonly dropAll: () => void;
}

interface HeldPreview {
  readonly sockets: readonly WebSocket[];
  readonly frame: Uint8Array;
}

export function createSocketHub(sources: HubSources): SocketHub {
  const registered = new Map<string, WebSocket>();
  const flags = new Map<string, JsonValue>();
  const open = new Map<WebSocket, string>();
  let heldPreview: HeldPreview | undefined;

  const audienceOf = (audience: Audience): [string, WebSocket][] =>
    [...registered].filter(([id]) => audience.kind === 'all' || id === audience.clientId);
  const hasPreviewMetadata = (clientId: string): boolean => {
    const announced = flags.get(clientId);
    return isJsonObject(announced) && announced['supports_preview_metadata'] === true;
  };
  const releasePreview = (): void => {
    for (const socket of heldPreview?.sockets ?? []) socket.send(heldPreview?.frame ?? '');
    heldPreview = undefined;
  };
  const sendTo = (clientId: string, type: string, data: JsonObject): boolean => {
    const socket = registered.get(clientId);
    socket?.send(stringifyExactJson({ type, data }));
    return socket !== undefined;
  };
  const deliverJson = (event: Extract<EngineEvent, { kind: 'json' }>): void => {
    if (event.type !== 'progress') releasePreview();
    const text = stringifyExactJson({ type: event.type, data: event.data });
    for (const [, socket] of audienceOf(event.audience)) socket.send(text);
    releasePreview();
  };
  const deliverPreview = (event: Extract<EngineEvent, { kind: 'preview' }>): void => {
    releasePreview();
    const audience = audienceOf(event.audience);
    const modern = event.audience.kind === 'client' ? audience.filter(([id]) => hasPreviewMetadata(id)) : [];
    const plain = audience.filter((entry) => !modern.includes(entry)).map(([, socket]) => socket);
    const metadata = { ...event.metadata, image_type: event.mimeType };
    for (const [, socket] of modern) socket.send(encodePreviewWithMetadata(metadata, event.bytes));
    heldPreview = { sockets: plain, frame: encodePreview(event.mimeType, event.bytes) };
  };
  const handleMessage = (clientId: string, raw: string): boolean => {
    const message = tryParse(raw);
    if (!isJsonObject(message)) return false;
    const features = sources.features();
    if (message['type'] === 'feature_flags' && features !== undefined) {
      flags.set(clientId, message['data'] ?? {});
      sendTo(clientId, 'feature_flags', features);
    }
    return true;
  };

  return {
    accept: (socket, requestedId) => {
      const clientId = requestedId === '' ? sources.newHexId() : requestedId;
      registered.delete(clientId);
      registered.set(clientId, socket);
      flags.delete(clientId);
      open.set(socket, clientId);
      let isFirstOver = false;
      socket.on('error', () => socket.terminate());
      socket.on('message', (bytes, isBinary) => {
        if (!isBinary && !isFirstOver) isFirstOver = handleMessage(clientId, toText(bytes));
      });
      socket.on('close', () => {
        if (!open.delete(socket)) return;
        registered.delete(clientId);
        flags.delete(clientId);
      });
      sendTo(clientId, 'status', { status: { exec_info: { queue_remaining: sources.queueRemaining() } }, sid: clientId });
      const running = sources.runningFor(clientId);
      if (running !== null) sendTo(clientId, 'executing', { node: running });
    },
    deliver: (event) => {
      if (event.kind === 'json') return deliverJson(event);
      if (event.kind === 'preview') return deliverPreview(event);
      releasePreview();
      for (const socket of registered.values()) socket.send(encodeText(event.nodeId, event.text));
    },
    sendTo,
    infos: () =>
      [...open].map(([socket, clientId]) => {
        const isRegistered = registered.get(clientId) === socket;
        return { clientId, isRegistered, hasPreviewMetadata: isRegistered && hasPreviewMetadata(clientId) };
      }),
    dropAll: () => {
      const sockets = [...open.keys()];
      open.clear();
      registered.clear();
      flags.clear();
      for (const socket of sockets) socket.terminate();
    },
  };
}

function tryParse(text: string): JsonValue | undefined {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

function toText(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
