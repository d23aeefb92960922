import clsx from 'clsx';
import { TriangleAlert } from 'lucide-react';
import { useHistoryJobs, useQueueJobs } from '@/session/use-jobs';
import { useFreshness } from '@/session/use-live';
import { KioskHeader, wordAge } from './kiosk-header';
import { NewestTile } from './newest-tile';
import { QueueTile } from './queue-tile';
import { RunningTile } from './running-tile';
import { t } from './texts';
import { useLeaveKeys } from './use-leave-keys';

/** Grows with the screen's shorter side, so that a wall of any size reads the same from the same angle. */
const TYPE_SIZE = 'clamp(14px, 2.4vmin + 0.2vw, 96px)';

/** What a server does, read-only, for a screen on the wall. Everything on it comes from the stores that feed the other screens. */
export function KioskWall() {
  useLeaveKeys();
  const { jobs, isPending } = useQueueJobs();
  const past = useHistoryJobs().jobs;
  const { state, ageMs } = useFreshness();
  const isOld = state === 'stale' || state === 'offline';
  const running = jobs.find((job) => job.state === 'running') ?? null;
  const waiting = isPending ? null : jobs.filter((job) => job.state === 'queued');
  return (
    <main
      aria-label={t.wall}
      style={{ fontSize: TYPE_SIZE, lineHeight: 1.35 }}
      className="flex h-dvh flex-col gap-[0.8em] overflow-hidden bg-canvas px-[max(1rem,4vw)] py-[max(1rem,4vh)] text-text"
    >
      <KioskHeader />
      {isOld && (
        <p role="alert" className="flex items-center gap-[0.5em] rounded-panel border border-warning bg-raised px-[0.8em] py-[0.4em]">
          <TriangleAlert strokeWidth={1.75} aria-hidden className="size-[1.2em] shrink-0 text-warning" />
          {t.trouble({ state: t[state], age: wordAge(ageMs) })}
        </p>
      )}
      <div
        className={clsx(
          'grid min-h-0 flex-1 gap-[1.2em] portrait:grid-rows-[3fr_4fr] landscape:grid-cols-[3fr_2fr]',
          isOld && 'opacity-60 grayscale',
        )}
      >
        <RunningTile job={running} />
        <div className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] gap-[1em]">
          <QueueTile waiting={waiting} />
          <NewestTile past={past} />
        </div>
      </div>
    </main>
  );
}
