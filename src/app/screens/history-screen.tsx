import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { HistoryPanel } from '@/features/history';
import { toPromptId } from '@/protocol/ids';

/** `#/history?state=&q=` and `#/history/<job>` */
export function HistoryScreen() {
  const { job } = useParams({ strict: false });
  const { state, q } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <HistoryPanel
      layout="page"
      filters={{ ...(state === undefined ? {} : { state }), ...(q === undefined ? {} : { q }) }}
      onFiltersChange={(filters) => void navigate({ to: '.', search: { state: filters.state, q: filters.q }, replace: true })}
      {...(job === undefined ? {} : { selectedJobId: toPromptId(job) })}
      onSelectJob={(id) =>
        void (id === null
          ? navigate({ to: '/history', search: { state, q } })
          : navigate({ to: '/history/$job', params: { job: id }, search: { state, q } }))
      }
    />
  );
}
