import { defineTexts, plural } from '@/lib/texts';

/** Texts of the queue. */
export const t = defineTexts({
  queue: 'Queue',
  jobs: 'Jobs in the queue',
  loading: 'Reading the queue',
  empty: 'No jobs yet',
  emptyHint: 'Open a workflow and press Ctrl+Enter.',
  failed: 'The queue could not be read',
  retry: 'Try again',
  clear: 'Clear queue',
  nothingWaits: 'Nothing is waiting',
  clearTitle: ({ count }: { count: number }) => `Clear ${plural(count, 'waiting job', 'waiting jobs')}?`,
  clearAll: 'They cannot be brought back. What is running goes on.',
  clearForeign: ({ count }: { count: number }) =>
    `${count === 1 ? '1 of them is' : `${count} of them are`} someone else’s. They cannot be brought back. What is running goes on.`,
  clearConfirm: 'Clear',
  clearing: 'Clearing the queue',
  cleared: ({ count }: { count: number }) => `Cleared ${plural(count, 'waiting job', 'waiting jobs')}`,
  notCleared: ({ count }: { count: number }) => `${plural(count, 'job is', 'jobs are')} still waiting: the server did not drop them.`,
  clearFailed: ({ reason }: { reason: string }) => `The queue could not be cleared. ${reason}`,
  by: ({ name }: { name: string }) => `by ${name}`,
  queuedAt: ({ time }: { time: string }) => `since ${time}`,
  lostHint: 'the server restarted before it ran',
  unknownHint: 'the server has not said what became of it',
  interruptCommand: 'Interrupt the running job',
});
