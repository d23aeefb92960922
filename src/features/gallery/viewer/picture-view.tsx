import { Maximize, Pause, Play, StepBack, StepForward, ZoomIn, ZoomOut } from 'lucide-react';
import { useImperativeHandle, useState } from 'react';
import type { CSSProperties, Ref } from 'react';
import { SelectField } from '@/components/job-row/select-field';
import { MediaFault } from '@/components/output-media/media-fault';
import type { OutputFile } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { Button, IconButton } from '@/ui/button';
import { Skeleton } from '@/ui/states';
import { t } from '../texts';
import { BACKDROPS, nextBackdrop, toBackdrop, toBackdropStyle } from './backdrop';
import { PIXELATED_FROM } from './fit';
import type { Placement, Size } from './fit';
import { useAnimation } from './use-animation';
import type { UsedAnimation } from './use-animation';
import { usePictureZoom } from './use-picture-zoom';
import type { PictureZoom } from './use-picture-zoom';
import { usePixelColour } from './use-pixel-colour';
import type { PixelColour } from './use-pixel-colour';
import type { Playback } from './video-view';

export interface PictureViewProps {
  readonly file: OutputFile;
  readonly jobId: PromptId | null;
  readonly url: string;
  readonly alt: string;
  readonly onLoaded: (size: Size) => void;
  /** For the keys of the viewer. */
  readonly ref?: Ref<PictureControls>;
}

/** What keys do with a picture; `toggle` and `step` with one that moves. */
export interface PictureControls extends PictureZoom, Playback {
  readonly changeBackdrop: () => void;
  /** True while all of it is in view: a swipe means the next one then. */
  readonly isFitted: () => boolean;
}

const ZOOM_STEP = 1.5;
/** An SVG may have no size of its own. */
const SIZELESS: Size = { width: 512, height: 512 };

/** A picture to zoom and move. SVG too is only ever shown as an image, which runs no scripts. */
export function PictureView({ file, jobId, url, alt, onLoaded, ref }: PictureViewProps) {
  const [stage, setStage] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  const [backdrop, setBackdrop] = useState(() => toBackdrop('plain'));
  const { placement, controls, isFitted } = usePictureZoom(stage, size);
  const { pixel, stageProps } = usePixelColour(image, placement, size);
  const { setCanvas, ...animation } = useAnimation(file, jobId);
  useImperativeHandle(ref, () => ({
    ...controls,
    isFitted,
    toggle: animation.toggle,
    step: animation.step,
    changeBackdrop: () => setBackdrop(nextBackdrop),
  }));

  if (hasFailed) {
    return (
      <MediaFault
        file={file}
        jobId={jobId}
        onRetry={() => {
          setAttempt(attempt + 1);
          setFailed(false);
        }}
      />
    );
  }
  const percent = placement === null ? null : Math.round(placement.k * 100);
  return (
    <div className="relative flex size-full min-h-0 flex-col">
      <div
        ref={setStage}
        {...stageProps}
        style={toBackdropStyle(backdrop)}
        className="relative min-h-0 flex-1 cursor-grab touch-none overflow-hidden rounded-control bg-sunken active:cursor-grabbing"
      >
        <img
          key={attempt}
          ref={setImage}
          src={url}
          alt={alt}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            const natural = naturalWidth > 0 && naturalHeight > 0 ? { width: naturalWidth, height: naturalHeight } : SIZELESS;
            setSize(natural);
            onLoaded(natural);
          }}
          onError={() => setFailed(true)}
          className="pointer-events-none absolute top-0 left-0 max-w-none origin-top-left select-none"
          style={{ ...toPictureStyle(placement, size), ...(animation.frame !== null && { visibility: 'hidden' }) }}
        />
        {animation.isPaused && (
          <canvas
            ref={setCanvas}
            aria-hidden
            className="pointer-events-none absolute top-0 left-0 origin-top-left"
            style={toPictureStyle(placement, size)}
          />
        )}
        {size === null && <Skeleton className="absolute inset-4" />}
      </div>
      <div className="flex flex-wrap items-center justify-center gap-1 pt-2">
        <Button tone="quiet" icon={<Maximize size={16} strokeWidth={1.75} aria-hidden />} onClick={controls.fit}>
          {t.fit}
        </Button>
        <Button tone="quiet" onClick={controls.actual}>
          {t.actual}
        </Button>
        <IconButton label={t.zoomOut} onClick={() => controls.zoomBy(1 / ZOOM_STEP)}>
          <ZoomOut size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <span className="w-16 text-center text-muted tabular-nums">{percent === null ? '' : t.zoomLevel({ percent })}</span>
        <IconButton label={t.zoomIn} onClick={() => controls.zoomBy(ZOOM_STEP)}>
          <ZoomIn size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <SelectField label={t.backdrop} value={backdrop} options={BACKDROPS} onChange={(value) => setBackdrop(toBackdrop(value))} />
        {animation.canPause && <AnimationButtons animation={animation} />}
        <PixelNote pixel={pixel} />
      </div>
    </div>
  );
}

/** How a picture of this size is drawn at this place; unseen until both are known. */
export function toPictureStyle(placement: Placement | null, size: Size | null): CSSProperties {
  if (placement === null || size === null) return { opacity: 0 };
  return {
    width: size.width,
    height: size.height,
    transform: `translate(${placement.x}px, ${placement.y}px) scale(${placement.k})`,
    imageRendering: placement.k >= PIXELATED_FROM ? 'pixelated' : 'auto',
  };
}

function AnimationButtons({ animation: { isPaused, frame, toggle, step } }: { readonly animation: Omit<UsedAnimation, 'setCanvas'> }) {
  const Icon = isPaused ? Play : Pause;
  return (
    <>
      <IconButton label={isPaused ? t.play : t.pause} onClick={toggle}>
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton label={t.frameBack} disabled={frame === null} onClick={() => step(-1)}>
        <StepBack size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton label={t.frameForward} disabled={frame === null} onClick={() => step(1)}>
        <StepForward size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      {frame !== null && <span className="text-muted tabular-nums">{t.frameOf({ at: frame.index + 1, count: frame.count })}</span>}
    </>
  );
}

/** Room is kept for it, so that nothing moves with the pointer. */
function PixelNote({ pixel }: { readonly pixel: PixelColour | null }) {
  return (
    <span className="flex w-56 items-center gap-1.5 font-mono text-secondary text-muted tabular-nums max-sm:hidden">
      {pixel !== null && (
        <>
          <span aria-hidden className="size-3 border border-border-strong" style={{ backgroundColor: pixel.hex }} />
          {t.pixelAt(pixel)}
        </>
      )}
    </span>
  );
}
