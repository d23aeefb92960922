import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { GalleryPanel } from '@/features/gallery';

/** `#/gallery?q=&kind=&run=` and `#/gallery/<type>/<path>` */
export function GalleryScreen() {
  const { _splat } = useParams({ strict: false });
  const { q, kind, run } = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters = { ...(q === undefined ? {} : { q }), ...(kind === undefined ? {} : { kind }), ...(run === undefined ? {} : { run }) };
  return (
    <GalleryPanel
      layout="page"
      filters={filters}
      onFiltersChange={(next) => void navigate({ to: '.', search: { q: next.q, kind: next.kind, run: next.run }, replace: true })}
      {...(_splat === undefined || _splat === '' ? {} : { openOutput: _splat })}
      onOpenOutput={(output) =>
        void (output === null
          ? navigate({ to: '/gallery/$', params: { _splat: '' }, search: { q, kind, run } })
          : navigate({ to: '/gallery/$', params: { _splat: output }, search: { q, kind, run } }))
      }
    />
  );
}
