import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { HistoryPanel } from '@/features/history';
import type { HistoryFilters } from '@/features/history';
import { toPromptId } from '@/protocol/ids';

const FILTERS = ['state', 'q', 'mine', 'from', 'to', 'model'] as const;

// Brings the whole canvas.
const RunGraph = lazy(async () => ({ default: (await import('./run-graph')).RunGraph }));

/** `#/history?state=&q=&mine=&from=&to=&model=` and `#/history/<job>?graph=1` */
export function HistoryScreen() {
  const { job } = useParams({ strict: false });
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const { graph } = search;
  const filters: HistoryFilters = Object.fromEntries(FILTERS.flatMap((key) => (search[key] === undefined ? [] : [[key, search[key]]])));
  return (
    <HistoryPanel
      layout="page"
      graph={{
        isShown: graph === '1',
        onToggle: (isShown) => void navigate({ to: '.', search: { ...filters, ...(isShown ? { graph: '1' } : {}) } }),
        draw: (run) => (
          <Suspense fallback={null}>
            <RunGraph key={run.id} job={run} />
          </Suspense>
        ),
      }}
      filters={filters}
      onFiltersChange={(next) => void navigate({ to: '.', search: { ...next, ...(graph === undefined ? {} : { graph }) }, replace: true })}
      {...(job === undefined ? {} : { selectedJobId: toPromptId(job) })}
      onSelectJob={(id) =>
        void (id === null
          ? navigate({ to: '/history', search: { ...filters } })
          : navigate({ to: '/history/$job', params: { job: id }, search: { ...filters } }))
      }
    />
  );
}
