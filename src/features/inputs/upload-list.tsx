import clsx from 'clsx';
import { Check, RotateCw, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { MiddleText } from '@/components/output-media/middle-text';
import { wordFailure } from '@/components/server-failure/word-failure';
import { ApiError, type AppError } from '@/lib/errors';
import { formatBytes } from '@/lib/format';
import { useSession } from '@/session/session-provider';
import { featuresQuery } from '@/session/queries/system';
import { Button, IconButton } from '@/ui/button';
import { ProgressBar } from '@/ui/progress-bar';
import { useVirtualRows } from '@/ui/use-virtual-rows';
import { toWidgetFileValue } from '@/protocol/files';
import { t } from './texts';
import type { FileRefusal } from './upload/check-file';
import { uploadsOf } from './upload/uploads-of';
import { isEnded, type NameAnswer, type Upload, type UploadQueue, type UploadState } from './upload/upload-queue';

const ROW_PX = 34;
const ANSWERS: readonly NameAnswer[] = ['rename', 'overwrite', 'skip'];

/** The files on their way, those that ask, and what became of the others. */
export function UploadList() {
  const queue = uploadsOf(useSession());
  const uploads = useStore(queue.uploads);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const virtualizer = useVirtualRows({
    scroller,
    count: uploads.length,
    getKey: (index) => String(uploads[index]?.id ?? index),
    estimateHeight: () => ROW_PX,
  });
  if (uploads.length === 0) return null;
  return (
    <section aria-label={t.uploads} className="flex max-h-64 shrink-0 flex-col border-b border-border bg-raised">
      <UploadSummary uploads={uploads} queue={queue} />
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a scrolling region needs the keyboard */}
      <div ref={setScroller} tabIndex={0} className="min-h-0 flex-1 overflow-auto px-3 pb-2">
        <ul aria-label={t.uploads} className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const upload = uploads[index];
            return (
              upload !== undefined && (
                <li
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  data-upload-state={upload.state.kind}
                  className="absolute inset-x-0 top-0 py-0.5"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <UploadRow upload={upload} queue={queue} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </section>
  );
}

interface UploadsProps {
  readonly uploads: readonly Upload[];
  readonly queue: UploadQueue;
}

function UploadSummary({ uploads, queue }: UploadsProps) {
  const done = uploads.filter(({ state }) => state.kind === 'done').length;
  const asking = uploads.filter(({ state }) => state.kind === 'asking').length;
  const isBusy = uploads.some((upload) => !isEnded(upload) && upload.state.kind !== 'asking');
  const canRetry = uploads.some(({ state }) => state.kind === 'failed' || state.kind === 'cancelled');
  return (
    <div className="flex flex-wrap items-center gap-2 px-3 py-1.5">
      <p role="status" className="tabular-nums">
        {t.progress({ done, count: uploads.length })}
      </p>
      {asking > 1 && (
        <div className="flex flex-wrap items-center gap-1">
          {ANSWERS.map((answer) => (
            <Button key={answer} onClick={() => queue.answerAll(answer)}>
              {t[`${answer}All`]}
            </Button>
          ))}
        </div>
      )}
      <div className="ml-auto flex flex-wrap gap-1">
        {canRetry && !isBusy && <Button onClick={queue.retryAll}>{t.retryAll}</Button>}
        {isBusy && <Button onClick={queue.cancelAll}>{t.cancelAll}</Button>}
        {uploads.some(isEnded) && (
          <Button tone="quiet" onClick={queue.clearEnded}>
            {t.clearEnded}
          </Button>
        )}
      </div>
    </div>
  );
}

function UploadRow({ upload, queue }: { readonly upload: Upload; readonly queue: UploadQueue }) {
  const session = useSession();
  const limitBytes = session.queryClient.getQueryData(featuresQuery(session).queryKey)?.maxUploadBytes ?? null;
  const { id, name, folder, sizeBytes, state } = upload;
  const path = folder === '' ? name : `${folder}/${name}`;
  const isBad = state.kind === 'failed' || state.kind === 'refused';
  return (
    <div className="flex min-h-(--control) flex-wrap items-center gap-x-2">
      {state.kind === 'done' && <Check size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-success" />}
      {isBad && <TriangleAlert size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-danger" />}
      <span className="flex max-w-72 min-w-0">
        <MiddleText text={path} />
      </span>
      <span className="text-secondary text-faint tabular-nums">{formatBytes(sizeBytes)}</span>
      {state.kind === 'sending' && <ProgressBar label={t.uploading({ name })} share={state.share} className="w-32" />}
      <span className={clsx('min-w-0 text-secondary', isBad ? 'text-danger' : state.kind === 'asking' ? 'text-warning' : 'text-muted')}>
        {wordState(state, upload, limitBytes)}
      </span>
      <span className="ml-auto flex items-center gap-1">
        {state.kind === 'asking' &&
          ANSWERS.map((answer) => (
            <Button key={answer} onClick={() => queue.answer(id, answer)}>
              {t[answer]}
            </Button>
          ))}
        {!isEnded(upload) && state.kind !== 'asking' && (
          <IconButton label={t.cancel({ name })} onClick={() => queue.cancel(id)}>
            <X size={14} strokeWidth={1.75} aria-hidden />
          </IconButton>
        )}
        {(state.kind === 'failed' || state.kind === 'cancelled') && (
          <IconButton label={t.retryOne({ name })} onClick={() => queue.retry(id)}>
            <RotateCw size={14} strokeWidth={1.75} aria-hidden />
          </IconButton>
        )}
      </span>
    </div>
  );
}

function wordState(state: UploadState, { name }: Upload, limitBytes: number | null): string {
  switch (state.kind) {
    case 'waiting':
    case 'checking':
    case 'cancelled':
    case 'asking':
      return t[state.kind];
    case 'sending':
      return t.percent({ percent: Math.round(state.share * 100) });
    case 'done':
      if (state.isReused) return t.reused;
      return state.saved.filename === name ? t.done : t.doneAs({ name: toWidgetFileValue(state.saved) });
    case 'refused':
      return wordRefusal(state.reason, limitBytes);
    case 'failed':
      return wordUploadError(state.error, limitBytes);
  }
}

function wordRefusal(reason: FileRefusal, limitBytes: number | null): string {
  if (reason === 'too-large') return t['too-large']({ limit: limitBytes === null ? '' : ` (${formatBytes(limitBytes)})` });
  return reason === 'empty' ? t.emptyFile : t[reason];
}

function wordUploadError(error: AppError, limitBytes: number | null): string {
  if (!(error instanceof ApiError)) return t.failed({ reason: wordFailure(error) });
  if (error.status === 413) return wordRefusal('too-large', limitBytes);
  return error.code === 'network' ? t.lost : t.failed({ reason: wordFailure(error) });
}
