import { SquareCheck } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import { useQueueJobs } from '@/session/use-jobs';
import { useLive } from '@/session/use-live';
import { usePastJobs } from '@/session/use-past-jobs';
import type { PastView } from '@/session/use-past-jobs';
import { Button, IconButton } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { usePreference, useWorkspace } from '@/workspace/use-workspace';
import { SelectionBar } from './actions/selection-bar';
import { GalleryGrid } from './gallery-grid';
import { GalleryFilters } from './gallery-filters';
import type { GalleryFilters as Filters } from './gallery-items';
import { createGalleryList, estimateOutputsPerRun } from './gallery-list';
import type { GalleryList } from './gallery-list';
import { parseGalleryQuery } from './gallery-query';
import type { Marks } from './marks/mark';
import { useMarks } from './marks/use-marks';
import { OpenOutput } from './open-output';
import { t } from './texts';
import { useSelection } from './use-selection';

export interface GalleryPanelProps {
  readonly filters: Filters;
  readonly onFiltersChange: (filters: Filters) => void;
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
  const { marks, change } = useMarks();
  const list = useGalleryList(view, filters, marks);
  const selection = useSelection(list);
  const chosen = useMemo(() => list.items.filter(({ ref }) => selection.refs.has(ref)), [list, selection.refs]);
  const [compared, setCompared] = useState(NOTHING);
  const handleCompare = (): void => {
    const refs = chosen.flatMap(({ ref, output }) => (output.kind === 'image' ? [ref] : []));
    setCompared(refs);
    onOpenOutput(refs[0] ?? null);
  };
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
          selection={selection}
          marks={marks}
          onMark={change}
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
    <Panel
      title={t.gallery}
      actions={
        <>
          <IconButton label={t.choose} isPressed={selection.isChoosing} onClick={() => selection.setChoosing(!selection.isChoosing)}>
            <SquareCheck size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <TileSizeSlider sizePx={tileSizePx} />
        </>
      }
    >
      <div className="flex h-full flex-col">
        <GalleryFilters filters={filters} jobs={view.jobs} marks={marks} onChange={onFiltersChange} />
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
        {chosen.length > 0 && (
          <SelectionBar
            items={chosen}
            onMark={(what) => change([...selection.refs], what)}
            onCompare={handleCompare}
            onClear={selection.clear}
          />
        )}
      </div>
      {openOutput !== undefined && (
        <OpenOutput
          view={view}
          list={list}
          outputRef={openOutput}
          isOverGraph={layout === 'dock'}
          marks={marks}
          onMark={change}
          compared={compared}
          onOpen={(ref) => {
            setCompared(NOTHING);
            onOpenOutput(ref);
          }}
        />
      )}
    </Panel>
  );
}

/** Outputs as the filters leave them, with room for those of runs that were not read. */
function useGalleryList({ sections, jobs }: PastView, filters: Filters, marks: Marks): GalleryList {
  const liveJobs = useLiveJobs(filters);
  const isPart = sections.some(({ kind }) => kind === 'unread');
  // Taken once: rooms that change their number move the scrollbar.
  const [outputsPerRun, setOutputsPerRun] = useState<number | null>(null);
  if (isPart && outputsPerRun === null) setOutputsPerRun(estimateOutputsPerRun(jobs));
  // A mark moves nothing unless marks are asked for: the list keeps its identity.
  const asked = asksForMarks(filters.q) ? marks : NO_MARKS;
  return useMemo(
    () => createGalleryList({ liveJobs, sections, filters, outputsPerRun: outputsPerRun ?? 1, marks: asked }),
    [liveJobs, sections, filters, outputsPerRun, asked],
  );
}

const NOTHING: readonly string[] = [];
const NO_MARKS: Marks = new Map();

function asksForMarks(q: string | undefined): boolean {
  const { is, tag, rating, sort } = parseGalleryQuery(q ?? '').terms;
  return is !== undefined || tag !== undefined || rating !== undefined || sort === 'rating';
}

/** Running jobs that show a preview, where the filters leave room for one. */
function useLiveJobs({ q, kind, run }: Filters): readonly Job[] {
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
