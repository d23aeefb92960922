import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { CopyButton } from '@/components/output-media/copy-button';
import { formatBytes } from '@/lib/format';
import { embeddingsQuery } from '@/session/queries/models';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { InsertSection } from './insert-section';
import type { Insertion } from './insert-targets';
import { MetadataSection } from './metadata-section';
import { withoutEnding } from './model-items';
import type { ModelItem } from './model-items';
import { ModelPreview } from './model-preview';
import { t } from './texts';

const EMBEDDINGS = 'embeddings';
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export interface ModelDetailProps {
  readonly item: ModelItem;
  /** Every model of its kind. */
  readonly names: ReadonlySet<string>;
  readonly hasPreview: boolean;
  readonly onClose: () => void;
}

/** One model: its picture, its figures, ways to use it, and what its file says of itself. */
export function ModelDetail({ item, names, hasPreview, onClose }: ModelDetailProps) {
  const { folder, file, title } = item;
  const isEmbedding = folder === EMBEDDINGS;
  const token = useToken(item);
  const insertion = useMemo(
    (): Insertion => (isEmbedding ? { kind: 'embedding', token } : { kind: 'model', folder, name: file.name, names }),
    [isEmbedding, token, folder, file.name, names],
  );
  return (
    <section aria-label={t.details} className="h-full min-w-0 flex-1 overflow-auto lg:max-w-96 lg:border-l lg:border-border">
      <header className="flex items-center gap-2 border-b border-border px-3 py-1.5">
        <IconButton label={t.back} onClick={onClose}>
          <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <h3 className="min-w-0 flex-1 truncate font-semibold" title={title}>
          {title}
        </h3>
      </header>
      {hasPreview && (
        <div className="px-3 pt-3">
          <ModelPreview item={item} isOffered alt={t.preview({ name: title })} className="max-h-80 min-h-16 w-full" />
        </div>
      )}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b border-border px-3 py-3">
        <dt className="text-muted">{t.name}</dt>
        <dd className="break-all">{file.name}</dd>
        <CopyButton label={t.copyName} value={file.name} />
        {isEmbedding && (
          <>
            <dt className="text-muted">{t.token}</dt>
            <dd className="font-mono text-secondary break-all">{token}</dd>
            <CopyButton label={t.copyToken} value={token} />
          </>
        )}
        <dt className="text-muted">{t.folder}</dt>
        <dd className="col-span-2">{folder}</dd>
        {file.sizeBytes !== null && (
          <>
            <dt className="text-muted">{t.size}</dt>
            <dd className="col-span-2 tabular-nums">{formatBytes(file.sizeBytes)}</dd>
          </>
        )}
        {file.modifiedAtMs !== null && (
          <>
            <dt className="text-muted">{t.modified}</dt>
            <dd className="col-span-2 tabular-nums">{moment.format(file.modifiedAtMs)}</dd>
          </>
        )}
      </dl>
      <InsertSection insertion={insertion} />
      <MetadataSection item={item} />
    </section>
  );
}

/** How prompts name it: as `/embeddings` lists it, which is the file without its ending. */
function useToken({ folder, file }: ModelItem): string {
  const { data } = useQuery({ ...embeddingsQuery(useSession()), enabled: folder === EMBEDDINGS });
  const bare = withoutEnding(file.name);
  return `embedding:${data?.find((name) => name === bare) ?? bare}`;
}
