import { formatDuration } from '@/lib/format';
import { t } from './texts';

/** Whole seconds below a minute, then minutes and hours. */
export function wordTime(ms: number): string {
  return formatDuration(Math.floor(ms / 1_000) * 1_000).replace('.0 s', ' s');
}

/** The age of the newest word of the server, in whole seconds. */
export function wordAge(ageMs: number | null): string {
  return ageMs === null ? t.noWord : t.age({ age: wordTime(ageMs) });
}

/** How long something is over, coarse enough to stand still while it is read. */
export function wordAgo(ms: number): string {
  if (ms < 60_000) return t.justNow;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return t.ago({ time: `${minutes} min` });
  const hours = Math.floor(minutes / 60);
  return t.ago({ time: hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d` });
}
