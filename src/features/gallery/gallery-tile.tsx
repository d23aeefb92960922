import clsx from 'clsx';
import { CircleCheck } from 'lucide-react';
import { memo, useMemo } from 'react';
import { toJobCaption, toJobTitle } from '@/components/job-row/job-title';
import { useJobRun } from '@/components/job-row/use-job-run';
import type { Roving } from '@/components/job-row/use-roving';
import { toOutputName } from '@/components/output-media/alt-text';
import { MiddleText } from '@/components/output-media/middle-text';
import { OutputThumbnail } from '@/components/output-media/output-thumbnail';
import type { Job } from '@/jobs/job';
import { useFullJob } from '@/session/use-full-job';
import type { RunItem } from './gallery-items';
import { MarkBadges } from './marks/mark-badges';
import type { Mark } from './marks/mark';
import { t } from './texts';

/** Where a tile stands in the grid and in the tab order; plain values, so that a tile is drawn anew only where one of them changed. */
export interface TilePlace {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly position: number;
  readonly count: number;
  readonly isTabStop: boolean;
  /** Its key among those of the grid. */
  readonly rovingKey: string;
}

export interface GalleryTileProps extends TilePlace {
  readonly item: RunItem;
  readonly isHeld: boolean;
  readonly isChosen: boolean;
  readonly mark: Mark | undefined;
  /** A click; with Ctrl or Shift it chooses. */
  readonly onPick: (ref: string, how: 'plain' | 'toggle' | 'range') => void;
}

const BUTTON = 'block w-full overflow-hidden rounded-control border border-border bg-sunken hover:border-border-strong';

/** One output of the gallery: a square that never changes its size, and its name. */
export const GalleryTile = memo(function GalleryTile({ item, isHeld, isChosen, mark, onPick, ...place }: GalleryTileProps) {
  const { ref, output } = item;
  const { brief } = item.job;
  const job = useFullJob(item.job, !isHeld && brief?.hasOutputs === false);
  const name = toOutputName(output);
  const caption = useMemo(() => toJobCaption(job), [job]);
  return (
    <li {...toItemProps(place)} data-output={ref}>
      <button
        type="button"
        {...toTargetProps(place)}
        aria-label={isChosen ? t.chosenName({ name }) : t.show({ name })}
        title={caption === '' ? name : `${name}\n${caption}`}
        className={clsx(
          BUTTON,
          'relative',
          isChosen && 'outline-2 outline-offset-1 outline-accent',
          mark?.verdict === 'reject' && 'opacity-50',
        )}
        style={{ height: place.widthPx }}
        onClick={(event) => onPick(ref, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'plain')}
      >
        <OutputThumbnail jobId={job.id} output={output} caption={caption} fit="contain" sizePx={place.widthPx} isHeld={isHeld} />
        {mark !== undefined && <MarkBadges mark={mark} />}
        {isChosen && <CircleCheck aria-hidden size={20} className="absolute top-1 left-1 rounded-full bg-surface text-accent" />}
      </button>
      <p aria-hidden className="text-secondary text-muted">
        <MiddleText text={name} />
      </p>
    </li>
  );
});

function toItemProps({ xPx, yPx, widthPx, position, count }: TilePlace) {
  return {
    style: { width: widthPx, transform: `translate(${xPx}px, ${yPx}px)` },
    className: 'absolute top-0 left-0',
    'aria-posinset': position + 1,
    'aria-setsize': count,
  };
}

function toTargetProps({ isTabStop, rovingKey }: TilePlace): ReturnType<Roving['targetProps']> {
  return { tabIndex: isTabStop ? 0 : -1, 'data-roving': rovingKey };
}

export interface WaitingTileProps extends TilePlace {
  /** The run whose output it is; null when not even that was read. */
  readonly job: Job | null;
  readonly isHeld: boolean;
}

/** The room of an output that was not read yet; reads its run when the grid stands still. */
export const WaitingTile = memo(function WaitingTile({ job, isHeld, ...place }: WaitingTileProps) {
  useFullJob(job, !isHeld);
  return (
    <li {...toItemProps(place)} {...toTargetProps(place)} aria-label={t.notRead} aria-busy="true">
      <div className={clsx('rounded-control bg-raised', !isHeld && 'animate-pulse')} style={{ height: place.widthPx }} />
    </li>
  );
});

export interface LiveTileProps extends TilePlace {
  readonly job: Job;
  readonly onOpen: () => void;
}

/** What a running job looks like so far; says that it is no output yet. */
export function LiveTile({ job, onOpen, ...place }: LiveTileProps) {
  const { previewUrl, share } = useJobRun(job);
  const name = toJobTitle(job);
  return (
    <li {...toItemProps(place)} data-job-id={job.id} data-job-state={job.state}>
      <button
        type="button"
        {...toTargetProps(place)}
        aria-label={t.showRun({ name })}
        className={`${BUTTON} border-accent`}
        style={{ height: place.widthPx }}
        onClick={onOpen}
      >
        {previewUrl !== null && <img src={previewUrl} alt={t.liveOf({ name })} draggable={false} className="size-full object-contain" />}
      </button>
      <p className="overflow-hidden text-secondary whitespace-nowrap text-accent tabular-nums">
        {share === null ? t.livePreview : t.livePercent({ percent: Math.round(share * 100) })}
      </p>
    </li>
  );
}
