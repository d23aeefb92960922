import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toAppError } from '@/lib/errors';
import type { UserFile } from '@/protocol/userdata';
import { userdataQuery, userFileQuery, userTreeQuery } from '@/session/queries/userdata';
import { useSession } from '@/session/session-provider';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { SearchInput } from '@/ui/search-input';
import { nameOfPath, WORKFLOWS_FOLDER } from '../save-workflow/file-names';
import { wordFailure } from '../server-failure/word-failure';
import { BOOKMARKS_PATH, parseBookmarks } from './bookmarks';
import { SavedRow } from './saved-row';
import { t } from './texts';

const NO_BOOKMARKS: ReadonlySet<string> = new Set();

/** The workflows saved on the server: bookmarked ones first, then the newest. */
export function SavedWorkflows({ onChoose }: { readonly onChoose: (path: string) => void }) {
  const session = useSession();
  const [search, setSearch] = useState('');
  const { data, error, refetch } = useQuery(userdataQuery(session, WORKFLOWS_FOLDER));
  // Lists of a folder leave out names that begin with a dot.
  const { data: tree } = useQuery(userTreeQuery(session));
  const hasIndex = tree !== undefined && (tree.isPartial || tree.entries.some(({ path }) => path === BOOKMARKS_PATH));
  const { data: index } = useQuery({ ...userFileQuery(session, BOOKMARKS_PATH), enabled: hasIndex });
  const bookmarks = index === undefined || !hasIndex ? NO_BOOKMARKS : new Set(parseBookmarks(new TextDecoder().decode(index)));
  if (data === undefined && error !== null) {
    return <ErrorState title={t.listFailed} detail={wordFailure(toAppError(error))} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingRows />;
  const files = listWorkflows(data ?? [], { search, bookmarks });
  if (files.length === 0 && search === '') return <EmptyState title={t.noneSaved} hint={t.noneSavedHint} />;
  return (
    <div className="flex flex-col gap-2">
      <SearchInput label={t.searchSaved} value={search} onChange={setSearch} />
      {files.length === 0 && <p className="p-4 text-center text-muted">{t.nothingFound({ text: search })}</p>}
      <ul aria-label={t.saved} className="flex flex-col">
        {files.map(({ path, modifiedAtMs }) => (
          <SavedRow
            key={path}
            path={`${WORKFLOWS_FOLDER}/${path}`}
            modifiedAtMs={modifiedAtMs}
            isBookmarked={bookmarks.has(`${WORKFLOWS_FOLDER}/${path}`)}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </div>
  );
}

function LoadingRows() {
  return (
    <div role="status" aria-label={t.loading} className="flex flex-col gap-2">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-9" />
      ))}
    </div>
  );
}

interface Wanted {
  readonly search: string;
  readonly bookmarks: ReadonlySet<string>;
}

/** Workflows only: the folder also holds the index of bookmarks. */
function listWorkflows(files: readonly UserFile[], { search, bookmarks }: Wanted): readonly UserFile[] {
  const wanted = search.trim().toLowerCase();
  const rank = ({ path }: UserFile): number => (bookmarks.has(`${WORKFLOWS_FOLDER}/${path}`) ? 0 : 1);
  return files
    .filter(({ path }) => path.toLowerCase().endsWith('.json') && !/(^|\/)\.[^/]*$/.test(path))
    .filter(({ path }) => nameOfPath(path).toLowerCase().includes(wanted))
    .toSorted((a, b) => rank(a) - rank(b) || (b.modifiedAtMs ?? 0) - (a.modifiedAtMs ?? 0) || a.path.localeCompare(b.path));
}
