import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { STALE_CLASS, StaleNote, useIsStale } from '@/components/job-row/stale-note';
import { wordFailure } from '@/components/server-failure/word-failure';
import { systemStatsQuery } from '@/session/queries/system';
import { useSession } from '@/session/session-provider';
import { Panel } from '@/ui/panel';
import { ErrorState, Skeleton } from '@/ui/states';
import { AboutSection } from './about-section';
import { FeaturesSection } from './features-section';
import { ServerLogView } from './log-view';
import { MemorySection } from './memory-section';
import { PacksSection } from './packs-section';
import { ServerActions } from './server-actions';
import { t } from './texts';

/** Which part a narrow page shows; a wide one shows both. */
type ServerPart = 'overview' | 'log';

interface ServerPanelProps {
  readonly part: ServerPart;
  readonly onPartChange: (part: ServerPart) => void;
}

const PARTS: readonly { readonly part: ServerPart; readonly title: string }[] = [
  { part: 'overview', title: t.overview },
  { part: 'log', title: t.log },
];

/** The server: its memory over time, what it is, what it offers, what it says, and what can be done to it as a whole. */
export function ServerPanel({ part, onPartChange }: ServerPanelProps) {
  return (
    <Panel
      title={t.server}
      actions={
        <a href="#/doctor" className="text-accent underline">
          {t.doctor}
        </a>
      }
    >
      <div className="flex h-full flex-col">
        <StaleNote />
        <ServerActions />
        <div role="group" aria-label={t.show} className="flex gap-1 border-b border-border px-3 py-1.5 lg:hidden">
          {PARTS.map(({ part: id, title }) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === part}
              onClick={() => onPartChange(id)}
              className="min-h-7 flex-1 rounded-control px-3 text-muted hover:text-text aria-pressed:bg-raised aria-pressed:text-accent pointer-coarse:min-h-11"
            >
              {title}
            </button>
          ))}
        </div>
        <div className="flex min-h-0 flex-1">
          <div
            className={clsx(
              'min-h-0 min-w-0 flex-1 overflow-auto lg:block lg:max-w-[30rem] lg:border-r lg:border-border',
              part === 'log' && 'hidden',
            )}
          >
            <Overview />
          </div>
          <div className={clsx('min-h-0 min-w-0 flex-1 lg:block', part === 'overview' && 'hidden')}>
            <ServerLogView />
          </div>
        </div>
      </div>
    </Panel>
  );
}

function Overview() {
  const { data, error, refetch } = useQuery(systemStatsQuery(useSession()));
  const isStale = useIsStale();
  return (
    <div className={clsx(isStale && STALE_CLASS)}>
      {data === undefined && error === null && (
        <div role="status" aria-label={t.loading} className="flex flex-col gap-3 p-3">
          <Skeleton className="h-28" />
          <Skeleton className="h-28" />
          <Skeleton className="h-40" />
        </div>
      )}
      {data === undefined && error !== null && <ErrorState title={t.failed} detail={wordFailure(error)} onRetry={() => void refetch()} />}
      {data !== undefined && error !== null && !isStale && (
        <p className="border-b border-border px-3 py-1.5 text-secondary text-warning">{t.failedBeside({ reason: wordFailure(error) })}</p>
      )}
      {data !== undefined && (
        <>
          <MemorySection stats={data} />
          <AboutSection stats={data} />
        </>
      )}
      <PacksSection />
      <FeaturesSection />
    </div>
  );
}
