import { useEffect, useRef, useState } from 'react';
import type { Job } from '@/jobs/job';
import { useHistoryJobs, useQueueJobs } from '@/session/use-jobs';
import { useSession } from '@/session/session-provider';
import { useToast } from '@/ui/toast';
import { useWorkspace } from '@/workspace/use-workspace';
import { JobThumbnail } from '../job-row/job-thumbnail';
import { toJobTitle } from '../job-row/job-title';
import { createAnnouncer, type Announcer } from './announcer';
import { createFinishWatch } from './finish-watch';
import { playChime } from './play-chime';
import { showNotice } from './system-notice';
import { t } from './texts';
import { wordFinished } from './word-finished';

/** Tells of own jobs that finished, in the ways the user chose. Place it once; a wall has none. */
export function JobAnnouncements({ product }: { readonly product: string }) {
  const session = useSession();
  const { preferences } = useWorkspace();
  const toast = useToast();
  const open = useQueueJobs().jobs;
  const over = useHistoryJobs().jobs;
  const [watch] = useState(createFinishWatch);
  const [spoken, setSpoken] = useState('');
  const announcer = useRef<Announcer | null>(null);

  // Synchronises with the clock: news waits for its turn.
  useEffect(() => {
    const deliver = (jobs: readonly Job[]): void => {
      const { message, hasFailed } = wordFinished(jobs);
      const ways = preferences.getState();
      const shown = jobs.find(({ state }) => state === 'failed') ?? jobs.at(-1);
      const path = toNewsPath(jobs);
      // A toast is read out by itself; without one the words go to the quiet region below.
      if (ways.isFinishToasted) {
        toast(message, hasFailed ? 'danger' : 'success', shown === undefined ? null : <NewsPicture job={shown} path={path} />);
      } else setSpoken(message);
      if (ways.isFinishSounded) playChime(hasFailed ? 'failed' : 'done');
      if (ways.isFinishNotified && session.page.isHidden()) showNotice({ title: product, message, path });
    };
    const created = createAnnouncer(session.clock, deliver);
    announcer.current = created;
    return () => {
      created.dispose();
      announcer.current = null;
    };
  }, [session, preferences, toast, product]);

  // Synchronises with what is sent, which lives outside React.
  useEffect(() => {
    watch.expect(session.memory.getState());
    return session.memory.subscribe(watch.expect);
  }, [watch, session]);

  // Hands what just ended to the announcer, which lives outside React.
  useEffect(() => {
    const ended = watch.observe(open, over);
    if (ended.length > 0) announcer.current?.push(ended);
  }, [watch, open, over]);

  return (
    <div role="status" aria-label={t.region} className="sr-only">
      {spoken}
    </div>
  );
}

/** Of several jobs only the list can show all. */
function toNewsPath(jobs: readonly Job[]): string {
  const [only] = jobs;
  return jobs.length === 1 && only !== undefined ? `/history/${encodeURIComponent(only.id)}` : '/history';
}

function NewsPicture({ job, path }: { readonly job: Job; readonly path: string }) {
  const label = path === '/history' ? t.openHistory : t.open({ name: toJobTitle(job) });
  return (
    <a href={`#${path}`} aria-label={label} title={label} className="rounded-control">
      <JobThumbnail job={job} size="small" />
    </a>
  );
}
