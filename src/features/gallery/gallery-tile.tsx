import { useMemo } from 'react';
import type { CSSProperties } from 'react';
import { toJobCaption, toJobTitle } from '@/components/job-row/job-title';
import { useJobRun } from '@/components/job-row/use-job-run';
import { toOutputName } from '@/components/output-media/alt-text';
import { MiddleText } from '@/components/output-media/middle-text';
import { OutputThumbnail } from '@/components/output-media/output-thumbnail';
import type { Job } from '@/jobs/job';
import type { RunItem } from './gallery-items';
import { t } from './texts';

/** Where a tile stands in the grid and in the tab order. */
export interface TilePlace {
  readonly style: CSSProperties;
  readonly widthPx: number;
  readonly position: number;
  readonly count: number;
  readonly target: { readonly tabIndex: 0 | -1; readonly 'data-roving': string };
}

export interface GalleryTileProps {
  readonly item: RunItem;
  readonly place: TilePlace;
  readonly isHeld: boolean;
  readonly onOpen: () => void;
}

const BUTTON = 'block w-full overflow-hidden rounded-control border border-border bg-sunken hover:border-border-strong';

/** One output of the gallery: a square that never changes its size, and its name. */
export function GalleryTile({ item, place, isHeld, onOpen }: GalleryTileProps) {
  const { ref, job, output } = item;
  const name = toOutputName(output);
  const caption = useMemo(() => toJobCaption(job), [job]);
  return (
    <li
      style={place.style}
      className="absolute top-0 left-0"
      data-output={ref}
      aria-posinset={place.position + 1}
      aria-setsize={place.count}
    >
      <button
        type="button"
        {...place.target}
        aria-label={t.show({ name })}
        title={caption === '' ? name : `${name}\n${caption}`}
        className={BUTTON}
        style={{ height: place.widthPx }}
        onClick={onOpen}
      >
        <OutputThumbnail jobId={job.id} output={output} caption={caption} fit="contain" isHeld={isHeld} />
      </button>
      <p aria-hidden className="text-secondary text-muted">
        <MiddleText text={name} />
      </p>
    </li>
  );
}

export interface LiveTileProps {
  readonly job: Job;
  readonly place: TilePlace;
  readonly onOpen: () => void;
}

/** What a running job looks like so far; says that it is no output yet. */
export function LiveTile({ job, place, onOpen }: LiveTileProps) {
  const { previewUrl, share } = useJobRun(job);
  const name = toJobTitle(job);
  return (
    <li
      style={place.style}
      className="absolute top-0 left-0"
      data-job-id={job.id}
      data-job-state={job.state}
      aria-posinset={place.position + 1}
      aria-setsize={place.count}
    >
      <button
        type="button"
        {...place.target}
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
