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
});
