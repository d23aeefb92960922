import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer, type EmbeddedOptions, type EmbeddedServer } from '@/embedded/index';
import { createManualClock, systemClock } from '@/lib/clock';
import { ApiError } from '@/lib/errors';
import { toPromptId } from '@/protocol/ids';
import { createApiClient, type ApiClient } from './client';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function startServer(options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(options);
  stops.push(() => server.stop());
  return server;
}

function connect(url: string, clock = systemClock): ApiClient {
  return createApiClient({ base: findApiBase(url), clock });
}

/** Something between page and server, that answers in its own words. */
async function startProxy(listener: RequestListener): Promise<string> {
  const proxy: Server = createServer(listener);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    proxy.closeAllConnections();
    return new Promise((resolve) => proxy.close(resolve));
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

const page =
  (status: number): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end('<!doctype html><h1>Sign in</h1>');
  };

const json =
  (body: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
  };

/** Resolves with what a call failed with. */
async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error(`no ApiError but ${String(error)}`);
  return error;
}

describe('answers that are refusals', () => {
  it('413: the body is too large', async () => {
    const server = await startServer({ maxUploadBytes: 1000 });
    const failure = await failureOf(connect(server.url).uploadImage(new File(['x'.repeat(5000)], 'big.png')));
    expect([failure.code, failure.status]).toEqual(['http', 413]);
    expect(failure.body).toContain('1000');
    expect(failure.url).toBe(`${server.url}/api/upload/image`);
  });

  it('500 with the server’s text, and other statuses of a broken route', async () => {
    const server = await startServer();
    server.control.failRoute('/queue', 500);
    const failure = await failureOf(connect(server.url).queue());
    expect(failure).toMatchObject({ code: 'http', status: 500 });
    server.control.failRoute('/prompt', 503);
    expect(await failureOf(connect(server.url).submitPrompt({ prompt: {} }))).toMatchObject({ code: 'http', status: 503 });
  });

  it('502 of a proxy is http, its page is kept short', async () => {
    const url = await startProxy((_request, response) =>
      response.writeHead(502, { 'Content-Type': 'text/html' }).end('<p>' + 'x'.repeat(9000)),
    );
    const failure = await failureOf(connect(url).history());
    expect(failure).toMatchObject({ code: 'http', status: 502 });
    expect(failure.body).toHaveLength(4000);
  });

  it('400 of a proxy is not taken for a refused prompt', async () => {
    const url = await startProxy(page(400));
    expect(await failureOf(connect(url).submitPrompt({ prompt: {} }))).toMatchObject({ code: 'http', status: 400 });
    const odd = await startProxy(json('{"detail":"no"}', 400));
    expect(await failureOf(connect(odd).submitPrompt({ prompt: {} }))).toMatchObject({ code: 'decode', status: 400 });
    expect(await failureOf(connect(odd).createUser('x'))).toMatchObject({ code: 'http', status: 400 });
  });
});

describe('answers that are none', () => {
  it('a log-in page with status 200 is decode, also where an empty body would do', async () => {
    const client = connect(await startProxy(page(200)));
    const file = { filename: 'a.png', subfolder: '', type: 'output' } as const;
    const calls = [
      client.queue(),
      client.clearQueue(),
      client.objectInfo(),
      client.features(),
      client.readUserdata('a.json'),
      client.jobs(),
      client.readFile(file),
    ];
    for (const failure of await Promise.all(calls.map(failureOf))) {
      expect([failure.code, failure.status]).toEqual(['decode', 200]);
      expect(failure.body).toContain('Sign in');
    }
  });

  it('JSON of another form is decode with the cause', async () => {
    const failure = await failureOf(connect(await startProxy(json('{"queue":[]}'))).queue());
    expect(failure).toMatchObject({ code: 'decode', cause: { code: 'bad-shape' } });
    expect(await failureOf(connect(await startProxy(json('{"queue_running":['))).queue())).toMatchObject({ code: 'decode' });
  });

  it('one broken history entry asked for by id is decode', async () => {
    const url = await startProxy(json('{"p":{"outputs":{}}}'));
    expect(await failureOf(connect(url).historyEntry(toPromptId('p')))).toMatchObject({ code: 'decode' });
    expect(await connect(url).historyEntry(toPromptId('other'))).toBeNull();
  });

  it('an object_info with bare NaN is read all the same', async () => {
    const text = '{"A":{"input":{"required":{"a":["FLOAT",{"default":NaN}],"s":["INT",{"max":18446744073709551615}]}}},"B":3}';
    const { nodes, diagnostics } = await connect(await startProxy(json(text))).objectInfo();
    expect(nodes.get('A')).toHaveProperty('input.required.s.1.max', 18446744073709551615n);
    expect(diagnostics).toMatchObject([{ code: 'node-definition-broken', params: { className: 'B' } }]);
  });
});

describe('no answer', () => {
  it('network: nobody listens, or the connection breaks', async () => {
    const server = await startServer();
    server.control.failRoute('/queue', 'reset');
    expect(await failureOf(connect(server.url).queue())).toMatchObject({ code: 'network', status: 0, url: `${server.url}/api/queue` });
    await server.stop();
    expect(await failureOf(connect(server.url).systemStats())).toMatchObject({ code: 'network', status: 0 });
  });

  it('timeout: before the headers, and again in the middle of the body', async () => {
    const clock = createManualClock();
    let arrived: () => void = () => undefined;
    const url = await startProxy((request, response) => {
      if (request.url?.endsWith('/queue') === true) response.writeHead(200).write('{');
      arrived();
    });
    const client = connect(url, clock);
    const whenArrived = () => new Promise<void>((resolve) => (arrived = resolve));

    const reached = whenArrived();
    const silent = failureOf(client.systemStats({ timeoutMs: 50 }));
    await reached;
    clock.advance(49);
    clock.advance(1);
    expect(await silent).toMatchObject({ code: 'timeout', status: 0 });

    const begun = whenArrived();
    const stuck = failureOf(client.queue());
    await begun;
    clock.advance(60_000);
    expect(await stuck).toMatchObject({ code: 'timeout' });
  });

  it('aborted: by the caller, before and during the call', async () => {
    const server = await startServer();
    server.control.slowRoute('/queue', 60_000);
    const controller = new AbortController();
    const running = failureOf(connect(server.url).queue({ signal: controller.signal }));
    controller.abort();
    expect(await running).toMatchObject({ code: 'aborted' });
    expect(await failureOf(connect(server.url).queue({ signal: AbortSignal.abort() }))).toMatchObject({ code: 'aborted' });
  });
});
