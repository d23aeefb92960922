/** A duration for people: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 10 min`. Negative input shows as `0 s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** Bytes in the unit people read: `812 B`, `1.4 MB`, `23.0 GB` (decimal units). */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power] ?? 'B'}`;
}

/** Memory in the unit its makers count in: `23.5 GiB`, `512 MiB`. */
export function formatMemory(bytes: number): string {
  const mebibytes = bytes / 1024 ** 2;
  return mebibytes < 1024 ? `${mebibytes.toFixed(0)} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`;
}

/** A local time of day, `14:03`, with the date before it when it is not today. */
export function formatMoment(atMs: number, nowMs: number): string {
  const at = new Date(atMs);
  const isToday = at.toDateString() === new Date(nowMs).toDateString();
  const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(at);
  return isToday ? time : `${new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(at)} ${time}`;
}

/** A moment to the second, with its day: where two of them are to be told apart. */
export function formatExactMoment(atMs: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(atMs));
}

/** A local calendar day as a heading: `Wednesday, 25 November 2026` in the reader's language. */
export function formatDay(atMs: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'full' }).format(new Date(atMs));
}

/** Shortens a long name in the middle, keeping the end (file types live there). */
export function truncateMiddle(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const tail = Math.floor((maxLength - 1) / 2);
  return `${text.slice(0, maxLength - 1 - tail)}…${text.slice(text.length - tail)}`;
}
