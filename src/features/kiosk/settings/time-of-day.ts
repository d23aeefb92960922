const MINUTES_A_DAY = 24 * 60;
const MINUTE_MS = 60_000;

/** Minutes since local midnight of a time `HH:MM`; null for anything else. */
export function parseTimeOfDay(text: string): number | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

/** Hours of the day that may reach over midnight; `from` belongs to them, `to` no longer does. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** `HH:MM-HH:MM`; null for anything else, and for a range of nothing. */
export function parseDayRange(text: string): DayRange | null {
  const [from, to, ...rest] = text.split('-').map(parseTimeOfDay);
  if (from === undefined || from === null || to === undefined || to === null) return null;
  return rest.length > 0 || from === to ? null : { from, to };
}

/** Minutes since local midnight. */
export function minuteOfDay(nowMs: number): number {
  const now = new Date(nowMs);
  return now.getHours() * 60 + now.getMinutes();
}

/** Whether a minute of the day lies in a range. */
export function isWithin({ from, to }: DayRange, minute: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** How long until the local clock shows that minute next; a whole day when it shows it now. */
export function msUntil(minute: number, nowMs: number): number {
  const now = new Date(nowMs);
  const intoMinuteMs = now.getSeconds() * 1_000 + now.getMilliseconds();
  const minutes = (minute - minuteOfDay(nowMs) + MINUTES_A_DAY) % MINUTES_A_DAY;
  return (minutes === 0 ? MINUTES_A_DAY : minutes) * MINUTE_MS - intoMinuteMs;
}
