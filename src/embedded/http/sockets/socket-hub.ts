import type { WebSocket } from 'ws';
import { parseExactJson, stringifyExactJson } from '@/lib/exact-json';
import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/json';
import type { EngineEvent } from '../../engine/engine';
import { encodePreview, encodePreviewWithMetadata, encodeText } from './frames';
import { createSocketRegistry, type SocketInfo, type SocketRegistry } from './socket-registry';

/** What the hub needs to know of the rest of the server. */
export interface HubSources {
  readonly queueRemaining: () => number;
  readonly runningFor: (clientId: string) => string | null;
  /** The object of `/features`, or undefined on a server that knows no feature flags. */
  readonly features: () => JsonObject | undefined;
  readonly newHexId: () => string;
}

/** All sockets of `/ws`: greets them, answers their first message, and turns engine events into frames. Source: ComfyUI `server.py`. */
export interface SocketHub {
  /** An empty id is replaced by an invented one. */
  readonly accept: (socket: WebSocket, clientId: string) => void;
  readonly deliver: (event: EngineEvent) => void;
  /** Sends one JSON message to a registered client; false when nobody of that id is registered. */
  readonly sendTo: (clientId: string, type: string, data: JsonObject) => boolean;
  readonly infos: () => SocketInfo[];
  /** Breaks every connection without a closing handshake. */
  readonly dropAll: () => void;
}

export function createSocketHub(sources: HubSources): SocketHub {
  const registry = createSocketRegistry();
  const sendTo: SocketHub['sendTo'] = (clientId, type, data) => {
    const socket = registry.find(clientId);
    socket?.send(stringifyExactJson({ type, data }));
    return socket !== undefined;
  };
  /** Any JSON object uses up the first message; true then. */
  const handleMessage = (clientId: string, text: string): boolean => {
    const message = tryParse(text);
    if (!isJsonObject(message)) return false;
    const features = sources.features();
    if (message['type'] === 'feature_flags' && features !== undefined) {
      registry.setFlags(clientId, message['data'] ?? {});
      sendTo(clientId, 'feature_flags', features);
    }
    return true;
  };
  return {
    accept: (socket, requestedId) => {
      const clientId = requestedId === '' ? sources.newHexId() : requestedId;
      registry.add(clientId, socket);
      let isFirstOver = false;
      socket.on('error', () => socket.terminate());
      socket.on('close', () => registry.remove(socket));
      socket.on('message', (bytes, isBinary) => {
        if (!isBinary && !isFirstOver) isFirstOver = handleMessage(clientId, toText(bytes));
      });
      sendTo(clientId, 'status', { status: { exec_info: { queue_remaining: sources.queueRemaining() } }, sid: clientId });
      const running = sources.runningFor(clientId);
      if (running !== null) sendTo(clientId, 'executing', { node: running });
    },
    deliver: createDelivery(registry),
    sendTo,
    infos: registry.infos,
    dropAll: () => {
      for (const socket of registry.clear()) socket.terminate();
    },
  };
}

/** A preview with metadata goes out before its `progress` message, a plain one after it: the plain frame waits for that message. */
function createDelivery(registry: SocketRegistry): (event: EngineEvent) => void {
  let held: (() => void) | undefined;
  const release = (): void => {
    held?.();
    held = undefined;
  };
  const deliverJson = (event: Extract<EngineEvent, { kind: 'json' }>): void => {
    if (event.type !== 'progress') release();
    const text = stringifyExactJson({ type: event.type, data: event.data });
    for (const [, socket] of registry.audience(event.audience)) socket.send(text);
    release();
  };
  const deliverPreview = (event: Extract<EngineEvent, { kind: 'preview' }>): void => {
    release();
    const audience = registry.audience(event.audience);
    const modern = event.audience.kind === 'client' ? audience.filter(([id]) => registry.hasPreviewMetadata(id)) : [];
    const plain = audience.filter((entry) => !modern.includes(entry));
    const metadata = { ...event.metadata, image_type: event.mimeType };
    for (const [, socket] of modern) socket.send(encodePreviewWithMetadata(metadata, event.bytes));
    const frame = encodePreview(event.mimeType, event.bytes);
    held = () => {
      for (const [, socket] of plain) socket.send(frame);
    };
  };
  const deliverText = (event: Extract<EngineEvent, { kind: 'text' }>): void => {
    release();
    const frame = encodeText(event.nodeId, event.text);
    for (const [, socket] of registry.audience({ kind: 'all' })) socket.send(frame);
  };
  return (event) => {
    if (event.kind === 'json') deliverJson(event);
    else if (event.kind === 'preview') deliverPreview(event);
    else deliverText(event);
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
