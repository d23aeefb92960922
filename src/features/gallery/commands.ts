import type { Command } from '@/components/commands/command';
import { toOutputRef, toViewerPath } from '@/components/output-media/output-ref';
import { toFinishedJob } from '@/jobs/finished-job';
import { historyQuery } from '@/session/queries/history';
import type { Session } from '@/session/session';
import { t } from './texts';

const openNewest: Command['run'] = ({ session, navigate }) => {
  const ref = findNewest(session);
  if (ref !== null) navigate(toViewerPath(ref));
};

/** Commands of the gallery. */
export const commands: readonly Command[] = [
  {
    id: 'gallery.newest',
    title: t.newest,
    keywords: ['last', 'result', 'picture', 'viewer'],
    isEnabled: ({ session }) => findNewest(session) !== null,
    run: openNewest,
  },
];

/** Ref of the newest output known; null when there is none. */
function findNewest(session: Session): string | null {
  const entries = session.queryClient.getQueryData(historyQuery(session).queryKey)?.entries ?? [];
  for (const entry of entries.toReversed()) {
    const { id, outputs } = toFinishedJob(entry, false);
    const [output] = outputs;
    if (output !== undefined) return toOutputRef(id, output, 0);
  }
  return null;
}
