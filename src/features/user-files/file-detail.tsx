import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Download, FolderPen, Trash2, Workflow } from 'lucide-react';
import { useState } from 'react';
import { wordFailure } from '@/components/server-failure/word-failure';
import { openedId, useOpenWorkflow } from '@/components/open-workflow/use-open-workflow';
import { goToDocument } from '@/components/job-actions/go-to';
import { downloadBytes } from '@/components/save-workflow/download';
import { MAX_EDITED_FILE_BYTES } from '@/config/limits';
import { toAppError } from '@/lib/errors';
import { formatBytes, formatMoment } from '@/lib/format';
import type { UserEntry } from '@/protocol/userdata';
import { useDeleteUserdata } from '@/session/mutations/userdata';
import { userFileQuery } from '@/session/queries/userdata';
import { useSession } from '@/session/session-provider';
import { IconButton } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useToast } from '@/ui/toast';
import { dropDraft, fileDrafts } from './file-drafts';
import { FileEditor } from './file-editor';
import { MoveDialog } from './move-dialog';
import { nameOf } from './paths';
import { decodeText } from './save-file';
import { t } from './texts';

export interface FileDetailProps {
  readonly file: UserEntry;
  readonly onSelect: (path: string | null) => void;
}

/** One file: what can be done with it, and its text. */
export function FileDetail({ file, onSelect }: FileDetailProps) {
  const { path } = file;
  const { clock } = useSession();
  return (
    <article aria-label={path} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-1.5">
        <IconButton label={t.back} className="md:hidden" onClick={() => onSelect(null)}>
          <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <div className="min-w-0 flex-1 basis-40">
          <h3 className="truncate font-semibold whitespace-pre" title={path}>
            {nameOf(path)}
          </h3>
          <p className="truncate text-secondary text-muted tabular-nums">
            {file.sizeBytes !== null && formatBytes(file.sizeBytes)}
            {file.modifiedAtMs !== null && ` · ${formatMoment(file.modifiedAtMs, clock.nowMs())}`}
          </p>
        </div>
        <FileActions path={path} onSelect={onSelect} />
      </header>
      {(file.sizeBytes ?? 0) > MAX_EDITED_FILE_BYTES ? (
        <EmptyState title={nameOf(path)} hint={t.tooLarge({ size: formatBytes(file.sizeBytes ?? 0) })} />
      ) : (
        <FileContent path={path} onSelect={onSelect} />
      )}
    </article>
  );
}

interface FilePartProps {
  readonly path: string;
  readonly onSelect: (path: string | null) => void;
}

function FileContent({ path, onSelect }: FilePartProps) {
  const { data, error, refetch } = useQuery(userFileQuery(useSession(), path));
  if (data === undefined && error !== null) {
    return <ErrorState title={t.readFailed({ path })} detail={wordFailure(error)} onRetry={() => void refetch()} />;
  }
  if (data === undefined) {
    return (
      <div role="status" aria-label={t.reading} className="p-3">
        <Skeleton className="h-40" />
      </div>
    );
  }
  const text = decodeText(data);
  if (text === null) return <EmptyState title={nameOf(path)} hint={t.binary} />;
  return <FileEditor key={path} path={path} text={text} onSavedAs={onSelect} />;
}

function FileActions({ path, onSelect }: FilePartProps) {
  const session = useSession();
  const announce = useToast();
  const { openUserdata } = useOpenWorkflow();
  const remove = useDeleteUserdata();
  const [asking, setAsking] = useState<'move' | 'remove' | null>(null);
  const drop = (): void => dropDraft(fileDrafts(session), path);

  const handleDownload = async (): Promise<void> => {
    try {
      downloadBytes(nameOf(path), await session.client.readUserdataBytes(path));
    } catch (error) {
      announce(t.downloadFailed({ path, reason: wordFailure(toAppError(error)) }), 'danger');
    }
  };
  const handleOpen = async (): Promise<void> => {
    const id = openedId(await openUserdata(path));
    if (id !== null) goToDocument(id);
  };
  // Awaited: these buttons go with the file as soon as the list is read again, and their callbacks with them.
  const handleRemove = async (): Promise<void> => {
    try {
      await remove.mutateAsync(path);
      drop();
      announce(t.removed({ path }), 'success');
      onSelect(null);
    } catch (error) {
      announce(t.removeFailed({ path, reason: wordFailure(toAppError(error)) }), 'danger');
    }
  };
  const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
  return (
    <div className="flex items-center">
      {path.toLowerCase().endsWith('.json') && (
        <IconButton label={t.openWorkflow} onClick={() => void handleOpen()}>
          <Workflow {...icon} />
        </IconButton>
      )}
      <IconButton label={t.download} onClick={() => void handleDownload()}>
        <Download {...icon} />
      </IconButton>
      <IconButton label={t.rename} onClick={() => setAsking('move')}>
        <FolderPen {...icon} />
      </IconButton>
      <IconButton label={t.remove} onClick={() => setAsking('remove')}>
        <Trash2 {...icon} />
      </IconButton>
      {asking === 'move' && (
        <MoveDialog
          path={path}
          onClose={() => setAsking(null)}
          onMoved={(to) => {
            const drafts = fileDrafts(session);
            const draft = drafts.getState()[path];
            if (draft !== undefined) drafts.setState({ [to]: draft });
            drop();
            setAsking(null);
            announce(t.moved({ path: to }), 'success');
            onSelect(to);
          }}
        />
      )}
      <ConfirmDialog
        title={t.removeTitle({ name: nameOf(path) })}
        description={t.removeText({ path })}
        confirmLabel={t.remove}
        isOpen={asking === 'remove'}
        onConfirm={() => void handleRemove()}
        onClose={() => setAsking(null)}
      />
    </div>
  );
}
