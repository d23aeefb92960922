import { ClipboardCopy, Pause, Play, WrapText } from 'lucide-react';
import { useState } from 'react';
import { SearchField } from '@/components/job-row/search-field';
import { SelectField } from '@/components/job-row/select-field';
import { copyText } from '@/components/output-media/copy-text';
import { wordFailure } from '@/components/server-failure/word-failure';
import { ApiError } from '@/lib/errors';
import { useServerLog } from '@/session/use-server-log';
import { Button, IconButton } from '@/ui/button';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useToast } from '@/ui/toast';
import { LogList } from './log-list';
import { toPlainText } from './log-records';
import type { LogFilter, LogLevel } from './log-records';
import { t } from './texts';
import { useLogView } from './use-log-view';
import type { LogView } from './use-log-view';

const LEVELS: readonly { readonly value: LogLevel; readonly label: string }[] = [
  { value: 'info', label: t.allLevels },
  { value: 'warning', label: t.warnings },
  { value: 'error', label: t.errors },
];
const NO_FILTER: LogFilter = { query: '', level: 'info' };

/** What the server says, as it says it: filtered, paused, copied. Scrolling back pauses it, so that nothing moves under the reader. */
export function ServerLogView() {
  const [filter, setFilter] = useState(NO_FILTER);
  const [isWrapped, setWrapped] = useState(false);
  const reading = useServerLog();
  const view = useLogView(filter);
  const announce = useToast();
  const handleCopy = async (): Promise<void> => {
    const { records, rows } = view;
    if (await copyText(toPlainText(records))) announce(t.copied({ count: rows.length }), 'success');
    else announce(t.copyFailed, 'danger');
  };
  return (
    <section aria-label={t.log} className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-border px-3 py-1.5">
        <div className="flex min-w-40 flex-1">
          <SearchField
            label={t.filter}
            placeholder={t.filterHint}
            value={filter.query}
            onChange={(query) => setFilter((before) => ({ ...before, query }))}
          />
        </div>
        <SelectField
          label={t.level}
          value={filter.level}
          options={LEVELS}
          onChange={(value) =>
            setFilter((before) => ({ ...before, level: LEVELS.find((level) => level.value === value)?.value ?? 'info' }))
          }
        />
        <IconButton label={t.wrap} isPressed={isWrapped} onClick={() => setWrapped((before) => !before)}>
          <WrapText size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t.copy} disabled={view.rows.length === 0} onClick={() => void handleCopy()}>
          <ClipboardCopy size={16} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <PauseButton view={view} />
      </div>
      {reading.data !== undefined && <LogNotes reading={reading} />}
      <LogBody reading={reading} view={view} isWrapped={isWrapped} onReset={() => setFilter(NO_FILTER)} />
    </section>
  );
}

function PauseButton({ view }: { readonly view: LogView }) {
  const { isPaused, newCount, pause, follow } = view;
  return (
    <>
      {isPaused && (
        <span role="status" className="text-secondary text-warning tabular-nums">
          {t.paused({ count: newCount })}
        </span>
      )}
      <Button
        icon={isPaused ? <Play size={16} strokeWidth={1.75} aria-hidden /> : <Pause size={16} strokeWidth={1.75} aria-hidden />}
        onClick={isPaused ? follow : pause}
      >
        {isPaused ? t.follow : t.pause}
      </Button>
    </>
  );
}

type Reading = Pick<ReturnType<typeof useServerLog>, 'data' | 'error' | 'refetch'>;

function LogNotes({ reading: { data, error } }: { readonly reading: Reading }) {
  const note = error !== null ? t.logFailedBeside({ reason: wordFailure(error) }) : data?.isPushed === false ? t.logPolled : null;
  return note === null ? null : <p className="border-b border-border px-3 py-1.5 text-secondary text-warning">{note}</p>;
}

interface LogBodyProps {
  readonly reading: Reading;
  readonly view: LogView;
  readonly isWrapped: boolean;
  readonly onReset: () => void;
}

function LogBody({ reading, view, isWrapped, onReset }: LogBodyProps) {
  const { data, error, refetch } = reading;
  if (view.rows.length > 0) {
    return <LogList rows={view.rows} isFollowing={!view.isPaused} isWrapped={isWrapped} onLeaveEnd={view.pause} />;
  }
  if (view.lineCount > 0) {
    return (
      <EmptyState title={t.logNoMatch}>
        <Button onClick={onReset}>{t.logReset}</Button>
      </EmptyState>
    );
  }
  if (data === undefined && error !== null) {
    const isMissing = error instanceof ApiError && (error.status === 404 || error.status === 405);
    return <ErrorState title={t.logFailed} detail={isMissing ? t.logMissing : wordFailure(error)} onRetry={() => void refetch()} />;
  }
  if (data === undefined) {
    return (
      <div role="status" aria-label={t.logLoading} className="flex flex-col gap-1 p-3">
        {[1, 2, 3, 4, 5, 6].map((row) => (
          <Skeleton key={row} className="h-4" />
        ))}
      </div>
    );
  }
  return <EmptyState title={t.logEmpty} />;
}
