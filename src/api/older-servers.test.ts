import { afterEach, describe, expect, it } from 'vitest';
import { findApiBase } from '@/config/api-base';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { systemClock } from '@/lib/clock';
import { toPromptId } from '@/protocol/ids';
import { createApiClient, type ApiClient } from './client';

let server: EmbeddedServer | null = null;

async function connect(profile: 'old' | 'cluster'): Promise<ApiClient> {
  server = await startEmbeddedServer({ profile });
  return createApiClient({ base: findApiBase(server.url), clock: systemClock });
}

afterEach(async () => {
  await server?.stop();
  server = null;
});

const ID = toPromptId('11111111-1111-4111-8111-111111111111');

describe('a server of 2024', () => {
  it('has no features and no jobs, and says so', async () => {
    const client = await connect('old');
    expect(await client.features()).toBeNull();
    expect(await client.jobs()).toEqual({ kind: 'unsupported', status: 404 });
    expect(await client.job(ID)).toEqual({ kind: 'unsupported', status: 404 });
    expect(await client.cancelJob(ID)).toEqual({ kind: 'unsupported', status: 405 });
    expect(await client.cancelJobs([ID])).toEqual({ kind: 'unsupported', status: 405 });
  });

  it('still answers what every version answers', async () => {
    const client = await connect('old');
    expect((await client.objectInfo()).nodes.has('KSampler')).toBe(true);
    expect((await client.systemStats()).devices).toHaveLength(1);
    expect(await client.queue()).toEqual({ running: [], pending: [] });
    expect((await client.history()).entries).toEqual([]);
    await expect(client.filesIn('input')).rejects.toMatchObject({ code: 'http', status: 404 });
  });
});

describe('a cluster', () => {
  it('has jobs but no way to cancel them', async () => {
    const client = await connect('cluster');
    expect(await client.jobs()).toMatchObject({ kind: 'page' });
    expect(await client.cancelJob(ID)).toMatchObject({ kind: 'unsupported' });
    expect(await client.historyEntry(ID)).toBeNull();
  });
});
