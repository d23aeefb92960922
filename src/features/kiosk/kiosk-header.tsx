import clsx from 'clsx';
import { useNow } from '@/components/job-row/use-now';
import { formatDuration } from '@/lib/format';
import { useSession } from '@/session/session-provider';
import { useFreshness } from '@/session/use-live';
import { t } from './texts';

const DOTS = { connecting: 'bg-info', live: 'bg-success', delayed: 'bg-warning', stale: 'bg-warning', offline: 'bg-danger' } as const;

/** Server, age of the data and the time of day. */
export function KioskHeader() {
  const { client } = useSession();
  const { nowMs } = useNow();
  const { state, ageMs } = useFreshness();
  const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(nowMs);
  return (
    <header className="flex items-center gap-[1em] border-b border-border pb-[0.5em]">
      <h1 className="min-w-0 flex-1 truncate font-semibold">{new URL(client.base.http).host}</h1>
      <div role="status" aria-label={t.connection} className="flex items-center gap-[0.4em] whitespace-nowrap">
        <span aria-hidden className={clsx('size-[0.6em] rounded-full', DOTS[state])} />
        <span>{t[state]}</span>
        <span className="text-[0.75em] text-muted tabular-nums">{wordAge(ageMs)}</span>
      </div>
      <time className="text-[1.4em] leading-none font-semibold tabular-nums">{time}</time>
    </header>
  );
}

/** The age of the newest word of the server, in whole seconds. */
export function wordAge(ageMs: number | null): string {
  return ageMs === null ? t.noWord : t.age({ age: formatDuration(Math.floor(ageMs / 1_000) * 1_000).replace('.0 s', ' s') });
}
