import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Faults } from '../faults';
import { isRequestAllowed } from '../origin';
import type { HttpProfile } from '../profile';
import type { RequestLog } from '../request-log';
import type { SocketHub } from './socket-hub';

/** What the upgrade of `/ws` needs. */
export interface UpgradeParts {
  readonly hub: SocketHub;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly profile: HttpProfile;
  /** With CORS on, the origin rule is off for sockets too. */
  readonly isCorsOn: boolean;
}

/** Serves `/ws` and `/api/ws`; other upgrades are refused with 404, foreign origins with 403. Returns its remover. */
export function attachSockets(server: Server, parts: UpgradeParts): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  const handle = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    void answerUpgrade(request, socket, parts).then((isAccepted) => {
      if (!isAccepted) return;
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        parts.hub.accept(webSocket, urlOf(request).searchParams.get('clientId') ?? '');
      });
    });
  };
  server.on('upgrade', handle);
  return () => {
    server.off('upgrade', handle);
    sockets.close();
  };
}

async function answerUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  { faults, requests, profile, isCorsOn }: UpgradeParts,
): Promise<boolean> {
  const path = request.url ?? '/';
  requests.add({ method: 'GET', path });
  const fault = faults.take(path);
  if (fault?.kind === 'reset') {
    socket.destroy();
    return false;
  }
  if (fault !== undefined) return refuse(socket, fault.status);
  await faults.wait(path);
  const { host, origin, 'sec-fetch-site': site } = request.headers;
  const isAllowed = isCorsOn || isRequestAllowed({ host, origin, secFetchSite: typeof site === 'string' ? site : undefined }, profile);
  if (!isAllowed) return refuse(socket, 403);
  return /^(?:\/api)?\/ws$/.test(urlOf(request).pathname) || refuse(socket, 404);
}

function refuse(socket: Duplex, status: number): false {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  return false;
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://localhost');
}
