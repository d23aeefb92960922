import clsx from 'clsx';
import { formatDuration } from '@/lib/format';
import { useFreshness, useFreshnessState } from '@/session/use-live';
import { t } from '../texts';

const DOTS = {
  connecting: 'bg-info',
  live: 'bg-success',
  delayed: 'bg-warning',
  stale: 'bg-warning',
  offline: 'bg-danger',
} as const;

/** The connection as dot and word with the age of the last evidence; never looks live when it is not. */
export function ConnectionStatus() {
  const state = useFreshnessState();
  return (
    <div role="status" aria-label={t.connection} className="flex items-center gap-1.5 text-secondary whitespace-nowrap text-muted">
      <span aria-hidden className={clsx('size-2 rounded-full', DOTS[state])} />
      <span>{t[state]}</span>
      {state !== 'live' && <Age />}
    </div>
  );
}

function Age() {
  const { ageMs } = useFreshness();
  const age = ageMs === null ? t.noAnswerYet : t.ageSeconds({ age: formatDuration(Math.floor(ageMs / 1000) * 1000) });
  return <span className="hidden tabular-nums md:inline">· {age}</span>;
}
