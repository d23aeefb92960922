import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNodeTypes } from '@/components/node-types/read-node-types';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import type { NodeTypes } from '@/graph/node-types/node-type';
import type { Session } from '@/session/session';
import { createTestSession } from '@/testing/test-session';
import { findUrlLoader, loadFromUrl, toFileName, type UrlLoader } from './load-from-url';

it.each([
  ['https://a.test/pics/red%20boat.webp?x=1', 'red boat.png'],
  ['https://a.test/', 'picture.png'],
  ['https://a.test/..%2f..%2fetc', '_.._etc.png'],
  ['https://a.test/%E0%A4%A', '_E0_A4_A.png'],
])('names %s', (url, name) => {
  expect(toFileName(url)).toBe(name);
});

describe('with a server', () => {
  let server: EmbeddedServer;
  let session: Session;
  let nodeTypes: NodeTypes;

  beforeEach(async () => {
    server = await startEmbeddedServer({ port: 0, starter: true, testNodes: true });
    session = createTestSession(server).session;
    nodeTypes = await readNodeTypes(session);
  });
  afterEach(async () => {
    session.dispose();
    await server.stop();
  });

  const load = (loader: UrlLoader, url: string) =>
    loadFromUrl(session, loader, { url, folder: 'web', signal: new AbortController().signal });

  it('finds the node of the pack, and none where there is none', () => {
    expect(findUrlLoader(nodeTypes)).toMatchObject({ nodeType: { name: 'LoadImageFromUrlOrPath' }, input: 'url_or_path', values: {} });
    const without = [...nodeTypes.all()].filter(({ name }) => name !== 'LoadImageFromUrlOrPath');
    expect(findUrlLoader({ ...nodeTypes, get: (name) => without.find((type) => type.name === name), all: () => without })).toBeNull();
  });

  it('lets the server load a picture and puts it among the inputs', async () => {
    const loader = findUrlLoader(nodeTypes);
    if (loader === null) throw new Error('no loader');
    const outcome = await load(loader, `${server.url}/view?filename=harbor.png&type=input`);
    expect(outcome).toMatchObject({ kind: 'loaded', file: { filename: 'view.png', subfolder: 'web', type: 'input' } });
    server.control.failNode('LoadImageFromUrlOrPath', 'no such host');
    expect(await load(loader, 'https://nowhere.test/b.png')).toEqual({ kind: 'failed' });
    await session.changePause({ isPaused: true });
    expect(await load(loader, 'https://nowhere.test/c.png')).toEqual({ kind: 'held' });
  });
});
