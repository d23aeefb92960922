import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { PAGE_HEADERS } from '@/embedded/setup/page-headers';
import { ask, askForSocket, signIn, type Role } from './ask';
import { findProgram, startProxy, type RunningProxy } from './start-proxy';
import { startRecorder, type Recorder } from './start-recorder';

const ROUTES = fileURLToPath(new URL('../../src/embedded/http/', import.meta.url));
const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** Every route of ComfyUI that the embedded server has, which is the list this project keeps. */
function readRoutes(): readonly (readonly [string, string])[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.includes('.test.'),
  );
  const text = files.map((name) => readFileSync(join(ROUTES, name), 'utf8')).join('\n');
  const found = [...text.matchAll(/\badd\(\s*'(GET|POST|PUT|PATCH|DELETE)',\s*'(\/[^']*)'/g)];
  return found.map(([, method = '', pattern = '']) => [method, pattern.replace(/:(\w+)(\{[^}]*\})?\??/g, ID).replace(/\*/g, 'x')]);
}

/** What a viewer may ask for, by path without `/api`; the rest is refused. */
const READABLE = [/^\/(queue|prompt|features|system_stats|object_info|history|jobs)$/, new RegExp(`^/(history|jobs|object_info)/${ID}$`)];

/** Other spellings of what viewers are refused. */
const TRICKS: readonly (readonly [string, string])[] = [
  ['POST', '/api/queue'],
  ['POST', '/api/prompt'],
  ['POST', '/api/interrupt'],
  ['DELETE', '/api/queue'],
  ['HEAD', '/api/users'],
  ['PROPFIND', '/api/queue'],
  ['GET', '/api/users'],
  ['GET', '/api/userdata?dir=workflows'],
  ['GET', '/api/%75sers'],
  ['GET', '/%61pi/users'],
  ['GET', '//api/users'],
  ['GET', '/api//users'],
  ['GET', '/api/./users'],
  ['GET', '/api/queue/../users'],
  ['GET', '/api/queue/%2e%2e/users'],
  ['GET', '/api/queue%2f..%2fusers'],
  ['GET', '/api/history/..%2fusers'],
  ['GET', '/api/queue;/users'],
  ['GET', '/API/users'],
  ['GET', '/api/api/users'],
  ['GET', '/api/queue%0a/users'],
  ['GET', '/internal/logs'],
  ['GET', '/internal/logs/raw'],
  ['GET', '/internal/folder_paths'],
  ['GET', '/api/view?filename=a.png&type=output'],
  ['GET', '/api/view?filename=a.png%26preview=webp;80'],
  ['GET', '/api/view?filename=a.png&preview=png;80'],
  ['GET', '/api/view?filename=a.png&Preview=webp;80'],
  ['GET', '/ws/x'],
];

const DENIED = [403, 404, 405];

/** Passwords are slow to check on purpose. */
const START_LIMIT_MS = 60_000;

