import type { Clock } from '@/lib/clock';

/** One line of the server's terminal: local time without zone, text with ANSI colours and its line end. */
interface LogEntry {
  readonly t: string;
  readonly m: string;
}

/** Width and height of the terminal. */
interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

/** The last lines the server wrote, and who hears of new ones. Source: ComfyUI `app/logger.py`, `api_server/services/terminal_service.py`. */
export interface LogBook {
  readonly info: (text: string) => void;
  readonly warning: (text: string) => void;
  readonly error: (text: string) => void;
  readonly entries: () => readonly LogEntry[];
  readonly size: () => TerminalSize;
  readonly onEntry: (listener: (entry: LogEntry) => void) => () => void;
  readonly clear: () => void;
}

const MAX_ENTRIES = 300;
const COLORS = { INFO: 32, WARNING: 33, ERROR: 31 } as const;

export function createLogBook(clock: Clock): LogBook {
  const entries: LogEntry[] = [];
  const listeners = new Set<(entry: LogEntry) => void>();
  const add = (level: keyof typeof COLORS, text: string): void => {
    const entry = { t: toLocalTime(clock.nowMs()), m: `\u001b[${COLORS[level]}m[${level}]\u001b[0m ${text}\n` };
    entries.push(entry);
    if (entries.length > MAX_ENTRIES) entries.shift();
    for (const listener of listeners) listener(entry);
  };
  return {
    info: (text) => add('INFO', text),
    warning: (text) => add('WARNING', text),
    error: (text) => add('ERROR', text),
    entries: () => entries,
    size: () => ({ cols: 80, rows: 24 }),
    onEntry: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => {
      entries.length = 0;
    },
  };
}

/** Python's `datetime.now().isoformat()`: local, microseconds, no zone. */
function toLocalTime(nowMs: number): string {
  const local = new Date(nowMs - new Date(nowMs).getTimezoneOffset() * 60_000);
  return local.toISOString().replace('Z', '000');
}
