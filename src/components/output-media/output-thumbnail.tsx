import clsx from 'clsx';
import { ImageOff, Play } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { JobOutput } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { toAltText, toOutputName } from './alt-text';
import { MediaIcon } from './media-icon';
import { MiddleText } from './middle-text';
import { t } from './texts';
import { useLoadTurn } from './use-load-turn';

export interface OutputThumbnailProps {
  readonly jobId: PromptId;
  readonly output: JobOutput;
  /** What the picture shows, from its prompt; empty = named by its file. */
  readonly caption: string;
  /** `cover` fills the square, `contain` shows all of it. */
  readonly fit: 'cover' | 'contain';
  /** Room for an icon only: no names and texts. */
  readonly isSmall?: boolean;
  /** True while a list scrolls: what did not begin to load waits. */
  readonly isHeld?: boolean;
}

/**
 * A small view of one output that fills its parent, whose size never depends on it. Pictures and videos are loaded in turn; whatever
 * cannot be drawn is an icon with a name. Key it by the output: it holds the state of one file.
 */
export function OutputThumbnail({ jobId, output, caption, fit, isSmall = false, isHeld = false }: OutputThumbnailProps) {
  const { kind, file, text } = output;
  if (file !== null && (kind === 'image' || kind === 'video')) {
    return <LoadedThumbnail jobId={jobId} output={{ ...output, file, kind }} caption={caption} fit={fit} isHeld={isHeld} />;
  }
  if (isSmall) return <Centered>{<MediaIcon kind={kind} />}</Centered>;
  if (kind === 'text' && text !== null) {
    return (
      <p className="size-full overflow-hidden p-2 text-left font-mono text-secondary break-words whitespace-pre-wrap">
        {text.slice(0, 400)}
      </p>
    );
  }
  return (
    <Centered>
      <MediaIcon kind={kind} size={24} />
      <MiddleText text={toOutputName(output)} className="max-w-full px-2 text-secondary" />
    </Centered>
  );
}

interface LoadedProps {
  readonly jobId: PromptId;
  readonly output: JobOutput & { readonly file: NonNullable<JobOutput['file']>; readonly kind: 'image' | 'video' };
  readonly caption: string;
  readonly fit: 'cover' | 'contain';
  readonly isHeld: boolean;
}

function LoadedThumbnail({ jobId, output, caption, fit, isHeld }: LoadedProps) {
  const { client } = useSession();
  const { mayLoad, end } = useLoadTurn(isHeld);
  const [state, setState] = useState<'waiting' | 'shown' | 'failed'>('waiting');
  const alt = toAltText(output, caption);
  const finish = (next: 'shown' | 'failed'): void => {
    setState(next);
    end();
  };

  if (state === 'failed') {
    return (
      <Centered>
        <ImageOff size={16} strokeWidth={1.75} role="img" aria-label={`${alt} (${t.notShown})`} className="text-muted" />
      </Centered>
    );
  }
  const className = clsx('size-full', fit === 'cover' ? 'object-cover' : 'object-contain', state === 'waiting' && 'opacity-0');
  const url = client.viewUrl(output.file, { cacheKey: jobId });
  return (
    <div className="relative size-full">
      {mayLoad && output.kind === 'image' && (
        <img
          src={url}
          alt={alt}
          decoding="async"
          draggable={false}
          className={className}
          onLoad={() => finish('shown')}
          onError={() => finish('failed')}
        />
      )}
      {mayLoad && output.kind === 'video' && (
        <video
          // The first frame is often black.
          src={`${url}#t=0.1`}
          aria-label={alt}
          muted
          playsInline
          preload="metadata"
          className={className}
          onLoadedMetadata={() => finish('shown')}
          onError={() => finish('failed')}
        />
      )}
      {output.kind === 'video' && (
        <span className="absolute right-1 bottom-1 rounded-control bg-surface p-0.5 text-text">
          <Play size={12} strokeWidth={1.75} aria-hidden />
        </span>
      )}
      {state === 'waiting' && <div aria-hidden className="absolute inset-0 animate-pulse bg-raised" />}
    </div>
  );
}

function Centered({ children }: { readonly children: ReactNode }) {
  return <div className="flex size-full flex-col items-center justify-center gap-1 text-muted">{children}</div>;
}
