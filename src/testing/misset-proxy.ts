import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

/** What a proxy before ComfyUI is set wrong; everything absent is right. */
export interface MissetOptions {
  /** Host becomes the server's own address, as nginx and `changeOrigin` do unasked. */
  readonly setsHost?: boolean;
  /** The origin of sockets is made to fit, as `rewriteWsOrigin` does. */
  readonly setsSocketOrigin?: boolean;
  /** Upgrade is not handed on. */
  readonly dropsUpgrade?: boolean;
  readonly maxBodyBytes?: number;
  /** `%2F` in a path becomes `/`. */
  readonly decodesPath?: boolean;
  /** Only these paths go to the server; the rest gets the page. */
  readonly forwards?: RegExp;
  /** A host check of the proxy's own refuses everything. */
  readonly refusesHost?: boolean;
  /** Parts of files are not passed on as such. */
  readonly dropsRange?: boolean;
}

const PAGE = '<!doctype html><title>Comfydeck</title>';

/** Starts such a proxy for the running test. @returns its address. */
export async function startMissetProxy(upstream: string, options: MissetOptions): Promise<string> {
  const target = new URL(upstream);
  const open = new Set<Duplex>();
  const server = http.createServer((request, response) => relay(request, response, target, options));
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('upgrade', (request, socket: Duplex) => relayUpgrade(request, socket, target, options));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function toHeaders({ headers }: IncomingMessage, target: URL, { setsHost, dropsRange }: MissetOptions): IncomingHttpHeaders {
  const { range: _range, ...rest } = headers;
  const kept = dropsRange === true ? rest : headers;
  return setsHost === true ? { ...kept, host: target.host } : kept;
}

function toPath(url: string, { decodesPath }: MissetOptions): string {
  return decodesPath === true ? url.replaceAll(/%2F/gi, '/') : url;
}

function relay(request: IncomingMessage, response: ServerResponse, target: URL, options: MissetOptions): void {
  const url = request.url ?? '/';
  const send = (status: number, type: string, body: string): void => {
    request.resume();
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };
  if (options.refusesHost === true) return send(403, 'text/plain', 'Blocked request. This host is not allowed.');
  if (options.forwards !== undefined && !options.forwards.test(url)) return send(200, 'text/html', PAGE);
  const limit = options.maxBodyBytes ?? Number.POSITIVE_INFINITY;
  if (Number(request.headers['content-length'] ?? 0) > limit) return send(413, 'text/html', '<h1>413 Request Entity Too Large</h1>');
  const { hostname: host, port } = target;
  const onward = http.request(
    { host, port, method: request.method, path: toPath(url, options), headers: toHeaders(request, target, options), agent: false },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

function relayUpgrade(request: IncomingMessage, socket: Duplex, target: URL, options: MissetOptions): void {
  socket.on('error', () => socket.destroy());
  const refuse = (status: number): void => void socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
  if (options.refusesHost === true) return refuse(403);
  if (options.dropsUpgrade === true) return refuse(400);
  const headers = toHeaders(request, target, options);
  const origin = options.setsSocketOrigin === true ? { origin: target.origin } : {};
  const { hostname: host, port } = target;
  const onward = http.request({ host, port, path: request.url, headers: { ...headers, ...origin }, agent: false });
  onward.on('error', () => socket.destroy());
  onward.on('response', ({ statusCode = 502 }) => refuse(statusCode));
  onward.on('upgrade', (answer, upstream, head) => {
    const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    // What the server says at once may have come with its answer.
    socket.write(head);
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    upstream.pipe(socket).pipe(upstream);
  });
  onward.end();
}
