import clsx from 'clsx';
import { RotateCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { SearchField } from '@/components/job-row/search-field';
import { SelectField } from '@/components/job-row/select-field';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import { formatBytes } from '@/lib/format';
import { Button, IconButton } from '@/ui/button';
import { Panel } from '@/ui/panel';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { ModelDetail } from './model-detail';
import { findModels, orderModels } from './model-items';
import type { ModelItem, ModelOrder } from './model-items';
import { ModelList } from './model-list';
import { t } from './texts';
import { useModels } from './use-models';
import type { ModelsView } from './use-models';

/** Where on the page one is; the address keeps it. */
export interface ModelsPlace {
  /** Null: all kinds. */
  readonly folder: string | null;
  readonly query: string;
  /** Key of the model whose details are shown. */
  readonly openKey: string | null;
}

interface ModelsPanelProps {
  readonly place: ModelsPlace;
  readonly onPlaceChange: (place: ModelsPlace) => void;
}

const ORDERS: readonly { readonly value: ModelOrder; readonly label: string }[] = [
  { value: 'name', label: t.byName },
  { value: 'newest', label: t.newest },
  { value: 'largest', label: t.largest },
];

/** The models and embeddings of the server: found, looked at, put into the workflow in front. */
export function ModelsPanel({ place, onPlaceChange }: ModelsPanelProps) {
  const { folder, query, openKey } = place;
  const [order, setOrder] = useState<ModelOrder>('name');
  const view = useModels(folder);
  const items = useMemo(() => orderModels(findModels(view.items, query), order), [view.items, query, order]);
  const opened = openKey === null ? null : (view.items.find(({ key }) => key === openKey) ?? null);
  const isShowingDetail = openKey !== null && (opened !== null || !view.isReading);
  const go = (change: Partial<ModelsPlace>): void => onPlaceChange({ ...place, ...change });
  return (
    <Panel
      title={t.models}
      actions={
        <IconButton label={t.readAgain} onClick={view.refetch}>
          <RotateCw size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
    >
      <div className="flex h-full min-h-0">
        <FolderList view={view} folder={folder} onSelect={(next) => go({ folder: next, openKey: null })} />
        <div className={clsx('min-h-0 min-w-0 flex-1 flex-col', isShowingDetail ? 'hidden lg:flex' : 'flex')}>
          <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-1.5">
            <div className="flex min-w-40 flex-1">
              <SearchField label={t.search} placeholder={t.searchHint} value={query} onChange={(next) => go({ query: next })} />
            </div>
            <div className="md:hidden">
              <SelectField
                label={t.folder}
                value={folder ?? ''}
                options={[{ value: '', label: t.all }, ...(view.folders ?? []).map((name) => ({ value: name, label: name }))]}
                onChange={(next) => go({ folder: next === '' ? null : next, openKey: null })}
              />
            </div>
            {view.isDescribed !== false && (
              <SelectField
                label={t.order}
                value={order}
                options={ORDERS}
                onChange={(next) => setOrder(ORDERS.find(({ value }) => value === next)?.value ?? 'name')}
              />
            )}
          </div>
          <StaleNote />
          <Notes view={view} items={items} />
          <Body view={view} items={items} place={place} onPlaceChange={onPlaceChange} />
        </div>
        {isShowingDetail && <Detail view={view} opened={opened} onClose={() => go({ openKey: null })} />}
      </div>
    </Panel>
  );
}

interface FolderListProps {
  readonly view: ModelsView;
  readonly folder: string | null;
  readonly onSelect: (folder: string | null) => void;
}

function FolderList({ view, folder, onSelect }: FolderListProps) {
  const { folders, counts } = view;
  return (
    <nav aria-label={t.folders} className="hidden w-52 shrink-0 overflow-auto border-r border-border py-1 md:block">
      {[null, ...(folders ?? [])].map((name) => (
        <button
          key={name ?? ''}
          type="button"
          aria-current={name === folder ? 'page' : undefined}
          onClick={() => onSelect(name)}
          className="flex min-h-7 w-full items-center gap-2 px-3 text-left text-muted -outline-offset-2 hover:bg-sunken hover:text-text aria-[current]:bg-raised aria-[current]:text-accent"
        >
          <span className="min-w-0 flex-1 truncate">{name ?? t.all}</span>
          {name !== null && counts.has(name) && <span className="text-secondary tabular-nums">{counts.get(name)}</span>}
        </button>
      ))}
    </nav>
  );
}

function Notes({ view, items }: { readonly view: ModelsView; readonly items: readonly ModelItem[] }) {
  const { failedFolders, error, refetch } = view;
  const sizes = items.flatMap(({ file }) => file.sizeBytes ?? []);
  const size = sizes.length === 0 ? null : formatBytes(sizes.reduce((sum, bytes) => sum + bytes, 0));
  return (
    <>
      {view.isDescribed === false && <p className="border-b border-border px-3 py-1.5 text-secondary text-muted">{t.namesOnly}</p>}
      {failedFolders.length > 0 && view.items.length > 0 && error !== null && (
        <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-1.5 text-secondary text-warning">
          <p className="min-w-0 flex-1">{t.failedFolders({ folders: failedFolders.join(', '), reason: wordFailure(error) })}</p>
          <Button onClick={refetch}>{t.retry}</Button>
        </div>
      )}
      {items.length > 0 && (
        <p role="status" className="border-b border-border px-3 py-1 text-secondary text-muted tabular-nums">
          {t.summary({ count: items.length, size })}
        </p>
      )}
    </>
  );
}

interface BodyProps extends ModelsPanelProps {
  readonly view: ModelsView;
  readonly items: readonly ModelItem[];
}

function Body({ view, items, place, onPlaceChange }: BodyProps) {
  const isStale = useIsStale();
  const { folder, openKey } = place;
  if (items.length > 0) {
    return (
      <ModelList
        items={items}
        selectedKey={openKey}
        showsFolder={folder === null}
        hasPreviews={view.isDescribed === true}
        onSelect={({ key }) => onPlaceChange({ ...place, openKey: key })}
        className={isStale ? STALE_CLASS : ''}
      />
    );
  }
  if (view.items.length > 0) {
    return (
      <EmptyState title={t.noMatch}>
        <Button onClick={() => onPlaceChange({ ...place, query: '' })}>{t.showAll}</Button>
      </EmptyState>
    );
  }
  if (view.error !== null) return <ErrorState title={t.failed} detail={wordFailure(view.error)} onRetry={view.refetch} />;
  if (view.isReading) {
    return (
      <div role="status" aria-label={t.loading} className="flex flex-col gap-2 p-3">
        {[1, 2, 3, 4, 5].map((row) => (
          <Skeleton key={row} className="h-11" />
        ))}
      </div>
    );
  }
  return (
    <EmptyState title={t.empty} hint={folder === null ? t.emptyAllHint : t.emptyHint({ folder })}>
      <Button onClick={view.refetch}>{t.readAgain}</Button>
    </EmptyState>
  );
}

interface DetailProps {
  readonly view: ModelsView;
  readonly opened: ModelItem | null;
  readonly onClose: () => void;
}

function Detail({ view, opened, onClose }: DetailProps) {
  const folder = opened?.folder;
  const names = useMemo(
    () => new Set(view.items.flatMap((item) => (item.folder === folder ? [item.file.name] : []))),
    [view.items, folder],
  );
  if (opened === null) {
    return (
      <div className="min-w-0 flex-1 lg:max-w-96 lg:border-l lg:border-border">
        <EmptyState title={t.unknownModel}>
          <Button onClick={onClose}>{t.back}</Button>
        </EmptyState>
      </div>
    );
  }
  return <ModelDetail key={opened.key} item={opened} names={names} hasPreview={view.isDescribed === true} onClose={onClose} />;
}
