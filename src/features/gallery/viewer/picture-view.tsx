import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useImperativeHandle, useState } from 'react';
import type { Ref } from 'react';
import { MediaFault } from '@/components/output-media/media-fault';
import type { OutputFile } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { Button, IconButton } from '@/ui/button';
import { Skeleton } from '@/ui/states';
import { t } from '../texts';
import { PIXELATED_FROM } from './fit';
import type { Size } from './fit';
import { usePictureZoom } from './use-picture-zoom';
import type { PictureZoom } from './use-picture-zoom';

export interface PictureViewProps {
  readonly file: OutputFile;
  readonly jobId: PromptId | null;
  readonly url: string;
  readonly alt: string;
  readonly onLoaded: (size: Size) => void;
  /** For the keys of the viewer. */
  readonly ref?: Ref<PictureZoom>;
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
  const { placement, controls } = usePictureZoom(stage, size);
  useImperativeHandle(ref, () => controls, [controls]);

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
        className="relative min-h-0 flex-1 cursor-grab touch-none overflow-hidden rounded-control bg-sunken active:cursor-grabbing"
      >
        <img
          key={attempt}
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
          style={
            placement === null || size === null
              ? { opacity: 0 }
              : {
                  width: size.width,
                  height: size.height,
                  transform: `translate(${placement.x}px, ${placement.y}px) scale(${placement.k})`,
                  imageRendering: placement.k >= PIXELATED_FROM ? 'pixelated' : 'auto',
                }
          }
        />
        {size === null && <Skeleton className="absolute inset-4" />}
      </div>
      <div className="flex items-center justify-center gap-1 pt-2">
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
      </div>
    </div>
  );
}