describe.each(['caddy', 'nginx'] as const)('%s as documented', (kind) => {
  const program = findProgram(kind);

  describe.skipIf(program === null)('before a server that says yes to everything', () => {
    let recorder: Recorder;
    let proxy: RunningProxy;
    beforeAll(async () => {
      recorder = await startRecorder();
      proxy = await startProxy(kind, { program: program ?? '', upstreamUrl: recorder.url });
    }, START_LIMIT_MS);
    afterAll(async () => {
      await proxy.stop();
      await recorder.stop();
    });

    it('S15 asks everybody to sign in, on every route and for the page', async () => {
      const paths = [...readRoutes().flatMap(([method, path]) => [[method, path] as const, [method, `/api${path}`] as const]), ...TRICKS];
      for (const [method, path] of [['GET', '/'], ['GET', '/index.html'], ...paths] as const) {
        const { status } = await ask(proxy, { role: 'anonymous', method, path });
        expect([400, 401], `${method} ${path}`).toContain(status);
      }
      expect((await askForSocket(proxy, { role: 'anonymous', path: '/ws' })).status).toBe(401);
      expect((await ask(proxy, { role: 'anonymous', path: '/', headers: { Authorization: 'Basic YWxpY2U6d3Jvbmc=' } })).status).toBe(401);
      expect(recorder.take()).toEqual([]);
    });

    it('S15 lets viewers read what is listed, and nothing else by any method or spelling', async () => {
      const routes = readRoutes();
      expect(routes.length).toBeGreaterThan(50);
      for (const [method, path] of routes) {
        const isReadable = method === 'GET' && READABLE.some((pattern) => pattern.test(path));
        const { status } = await ask(proxy, { role: 'viewer', method, path: `/api${path}` });
        expect(isReadable ? [200] : DENIED, `${method} /api${path}`).toContain(status);
        expect(recorder.take().length, `${method} /api${path}`).toBe(isReadable ? 1 : 0);
        await ask(proxy, { role: 'viewer', method, path });
        // The socket has no other address.
        expect(recorder.take().length, `${method} ${path}`).toBe(path === '/ws' ? 1 : 0);
      }
      for (const [method, path] of TRICKS) {
        const { status } = await ask(proxy, { role: 'viewer', method, path });
        expect([400, ...DENIED, 501], `${method} ${path}`).toContain(status);
      }
      expect(recorder.take()).toEqual([]);
    });

    it('S15 lets editors do everything, below /api, in /internal and by socket', async () => {
      for (const [method, path] of readRoutes()) {
        const whole = path.startsWith('/internal') ? path : `/api${path}`;
        expect((await ask(proxy, { method, path: whole, headers: { Origin: proxy.origin } })).status, `${method} ${whole}`).toBe(200);
      }
      expect((await askForSocket(proxy, { path: '/ws?clientId=me', headers: { Origin: proxy.origin } })).status).toBe(101);
      expect(recorder.take().at(-1)?.url).toBe('/ws?clientId=me');
      await ask(proxy, { method: 'POST', path: '/api/userdata/workflows%2Fa%2520b.json?overwrite=true' });
      expect(recorder.take().at(-1)?.url).toBe('/api/userdata/workflows%2Fa%2520b.json?overwrite=true');
    });

    it('S7 refuses what a page of another origin asks for, whoever is signed in', async () => {
      for (const role of ['editor', 'viewer'] as const) {
        for (const origin of [
          'https://evil.example.com',
          'null',
          `http://evil.example.com:${proxy.port}`,
          `${proxy.origin}.evil.example.com`,
        ]) {
          for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
            const headers = { Origin: origin, 'Content-Type': type };
            expect((await ask(proxy, { role, method: 'POST', path: '/api/prompt', headers, body: '{}' })).status).toBe(403);
          }
          expect((await ask(proxy, { role, path: '/api/queue', headers: { Origin: origin } })).status).toBe(403);
          expect((await askForSocket(proxy, { role, path: '/ws', headers: { Origin: origin } })).status).toBe(403);
        }
      }
      expect(recorder.take()).toEqual([]);
    });

    it.each(['evil.example.com', 'localhost', '127.0.0.1', 'deck.example.com.evil.example.com', '169.254.169.254'])(
      'S8 answers no other Host: %s',
      async (name) => {
        for (const path of ['/', '/api/queue', '/ws']) {
          const { status } = await ask({ ...proxy, host: `${name}:${proxy.port}` }, { path });
          expect(status).toBe(421);
        }
        expect(recorder.take()).toEqual([]);
      },
    );

    it('S9 asks no other server, whatever address a browser names', async () => {
      const absolute = await ask(proxy, { path: 'http://169.254.169.254/latest/meta-data/' });
      expect([400, 403, 404, 421]).toContain(absolute.status);
      for (const path of ['/api/view?filename=http://169.254.169.254/', '/api/@169.254.169.254/', '/api/queue?url=file:///etc/passwd']) {
        await ask(proxy, { path });
      }
      expect(recorder.take().map(({ headers }) => headers.host)).toEqual([proxy.host, proxy.host, proxy.host]);
    });

    it('S10 says itself who somebody is', async () => {
      const forged = {
        'Comfy-User': 'bob',
        'X-Auth-Request-User': 'bob',
        'X-Auth-Request-Email': 'bob@example.com',
        'X-Auth-User': 'bob',
        'X-Forwarded-User': 'bob',
        'Remote-User': 'bob',
      };
      for (const role of ['editor', 'viewer'] as const) {
        await ask(proxy, { role, path: '/api/queue', headers: forged });
        await askForSocket(proxy, { role, path: '/ws', headers: forged });
      }
      const arrived = recorder.take();
      expect(arrived).toHaveLength(4);
      for (const { headers } of arrived) {
        expect(Object.values(headers).join(' ')).not.toContain('bob');
        expect(headers.authorization).toBeUndefined();
      }
    });

    it('S11 gives a viewer no stream of another: the server makes the id', async () => {
      for (const path of ['/ws?clientId=abc', '/ws?x=1&clientId=abc', '/ws?%63lientId=abc']) {
        expect((await askForSocket(proxy, { role: 'viewer', path })).status).toBe(101);
      }
      for (const { url } of recorder.take()) expect(url.replace(/\?$/, '')).toBe('/ws');
    });

    it('S12 lets viewers see pictures without the prompt in them only', async () => {
      const asked = [
        '/api/view?filename=a.png&type=output&preview=webp%3B80',
        '/api/view?preview=jpeg;90&filename=a.png',
        '/api/view?filename=a.png&type=output',
      ];
      const statuses = [];
      for (const path of asked) statuses.push((await ask(proxy, { role: 'viewer', path })).status);
      expect(statuses).toEqual([200, 200, 403]);
      expect(recorder.take().map(({ url }) => url)).toEqual(asked.slice(0, 2));
    });

    it.each<[Role, string, number]>([
      ['editor', '/', 200],
      ['viewer', '/index.html', 200],
      ['editor', '/assets/a-1234.js', 200],
      ['editor', '/missing', 404],
      ['editor', '/api/queue', 200],
      ['viewer', '/api/users', 403],
      ['anonymous', '/', 401],
    ])('S14 sends the headers of the page: %s %s', async (role, path, status) => {
      const answer = await ask(proxy, { role, path });
      expect(answer.status).toBe(status);
      for (const [name, value] of Object.entries(PAGE_HEADERS)) expect(answer.headers[name.toLowerCase()], name).toBe(value);
    });

    it('serves the page so that a new version is seen and modules are run', async () => {
      expect((await ask(proxy, { path: '/' })).headers['cache-control']).toBe('no-cache');
      expect((await ask(proxy, { path: '/assets/a-1234.js' })).headers['cache-control']).toContain('immutable');
      expect((await ask(proxy, { path: '/module.mjs' })).headers['content-type']).toMatch(/javascript/);
    });
  });

  describe.skipIf(program === null)('before a ComfyUI', () => {
    let server: EmbeddedServer;
    let proxy: RunningProxy;
    beforeAll(async () => {
      server = await startEmbeddedServer({ port: 0 });
      proxy = await startProxy(kind, { program: program ?? '', upstreamUrl: server.url });
    }, START_LIMIT_MS);
    afterAll(async () => {
      await proxy.stop();
      await server.stop();
    });

    it('passes what the page does: reads, JSON, an upload of 3 MB, a saved workflow, the socket', async () => {
      const headers = { Origin: proxy.origin, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
      expect((await ask(proxy, { path: '/api/queue' })).status).toBe(200);
      expect((await ask(proxy, { method: 'POST', path: '/api/queue', headers, body: '{"delete":[]}' })).status).toBe(200);
      const workflow = '/api/userdata/workflows%2Fx.json';
      expect((await ask(proxy, { method: 'POST', path: workflow, headers, body: '{"a":1}' })).status).toBe(200);
      expect((await ask(proxy, { path: workflow })).body).toBe('{"a":1}');
      const form = new FormData();
      form.set('image', new File([new Uint8Array(3_000_000)], 'big.png'));
      const sent = new Response(form);
      const type = sent.headers.get('content-type') ?? '';
      const body = Buffer.from(await sent.arrayBuffer());
      const uploaded = await ask(proxy, { method: 'POST', path: '/api/upload/image', headers: { ...headers, 'Content-Type': type }, body });
      expect(uploaded.status).toBe(200);
      expect(await firstFrame(proxy, 'editor')).toMatchObject({ type: 'status', data: { sid: 'abc' } });
    });

    it('S11 tells a viewer of the queue, under an id of the server', async () => {
      const frame = await firstFrame(proxy, 'viewer');
      expect(frame).toMatchObject({ type: 'status' });
      expect(JSON.stringify(frame)).not.toContain('abc');
    });
  });
});

function firstFrame(proxy: RunningProxy, role: Role): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { Host: proxy.host, Origin: proxy.origin, ...signIn(role) };
    const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/ws?clientId=abc`, { headers });
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      socket.close();
      resolve(JSON.parse(data.toString()));
    });
  });
}
