import { defineTexts } from '@/lib/texts';

/** Words the primitives say when their user gives none. */
export const t = defineTexts({
  close: 'Close',
  keep: 'Keep',
  dismiss: 'Dismiss',
  retry: 'Try again',
  percent: ({ percent }: { percent: number }) => `${percent} %`,
});
