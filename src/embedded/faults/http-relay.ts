import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { ProxyFaults } from './faults';
import { createLane, type Lane, type LaneParts } from './lane';

/** A page as proxies send it when nothing is behind them. */
export const BAD_GATEWAY_PAGE =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

/** What the relay shares with the proxy. */
export interface RelayParts extends LaneParts {
  readonly upstream: () => URL;
  readonly lanes: Set<Lane>;
}

/** Hands one request on and its whole answer back, with the faults of the moment it came in. */
export async function relayRequest(request: IncomingMessage, response: ServerResponse, parts: RelayParts): Promise<void> {
  const faults = parts.faults();
  if (faults.resets === true) {
    request.socket.resetAndDestroy();
    return;
  }
  if (faults.isBadGateway === true) return sendBadGateway(response);
  if (faults.answer !== undefined) {
    response.writeHead(faults.answer.status, { 'content-type': faults.answer.contentType });
    response.end(faults.answer.body);
    return;
  }
  const lane = createLane(parts);
  parts.lanes.add(lane);
  response.on('close', () => {
    lane.close();
    parts.lanes.delete(lane);
  });
  const body = await readAll(request).catch(() => null);
  if (body === null) return;
  // A stalled request has not reached the server yet.
  lane.send(body.length, () => {
    void forward(request, body, parts.upstream()).then(
      (answer) => lane.send(answer.body.length, () => sendAnswer(response, answer, parts.faults())),
      () => sendBadGateway(response),
    );
  });
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

function forward(request: IncomingMessage, body: Buffer, upstream: URL): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = request;
    const options = { host: upstream.hostname, port: upstream.port, path: url, method, headers, agent: false } as const;
    const onward = http.request(options, (answer) => {
      readAll(answer).then((bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }), reject);
    });
    onward.on('error', reject);
    onward.end(body);
  });
}

function sendAnswer(response: ServerResponse, { status, headers, body }: Answer, faults: ProxyFaults): void {
  const isCut = faults.truncatesJson === true && (headers['content-type'] ?? '').includes('json');
  const bytes = isCut ? body.subarray(0, body.length >> 1) : body;
  const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': String(bytes.length) });
  response.end(bytes);
}

function sendBadGateway(response: ServerResponse): void {
  if (response.headersSent) return;
  response.writeHead(502, { 'content-type': 'text/html' });
  response.end(BAD_GATEWAY_PAGE);
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
