import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { toFileRef } from '@/components/output-media/output-ref';
import type { OutputFile } from '@/jobs/job';
import { ANIMATION_HEAD_BYTES, isAnimated } from '@/media/is-animated';
import type { PromptId } from '@/protocol/ids';
import { serverQuery } from '@/session/queries/server-query';
import { useSession } from '@/session/session-provider';
import { canDecodeFrames, createAnimationFrames, toAnimationType } from './animation-frames';
import type { AnimationFrames } from './animation-frames';

export interface UsedAnimation {
  /** True where the picture moves and this browser can hold it. */
  readonly canPause: boolean;
  readonly isPaused: boolean;
  /** Null while the frames are read. */
  readonly frame: { readonly index: number; readonly count: number } | null;
  readonly toggle: () => void;
  readonly step: (by: number) => void;
  /** For the canvas that is shown instead of the picture while it is held. */
  readonly setCanvas: (canvas: HTMLCanvasElement | null) => void;
}

/** Holds a moving picture and steps through its frames. Whether it moves is told by the beginning of its file. */
export function useAnimation(file: OutputFile, jobId: PromptId | null): UsedAnimation {
  const session = useSession();
  const type = canDecodeFrames() ? toAnimationType(file.filename) : null;
  const { data: moves = false } = useQuery({
    ...serverQuery({
      key: ['server', session.serverId, 'is-animated', toFileRef(file), jobId],
      staleTime: Infinity,
      load: async (signal) =>
        isAnimated((await session.client.readFilePart(file, { from: 0, length: ANIMATION_HEAD_BYTES }, { signal })).bytes),
    }),
    enabled: type !== null,
    retry: false,
  });
  const [isPaused, setPaused] = useState(false);
  const [frames, setFrames] = useState<AnimationFrames | null>(null);
  const [index, setIndex] = useState(0);
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);

  // Synchronises the decoder with whether the picture is held; its memory goes with it.
  useEffect(() => {
    if (!isPaused || type === null) return;
    let isLeft = false;
    let made: AnimationFrames | null = null;
    const read = async (): Promise<void> => {
      made = await createAnimationFrames(await session.client.readFile(file), type);
      if (isLeft) made.dispose();
      else setFrames(made);
    };
    read().catch(() => {
      if (!isLeft) setPaused(false);
    });
    return () => {
      isLeft = true;
      setFrames(null);
      made?.dispose();
    };
  }, [isPaused, type, file, session]);
  // Synchronises the canvas with the frame.
  useEffect(() => {
    if (frames !== null && canvas !== null) frames.draw(index, canvas).catch(() => undefined);
  }, [frames, canvas, index]);

  const count = frames?.count ?? 0;
  return {
    canPause: moves,
    isPaused,
    frame: frames === null ? null : { index, count },
    toggle: () => {
      if (moves) setPaused(!isPaused);
    },
    step: (by) => {
      if (!isPaused) setPaused(moves);
      else if (count > 0) setIndex((index + by + count) % count);
    },
    setCanvas,
  };
}
