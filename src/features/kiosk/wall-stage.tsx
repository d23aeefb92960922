import clsx from 'clsx';
import { useEffect, type ReactNode } from 'react';
import type { Job } from '@/jobs/job';
import { useHistoryJobs, useQueueJobs } from '@/session/use-jobs';
import { useCycle } from './screen/use-cycle';
import type { WallSettings, WallView } from './settings/wall-settings';
import { t } from './texts';
import { TileBoundary } from './tile-boundary';
import { HealthTile } from './tiles/health-tile';
import { NewestTile } from './tiles/newest-tile';
import { QueueTile } from './tiles/queue-tile';
import { RunningTile } from './tiles/running-tile';

interface StageProps {
  readonly settings: Pick<WallSettings, 'views' | 'cycleS'>;
  /** Dimmed, because it may be over. */
  readonly isOld: boolean;
  readonly isPaused: boolean;
  readonly onTurn: (turn: number) => void;
}

/** One view after the other. What comes next is there, unseen, before its turn: its pictures are loaded by then. */
export function WallStage({ settings: { views, cycleS }, isOld, isPaused, onTurn }: StageProps) {
  const { turn, isNextNear } = useCycle({ everyMs: cycleS * 1_000, isPaused: isPaused || views.length < 2 });
  // Synchronises with the frame, which moves its header.
  useEffect(() => onTurn(turn), [turn, onTurn]);
  const at = turn % views.length;
  const next = isNextNear ? (turn + 1) % views.length : at;
  return (
    <div className="relative min-h-0 flex-1">
      {views.map((view, index) => {
        if (index !== at && index !== next) return null;
        const isShown = index === at;
        return (
          <div
            key={view}
            data-testid={`view-${view}`}
            data-shown={isShown}
            inert={!isShown}
            aria-hidden={!isShown}
            className={clsx(
              'absolute inset-0 transition-opacity duration-300',
              !isShown && 'invisible opacity-0',
              isShown && isOld && 'opacity-60 grayscale',
            )}
          >
            <View view={view} />
          </div>
        );
      })}
    </div>
  );
}

interface Jobs {
  readonly running: Job | null;
  /** Null while the queue was never read. */
  readonly waiting: readonly Job[] | null;
  readonly past: readonly Job[];
}

function View({ view }: { readonly view: WallView }) {
  const { jobs, isPending } = useQueueJobs();
  const past = useHistoryJobs().jobs;
  const running = jobs.find((job) => job.state === 'running') ?? null;
  const waiting = isPending ? null : jobs.filter((job) => job.state === 'queued');
  const parts = { running, waiting, past };
  if (view === 'wall') return <Overview {...parts} />;
  return (
    <div className={clsx('grid size-full grid-cols-[minmax(0,1fr)]', view !== 'gallery' && 'text-[1.3em]')}>{toTile(view, parts)}</div>
  );
}

function toTile(view: Exclude<WallView, 'wall'>, { running, waiting, past }: Jobs): ReactNode {
  if (view === 'now') return <Tile name={t.now} content={<RunningTile job={running} last={past[0] ?? null} />} />;
  if (view === 'queue') return <Tile name={t.queue} content={<QueueTile waiting={waiting} />} />;
  if (view === 'gallery') return <Tile name={t.newest} content={<NewestTile past={past} size="many" />} />;
  return <Tile name={t.health} content={<HealthTile size="large" />} />;
}

function Tile({ name, content }: { readonly name: string; readonly content: ReactNode }) {
  return <TileBoundary name={name}>{content}</TileBoundary>;
}

function Overview({ running, waiting, past }: Jobs) {
  return (
    <div className="grid size-full gap-[1.2em] portrait:grid-rows-[3fr_4fr] landscape:grid-cols-[3fr_2fr]">
      <Tile name={t.now} content={<RunningTile job={running} last={past[0] ?? null} />} />
      <div className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] gap-[1em]">
        <Tile name={t.queue} content={<QueueTile waiting={waiting} />} />
        <Tile name={t.newest} content={<NewestTile past={past} size="one" />} />
        <Tile name={t.health} content={<HealthTile size="small" />} />
      </div>
    </div>
  );
}
