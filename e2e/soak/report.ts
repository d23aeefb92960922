/** One judged figure. */
export interface SoakLine {
  readonly test: string;
  readonly figure: string;
  readonly bound: string;
  readonly isOk: boolean;
}

/** The table `test, figure, bound, ok`; a shortened run says so in each line. */
export function formatLines(lines: readonly SoakLine[], isShort: boolean): string {
  const rows = lines.map(({ test, figure, bound, isOk }) => [test, figure, bound, `${isOk ? 'ok' : 'FAILED'}${isShort ? ' (short)' : ''}`]);
  const all = [['test', 'figure', 'bound', 'ok'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The value below which this share of the others lies; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** @throws Error in plain words for anything but `--minutes N` with N from 1 to 120. */
export function parseMinutes(args: readonly string[]): number {
  if (args.length === 0) return 10;
  const [name, value] = args;
  const minutes = Number(value);
  if (name !== '--minutes' || args.length !== 2 || !Number.isFinite(minutes) || minutes < 1 || minutes > 120) {
    throw new Error('npm run soak [-- --minutes N]: N from 1 to 120, 10 unless given');
  }
  return minutes;
}
