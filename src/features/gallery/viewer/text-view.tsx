import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { CopyButton } from '@/components/output-media/copy-button';
import { FileFailure } from '@/components/output-media/media-fault';
import { outputBytesQuery } from '@/components/output-media/output-bytes-query';
import { TextBlock } from '@/components/output-media/text-block';
import type { OutputFile } from '@/jobs/job';
import type { PromptId } from '@/protocol/ids';
import { useSession } from '@/session/session-provider';
import { Skeleton } from '@/ui/states';
import { t } from '../texts';

/** More than this slows the page down and nobody reads it here. */
const MAX_SHOWN = 200_000;

/** A text that came with the run itself. */
export function TextView({ name, text }: { readonly name: string; readonly text: string }) {
  const [isWrapped, setWrapped] = useState(true);
  const isCut = text.length > MAX_SHOWN;
  return (
    <div className="flex size-full min-h-0 flex-col gap-2">
      <TextBlock label={name} text={isCut ? text.slice(0, MAX_SHOWN) : text} isWrapped={isWrapped} className="min-h-0 flex-1" />
      {isCut && <p className="text-secondary text-warning">{t.textCut({ shown: MAX_SHOWN })}</p>}
      <div className="flex items-center justify-center gap-3">
        <label className="flex items-center gap-1.5 pointer-coarse:min-h-11">
          <input type="checkbox" checked={isWrapped} onChange={(event) => setWrapped(event.target.checked)} className="accent-accent" />
          {t.wrap}
        </label>
        <CopyButton label={t.copyText} value={text} />
      </div>
    </div>
  );
}

export interface TextFileViewProps {
  readonly file: OutputFile;
  readonly jobId: PromptId | null;
}

/** A text file of the server, read as UTF-8. */
export function TextFileView({ file, jobId }: TextFileViewProps) {
  const session = useSession();
  const { data, error, refetch } = useQuery({ ...outputBytesQuery(session, file, jobId), retry: false });
  const text = useMemo(() => (data === undefined ? null : new TextDecoder().decode(data)), [data]);
  if (text !== null) return <TextView name={file.filename} text={text} />;
  if (error !== null) return <FileFailure file={file} error={error} onRetry={() => void refetch()} />;
  return (
    <div role="status" aria-label={t.loadingOutput({ name: file.filename })} className="size-full">
      <Skeleton className="size-full" />
    </div>
  );
}
