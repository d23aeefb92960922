import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EARLY_ANSWER_KEPT_MS } from '@/config/limits';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { createManualClock, systemClock } from '@/lib/clock';
import { createApiClient, type ApiClient } from './client';
import { requestEarly, type EarlyAnswer } from './early-answer';
import { apiUrl } from './urls';

let server: EmbeddedServer;
beforeAll(async () => {
  server = await startEmbeddedServer({});
});
afterAll(() => server.stop());

interface Begun {
  readonly early: EarlyAnswer;
  readonly signal: AbortSignal;
}

/** What `public/boot.mjs` does. */
function begin(userId: string | null = null): Begun {
  const url = apiUrl(findApiBase(server.url), '/object_info');
  const controller = new AbortController();
  const answer = fetch(url, { signal: controller.signal, headers: userId === null ? {} : { 'Comfy-User': userId } });
  answer.catch(() => undefined);
  return { early: { url, userId, answer, abort: () => controller.abort() }, signal: controller.signal };
}

function clientOf({ early }: Begun, clock = createManualClock(), userId: string | null = null): ApiClient {
  return createApiClient({ base: findApiBase(server.url), clock: systemClock, userId: () => userId, fetch: requestEarly(early, clock) });
}

const asked = (): number => server.control.requests().filter(({ path }) => path === '/api/object_info').length;

describe('an answer that was asked for before the page had its code', () => {
  it('is taken over: the server is asked once', async () => {
    server.control.clearRequests();
    const client = clientOf(begin());
    expect((await client.objectInfo()).nodes.has('KSampler')).toBe(true);
    expect(asked()).toBe(1);
  });

  it('serves one request; the next one asks anew', async () => {
    server.control.clearRequests();
    const client = clientOf(begin());
    await client.objectInfo();
    await client.objectInfo();
    expect(asked()).toBe(2);
  });

  it('leaves other routes and other users to themselves', async () => {
    server.control.clearRequests();
    const begun = begin('default');
    const client = clientOf(begun);
    expect((await client.systemStats()).devices.length).toBeGreaterThan(0);
    await client.objectInfo();
    await begun.early.answer;
    expect(asked(), 'nobody is given what another was answered').toBe(2);
  });

  it('is dropped when nobody wants it in time', async () => {
    server.control.clearRequests();
    const begun = begin();
    await begun.early.answer;
    const clock = createManualClock();
    const client = clientOf(begun, clock);
    clock.advance(EARLY_ANSWER_KEPT_MS);
    expect(begun.signal.aborted).toBe(true);
    await client.objectInfo();
    expect(asked()).toBe(2);
  });

  it('ends with the one who took it over', async () => {
    const begun = begin();
    const leaving = new AbortController();
    const reading = clientOf(begun).objectInfo({ signal: leaving.signal });
    leaving.abort();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    expect(begun.signal.aborted).toBe(true);
  });
});
