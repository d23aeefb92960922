import { Repeat, StepBack, StepForward } from 'lucide-react';
import { useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import { SelectField } from '@/components/job-row/select-field';
import { Button, IconButton } from '@/ui/button';
import { t } from '../texts';
import type { Size } from './fit';
import { useFrameLength } from './use-frame-length';

/** What keys do with something that plays. */
export interface Playback {
  readonly toggle: () => void;
  /** By frames, backwards below 0; stops it. */
  readonly step: (frames: number) => void;
}

export interface VideoViewProps {
  readonly url: string;
  readonly label: string;
  readonly onLoaded: (size: Size) => void;
  readonly onFailed: () => void;
  readonly ref?: Ref<Playback>;
}

interface Range {
  readonly from: number;
  /** Null while only its beginning is set. */
  readonly to: number | null;
}

const SPEEDS = ['0.25', '0.5', '1', '1.5', '2'].map((value) => ({ value, label: t.speedOf({ times: value }) }));

/** A video with the browser's own controls, and what judging one needs: single frames, speed, loop, a range. */
export function VideoView({ url, label, onLoaded, onFailed, ref }: VideoViewProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [isLooping, setLooping] = useState(true);
  const [speed, setSpeed] = useState('1');
  const [range, setRange] = useState<Range | null>(null);
  const { frameSeconds, watch } = useFrameLength();

  const step = (frames: number): void => {
    const { current } = video;
    if (current === null) return;
    current.pause();
    current.currentTime = Math.min(current.duration || 0, Math.max(0, current.currentTime + frames * frameSeconds()));
  };
  const toggle = (): void => {
    const { current } = video;
    if (current === null) return;
    if (current.paused) void current.play().catch(() => undefined);
    else current.pause();
  };
  useImperativeHandle(ref, () => ({ toggle, step }));

  const now = (): number => video.current?.currentTime ?? 0;
  const setEnd = (): void => setRange((before) => (now() > (before?.from ?? 0) ? { from: before?.from ?? 0, to: now() } : before));
  return (
    <div className="flex size-full min-h-0 flex-col">
      {/* eslint-disable-next-line jsx-a11y-x/media-has-caption -- generated video comes without captions */}
      <video
        ref={video}
        src={url}
        aria-label={label}
        controls
        loop={isLooping}
        playsInline
        className="min-h-0 w-full flex-1 rounded-control bg-sunken object-contain"
        onLoadedMetadata={({ currentTarget }) => {
          watch(currentTarget);
          onLoaded({ width: currentTarget.videoWidth, height: currentTarget.videoHeight });
        }}
        onTimeUpdate={({ currentTarget }) => {
          if (range !== null && range.to !== null && currentTarget.currentTime >= range.to) currentTarget.currentTime = range.from;
        }}
        onError={onFailed}
      />
      <div className="flex flex-wrap items-center justify-center gap-1 pt-2">
        <IconButton label={t.frameBack} onClick={() => step(-1)}>
          <StepBack size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t.frameForward} onClick={() => step(1)}>
          <StepForward size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t.loop} isPressed={isLooping} onClick={() => setLooping(!isLooping)}>
          <Repeat size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <SelectField
          label={t.speed}
          value={speed}
          options={SPEEDS}
          onChange={(value) => {
            setSpeed(value);
            if (video.current !== null) video.current.playbackRate = Number(value);
          }}
        />
        <Button tone="quiet" onClick={() => setRange({ from: now(), to: null })}>
          {t.rangeFrom}
        </Button>
        <Button tone="quiet" onClick={setEnd}>
          {t.rangeTo}
        </Button>
        {range !== null && (
          <Button tone="quiet" onClick={() => setRange(null)}>
            {t.rangeOff({ from: range.from.toFixed(2), to: range.to?.toFixed(2) ?? '…' })}
          </Button>
        )}
      </div>
    </div>
  );
}
