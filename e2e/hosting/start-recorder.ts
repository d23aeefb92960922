import http from 'node:http';

/** What reached the server behind a proxy. */
export interface Arrival {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
}

export interface Recorder {
  readonly url: string;
  readonly take: () => readonly Arrival[];
  readonly stop: () => Promise<void>;
}

/** A server that says yes to everything and remembers what it was asked: whatever is refused was refused before it. */
export async function startRecorder(): Promise<Recorder> {
  let arrivals: Arrival[] = [];
  const note = ({ method = '', url = '', headers }: http.IncomingMessage): void => void arrivals.push({ method, url, headers });
  const server = http.createServer((request, answer) => {
    note(request);
    request.resume();
    request.on('end', () => answer.writeHead(200, { 'Content-Type': 'application/json', 'X-Content-Type-Options': 'nosniff' }).end('{}'));
  });
  server.on('upgrade', (request, socket) => {
    note(request);
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    take: () => {
      const taken = arrivals;
      arrivals = [];
      return taken;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
