import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DOCS = fileURLToPath(new URL('../../docs/hosting/', import.meta.url));

/** Names and passwords of the two people of these tests. */
export const SIGN_INS = { editor: 'alice:correct horse', viewer: 'kiosk:battery staple' } as const;

/** A documented proxy in front of a server, on a free loopback port. */
export interface RunningProxy {
  readonly port: number;
  /** The one Host it answers. */
  readonly host: string;
  readonly origin: string;
  /** Where the page it serves lies. */
  readonly pageDir: string;
  readonly stop: () => Promise<void>;
}

/** Where a program of Debian's packages lies; null where it is not installed. */
export function findProgram(name: 'caddy' | 'nginx' | 'systemd-analyze'): string | null {
  const { status, stdout } = spawnSync('which', [name], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` },
  });
  return status === 0 ? stdout.trim() : null;
}

interface Given {
  readonly program: string;
  readonly upstreamUrl: string;
  /** A built page to serve; a page of one line unless given. */
  readonly pageDir?: string;
}

/** The documented files with the places of this machine in them, nothing else changed. */
export function startProxy(kind: 'caddy' | 'nginx', given: Given): Promise<RunningProxy> {
  return kind === 'caddy' ? startCaddy(given) : startNginx(given);
}

async function startCaddy({ program, upstreamUrl, pageDir }: Given): Promise<RunningProxy> {
  const place = await preparePlace(pageDir);
  const users = Object.values(SIGN_INS).map((signIn) => {
    const [name = '', password = ''] = signIn.split(':');
    return `${name} ${hash(program, password)}`;
  });
  writeFileSync(join(place.dir, 'users'), `${users.join('\n')}\n`);
  const config = fill('Caddyfile', place, upstreamUrl, [['/etc/comfydeck/users', join(place.dir, 'users')]]);
  const env = { ...process.env, XDG_DATA_HOME: place.dir, XDG_CONFIG_HOME: place.dir };
  return run(place, program, ['run', '--config', config, '--adapter', 'caddyfile'], env);
}

async function startNginx({ program, upstreamUrl, pageDir }: Given): Promise<RunningProxy> {
  const place = await preparePlace(pageDir);
  const users = Object.values(SIGN_INS).map((signIn) => signIn.replace(':', ':{PLAIN}'));
  writeFileSync(join(place.dir, 'htpasswd'), `${users.join('\n')}\n`);
  const config = fill('nginx.conf', place, upstreamUrl, [['/etc/comfydeck/htpasswd', join(place.dir, 'htpasswd')]]);
  const main = join(place.dir, 'main.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(place.dir, name)};`);
  writeFileSync(
    main,
    `daemon off; pid ${join(place.dir, 'pid')}; error_log stderr; worker_processes 1; events {} http { include /etc/nginx/mime.types; access_log off; ${temporary.join(' ')} include ${config}; }`,
  );
  // Started by root it would hand its files to somebody who may not enter the temporary folder.
  const user = process.getuid?.() === 0 ? ['-g', 'user root;'] : [];
  return run(place, program, ['-p', place.dir, '-c', main, ...user], process.env);
}

interface Place {
  readonly dir: string;
  readonly port: number;
  readonly pageDir: string;
}

async function preparePlace(pageDir?: string): Promise<Place> {
  const dir = mkdtempSync(join(tmpdir(), 'comfydeck-hosting-'));
  const ownPage = join(dir, 'page');
  mkdirSync(join(ownPage, 'assets'), { recursive: true });
  writeFileSync(join(ownPage, 'index.html'), '<!doctype html><title>Deck</title>');
  writeFileSync(join(ownPage, 'module.mjs'), 'export {};');
  writeFileSync(join(ownPage, 'assets', 'a-1234.js'), '');
  return { dir, port: await findFreePort(), pageDir: pageDir ?? ownPage };
}

/** @throws Error when the documented file has none of a text that is to be replaced: then the test would test something else. */
function fill(file: string, place: Place, upstreamUrl: string, more: readonly (readonly [string, string])[]): string {
  const changes = [
    ['127.0.0.1:8188', new URL(upstreamUrl).host],
    ['8080', String(place.port)],
    ['/srv/comfydeck', place.pageDir],
    ...more,
  ] as const;
  const text = changes.reduce(
    (before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`${file} does not contain ${from}`);
      return before.replaceAll(from, to);
    },
    readFileSync(join(DOCS, file), 'utf8'),
  );
  const path = join(place.dir, file);
  writeFileSync(path, text);
  return path;
}

function hash(caddy: string, password: string): string {
  return spawnSync(caddy, ['hash-password', '--plaintext', password], { encoding: 'utf8' }).stdout.trim();
}

async function run({ dir, port, pageDir }: Place, program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<RunningProxy> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const host = `deck.example.com:${port}`;
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`${program} does not answer: ${said.slice(-2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    port,
    host,
    origin: `http://${host}`,
    pageDir,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path: '/' }, (answer) => {
      answer.resume();
      resolve(true);
    });
    request.on('error', () => resolve(false));
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address === null || typeof address === 'string' ? reject(new Error('no port')) : resolve(address.port)));
    });
  });
}
