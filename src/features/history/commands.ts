import type { Command } from '@/components/commands/command';
import { clearQuestion } from '@/components/job-actions/clear-question';
import type { Session } from '@/session/session';
import { historyQuery } from '@/session/queries/history';
import { t } from './texts';

/** The page that asks is the history's. */
const askToClear: Command['run'] = ({ session, navigate }) => {
  navigate('/history');
  clearQuestion(session).setState({ asked: 'history' });
};

const openNewest: Command['run'] = ({ session, navigate }) => {
  const newest = findNewest(session);
  if (newest !== undefined) navigate(`/history/${encodeURIComponent(newest)}`);
};

/** Commands of the history. */
export const commands: readonly Command[] = [
  {
    id: 'history.newest',
    title: t.newest,
    keywords: ['last', 'result', 'details'],
    isEnabled: ({ session }) => findNewest(session) !== undefined,
    run: openNewest,
  },
  {
    id: 'history.clear',
    title: t.clear,
    keywords: ['delete', 'empty', 'forget'],
    isEnabled: ({ session }) => findNewest(session) !== undefined,
    run: askToClear,
  },
];

function findNewest(session: Session): string | undefined {
  return session.queryClient.getQueryData(historyQuery(session).queryKey)?.entries.at(-1)?.promptId;
}
