import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { SearchField } from '@/components/job-row/search-field';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import { NeedsUser } from '@/components/user-choice/needs-user';
import { useIsUserMissing } from '@/components/user-choice/use-is-user-missing';
import { userTreeQuery, type UserTree } from '@/session/queries/userdata';
import { useSession } from '@/session/session-provider';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { FileDetail } from './file-detail';
import { fileDrafts } from './file-drafts';
import { FileTree } from './file-tree';
import { folderOf } from './paths';
import { t } from './texts';
import { toTreeRows } from './tree-rows';
import { UploadButton } from './upload-button';

export interface UserFilesSectionProps {
  readonly selectedPath: string | null;
  readonly onSelect: (path: string | null) => void;
}

/** The user's files on the server: a tree, and the file that was chosen beside it (wide) or instead of it (narrow). */
export function UserFilesSection({ selectedPath, onSelect }: UserFilesSectionProps) {
  const isUserMissing = useIsUserMissing();
  const { data, error, refetch } = useQuery({ ...userTreeQuery(useSession()), enabled: !isUserMissing });
  if (isUserMissing) return <NeedsUser />;
  if (data === undefined && error !== null) {
    return <ErrorState title={t.failed} detail={wordFailure(error)} onRetry={() => void refetch()} />;
  }
  if (data === undefined) {
    return (
      <div role="status" aria-label={t.loading} className="flex flex-col gap-2 p-3">
        {[1, 2, 3, 4, 5].map((row) => (
          <Skeleton key={row} className="h-8" />
        ))}
      </div>
    );
  }
  return <UserFiles tree={data} selectedPath={selectedPath} onSelect={onSelect} />;
}

function UserFiles({ tree, selectedPath, onSelect }: UserFilesSectionProps & { readonly tree: UserTree }) {
  const { entries, isPartial } = tree;
  const [search, setSearch] = useState('');
  const [openFolders, setOpenFolders] = useState<ReadonlySet<string>>(() => foldersAbove(selectedPath));
  const unsaved = useStore(fileDrafts(useSession()));
  const isStale = useIsStale();
  const rows = useMemo(() => toTreeRows(entries, openFolders, search), [entries, openFolders, search]);
  const files = useMemo(() => entries.filter(({ type }) => type === 'file'), [entries]);
  const selected = files.find(({ path }) => path === selectedPath);
  const toggle = (path: string): void =>
    setOpenFolders((before) => new Set(before.has(path) ? [...before].filter((open) => open !== path) : [...before, path]));
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={clsx(
          'min-h-0 min-w-0 flex-1 flex-col md:flex md:max-w-96 md:border-r md:border-border',
          selectedPath === null ? 'flex' : 'hidden',
        )}
      >
        <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-1.5">
          <SearchField label={t.search} placeholder={t.searchHint} value={search} onChange={setSearch} />
          <UploadButton folder={selectedPath === null ? '' : folderOf(selectedPath)} />
        </div>
        <StaleNote />
        {isPartial && <p className="border-b border-border px-3 py-1.5 text-secondary text-muted">{t.partial}</p>}
        {entries.length === 0 && <EmptyState title={t.empty} hint={t.emptyHint} />}
        {entries.length > 0 && rows.length === 0 && <EmptyState title={t.noMatch({ search })} />}
        {rows.length > 0 && (
          <FileTree
            rows={rows}
            selectedPath={selectedPath}
            unsaved={unsaved}
            className={isStale ? STALE_CLASS : ''}
            onSelect={onSelect}
            onToggle={toggle}
          />
        )}
        <p className="border-t border-border px-3 py-1.5 text-secondary text-muted tabular-nums">{t.count({ count: files.length })}</p>
      </div>
      <div className={clsx('min-h-0 min-w-0 flex-1 flex-col md:flex', selectedPath === null ? 'hidden' : 'flex')}>
        {selected !== undefined && <FileDetail key={selected.path} file={selected} onSelect={onSelect} />}
        {selected === undefined && <EmptyState title={selectedPath === null ? t.choose : t.missing({ path: selectedPath })} />}
      </div>
    </div>
  );
}

function foldersAbove(path: string | null): ReadonlySet<string> {
  const folders = new Set<string>();
  for (let folder = folderOf(path ?? ''); folder !== ''; folder = folderOf(folder)) folders.add(folder);
  return folders;
}
