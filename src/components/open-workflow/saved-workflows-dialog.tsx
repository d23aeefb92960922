import { useQuery } from '@tanstack/react-query';
import { FileStack } from 'lucide-react';
import { useState } from 'react';
import { toAppError } from '@/lib/errors';
import { formatMoment } from '@/lib/format';
import type { UserFile } from '@/protocol/userdata';
import { userdataQuery } from '@/session/queries/userdata';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import type { DocumentId } from '@/workspace/workspace';
import { nameOfPath, WORKFLOWS_FOLDER } from '../save-workflow/file-names';
import { wordFailure } from '../server-failure/word-failure';
import { t } from './texts';
import { openedId, useOpenWorkflow } from './use-open-workflow';

export interface SavedWorkflowsProps {
  /** Called with the document that was opened. */
  readonly onOpened?: (id: DocumentId) => void;
}

/** A button that lists the workflows saved on the server, to open one. */
export function SavedWorkflowsButton({ onOpened }: SavedWorkflowsProps) {
  const [isOpen, setOpen] = useState(false);
  const { openUserdata } = useOpenWorkflow();
  const handleChoose = async (path: string): Promise<void> => {
    setOpen(false);
    const id = openedId(await openUserdata(path));
    if (id !== null) onOpened?.(id);
  };
  return (
    <>
      <IconButton label={t.openSaved} onClick={() => setOpen(true)}>
        <FileStack size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <Dialog title={t.saved} isOpen={isOpen} onClose={() => setOpen(false)}>
        <SavedWorkflows onChoose={(path) => void handleChoose(path)} />
      </Dialog>
    </>
  );
}

function SavedWorkflows({ onChoose }: { readonly onChoose: (path: string) => void }) {
  const session = useSession();
  const [search, setSearch] = useState('');
  const { data, error, refetch } = useQuery(userdataQuery(session, WORKFLOWS_FOLDER));
  if (data === undefined && error !== null) {
    return <ErrorState title={t.listFailed} detail={wordFailure(toAppError(error))} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingRows />;
  const files = listWorkflows(data ?? [], search);
  if (files.length === 0 && search === '') return <EmptyState title={t.noneSaved} hint={t.noneSavedHint} />;
  return (
    <div className="flex flex-col gap-2">
      <input
        type="search"
        value={search}
        aria-label={t.searchSaved}
        placeholder={t.searchSaved}
        onChange={(event) => setSearch(event.target.value)}
        className="min-h-7 rounded-control border border-border-strong bg-sunken px-2 text-text"
      />
      {files.length === 0 && <p className="p-4 text-center text-muted">{t.nothingFound({ text: search })}</p>}
      <ul aria-label={t.saved} className="flex flex-col">
        {files.map((file) => (
          <li key={file.path}>
            <SavedRow file={file} nowMs={session.serverNowMs()} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SavedRowProps {
  readonly file: UserFile;
  readonly nowMs: number;
  readonly onChoose: (path: string) => void;
}

function SavedRow({ file, nowMs, onChoose }: SavedRowProps) {
  return (
    <button
      type="button"
      onClick={() => onChoose(`${WORKFLOWS_FOLDER}/${file.path}`)}
      className="flex min-h-9 w-full items-center gap-3 rounded-control px-2 text-left hover:bg-raised pointer-coarse:min-h-11"
    >
      <span className="min-w-0 flex-1 truncate">{nameOfPath(file.path)}</span>
      {file.modifiedAtMs !== null && <span className="text-secondary text-muted">{formatMoment(file.modifiedAtMs, nowMs)}</span>}
    </button>
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

/** Workflows only (the folder also holds the official frontend's index of bookmarks), the newest first. */
function listWorkflows(files: readonly UserFile[], search: string): readonly UserFile[] {
  const wanted = search.trim().toLowerCase();
  return files
    .filter(({ path }) => path.toLowerCase().endsWith('.json') && !/(^|\/)\.[^/]*$/.test(path))
    .filter(({ path }) => nameOfPath(path).toLowerCase().includes(wanted))
    .toSorted((a, b) => (b.modifiedAtMs ?? 0) - (a.modifiedAtMs ?? 0) || a.path.localeCompare(b.path));
}
