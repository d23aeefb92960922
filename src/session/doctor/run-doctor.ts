/**
 * Examines one server and the way to it: every row of `table.ts` is tried once with questions that change nothing, then what is wrong
 * is named. Nothing here draws or prints: the page and `npm run doctor` show the same report.
 */
import { diagnose, type Finding } from './diagnose';
import { toResult, type DoctorParts, type DoctorPlace, type Notes, type RowResult } from './examination';
import { DOCTOR_ROWS, type DoctorRowId } from './table';
import { tryRoutes } from './try-routes';
import { trySocket } from './try-socket';
import { judgeWay, tryBigBody, trySpeed } from './try-way';

/** What an examination found so far. */
export interface DoctorReport {
  /** Without user name and password. */
  readonly address: string;
  readonly place: DoctorPlace;
  readonly startedAtMs: number;
  /** In the order of the table; rows that are still to come are missing. */
  readonly rows: readonly RowResult[];
  /** Empty until the examination is over. */
  readonly findings: readonly Finding[];
  readonly isDone: boolean;
}

/** Examines; `onProgress` is told of every row. Never throws. */
export async function runDoctor(parts: DoctorParts, onProgress: (report: DoctorReport) => void = () => undefined): Promise<DoctorReport> {
  const results = new Map<DoctorRowId, RowResult>();
  const start = { address: withoutLogin(parts.client.base.http), place: parts.place, startedAtMs: parts.clock.nowMs() };
  const toReport = (end: Pick<DoctorReport, 'findings' | 'isDone'>): DoctorReport => ({
    ...start,
    ...end,
    rows: DOCTOR_ROWS.flatMap(({ id }) => results.get(id) ?? []),
  });
  const notes: Notes = {
    add: (id, result) => {
      results.set(id, toResult(id, result));
      onProgress(toReport({ findings: [], isDone: false }));
    },
    of: (id) => results.get(id),
  };
  const isOpaque = await tryAll(parts, notes);
  for (const { id } of DOCTOR_ROWS) if (!results.has(id)) results.set(id, toResult(id, { untried: 'unreachable' }));
  const { rows } = toReport({ findings: [], isDone: true });
  const report = toReport({ findings: diagnose({ rows, place: parts.place, isOpaque }), isDone: true });
  onProgress(report);
  return report;
}

/** @returns whether something answers that may not be read. */
async function tryAll(parts: DoctorParts, notes: Notes): Promise<boolean> {
  const stats = await trySpeed(parts, notes);
  if (stats.failure !== null) {
    const blind = await parts.client.probe({ path: '/system_stats', mode: 'no-cors', timeoutMs: 5_000 });
    // An answer that may not be read comes without failure and without status.
    return blind.failure === null && blind.status === 0;
  }
  const nodes = await tryRoutes(parts, notes);
  judgeWay(parts, notes, { stats, nodes });
  await trySocket(parts, notes);
  await tryBigBody(parts, notes);
  return false;
}

function withoutLogin(address: string): string {
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
