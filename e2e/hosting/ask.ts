import http from 'node:http';
import type { RunningProxy } from './start-proxy';
import { SIGN_INS } from './start-proxy';

/** Who asks; `anonymous` signs in as nobody. */
export type Role = 'anonymous' | keyof typeof SIGN_INS;

export interface Question {
  readonly role?: Role;
  readonly method?: string;
  /** Goes out exactly as it is written here. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** One request through a proxy, spelled as given: clients that tidy paths up would test themselves. */
export function ask(proxy: Pick<RunningProxy, 'port' | 'host'>, question: Question): Promise<Answer> {
  const { role = 'editor', method = 'GET', path, headers = {}, body } = question;
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port: proxy.port, method, path, headers: { Host: proxy.host, ...signIn(role), ...headers }, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString('utf8') });
        });
        answer.on('error', reject);
      },
    );
    request.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: '' });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The same asking for a socket. */
export function askForSocket(proxy: Pick<RunningProxy, 'port' | 'host'>, question: Question): Promise<Answer> {
  const upgrade = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  return ask(proxy, { ...question, headers: { ...upgrade, ...question.headers } });
}

/** The header that signs in. */
export function signIn(role: Role): Record<string, string> {
  return role === 'anonymous' ? {} : { Authorization: `Basic ${Buffer.from(SIGN_INS[role]).toString('base64')}` };
}
