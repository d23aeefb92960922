import { defineTexts } from '@/lib/texts';

/** Texts about how long runs take. */
export const t = defineTexts({
  left: ({ time }: { time: string }) => `about ${time} left`,
  leftBetween: ({ time, least, most }: { time: string; least: string; most: string }) => `about ${time} left (${least} to ${most})`,
  anyMoment: 'done any moment',
});
