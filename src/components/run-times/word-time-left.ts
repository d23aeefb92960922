import type { TimeLeft } from '@/jobs/run-times';
import { formatDuration } from '@/lib/format';
import { t } from './texts';

/** A time left in words, with its spread where that is more than a second. */
export function wordTimeLeft({ likelyMs, leastMs, mostMs }: TimeLeft): string {
  if (likelyMs < 1_000) return t.anyMoment;
  const time = formatDuration(toWholeSeconds(likelyMs));
  if (mostMs - leastMs < 1_000) return t.left({ time: shorten(time) });
  const [least, most] = [leastMs, mostMs].map((ms) => shorten(formatDuration(toWholeSeconds(ms))));
  return t.leftBetween({ time: shorten(time), least: least ?? '', most: most ?? '' });
}

/** An estimate has no tenths. */
function toWholeSeconds(ms: number): number {
  return Math.round(ms / 1_000) * 1_000;
}

function shorten(duration: string): string {
  return duration.replace('.0 s', ' s');
}
