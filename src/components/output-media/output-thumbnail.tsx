import clsx from 'clsx';
import { ImageOff, Play } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { THUMBNAIL_SIDE_PX } from '@/config/limits';
import type { JobOutput, OutputFile } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { toAltText, toOutputName } from './alt-text';
import { MediaIcon } from './media-icon';
import { MiddleText } from './middle-text';
import { t } from './texts';
import { useLoadTurn } from './use-load-turn';
import { useThumbnail } from './use-thumbnail';

export interface OutputThumbnailProps {
  readonly jobId: PromptId;
  readonly output: JobOutput;
  /** What the picture shows, from its prompt; empty = named by its file. */
  readonly caption: string;
  /** `cover` fills the square, `contain` shows all of it. */
  readonly fit: 'cover' | 'contain';
  /** Room for an icon only: no names and texts. */
  readonly isSmall?: boolean;
  /** Longer side of the room in px where the list knows it: pictures that need no more are drawn from a small copy, like small ones. */
  readonly sizePx?: number;
  /** True while a list scrolls: what did not begin to load waits, and stands still until then. */
  readonly isHeld?: boolean;
}

/** A small copy is drawn larger than it is by this much at most. */
const MAX_STRETCH = 1.5;

/**
 * A small view of one output that fills its parent, whose size never depends on it. Pictures and videos are loaded in turn; whatever
 * cannot be drawn is an icon with a name. Key it by the output: it holds the state of one file.
 */
export function OutputThumbnail(props: OutputThumbnailProps) {
  const { jobId, output, caption, fit, isSmall = false, sizePx = isSmall ? 0 : Infinity, isHeld = false } = props;
  const { kind, file, text } = output;
  if (file !== null && (kind === 'image' || kind === 'video')) {
    const isCopyEnough = kind === 'image' && sizePx * window.devicePixelRatio <= THUMBNAIL_SIDE_PX * MAX_STRETCH;
    const Shown = isCopyEnough ? CopiedThumbnail : LoadedThumbnail;
    return <Shown jobId={jobId} file={file} kind={kind} alt={toAltText(output, caption)} fit={fit} isHeld={isHeld} />;
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

interface FileThumbnailProps {
  readonly jobId: PromptId;
  readonly file: OutputFile;
  readonly kind: 'image' | 'video';
  readonly alt: string;
  readonly fit: 'cover' | 'contain';
  readonly isHeld: boolean;
}

/** A picture from its small copy, or itself where there can be none. */
function CopiedThumbnail(props: FileThumbnailProps) {
  const { jobId, file, alt, fit, isHeld } = props;
  const [isBroken, setIsBroken] = useState(false);
  const thumbnail = useThumbnail({ jobId, file }, isHeld);
  if (thumbnail === null) return <Waiting isStill={isHeld} />;
  if (thumbnail.kind === 'failed') return <NotShown alt={alt} />;
  if (thumbnail.kind === 'full' || isBroken) return <LoadedThumbnail {...props} />;
  return (
    <img
      src={thumbnail.url}
      alt={alt}
      decoding="async"
      draggable={false}
      className={clsx('size-full', toFitClass(fit))}
      onError={() => setIsBroken(true)}
    />
  );
}

function LoadedThumbnail({ jobId, file, kind, alt, fit, isHeld }: FileThumbnailProps) {
  const { client } = useSession();
  const { mayLoad, end } = useLoadTurn(isHeld);
  const [state, setState] = useState<'waiting' | 'shown' | 'failed'>('waiting');
  const finish = (next: 'shown' | 'failed'): void => {
    setState(next);
    end();
  };

  if (state === 'failed') return <NotShown alt={alt} />;
  const className = clsx('size-full', toFitClass(fit), state === 'waiting' && 'opacity-0');
  const url = client.viewUrl(file, { cacheKey: jobId });
  return (
    <div className="relative size-full">
      {mayLoad && kind === 'image' && (
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
      {mayLoad && kind === 'video' && (
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
      {kind === 'video' && (
        <span className="absolute right-1 bottom-1 rounded-control bg-surface p-0.5 text-text">
          <Play size={12} strokeWidth={1.75} aria-hidden />
        </span>
      )}
      {state === 'waiting' && (
        <div className="absolute inset-0">
          <Waiting isStill={!mayLoad} />
        </div>
      )}
    </div>
  );
}

function toFitClass(fit: FileThumbnailProps['fit']): string {
  return fit === 'cover' ? 'object-cover' : 'object-contain';
}

/** A hundred pulsing squares cost a scrolling list its frames: only what is loading moves. */
function Waiting({ isStill }: { readonly isStill: boolean }) {
  return <div aria-hidden className={clsx('size-full bg-raised', !isStill && 'animate-pulse')} />;
}

function NotShown({ alt }: { readonly alt: string }) {
  return (
    <Centered>
      <ImageOff size={16} strokeWidth={1.75} role="img" aria-label={`${alt} (${t.notShown})`} className="text-muted" />
    </Centered>
  );
}

function Centered({ children }: { readonly children: ReactNode }) {
  return <div className="flex size-full flex-col items-center justify-center gap-1 text-muted">{children}</div>;
}
