import { useEffect, useMemo, useRef } from 'react';

/** Until a video has played: most are made with 16 to 30 frames a second. */
const USUAL_SECONDS = 1 / 24;
/** Shorter distances are rounding. */
const LEAST_SECONDS = 1 / 240;

export interface UsedFrameLength {
  /** How long one frame is shown, as far as it is known. */
  readonly frameSeconds: () => number;
  /** Learns it from a video while that plays. */
  readonly watch: (video: HTMLVideoElement) => void;
}

/** Files do not tell the browser their frame rate: it is learnt from the times of frames that were shown. */
export function useFrameLength(): UsedFrameLength {
  const seconds = useRef<number | null>(null);
  const stop = useRef<() => void>(() => undefined);
  // Synchronises with the video's frames: listening ends with the view.
  useEffect(() => () => stop.current(), []);
  return useMemo(
    () => ({
      frameSeconds: () => seconds.current ?? USUAL_SECONDS,
      watch: (video) => {
        // Not every browser tells of frames.
        if (!('requestVideoFrameCallback' in video)) return;
        let before: number | null = null;
        const note = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
          const length = before === null ? 0 : mediaTime - before;
          if (length > LEAST_SECONDS) seconds.current = Math.min(seconds.current ?? Infinity, length);
          before = mediaTime;
          handle = video.requestVideoFrameCallback(note);
        };
        let handle = video.requestVideoFrameCallback(note);
        stop.current = () => video.cancelVideoFrameCallback(handle);
      },
    }),
    [],
  );
}
