import { lazy, Suspense } from 'react';
import type { Ref } from 'react';
import { toJobCaption } from '@/components/job-row/job-title';
import { toAltText, toOutputName } from '@/components/output-media/alt-text';
import { MediaIcon } from '@/components/output-media/media-icon';
import { useSession } from '@/session/session-provider';
import { Skeleton } from '@/ui/states';
import type { GalleryItem } from '../gallery-items';
import { t } from '../texts';
import type { Size } from './fit';
import { PictureView } from './picture-view';
import type { PictureControls } from './picture-view';
import { SoundAndVideoView } from './sound-and-video-view';
import { TextFileView, TextView } from './text-view';
import type { Playback } from './video-view';

/** three.js is larger than the rest of the page. */
const ModelView = lazy(async () => ({ default: (await import('./model-view')).ModelView }));

/** Formats that hold everything inside and can be drawn. */
const DRAWN_MODEL = /\.glb$/i;

export interface ViewerStageProps {
  readonly item: GalleryItem;
  /** Called when the file is there; size where it has one. */
  readonly onLoaded: (size: Size | null) => void;
  readonly zoomRef: Ref<PictureControls>;
  readonly playRef: Ref<Playback>;
}

/** One output, large, by its kind. Key it by the output. */
export function ViewerStage({ item, onLoaded, zoomRef, playRef }: ViewerStageProps) {
  const { client } = useSession();
  const { job, output } = item;
  const { kind, file, text } = output;
  const name = toOutputName(output);
  const jobId = job?.id ?? null;
  if (file === null) return <TextView name={name} text={text ?? ''} />;
  const url = client.viewUrl(file, jobId === null ? {} : { cacheKey: jobId });
  const alt = toAltText(output, toJobCaption(job));
  if (kind === 'image') return <PictureView ref={zoomRef} file={file} jobId={jobId} url={url} alt={alt} onLoaded={onLoaded} />;
  if (kind === 'video' || kind === 'audio') {
    return <SoundAndVideoView ref={playRef} kind={kind} file={file} jobId={jobId} url={url} label={alt} onLoaded={onLoaded} />;
  }
  if (kind === 'text') return <TextFileView file={file} jobId={jobId} />;
  if (kind === 'model' && DRAWN_MODEL.test(file.filename)) {
    return (
      <Suspense fallback={<Skeleton className="size-full" />}>
        <ModelView file={file} jobId={jobId} />
      </Suspense>
    );
  }
  return (
    <div className="flex size-full flex-col items-center justify-center gap-2 rounded-control bg-sunken p-4 text-center">
      <MediaIcon kind={kind} size={32} />
      <p className="max-w-full font-semibold break-words">{name}</p>
      <p className="text-muted">{t.noPreviewForKind}</p>
    </div>
  );
}
