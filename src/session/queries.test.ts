import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedServer } from '@/embedded/index';
import type { EmbeddedServer } from '@/embedded/index';
import { createTestSession } from '@/testing/test-session';
import { filesQuery } from './queries/files';
import { historyEntryQuery } from './queries/history';
import { embeddingsQuery, modelFilesQuery, modelFoldersQuery, modelMetadataQuery, modelsQuery } from './queries/models';
import { objectInfoQuery } from './queries/node-types';
import type { ServerQuery } from './queries/server-query';
import { extensionsQuery, featuresQuery, systemStatsQuery } from './queries/system';
import { settingsQuery, userdataQuery, usersQuery } from './queries/userdata';
import type { Session } from './session';
import { toPromptId } from '@/protocol/ids';

describe('queries', () => {
  let server: EmbeddedServer;
  let session: Session;
  beforeAll(async () => {
    server = await startEmbeddedServer({ starter: true });
    session = createTestSession(server).session;
  });
  afterAll(async () => {
    session.dispose();
    await server.stop();
  });

  const read = <T>(query: ServerQuery<T>): Promise<T> => session.queryClient.query(query);

  it('bring what the server says of itself', async () => {
    const { nodes, diagnostics } = await read(objectInfoQuery(session));
    expect([nodes.has('KSampler'), diagnostics]).toEqual([true, []]);
    expect((await read(systemStatsQuery(session))).devices.length).toBeGreaterThan(0);
    expect((await read(featuresQuery(session)))?.supportsPreviewMetadata).toBe(true);
    expect(Array.isArray(await read(extensionsQuery(session)))).toBe(true);
    expect(await read(usersQuery(session))).toEqual({ kind: 'single' });
    expect(typeof (await read(settingsQuery(session)))).toBe('object');
  });

  it('bring models and files', async () => {
    expect(await read(modelsQuery(session))).toContain('checkpoints');
    const detailed = (await read(modelFoldersQuery(session))) ?? new Set();
    expect([detailed.has('loras'), detailed.has('configs')]).toEqual([true, false]);
    const loras = await read(modelFilesQuery(session, 'loras', true));
    expect(loras.find(({ name }) => name === 'style/ink-wash.safetensors')?.sizeBytes).toBeGreaterThan(0);
    const bare = await read(modelFilesQuery(session, 'checkpoints', false));
    expect(bare[0]).toMatchObject({ pathIndex: 0, sizeBytes: null });
    expect(await read(modelMetadataQuery(session, 'loras', 'style/ink-wash.safetensors'))).toMatchObject({ format: 'pt' });
    expect(await read(modelMetadataQuery(session, 'upscale_models', '4x-clearline.pth'))).toBeNull();
    expect((await read(embeddingsQuery(session))).length).toBeGreaterThan(0);
    expect((await read(filesQuery(session, 'output'))).length).toBeGreaterThan(0);
    expect((await read(userdataQuery(session, 'workflows')))?.length).toBeGreaterThan(0);
    expect(await read(userdataQuery(session, 'nothing-here'))).toBeNull();
    expect(await read(historyEntryQuery(session, toPromptId('nobody')))).toBeNull();
  });

  it('keep all under the server, so that it can be dropped alone', () => {
    const cached = session.queryClient.getQueryCache().getAll();
    expect(cached.length).toBeGreaterThan(10);
    expect(cached.map((query) => query.queryKey.slice(0, 2))).toEqual(cached.map(() => ['server', 'test']));
  });
});
