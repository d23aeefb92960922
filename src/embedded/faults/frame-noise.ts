import type { FrameNoise } from './faults';

/** A frame on its way to the client. */
export interface RelayedFrame {
  readonly bytes: Buffer;
  readonly isBinary: boolean;
}

/** Turns each frame into those that go on in its place: none, itself, itself twice, a broken one, or the one held back before. */
export type NoiseFilter = (frame: RelayedFrame) => readonly RelayedFrame[];

/** Counts the frames of one socket. A reordered frame waits for the next one, however long that takes. */
export function createNoiseFilter(noise: () => FrameNoise | undefined): NoiseFilter {
  let count = 0;
  let late: readonly RelayedFrame[] = [];
  return (frame) => {
    count += 1;
    const { every = 0, kind } = noise() ?? {};
    const before = late;
    late = [];
    if (every === 0 || count % every !== 0) return [frame, ...before];
    if (kind === 'reorder') {
      late = [frame];
      return before;
    }
    return [...toNoisy(frame, kind), ...before];
  };
}

function toNoisy(frame: RelayedFrame, kind: FrameNoise['kind'] | undefined): readonly RelayedFrame[] {
  if (kind === 'drop') return [];
  if (kind === 'duplicate') return [frame, frame];
  return [{ ...frame, bytes: frame.bytes.subarray(0, frame.bytes.length >> 1) }];
}
