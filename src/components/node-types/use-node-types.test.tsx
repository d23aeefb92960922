import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/lib/errors';
import { parseObjectInfo } from '@/protocol/object-info';
import { renderWithSession } from '@/testing/render-with-session';
import { useNodeTypes } from './use-node-types';

function Probe() {
  const { nodeTypes, status, diagnostics } = useNodeTypes();
  const names = nodeTypes.all().map((type) => type.name);
  return <output>{`${status}: ${names.join(' ')}; broken ${diagnostics.length}`}</output>;
}

const textOnceItIs = (text: RegExp) => screen.findByText(text);

describe('useNodeTypes', () => {
  it('goes from loading to ready; a broken definition costs only itself', async () => {
    const info = parseObjectInfo({ Good: { input: {}, output: [] }, Bad: 7, Odd: { input: { required: { x: 3 } }, output: [] } });
    renderWithSession(<Probe />, { client: { objectInfo: () => Promise.resolve(info) } });
    expect(screen.getByRole('status').textContent).toBe('loading: ; broken 0');
    expect((await textOnceItIs(/^ready/)).textContent).toBe('ready: Good; broken 2');
  });

  it('says when they could not be had', async () => {
    const refuse = () => Promise.reject(new ApiError('http', { url: '/object_info', status: 500 }));
    renderWithSession(<Probe />, { client: { objectInfo: refuse } });
    expect((await textOnceItIs(/^failed/)).textContent).toBe('failed: ; broken 0');
  });

  it('keeps the last ones when a later read fails', async () => {
    let reads = 0;
    const info = parseObjectInfo({ Good: { input: {}, output: [] } });
    const once = () => (reads++ === 0 ? Promise.resolve(info) : Promise.reject(new ApiError('http', { url: '', status: 500 })));
    const { session } = renderWithSession(<Probe />, { client: { objectInfo: once } });
    await textOnceItIs(/^ready/);
    await session.queryClient.refetchQueries({ queryKey: ['server', session.serverId, 'object-info'] });
    expect(reads).toBe(2);
    expect(screen.getByRole('status').textContent).toBe('ready: Good; broken 0');
  });
});
