import { formatBytes } from '@/lib/format';
import type { RowResult } from './examination';
import { repairsOf } from './repairs';
import type { DoctorReport } from './run-doctor';
import { DOCTOR_ROWS } from './table';
import { GROUPS, t, TROUBLES, UNTRIED, wordFinding } from './texts';

/** What became of a row, in words: `works`, `refused (403)`. */
export function wordResult({ id, state, troubles, untried, status }: RowResult): string {
  if (untried !== null) return UNTRIED[untried];
  if (state === 'absent') return t.absent({ since: DOCTOR_ROWS.find((row) => row.id === id)?.since ?? '?' });
  if (state === 'ok') return status > 0 ? `${t.ok} (${status})` : t.ok;
  const words = troubles.map((trouble) => TROUBLES[trouble]).join(', ');
  return status > 0 ? `${words} (${status})` : words;
}

/** Time and size of a row's last answer; empty where there are none. */
export function wordFigures({ elapsedMs, sizeBytes }: RowResult): string {
  const parts = [
    elapsedMs === null ? '' : t.milliseconds({ ms: elapsedMs }),
    sizeBytes === null || sizeBytes === 0 ? '' : formatBytes(sizeBytes),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** One line that says how it stands. */
export function wordSummary({ findings }: DoctorReport): string {
  const faults = findings.filter(({ severity }) => severity === 'fault').length;
  return findings.length === 0 ? t.healthy : t.summary({ faults, notes: findings.length - faults });
}

/** The whole report as plain text. Holds addresses of routes, states and times; no bodies, no names of files, no headers. */
export function toReportText(report: DoctorReport): string {
  const lines = [`${t.title({ address: report.address })}, ${new Date(report.startedAtMs).toISOString()}`, wordSummary(report), ''];
  for (const finding of report.findings) {
    lines.push(`${finding.severity === 'fault' ? t.fault : t.note}: ${wordFinding(finding)}`);
    for (const { where, line } of repairsOf(finding.code, report)) lines.push(`  ${t.repair} (${where}): ${line}`);
    lines.push(`  ${t.affects({ rows: finding.rows.join('; ') })}`, '');
  }
  for (const [group, title] of Object.entries(GROUPS)) {
    if (report.rows.some(({ id, untried }) => untried !== 'unreachable' && DOCTOR_ROWS.some((row) => row.id === id && row.group === group)))
      lines.push(title);
    for (const { id, use } of DOCTOR_ROWS.filter((row) => row.group === group)) {
      const result = report.rows.find((row) => row.id === id);
      if (result === undefined || result.untried === 'unreachable') continue;
      const answer = [wordResult(result), wordFigures(result)].filter((part) => part !== '').join(', ');
      lines.push(`  ${id.padEnd(36)} ${answer} – ${use}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
