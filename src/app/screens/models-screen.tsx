import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ModelsPanel } from '@/features/models';

/** `#/models/<folder>?q=&file=`: one kind of models, or all; `file` is the model whose details are shown. */
export function ModelsScreen() {
  const { folder } = useParams({ strict: false });
  const { q, file } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <ModelsPanel
      place={{ folder: folder ?? null, query: q ?? '', openKey: file ?? null }}
      onPlaceChange={({ folder: next, query, openKey }) => {
        const search = { q: query === '' ? undefined : query, file: openKey ?? undefined };
        const replace = query !== (q ?? '');
        void navigate(
          next === null ? { to: '/models', search, replace } : { to: '/models/$folder', params: { folder: next }, search, replace },
        );
      }}
    />
  );
}
