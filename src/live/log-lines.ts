import { MAX_LOG_LINES } from '@/config/limits';
import type { LogEntry } from '@/protocol/server-event';

/** One write to the server's terminal. */
export interface LogLine extends LogEntry {
  /** Stays with the line as long as it is kept; larger for lines that came later, but for those a read filled in. */
  readonly id: number;
  /** Lines before it may have been missed. */
  readonly isAfterGap: boolean;
}

/** The newest lines of the server's log, oldest first; at most `MAX_LOG_LINES`. */
export interface LogTail {
  readonly lines: readonly LogLine[];
  readonly nextId: number;
  /** Time of the newest line of the newest read: what the socket brings from before may be in it already. */
  readonly readUpTo: string;
}

/** No line is known. */
export const EMPTY_LOG: LogTail = { lines: [], nextId: 1, readUpTo: '' };

/**
 * Adds what the socket brought; lines that a read had brought before are left out. Pure; the same object when nothing is new. A line that
 * begins with a carriage return overwrites an unfinished one, as on a terminal. Source: ComfyUI `app/logger.py` LogInterceptor.
 */
export function appendLog(tail: LogTail, entries: readonly LogEntry[]): LogTail {
  const fresh = entries.filter((entry) => tail.readUpTo === '' || entry.t > tail.readUpTo || !isKnown(tail, entry));
  if (fresh.length === 0) return tail;
  const lines = [...tail.lines];
  let { nextId } = tail;
  for (const { t, m } of fresh) {
    const last = lines.at(-1);
    if (last !== undefined && m.startsWith('\r') && !last.m.endsWith('\n')) lines[lines.length - 1] = { ...last, t, m };
    else lines.push({ id: nextId++, t, m, isAfterGap: false });
  }
  return { ...tail, lines: lines.slice(-MAX_LOG_LINES), nextId };
}

/**
 * Fills in a read of the newest lines, in the order of their times. Lines known before stay as they are; when the read does not reach back
 * to them, its first line says that some may be missing. Pure; the same object when nothing is new.
 */
export function mergeLog(tail: LogTail, entries: readonly LogEntry[]): LogTail {
  const newest = entries.at(-1);
  if (newest === undefined) return tail;
  const known = new Set(tail.lines.map(toKey));
  const fresh = entries.filter((entry) => !known.has(toKey(entry)));
  const readUpTo = newest.t > tail.readUpTo ? newest.t : tail.readUpTo;
  if (fresh.length === 0) return readUpTo === tail.readUpTo ? tail : { ...tail, readUpTo };
  const oldest = tail.lines[0];
  const isGap = fresh.length === entries.length && oldest !== undefined && oldest.t < (entries[0]?.t ?? '');
  const added = fresh.map(({ t, m }, index): LogLine => ({ id: tail.nextId + index, t, m, isAfterGap: isGap && index === 0 }));
  return { lines: inOrder(tail.lines, added).slice(-MAX_LOG_LINES), nextId: tail.nextId + added.length, readUpTo };
}

/** Joins two lists that are each in the order of their times. */
function inOrder(known: readonly LogLine[], added: readonly LogLine[]): readonly LogLine[] {
  const lines: LogLine[] = [];
  let next = 0;
  for (const line of known) {
    for (let candidate = added[next]; candidate !== undefined && candidate.t < line.t; candidate = added[next]) {
      lines.push(candidate);
      next++;
    }
    lines.push(line);
  }
  return [...lines, ...added.slice(next)];
}

function isKnown({ lines }: LogTail, { t, m }: LogEntry): boolean {
  return lines.some((line) => line.t === t && line.m === m);
}

function toKey({ t, m }: LogEntry): string {
  return `${t} ${m}`;
}
