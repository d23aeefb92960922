import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, type RawData, type WebSocketServer } from 'ws';
import type { TimerHandle } from '@/lib/clock';
import { createNoiseFilter } from './frame-noise';
import { BAD_GATEWAY_PAGE, type RelayParts } from './http-relay';
import { createLane } from './lane';

/** What the relay of sockets needs besides. */
export interface SocketRelayParts extends RelayParts {
  readonly sockets: WebSocketServer;
  /** Connections that hang, to be broken when the proxy stops. */
  readonly hanging: Set<Duplex>;
}

/** Answers one upgrade: refuses, hangs, or joins the client with the server. */
export function relayUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, parts: SocketRelayParts): void {
  const { resets, isBadGateway, hangsOnAccept, isStalled } = parts.faults();
  socket.on('error', () => socket.destroy());
  if (resets === true) {
    socket.destroy();
  } else if (isBadGateway === true) {
    socket.end(`HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n${BAD_GATEWAY_PAGE}`);
  } else if (hangsOnAccept === true || isStalled === true) {
    parts.hanging.add(socket);
    socket.on('close', () => parts.hanging.delete(socket));
  } else {
    connect(request, socket, head, parts);
  }
}

function connect(request: IncomingMessage, socket: Duplex, head: Buffer, parts: SocketRelayParts): void {
  const target = new URL(request.url ?? '/', parts.upstream());
  target.protocol = 'ws:';
  const { origin } = request.headers;
  // Host goes on as it came, for the server compares it with Origin.
  const headers = { host: request.headers.host ?? target.host, ...(origin === undefined ? {} : { origin }) };
  const upstream = new WebSocket(target, { headers });
  let early: { data: RawData; isBinary: boolean }[] | null = [];
  upstream.on('message', (data, isBinary) => early?.push({ data, isBinary }));
  upstream.on('error', () => socket.destroy());
  upstream.on('open', () => {
    if (socket.destroyed) return upstream.close();
    parts.sockets.handleUpgrade(request, socket, head, (client) => {
      const toClient = join(client, upstream, parts);
      for (const { data, isBinary } of early ?? []) toClient(data, isBinary);
      early = null;
    });
  });
}

/** Joins both sides of a socket. Answers the way to the client. */
function join(client: WebSocket, upstream: WebSocket, parts: SocketRelayParts): (data: RawData, isBinary: boolean) => void {
  const { clock, faults, lanes } = parts;
  const [down, up] = [createLane(parts), createLane(parts)];
  lanes.add(down).add(up);
  const addNoise = createNoiseFilter(() => faults().frames);
  let idle: TimerHandle | null = null;
  const noteTraffic = (): void => {
    idle?.cancel();
    const { idleCutMs } = faults();
    if (idleCutMs !== undefined) idle = clock.after(idleCutMs, () => [client, upstream].forEach((side) => side.terminate()));
  };
  const toClient = (data: RawData, isBinary: boolean): void => {
    noteTraffic();
    for (const frame of addNoise({ bytes: toBuffer(data), isBinary })) {
      down.send(frame.bytes.length, () => client.send(frame.bytes, { binary: frame.isBinary }));
    }
  };
  client.on('message', (data, isBinary) => {
    noteTraffic();
    const bytes = toBuffer(data);
    up.send(bytes.length, () => upstream.send(bytes, { binary: isBinary }));
  });
  upstream.on('message', toClient);
  client.on('error', () => client.terminate());
  client.on('close', () => {
    idle?.cancel();
    for (const lane of [down, up]) {
      lane.close();
      lanes.delete(lane);
    }
    const { ghostMs = 0 } = faults();
    if (ghostMs === 0) upstream.terminate();
    else clock.after(ghostMs, () => upstream.terminate());
  });
  upstream.on('close', () => client.terminate());
  noteTraffic();
  return toClient;
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
