import type { LogLine } from '@/live/log-lines';

export type LogLevel = 'error' | 'warning' | 'info';

/** A stretch of text in one look. */
export interface LogSpan {
  readonly text: string;
  readonly tone: 'plain' | 'danger' | 'warning' | 'success' | 'info' | 'faint';
  readonly isBold: boolean;
}

/** What the server said at once: one line, or several as a traceback has them. */
export interface LogRecord {
  /** Of its first line; stays. */
  readonly id: number;
  /** The server's local time as sent. */
  readonly t: string;
  readonly level: LogLevel;
  /** Without colour codes, without the last line end. */
  readonly text: string;
  /** The same by lines, with colours. */
  readonly lines: readonly (readonly LogSpan[])[];
  readonly isAfterGap: boolean;
}

/** One drawn line of a record. */
export interface LogRow {
  readonly key: string;
  readonly record: LogRecord;
  readonly spans: readonly LogSpan[];
  readonly isFirst: boolean;
}

export interface LogFilter {
  readonly query: string;
  /** The least that is shown. */
  readonly level: LogLevel;
}

/** A line is read once however often the list is drawn. */
const known = new WeakMap<LogLine, LogRecord>();

/**
 * Lines → records. What was written without a line end goes on in the next line: Python's `print` writes a text and its line end apart.
 * Empty lines between records are left out.
 */
export function toRecords(lines: readonly LogLine[]): readonly LogRecord[] {
  const records: LogRecord[] = [];
  for (let start = 0; start < lines.length;) {
    const end = findEnd(lines, start);
    const first = lines[start];
    if (first !== undefined) records.push(end - start === 1 ? readKnown(first) : read(first, joinTexts(lines.slice(start, end))));
    start = end;
  }
  return records.filter(({ text, isAfterGap }) => text !== '' || isAfterGap);
}

function findEnd(lines: readonly LogLine[], start: number): number {
  let end = start + 1;
  while (end < lines.length && lines[end - 1]?.m.endsWith('\n') === false && lines[end]?.isAfterGap === false) end++;
  return end;
}

function joinTexts(lines: readonly LogLine[]): string {
  return lines.map(({ m }) => m).join('');
}

function readKnown(line: LogLine): LogRecord {
  const found = known.get(line);
  if (found !== undefined) return found;
  const made = read(line, line.m);
  known.set(line, made);
  return made;
}

function read({ id, t, isAfterGap }: LogLine, written: string): LogRecord {
  const lines = toSpans(written);
  const text = lines.map((spans) => spans.map((span) => span.text).join('')).join('\n');
  return { id, t, level: toLevel(text), text, lines, isAfterGap };
}

const COLOR_CODE = /\u001b\[([\d;]*)m/;
/** Everything else a terminal obeys: cursor moves, titles, and bare controls. */
const OTHER_CODES = /\u001b\[[\d;?]*[A-Za-ln-z]|\u001b\][^\u0007]*\u0007|[\u0000-\u0008\u000b-\u001a\u001c-\u001f]/g;

/** Text with colour codes → lines of spans; a carriage return begins its line anew. */
function toSpans(written: string): readonly (readonly LogSpan[])[] {
  let look: Omit<LogSpan, 'text'> = { tone: 'plain', isBold: false };
  const readLine = (line: string): readonly LogSpan[] => {
    const spans: LogSpan[] = [];
    // A capturing group makes `split` hand out the codes between the texts.
    for (const [index, part] of line.split(COLOR_CODE).entries()) {
      if (index % 2 === 1) look = withCodes(look, part);
      else if (part !== '') spans.push({ text: part, ...look });
    }
    return spans;
  };
  return written
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => readLine(line.slice(line.lastIndexOf('\r') + 1).replace(OTHER_CODES, '')));
}

const TONES: Readonly<Record<number, LogSpan['tone']>> = {
  31: 'danger',
  32: 'success',
  33: 'warning',
  34: 'info',
  35: 'info',
  36: 'info',
  39: 'plain',
  90: 'faint',
  91: 'danger',
  92: 'success',
  93: 'warning',
  94: 'info',
  95: 'info',
  96: 'info',
};

function withCodes(look: Omit<LogSpan, 'text'>, codes: string): Omit<LogSpan, 'text'> {
  let next = look;
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) next = { tone: 'plain', isBold: false };
    else if (code === 1) next = { ...next, isBold: true };
    else next = { ...next, tone: TONES[code] ?? next.tone };
  }
  return next;
}

/** By the tag newer servers begin a line with, else by the words tracebacks and old servers use. */
function toLevel(text: string): LogLevel {
  const tag = /^\s*\[?(ERROR|CRITICAL|WARNING|WARN|INFO|DEBUG)\b/i.exec(text)?.[1]?.toUpperCase();
  if (tag === 'ERROR' || tag === 'CRITICAL') return 'error';
  if (tag === 'WARNING' || tag === 'WARN') return 'warning';
  if (tag !== undefined) return 'info';
  if (/Traceback \(most recent call last\)|^!!! |^[\w.]*(?:Error|Exception)\b/m.test(text)) return 'error';
  return /warning\b/i.test(text) ? 'warning' : 'info';
}

const RANK: Readonly<Record<LogLevel, number>> = { info: 0, warning: 1, error: 2 };

/** Records of a level or worse that hold the text, whatever its case. A record fits as a whole. */
export function filterRecords(records: readonly LogRecord[], { query, level }: LogFilter): readonly LogRecord[] {
  const needle = query.trim().toLowerCase();
  if (needle === '' && level === 'info') return records;
  return records.filter((record) => RANK[record.level] >= RANK[level] && record.text.toLowerCase().includes(needle));
}

/** Records → lines to draw. */
export function toRows(records: readonly LogRecord[]): readonly LogRow[] {
  return records.flatMap((record) =>
    record.lines.map((spans, index) => ({ key: `${record.id}/${index}`, record, spans, isFirst: index === 0 })),
  );
}

/** As plain text for the clipboard, each record with its time. */
export function toPlainText(records: readonly LogRecord[]): string {
  return records.map(({ t, text }) => (t === '' ? text : `${t} ${text}`)).join('\n');
}

/** `2026-11-25T01:10:37.933097` → `01:10:37`; anything else as it is. */
export function toTimeOfDay(t: string): string {
  return /T(\d{2}:\d{2}:\d{2})/.exec(t)?.[1] ?? t;
}
