import { X } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { SearchField } from '@/components/job-row/search-field';
import { SelectField } from '@/components/job-row/select-field';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import { useQueueJobs } from '@/session/use-jobs';
import { useLive } from '@/session/use-live';
import { usePastJobs } from '@/session/use-past-jobs';
import type { PastView } from '@/session/use-past-jobs';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { GalleryGrid } from './gallery-grid';
import { MEDIA_KINDS } from './gallery-items';
import type { GalleryFilters } from './gallery-items';
import { createGalleryList, estimateOutputsPerRun } from './gallery-list';
import type { GalleryList } from './gallery-list';
import { OpenOutput } from './open-output';
import { t } from './texts';

export interface GalleryPanelProps {
  readonly filters: GalleryFilters;
  readonly onFiltersChange: (filters: GalleryFilters) => void;
  /** The output the viewer shows: `type/subfolder/filename`. */
  readonly openOutput?: string;
  readonly onOpenOutput: (ref: string | null) => void;
  readonly layout: 'dock' | 'page';
}

/** What the runs of the server's history made, newest first, and the viewer over it. */
export function GalleryPanel({ filters, onFiltersChange, openOutput, onOpenOutput, layout }: GalleryPanelProps) {
  const isFiltered = filters.q !== undefined || filters.kind !== undefined || filters.run !== undefined;
  const view = usePastJobs(isFiltered);
  const isStale = useIsStale();
  const tileSizePx = usePreference('galleryTileSizePx');
  const list = useGalleryList(view, filters);
  const { hasMore, loadMore } = view;
  // A search that fits little would read the whole history by itself: there the user asks for more.
  const handleNearEnd = useCallback(() => {
    if (hasMore && !isFiltered) loadMore();
  }, [hasMore, isFiltered, loadMore]);

  const drawBody = () => {
    if (list.length > 0) {
      return (
        <GalleryGrid
          list={list}
          tileSizePx={tileSizePx}
          onOpen={onOpenOutput}
          onNearEnd={handleNearEnd}
          onLook={view.look}
          className={isStale ? STALE_CLASS : ''}
        />
      );
    }
    if (view.jobs.length === 0 || !isFiltered) return <NoOutputs view={view} />;
    return (
      <EmptyState title={t.noMatch} hint={t.lookedThrough({ count: view.jobs.length })}>
        <Button onClick={() => onFiltersChange({})}>{t.resetFilters}</Button>
      </EmptyState>
    );
  };

  return (
    <Panel title={t.gallery} actions={<TileSizeSlider sizePx={tileSizePx} />}>
      <div className="flex h-full flex-col">
        <FilterBar filters={filters} onChange={onFiltersChange} />
        <StaleNote />
        {view.error !== null && view.jobs.length > 0 && !isStale && (
          <p className="flex items-center gap-2 border-b border-border px-3 py-1.5 text-secondary text-warning">
            <span className="flex-1">{t.failedBeside({ reason: wordFailure(view.error) })}</span>
            <Button onClick={view.refetch}>{t.retry}</Button>
          </p>
        )}
        {drawBody()}
        {isFiltered && hasMore && (
          <div className="flex items-center gap-2 border-t border-border px-3 py-1.5 text-secondary text-muted">
            <span className="flex-1">{t.lookedThrough({ count: view.jobs.length })}</span>
            <Button onClick={loadMore}>{t.searchOlder}</Button>
          </div>
        )}
      </div>
      {openOutput !== undefined && (
        <OpenOutput view={view} list={list} outputRef={openOutput} isOverGraph={layout === 'dock'} onOpen={onOpenOutput} />
      )}
    </Panel>
  );
}

/** Outputs as the filters leave them, with room for those of runs that were not read. */
function useGalleryList({ sections, jobs }: PastView, filters: GalleryFilters): GalleryList {
  const liveJobs = useLiveJobs(filters);
  const isPart = sections.some(({ kind }) => kind === 'unread');
  // Taken once: rooms that change their number move the scrollbar.
  const [outputsPerRun, setOutputsPerRun] = useState<number | null>(null);
  if (isPart && outputsPerRun === null) setOutputsPerRun(estimateOutputsPerRun(jobs));
  return useMemo(
    () => createGalleryList({ liveJobs, sections, filters, outputsPerRun: outputsPerRun ?? 1 }),
    [liveJobs, sections, filters, outputsPerRun],
  );
}

/** Running jobs that show a preview, where the filters leave room for one. */
function useLiveJobs({ q, kind, run }: GalleryFilters): readonly Job[] {
  const { jobs } = useQueueJobs();
  const previews = useLive((state) => state.previews);
  return useMemo(() => {
    if (q !== undefined || (kind !== undefined && kind !== 'image')) return [];
    const shown = new Set(Object.values(previews).map(({ promptId }) => promptId));
    return jobs.filter((job) => job.state === 'running' && shown.has(job.id) && (run === undefined || run === job.id));
  }, [jobs, previews, q, kind, run]);
}

const MIN_TILE_PX = 96;
const MAX_TILE_PX = 416;
const TILE_STEP_PX = 16;

function TileSizeSlider({ sizePx }: { readonly sizePx: number }) {
  const workspace = useWorkspace();
  return (
    <input
      type="range"
      aria-label={t.tileSize}
      title={t.tileSize}
      min={MIN_TILE_PX}
      max={MAX_TILE_PX}
      step={TILE_STEP_PX}
      value={sizePx}
      onChange={(event) => workspace.setPreferences({ galleryTileSizePx: event.target.valueAsNumber })}
      className="w-28 accent-accent pointer-coarse:h-11"
    />
  );
}

const KINDS = [
  { value: '', label: t.anyKind },
  ...MEDIA_KINDS.map((kind) => ({ value: kind, label: kind === 'model' ? t.model3d : t[kind] })),
];
const ID_LENGTH = 8;

interface FilterBarProps {
  readonly filters: GalleryFilters;
  readonly onChange: (filters: GalleryFilters) => void;
}

function FilterBar({ filters, onChange }: FilterBarProps) {
  const change = (key: keyof GalleryFilters, value: string): void => {
    const { [key]: _former, ...rest } = filters;
    onChange(value === '' ? rest : { ...rest, [key]: value });
  };
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-1.5">
      <SearchField label={t.search} placeholder={t.searchHint} value={filters.q ?? ''} onChange={(q) => change('q', q)} />
      <SelectField label={t.kind} value={filters.kind ?? ''} options={KINDS} onChange={(kind) => change('kind', kind)} />
      {filters.run !== undefined && (
        <Button
          title={t.leaveRun}
          aria-label={t.leaveRun}
          icon={<X size={16} strokeWidth={1.75} aria-hidden />}
          onClick={() => change('run', '')}
        >
          {t.oneRun({ id: filters.run.slice(0, ID_LENGTH) })}
        </Button>
      )}
    </div>
  );
}

function NoOutputs({ view }: { readonly view: Pick<PastView, 'error' | 'isPending' | 'refetch'> }) {
  const { error, isPending, refetch } = view;
  if (error !== null) return <ErrorState title={t.failed} detail={wordFailure(error)} retryLabel={t.retry} onRetry={refetch} />;
  if (!isPending) return <EmptyState title={t.empty} hint={t.emptyHint} />;
  return (
    <div role="status" aria-label={t.loading} className="grid grid-cols-2 gap-2 p-3">
      {[1, 2, 3, 4].map((tile) => (
        <Skeleton key={tile} className="aspect-square" />
      ))}
    </div>
  );
}
