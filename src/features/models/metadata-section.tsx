import { useQuery } from '@tanstack/react-query';
import { CopyButton } from '@/components/output-media/copy-button';
import { wordFailure } from '@/components/server-failure/word-failure';
import { modelMetadataQuery } from '@/session/queries/models';
import { useSession } from '@/session/session-provider';
import { Button } from '@/ui/button';
import { Skeleton } from '@/ui/states';
import { toMetadataRows } from './metadata-rows';
import type { ModelItem } from './model-items';
import { t } from './texts';

/** A training log may be hundreds of kilobytes: the rest of a long value is only copied. */
const MAX_CHARS = 400;

/** What a model's file says of itself. */
export function MetadataSection({ item }: { readonly item: ModelItem }) {
  const { data, error, refetch } = useQuery(modelMetadataQuery(useSession(), item.folder, item.file.name));
  const rows = data === undefined || data === null ? [] : toMetadataRows(data);
  return (
    <section aria-label={t.metadata} className="px-3 py-3">
      <h3 className="mb-2 font-semibold">{t.metadata}</h3>
      {data === undefined && error === null && (
        <div role="status" aria-label={t.metadataLoading}>
          <Skeleton className="h-12" />
        </div>
      )}
      {data === undefined && error !== null && (
        <div role="alert" className="flex flex-col items-start gap-2 text-secondary">
          <p className="text-danger">{t.metadataFailed({ reason: wordFailure(error) })}</p>
          <Button onClick={() => void refetch()}>{t.retry}</Button>
        </div>
      )}
      {data !== undefined && rows.length === 0 && <p className="text-secondary text-muted">{t.metadataNone}</p>}
      <dl>
        {rows.map(({ name, value }) => (
          <div key={name} className="mb-2">
            <dt className="flex items-center gap-1 text-secondary text-muted">
              <span className="min-w-0 flex-1 break-all">{name}</span>
              <CopyButton label={t.copyValue({ name })} value={value} />
            </dt>
            <dd className="break-words whitespace-pre-wrap">{value.length > MAX_CHARS ? `${value.slice(0, MAX_CHARS)}…` : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
