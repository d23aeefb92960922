import { defineTexts, plural } from '@/lib/texts';

/** What is said of finished jobs. */
export const t = defineTexts({
  done: ({ name }: { name: string }) => `“${name}” is done`,
  failed: ({ name, reason }: { name: string; reason: string }) => `“${name}” failed: ${reason}`,
  failedUnexplained: ({ name }: { name: string }) => `“${name}” failed`,
  several: ({ done, failed }: { done: number; failed: number }) =>
    [done > 0 ? `${plural(done, 'job is', 'jobs are')} done` : '', failed > 0 ? `${plural(failed, 'job', 'jobs')} failed` : '']
      .filter((part) => part !== '')
      .join(', '),
  region: 'Finished jobs',
  open: ({ name }: { name: string }) => `Open the run “${name}”`,
  openHistory: 'Open the history',
  whenOver: 'When a job of yours is done or failed',
  toast: 'Show a message with its picture',
  toastHint: 'Without it the news is only read out to screen readers.',
  sound: 'Play a sound',
  soundHint: 'Two notes, upwards when it is done and downwards when it failed. Browsers stay silent until the page was clicked once.',
  hear: 'Hear it',
  notice: 'Notice of the system while this page is hidden',
  noticeHint: 'Your browser asks once whether this page may do that.',
  noticeDenied: 'Your browser refuses notices from this page. Allow them in its site settings, then reload.',
  noticeUnavailable: 'This browser gives no notices to pages without https.',
});
