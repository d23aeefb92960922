import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { readText, sendRaw, type RawAnswer } from '../contract/raw-request';
import { until } from '../contract/settle';
import { startEmbeddedServer, type EmbeddedServer, type Profile } from '../index';

let server: EmbeddedServer;

afterEach(() => server.stop());

async function start(profile: Profile): Promise<void> {
  server = await startEmbeddedServer({ profile });
}

function get(path: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  return sendRaw(server.url, { method: 'GET', path, headers });
}

function post(path: string, body: unknown): Promise<RawAnswer> {
  return sendRaw(server.url, { method: 'POST', path, body: JSON.stringify(body) });
}

async function runOne(): Promise<string> {
  const prompt = {
    1: { class_type: 'EmptyImage', inputs: { width: 8, height: 8, batch_size: 1, color: 0 } },
    2: { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'p' } },
  };
  const answer = await post('/prompt', { prompt });
  await until(() => server.control.engine.queueRemaining() === 0);
  return readText(answer.body, 'prompt_id');
}

describe('pre028', () => {
  it('serves SVG and HTML as what they are, without nosniff', async () => {
    await start('pre028');
    await server.control.world.write('output', 'a.svg', Buffer.from('<svg/>'));
    await server.control.world.write('output', 'a.html', Buffer.from('<b/>'));
    const svg = await get('/view?filename=a.svg');
    expect(svg.headers).toMatchObject({ 'content-type': 'image/svg+xml', 'content-disposition': 'filename="a.svg"' });
    expect(svg.headers).not.toHaveProperty('x-content-type-options');
    expect((await get('/view?filename=a.html')).headers['content-type']).toBe('text/html');
  });
});

describe('old', () => {
  it.each([
    '/api/jobs',
    '/features',
    '/api/features',
    '/i18n',
    '/v2/userdata',
    '/internal/files/output',
    '/global_subgraphs',
    '/node_replacements',
    '/workflow_templates',
    '/experiment/models',
    '/api/assets',
  ])('has no %s', async (path) => {
    await start('old');
    expect(await get(path)).toMatchObject({ status: 404, text: '404: Not Found' });
  });

  it('has the routes of its time, plain and under /api', async () => {
    await start('old');
    for (const path of [
      '/queue',
      '/api/queue',
      '/history',
      '/object_info',
      '/models',
      '/users',
      '/settings',
      '/internal/logs/raw',
      '/embeddings',
      '/extensions',
    ]) {
      expect((await get(path)).status).toBe(200);
    }
    const { system } = (await get('/system_stats')).body as { system: JsonObject };
    expect(system).toMatchObject({ os: 'posix', comfyui_version: '0.2.7' });
    expect(system).not.toHaveProperty('required_templates_version');
    expect((await get('/queue', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(200);
  });
});

describe('cluster', () => {
  it('breaks the jobs list as soon as there is a history, and has no cancel', async () => {
    await start('cluster');
    expect((await get('/api/jobs')).status).toBe(200);
    const id = await runOne();
    expect((await get('/api/jobs')).status).toBe(500);
    expect((await get(`/api/jobs/${id}`)).status).toBe(500);
    expect(await post(`/api/jobs/${id}/cancel`, {})).toMatchObject({ status: 405 });
    expect(await post('/api/jobs/cancel', { job_ids: [id] })).toMatchObject({ status: 405 });
  });

  it('answers the whole history for an unknown id, and the newest alone without parameters', async () => {
    await start('cluster');
    const ids = [await runOne(), await runOne()];
    expect(Object.keys((await get('/history/unknown')).body as object)).toEqual(ids);
    expect(Object.keys((await get(`/history/${ids[0]}`)).body as object)).toEqual([ids[0]]);
    expect(Object.keys((await get('/history')).body as object)).toEqual([ids[1]]);
    expect(Object.keys((await get('/history?offset=0&max_items=1')).body as object)).toEqual([ids[0]]);
  });
});
