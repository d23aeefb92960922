import { useState } from 'react';
import type { Ref } from 'react';
import { MediaFault } from '@/components/output-media/media-fault';
import type { OutputFile } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import type { Size } from './fit';
import { SoundView } from './sound-view';
import { VideoView } from './video-view';
import type { Playback } from './video-view';

export interface SoundAndVideoViewProps {
  readonly kind: 'video' | 'audio';
  readonly file: OutputFile;
  readonly jobId: PromptId | null;
  readonly url: string;
  readonly label: string;
  /** Null for a sound. */
  readonly onLoaded: (size: Size | null) => void;
  /** For the keys of the viewer. */
  readonly ref?: Ref<Playback>;
}

/** A video or a sound, or why it cannot be played. */
export function SoundAndVideoView({ kind, file, jobId, url, label, onLoaded, ref }: SoundAndVideoViewProps) {
  const [hasFailed, setFailed] = useState(false);
  if (hasFailed) return <MediaFault file={file} jobId={jobId} onRetry={() => setFailed(false)} />;
  const shared = { url, label, onFailed: () => setFailed(true), ...(ref !== undefined && { ref }) };
  return kind === 'video' ? (
    <VideoView {...shared} onLoaded={onLoaded} />
  ) : (
    <SoundView {...shared} file={file} jobId={jobId} onLoaded={() => onLoaded(null)} />
  );
}
