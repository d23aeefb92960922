import { act, screen, waitFor } from '@testing-library/react';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createManualClock } from '@/lib/clock';
import { createFakeClient } from '@/testing/fake-client';
import { renderWithSession } from '@/testing/render-with-session';
import { createTestSession } from '@/testing/test-session';
import { WallBoundary } from './wall-boundary';

function Broken(): never {
  throw new Error('out of ideas');
}

it('K6 a wall that failed as a whole loads itself anew after half a minute', async () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => silence.mockRestore());
  const clock = createManualClock();
  const { session } = createTestSession({ url: 'http://server.test/' }, { client: createFakeClient(), clock });
  onTestFinished(session.dispose);
  const state = { reloads: 0, canLoad: false };
  const hands = { canLoad: () => Promise.resolve(state.canLoad), reload: () => (state.reloads += 1) };
  renderWithSession(
    <WallBoundary hands={hands}>
      <Broken />
    </WallBoundary>,
    { session },
  );
  expect(await screen.findByText('out of ideas')).toBeTruthy();
  await act(() => Promise.resolve(clock.advance(30_000)));
  expect(state.reloads, 'its host is away: the browser would show an error of its own').toBe(0);
  state.canLoad = true;
  await act(() => Promise.resolve(clock.advance(29_000)));
  expect(state.reloads).toBe(0);
  await act(() => Promise.resolve(clock.advance(1_000)));
  await waitFor(() => expect(state.reloads).toBe(1));
});
