import { useSession } from '@/session/session-provider';
import type { DayRange } from '../settings/time-of-day';
import { isWithin, minuteOfDay } from '../settings/time-of-day';
import { useTicks } from './use-ticks';

const LOOK_EVERY_MS = 10_000;

/** Whether the local time lies within the hours in which the wall is dimmed. */
export function useIsAsleep(sleep: DayRange | null): boolean {
  const { clock } = useSession();
  useTicks(sleep === null ? null : LOOK_EVERY_MS);
  return sleep !== null && isWithin(sleep, minuteOfDay(clock.nowMs()));
}
