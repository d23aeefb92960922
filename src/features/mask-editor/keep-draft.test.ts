import { expect, it } from 'vitest';
import { MASK_DRAFT_DELAY_MS } from '@/config/limits';
import { createManualClock } from '@/lib/clock';
import { createDraftKeeper } from './keep-draft';
import type { MaskDrafts } from './mask-drafts';
import type { Mask } from './pixels/mask';

function setUp(write: () => Promise<void> = () => Promise.resolve()) {
  const clock = createManualClock();
  const done: string[] = [];
  const kept: boolean[] = [];
  const mask: Mask = { width: 2, height: 1, data: new Uint8Array(2) };
  const drafts: MaskDrafts = {
    read: () => Promise.resolve(null),
    write: (_key, { data }) => {
      done.push(`write ${data.join(' ')}`);
      return write();
    },
    remove: (key) => {
      done.push(`remove ${key}`);
      return Promise.resolve();
    },
  };
  const keeper = createDraftKeeper({ drafts, key: 'a', mask, clock, onKept: (isKept) => kept.push(isKept) });
  return { clock, done, kept, mask, keeper };
}

it('writes once after the hand rests, with what is there by then', async () => {
  const { clock, done, kept, mask, keeper } = setUp();
  keeper.touch();
  clock.advance(MASK_DRAFT_DELAY_MS - 1);
  mask.data[0] = 9;
  keeper.touch();
  clock.advance(MASK_DRAFT_DELAY_MS - 1);
  expect(done).toEqual([]);
  clock.advance(1);
  await expect.poll(() => kept).toEqual([true]);
  expect(done).toEqual(['write 9 0']);
});

it('writes at once when asked, and nothing when nothing waits', async () => {
  const { done, keeper, kept } = setUp();
  keeper.flush();
  keeper.touch();
  keeper.flush();
  keeper.flush();
  await expect.poll(() => kept).toEqual([true]);
  expect(done).toEqual(['write 0 0']);
});

it('removes what was kept after writes under way, and writes no more', async () => {
  let finish = (): void => undefined;
  const { clock, done, keeper } = setUp(() => new Promise((resolve) => (finish = resolve)));
  keeper.touch();
  keeper.flush();
  await expect.poll(() => done).toEqual(['write 0 0']);
  keeper.touch();
  const dropped = keeper.drop();
  finish();
  await dropped;
  clock.advance(MASK_DRAFT_DELAY_MS * 2);
  expect(done).toEqual(['write 0 0', 'remove a']);
});

it('tells when the browser keeps nothing', async () => {
  const { kept, keeper } = setUp(() => Promise.reject(new Error('full')));
  keeper.touch();
  keeper.flush();
  await expect.poll(() => kept).toEqual([false]);
});
