import clsx from 'clsx';
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { ListChecks } from 'lucide-react';
import { useJobActions } from '@/components/job-actions/use-job-actions';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import type { Job } from '@/jobs/job';
import type { PastSection } from '@/jobs/past-sections';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { usePastJobs } from '@/session/use-past-jobs';
import type { PastView } from '@/session/use-past-jobs';
import { Button, IconButton } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { ClearHistoryButton } from './clear-history-button';
import { comparedRuns } from './compared-runs';
import { FilterBar } from './filter-bar';
import { filterJobs, isFiltering, listModels } from './filter-jobs';
import type { HistoryFilters } from './filter-jobs';
import { HistoryList } from './history-list';
import { RunDetail } from './run-detail';
import type { RunGraphSwitch } from './run-detail';
import { SelectionBar } from './selection-bar';
import { t } from './texts';
import { useDeleteJob } from './use-delete-job';
import { useSelection } from './use-selection';

export interface HistoryPanelProps {
  readonly filters: HistoryFilters;
  readonly onFiltersChange: (filters: HistoryFilters) => void;
  /** The run whose details are shown. */
  readonly selectedJobId?: PromptId;
  readonly onSelectJob: (id: PromptId | null) => void;
  readonly layout: 'dock' | 'page';
  /** Where a run can be shown as the graph it was: in place of its details. */
  readonly graph?: RunGraphSwitch;
}

/** What the server has run, newest first, and the details of one run: beside the list where there is room, else instead of it. */
export function HistoryPanel({ filters, onFiltersChange, selectedJobId, onSelectJob, layout, graph }: HistoryPanelProps) {
  const isFiltered = isFiltering(filters);
  const view = usePastJobs(isFiltered);
  const isStale = useIsStale();
  const actions = useJobActions();
  const deletion = useDeleteJob();
  const jobs = useMemo(() => filterJobs(view.jobs, filters), [view.jobs, filters]);
  const order = useMemo(() => jobs.map(({ id }) => id), [jobs]);
  const selection = useSelection(order);
  const comparison = comparedRuns(useSession());
  const compared = useStore(comparison, (state) => state.compared);
  const models = useMemo(() => listModels(view.jobs), [view.jobs]);
  const { hasMore, loadMore } = view;
  const sections = useMemo(() => (isFiltered ? toOneSection(jobs) : view.sections), [isFiltered, jobs, view.sections]);
  const length = countPlaces(view.sections);
  // A search that fits little would read the whole history by itself: there the user asks for more.
  const handleNearEnd = useCallback(() => {
    if (hasMore && !isFiltered) loadMore();
  }, [hasMore, isFiltered, loadMore]);
  const hasDetail = selectedJobId !== undefined;

  const drawList = () => {
    if (view.jobs.length === 0) return <NoRuns view={view} />;
    if (jobs.length === 0) return <NoMatch count={view.jobs.length} onReset={() => onFiltersChange({})} />;
    return (
      <HistoryList
        sections={sections}
        actions={actions}
        deletion={deletion}
        selection={selection}
        selectedId={selectedJobId ?? null}
        onSelect={onSelectJob}
        onNearEnd={handleNearEnd}
        onLook={view.look}
        className={isStale ? STALE_CLASS : ''}
      />
    );
  };

  const handleComparePicked = (): void => {
    // The list is newest first: the newer run is shown, against the older one.
    const [newer, older] = order.filter((id) => selection.ids.has(id));
    if (newer === undefined || older === undefined) return;
    comparison.setState({ compared: { id: newer, withId: older } });
    selection.stop();
    onSelectJob(newer);
  };

  return (
    <Panel
      title={t.history}
      actions={
        <>
          <IconButton
            label={t.select}
            isPressed={selection.isOn}
            disabled={jobs.length === 0 && !selection.isOn}
            onClick={selection.isOn ? selection.stop : selection.start}
          >
            <ListChecks size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <ClearHistoryButton count={length} isMore={hasMore && !view.isPaged} />
        </>
      }
    >
      <div className="flex h-full min-h-0">
        <div
          className={clsx(
            'min-h-0 min-w-0 flex-1 flex-col',
            hasDetail && layout === 'page' && 'hidden lg:flex lg:max-w-96 lg:border-r lg:border-border',
            hasDetail && layout === 'dock' && 'hidden',
            !hasDetail && 'flex',
          )}
        >
          <FilterBar filters={filters} onChange={onFiltersChange} models={models} />
          <StaleNote />
          {view.error !== null && view.jobs.length > 0 && !isStale && (
            <p className="flex items-center gap-2 border-b border-border px-3 py-1.5 text-secondary text-warning">
              <span className="flex-1">{t.failedBeside({ reason: wordFailure(view.error) })}</span>
              <Button onClick={view.refetch}>{t.retry}</Button>
            </p>
          )}
          {drawList()}
          {selection.isOn && <SelectionBar selection={selection} onCompare={handleComparePicked} />}
          {isFiltered && hasMore && (
            <div className="flex items-center gap-2 border-t border-border px-3 py-1.5 text-secondary text-muted">
              <span className="flex-1">{t.noMatchHint({ count: view.jobs.length })}</span>
              <Button onClick={loadMore}>{t.searchOlder}</Button>
            </div>
          )}
        </div>
        {hasDetail && (
          <RunDetail
            key={selectedJobId}
            id={selectedJobId}
            {...(graph === undefined ? {} : { graph })}
            actions={actions}
            deletion={deletion}
            {...(compared?.id === selectedJobId ? { comparedId: compared.withId } : {})}
            onCompare={(withId) => comparison.setState({ compared: withId === undefined ? null : { id: selectedJobId, withId } })}
            onClose={() => onSelectJob(null)}
          />
        )}
      </div>
    </Panel>
  );
}

function toOneSection(jobs: readonly Job[]): readonly PastSection[] {
  return [{ kind: 'read', items: jobs.map((job) => ({ job, slot: null })) }];
}

function countPlaces(sections: readonly PastSection[]): number {
  return sections.reduce((sum, section) => sum + (section.kind === 'read' ? section.items.length : section.count), 0);
}

function NoRuns({ view }: { readonly view: Pick<PastView, 'error' | 'isPending' | 'refetch'> }) {
  const { error, isPending, refetch } = view;
  if (error !== null) return <ErrorState title={t.failed} detail={wordFailure(error)} retryLabel={t.retry} onRetry={refetch} />;
  if (isPending) return <LoadingRows />;
  return <EmptyState title={t.empty} hint={t.emptyHint} />;
}

function NoMatch({ count, onReset }: { readonly count: number; readonly onReset: () => void }) {
  return (
    <EmptyState title={t.noMatch} hint={t.noMatchHint({ count })}>
      <Button onClick={onReset}>{t.resetFilters}</Button>
    </EmptyState>
  );
}

function LoadingRows() {
  return (
    <div role="status" aria-label={t.loading} className="flex flex-col gap-2 p-3">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} className="h-12" />
      ))}
    </div>
  );
}
