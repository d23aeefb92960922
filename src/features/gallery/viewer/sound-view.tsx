import { useQuery } from '@tanstack/react-query';
import { useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { Ref } from 'react';
import { outputBytesQuery } from '@/components/output-media/output-bytes-query';
import type { OutputFile } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { serverQuery } from '@/session/queries/server-query';
import { useSession } from '@/session/session-provider';
import { Skeleton } from '@/ui/states';
import { t } from '../texts';
import type { Playback } from './video-view';
import { toPeaks, toWavePath } from './waveform';

export interface SoundViewProps {
  readonly file: OutputFile;
  readonly jobId: PromptId | null;
  readonly url: string;
  readonly label: string;
  readonly onLoaded: () => void;
  readonly onFailed: () => void;
  readonly ref?: Ref<Playback>;
}

/** Seconds a step moves a sound. */
const STEP_SECONDS = 1;

/** A sound with its waveform; a click or the arrow keys on it go to a place. */
export function SoundView({ file, jobId, url, label, onLoaded, onFailed, ref }: SoundViewProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const [duration, setDuration] = useState(0);
  const [at, setAt] = useState(0);
  const seek = (seconds: number): void => {
    if (audio.current !== null) audio.current.currentTime = Math.min(duration, Math.max(0, seconds));
  };
  useImperativeHandle(ref, () => ({
    toggle: () => {
      const { current } = audio;
      if (current?.paused === true) void current.play().catch(() => undefined);
      else current?.pause();
    },
    step: (frames) => seek((audio.current?.currentTime ?? 0) + frames * STEP_SECONDS),
  }));
  return (
    <div className="flex size-full flex-col items-center justify-center gap-3 rounded-control bg-sunken p-4">
      <div className="relative h-32 w-full max-w-3xl">
        <Waveform file={file} jobId={jobId} share={duration > 0 ? at / duration : 0} />
        <input
          type="range"
          aria-label={t.place}
          aria-valuetext={t.atSeconds({ at: at.toFixed(1), of: duration.toFixed(1) })}
          min={0}
          max={duration}
          step={0.1}
          value={at}
          onChange={(event) => seek(event.target.valueAsNumber)}
          className="absolute inset-0 size-full cursor-pointer opacity-0 focus-visible:opacity-40"
        />
      </div>
      {/* eslint-disable-next-line jsx-a11y-x/media-has-caption -- generated sound comes without captions */}
      <audio
        ref={audio}
        src={url}
        aria-label={label}
        controls
        className="w-full max-w-3xl"
        onLoadedMetadata={({ currentTarget }) => {
          setDuration(Number.isFinite(currentTarget.duration) ? currentTarget.duration : 0);
          onLoaded();
        }}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onError={onFailed}
      />
    </div>
  );
}

const PEAKS = 400;
/** Decoding holds every sample in memory; beyond this the sound plays without its picture. */
const MAX_BYTES = 24_000_000;

function Waveform({ file, jobId, share }: Pick<SoundViewProps, 'file' | 'jobId'> & { readonly share: number }) {
  const session = useSession();
  const bytes = outputBytesQuery(session, file, jobId);
  const { data: peaks, isError } = useQuery({
    ...serverQuery({
      key: [...bytes.queryKey, 'peaks'],
      staleTime: Infinity,
      load: async (signal) => decodePeaks(await session.client.readFile(file, { signal })),
    }),
    retry: false,
  });
  const path = useMemo(() => (peaks === undefined || peaks === null ? null : toWavePath(peaks)), [peaks]);
  if (isError || peaks === null) return <p className="flex size-full items-center justify-center text-muted">{t.noWaveform}</p>;
  if (path === null) return <Skeleton className="size-full" />;
  return (
    <svg role="img" aria-label={t.waveform} viewBox={`0 0 ${PEAKS} 2`} preserveAspectRatio="none" className="size-full">
      <path d={path} className="stroke-muted" strokeWidth={0.7} vectorEffect="none" />
      <rect x={0} y={0} width={PEAKS * share} height={2} className="fill-accent" opacity={0.25} />
    </svg>
  );
}

/** @throws DOMException for what the browser cannot decode. */
async function decodePeaks(bytes: Uint8Array<ArrayBuffer>): Promise<readonly number[] | null> {
  if (bytes.length > MAX_BYTES || typeof OfflineAudioContext === 'undefined') return null;
  const sound = await new OfflineAudioContext(1, 1, 22_050).decodeAudioData(bytes.slice().buffer);
  return toPeaks(sound.getChannelData(0), PEAKS);
}
