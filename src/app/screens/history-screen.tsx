import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { HistoryPanel } from '@/features/history';
import type { HistoryFilters } from '@/features/history';
import { toPromptId } from '@/protocol/ids';

const FILTERS = ['state', 'q', 'mine', 'from', 'to', 'model'] as const;

/** `#/history?state=&q=&mine=&from=&to=&model=` and `#/history/<job>` */
export function HistoryScreen() {
  const { job } = useParams({ strict: false });
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters: HistoryFilters = Object.fromEntries(FILTERS.flatMap((key) => (search[key] === undefined ? [] : [[key, search[key]]])));
  return (
    <HistoryPanel
      layout="page"
      filters={filters}
      onFiltersChange={(next) => void navigate({ to: '.', search: { ...next }, replace: true })}
      {...(job === undefined ? {} : { selectedJobId: toPromptId(job) })}
      onSelectJob={(id) =>
        void (id === null
          ? navigate({ to: '/history', search: { ...filters } })
          : navigate({ to: '/history/$job', params: { job: id }, search: { ...filters } }))
      }
    />
  );
}
