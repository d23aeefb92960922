import clsx from 'clsx';
import { useNow } from '@/components/job-row/use-now';
import { useSession } from '@/session/session-provider';
import { useFreshness } from '@/session/use-live';
import { t } from './texts';
import { wordAge } from './word-age';

const DOTS = { connecting: 'bg-info', live: 'bg-success', delayed: 'bg-warning', stale: 'bg-warning', offline: 'bg-danger' } as const;

/** Server, age of the data and the time of day. @param isBelow it stands at the foot of the wall in this turn. */
export function KioskHeader({ isBelow }: { readonly isBelow: boolean }) {
  const { client } = useSession();
  const { nowMs } = useNow();
  const { state, ageMs } = useFreshness();
  const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(nowMs);
  return (
    <header className={clsx('flex items-center gap-[1em] border-border', isBelow ? 'border-t pt-[0.5em]' : 'border-b pb-[0.5em]')}>
      <h1 className="min-w-0 flex-1 truncate font-semibold">{new URL(client.base.http).host}</h1>
      <div role="status" aria-label={t.connection} className="flex items-center gap-[0.4em] whitespace-nowrap">
        <span aria-hidden className={clsx('size-[0.6em] rounded-full', DOTS[state])} />
        <span>{t[state]}</span>
        <span className="text-[0.75em] text-muted tabular-nums">{wordAge(ageMs)}</span>
      </div>
      <time className="text-[1.4em] leading-none font-semibold whitespace-nowrap tabular-nums">{time}</time>
    </header>
  );
}
