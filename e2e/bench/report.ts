import type { Environment } from './environment';
import type { LineResult } from './run-scenario';
import type { Rule } from './stats';

const HEAD = ['id', 'scenario', 'product', 'floor', 'ratio', 'goal', 'spread', ''];

/** The table, one line a measure. */
export function formatTable(lines: readonly LineResult[]): string {
  const rows = [HEAD, ...lines.map(toRow)];
  const widths = HEAD.map((_name, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const isRight = (column: number): boolean => column >= 2 && column <= 6;
  return rows
    .map((row) =>
      row
        .map((cell, column) => (isRight(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function toRow({ id, scenario, spec, judgement, verdict, note }: LineResult): string[] {
  const name = `${scenario}: ${spec.what}`;
  const said = note === '' ? verdict : `${verdict} (${note})`;
  if (judgement === null) return [id, name, '', '', '', goalText(spec.rule), '', said];
  const hasRatio = spec.rule.kind === 'time' || spec.rule.kind === 'rate';
  return [
    id,
    name,
    withUnit(judgement.product, spec.unit),
    Number.isNaN(judgement.floor) ? '' : withUnit(judgement.floor, spec.unit),
    hasRatio ? judgement.value.toFixed(2) : '',
    goalText(spec.rule),
    hasRatio ? judgement.spread.toFixed(2) : '',
    said,
  ];
}

function goalText(rule: Rule): string {
  if (rule.kind === 'rate') return `≥ ${rule.goal}`;
  if (rule.kind === 'points') return `≤ floor + ${rule.goal}`;
  return `≤ ${rule.goal}${rule.kind === 'time' ? ' ×' : ''}`;
}

function withUnit(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
}

/** The lines below the table. */
export function formatEnvironment(environment: Environment, checksum: string, pressures: readonly (number | null)[]): string {
  const known = pressures.filter((value) => value !== null);
  const pressure = known.length === 0 ? 'not told by this system' : `up to ${Math.round(100 * Math.max(...known))} % of a pair's time`;
  return [
    `processors ${environment.cpus}, Chromium ${environment.chromium}, ${environment.renderer}`,
    `empty page ${environment.emptyFps.toFixed(1)} fps, generator ${checksum}, commit ${environment.commit}, CPU pressure ${pressure}`,
  ].join('\n');
}
