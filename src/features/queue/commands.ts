import type { Command } from '@/components/commands/command';
import { clearQuestion } from '@/components/job-actions/clear-question';
import { t as actionTexts } from '@/components/job-actions/texts';
import { wordFailure } from '@/components/server-failure/word-failure';
import { toAppError } from '@/lib/errors';
import { queueQuery } from '@/session/queries/queue';
import { t } from './texts';

const interrupt: Command['run'] = async ({ session, announce }) => {
  try {
    await session.client.interrupt();
    announce(actionTexts.interrupted, 'success');
  } catch (error) {
    announce(actionTexts.interruptFailed({ reason: wordFailure(toAppError(error)) }), 'danger');
  }
};

/** The page that asks is the queue's. */
const askToClear: Command['run'] = ({ session, navigate }) => {
  navigate('/queue');
  clearQuestion(session).setState({ asked: 'queue' });
};

/** Commands of the queue. */
export const commands: readonly Command[] = [
  {
    id: 'queue.interrupt',
    title: t.interruptCommand,
    keywords: ['cancel', 'stop', 'current'],
    shortcut: '$mod+Alt+Enter',
    worksInFields: true,
    isEnabled: ({ session }) => (session.queryClient.getQueryData(queueQuery(session).queryKey)?.running.length ?? 0) > 0,
    run: interrupt,
  },
  {
    id: 'queue.clear',
    title: t.clear,
    keywords: ['delete', 'empty', 'pending', 'waiting'],
    isEnabled: ({ session }) => (session.queryClient.getQueryData(queueQuery(session).queryKey)?.pending.length ?? 0) > 0,
    run: askToClear,
  },
];
