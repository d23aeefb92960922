import { useQuery } from '@tanstack/react-query';
import type { OutputFile } from '@/jobs/job';
import { ApiError } from '@/lib/errors';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { ErrorState, Skeleton } from '@/ui/states';
import { wordFailure } from '../server-failure/word-failure';
import { outputBytesQuery } from './output-bytes-query';
import { toOutputName } from './alt-text';
import { t } from './texts';

export interface MediaFaultProps {
  readonly file: OutputFile;
  readonly jobId: PromptId | null;
  /** Draws it anew. */
  readonly onRetry: () => void;
}

/** Why a picture, video or sound is not shown. Elements do not tell: the file is asked for once more to know. */
export function MediaFault({ file, jobId, onRetry }: MediaFaultProps) {
  const session = useSession();
  const { error, isPending } = useQuery({ ...outputBytesQuery(session, file, jobId), retry: false });
  if (isPending) {
    return (
      <div role="status" aria-label={t.checking} className="size-full p-4">
        <Skeleton className="size-full" />
      </div>
    );
  }
  const name = toOutputName({ kind: 'file', file, text: null });
  if (error === null) return <ErrorState title={name} detail={t.undecodable} />;
  return <FileFailure file={file} error={error} onRetry={onRetry} />;
}

export interface FileFailureProps {
  readonly file: OutputFile;
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Why a file could not be read. */
export function FileFailure({ file, error, onRetry }: FileFailureProps) {
  const isGone = error instanceof ApiError && error.status === 404;
  if (isGone) return <ErrorState title={file.filename} detail={file.type === 'temp' ? t.goneTemp : t.gone} />;
  return <ErrorState title={file.filename} detail={t.failed({ reason: wordFailure(error) })} retryLabel={t.retry} onRetry={onRetry} />;
}
