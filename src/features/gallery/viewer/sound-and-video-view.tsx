import { useState } from 'react';
import { MediaFault } from '@/components/output-media/media-fault';
import type { OutputFile } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import type { Size } from './fit';

export interface SoundAndVideoViewProps {
  readonly kind: 'video' | 'audio';
  readonly file: OutputFile;
  readonly jobId: PromptId | null;
  readonly url: string;
  readonly label: string;
  /** Null for a sound. */
  readonly onLoaded: (size: Size | null) => void;
}

/** A video or a sound with the browser's own controls. */
export function SoundAndVideoView({ kind, file, jobId, url, label, onLoaded }: SoundAndVideoViewProps) {
  const [hasFailed, setFailed] = useState(false);
  if (hasFailed) return <MediaFault file={file} jobId={jobId} onRetry={() => setFailed(false)} />;
  if (kind === 'audio') {
    return (
      <div className="flex size-full items-center justify-center rounded-control bg-sunken p-4">
        {/* eslint-disable-next-line jsx-a11y-x/media-has-caption -- generated sound comes without captions */}
        <audio
          src={url}
          aria-label={label}
          controls
          className="w-full max-w-xl"
          onLoadedMetadata={() => onLoaded(null)}
          onError={() => setFailed(true)}
        />
      </div>
    );
  }
  return (
    // eslint-disable-next-line jsx-a11y-x/media-has-caption -- generated video comes without captions
    <video
      src={url}
      aria-label={label}
      controls
      loop
      playsInline
      className="size-full rounded-control bg-sunken object-contain"
      onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight } }) => onLoaded({ width: videoWidth, height: videoHeight })}
      onError={() => setFailed(true)}
    />
  );
}
