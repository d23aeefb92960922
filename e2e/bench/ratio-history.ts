import fs from 'node:fs';
import type { LineResult } from './run-scenario';
import { isRegression } from './stats';

/** One landed change. */
interface HistoryEntry {
  readonly commit: string;
  readonly checksum: string;
  readonly ratios: Readonly<Record<string, number>>;
}

/** Name of a line in the history file. */
export function ratioKey({ id, spec }: LineResult): string {
  return `${id} ${spec.what}`;
}

/** Reads the entries with this generator checksum, oldest first; others cannot be compared. A missing file is an empty history. */
export function readRatioHistory(file: string, checksum: string): readonly HistoryEntry[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const entries = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as HistoryEntry);
  return entries.filter((entry) => entry.checksum === checksum);
}

/** Marks good lines that are worse than they used to be. */
export function markRegressions(lines: readonly LineResult[], history: readonly HistoryEntry[]): LineResult[] {
  return lines.map((line) => {
    if (line.verdict !== 'ok' || line.judgement === null) return line;
    const former = history.map((entry) => entry.ratios[ratioKey(line)]).filter((value) => value !== undefined);
    return isRegression(line.spec.rule, line.judgement.value, former) ? { ...line, verdict: 'REGRESSION' } : line;
  });
}

/** Adds one line with the ratios of this run. */
export function recordRatios(file: string, lines: readonly LineResult[], { commit, checksum }: Omit<HistoryEntry, 'ratios'>): void {
  const ratios = Object.fromEntries(
    lines.flatMap((line) => {
      const isRatio = line.spec.rule.kind === 'time' || line.spec.rule.kind === 'rate';
      return line.judgement === null || !isRatio ? [] : [[ratioKey(line), Number(line.judgement.value.toFixed(3))]];
    }),
  );
  fs.appendFileSync(file, `${JSON.stringify({ commit, checksum, ratios })}\n`);
}
