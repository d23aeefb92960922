/** From what became of the rows to what is wrong: one finding for each cause, however many rows suffer from it. Pure. */
import type { DoctorPlace, RowResult, RowTrouble } from './examination';
import { DOCTOR_ROWS, type DoctorRowId } from './table';

export type FindingCode =
  | 'unreachable'
  | 'cors-blocked'
  | 'stalled'
  | 'bad-gateway'
  | 'sign-in'
  | 'login-page'
  | 'host-refused'
  | 'all-fail'
  | 'truncated'
  | 'origin-refused'
  | 'socket-origin'
  | 'socket-no-upgrade'
  | 'socket-hangs'
  | 'socket-reopen'
  | 'socket-silent'
  | 'socket-idle'
  | 'socket-deaf'
  | 'frames-corrupt'
  | 'frames-lost'
  | 'frames-doubled'
  | 'frames-disordered'
  | 'body-limit'
  | 'path-decoded'
  | 'not-forwarded'
  | 'user-needed'
  | 'route-missing'
  | 'route-fails'
  | 'answers-odd'
  | 'slow'
  | 'unsteady'
  | 'narrow'
  | 'no-range'
  | 'uncompressed'
  | 'open-to-all'
  | 'cors-hides'
  | 'not-secure';

/** One cause and the rows that show it. */
export interface Finding {
  readonly code: FindingCode;
  /** A note is worth knowing; a fault keeps something from working. */
  readonly severity: 'fault' | 'note';
  readonly rows: readonly DoctorRowId[];
}

export interface Evidence {
  readonly rows: readonly RowResult[];
  readonly place: DoctorPlace;
  /** Something answers at the address although the page may not read what. */
  readonly isOpaque: boolean;
}

const NOTES: ReadonlySet<FindingCode> = new Set([
  'unsteady',
  'no-range',
  'uncompressed',
  'open-to-all',
  'cors-hides',
  'not-secure',
  'socket-idle',
]);
/** Causes that make every answer alike; nothing else can be said while one of them holds. */
const WHOLE: readonly (readonly [RowTrouble, FindingCode])[] = [
  ['unreachable', 'unreachable'],
  ['timeout', 'stalled'],
  ['gateway', 'bad-gateway'],
  ['sign-in', 'sign-in'],
  ['page', 'login-page'],
  ['refused', 'host-refused'],
  ['failed', 'all-fail'],
  ['wrong', 'answers-odd'],
  ['missing', 'not-forwarded'],
  ['unreadable', 'truncated'],
];
const USERS_ROWS = /\/settings|userdata/;
const READS = DOCTOR_ROWS.filter(({ id }) => id.startsWith('GET ')).map(({ id }) => id);

/** Names what is wrong, the cause of most first. */
export function diagnose(evidence: Evidence): readonly Finding[] {
  const whole = findWhole(evidence);
  const findings = whole === null ? [...findWays(evidence), ...findSocket(evidence), ...findRoutes(evidence)] : [whole];
  return findings
    .filter(({ rows }) => rows.length > 0)
    .map((finding) => ({ ...finding, severity: NOTES.has(finding.code) ? ('note' as const) : ('fault' as const) }))
    .sort((a, b) => Number(a.severity === 'note') - Number(b.severity === 'note'));
}

type Draft = Omit<Finding, 'severity'>;

function findWhole({ rows, isOpaque }: Evidence): Draft | null {
  const reads = rows.filter(({ id, state }) => READS.includes(id) && state !== 'untried' && state !== 'absent');
  if (reads.length === 0) return null;
  for (const [trouble, code] of WHOLE) {
    const hit = reads.filter(({ troubles }) => troubles.includes(trouble));
    // Old answers without a body are not cut, hence not "every".
    const isWhole = trouble === 'unreadable' ? hit.length * 2 > reads.length : hit.length === reads.length;
    if (isWhole) return { code: code === 'unreachable' && isOpaque ? 'cors-blocked' : code, rows: hit.map(({ id }) => id) };
  }
  return null;
}

function withTrouble(rows: readonly RowResult[], trouble: RowTrouble, fits: (id: DoctorRowId) => boolean = () => true): DoctorRowId[] {
  return rows.filter(({ id, troubles }) => troubles.includes(trouble) && fits(id)).map(({ id }) => id);
}

const isWrite = (id: DoctorRowId): boolean => /^(POST|PATCH|DELETE) /.test(id);
const isWay = (id: DoctorRowId): boolean => id.startsWith('way:');
const isSocket = (id: DoctorRowId): boolean => id.startsWith('WS ');

function findWays({ rows }: Evidence): readonly Draft[] {
  const find = (code: FindingCode, trouble: RowTrouble): Draft => ({ code, rows: withTrouble(rows, trouble, isWay) });
  return [
    { code: 'origin-refused', rows: withTrouble(rows, 'refused', isWrite) },
    { code: 'body-limit', rows: withTrouble(rows, 'too-large') },
    find('slow', 'slow'),
    find('unsteady', 'unsteady'),
    find('narrow', 'narrow'),
    find('no-range', 'no-range'),
    find('uncompressed', 'uncompressed'),
    find('open-to-all', 'open-to-all'),
    find('not-secure', 'not-secure'),
    { code: 'cors-hides', rows: rows.filter(({ untried }) => untried === 'hidden').map(({ id }) => id) },
  ];
}

function findSocket({ rows }: Evidence): readonly Draft[] {
  const find = (code: FindingCode, trouble: RowTrouble, id: DoctorRowId): Draft => ({
    code,
    rows: withTrouble(rows, trouble, (row) => row === id),
  });
  const isOriginRefused = withTrouble(rows, 'refused', isWrite).length > 0;
  const frames = (code: FindingCode, trouble: RowTrouble): Draft => ({ code, rows: withTrouble(rows, trouble, isSocket) });
  const isCorrupt = withTrouble(rows, 'corrupt', isSocket).length > 0;
  return [
    find(isOriginRefused ? 'socket-origin' : 'socket-no-upgrade', 'unreachable', 'WS /ws'),
    find('socket-hangs', 'timeout', 'WS /ws'),
    find('socket-reopen', 'closed', 'WS /ws'),
    { code: 'socket-silent', rows: isCorrupt ? [] : withTrouble(rows, 'silent', (id) => isSocket(id) && id !== 'WS after silence') },
    find('socket-idle', 'closed', 'WS after silence'),
    find('socket-deaf', 'silent', 'WS after silence'),
    frames('frames-corrupt', 'corrupt'),
    frames('frames-lost', 'lost'),
    frames('frames-doubled', 'doubled'),
    frames('frames-disordered', 'disordered'),
  ];
}

function findRoutes({ rows }: Evidence): readonly Draft[] {
  const isRead = (id: DoctorRowId): boolean => !isWrite(id) && !isSocket(id);
  // A missing encoded slash takes only the routes that have a path in their address.
  const isPathRow = (id: DoctorRowId): boolean => id.includes('/userdata/{file}');
  const isListed = rows.some(({ id, state }) => id === 'GET /userdata' && state === 'ok');
  const missing = withTrouble(rows, 'missing');
  const decoded = isListed ? missing.filter(isPathRow) : [];
  const routes = (code: FindingCode, trouble: RowTrouble, fits: (id: DoctorRowId) => boolean = () => true): Draft => ({
    code,
    rows: withTrouble(rows, trouble, (id) => !isWay(id) && fits(id)),
  });
  const needsUser = (id: DoctorRowId): boolean => USERS_ROWS.test(id);
  return [
    { code: 'path-decoded', rows: decoded },
    {
      code: 'user-needed',
      rows: [...withTrouble(rows, 'sign-in', needsUser), ...withTrouble(rows, 'refused', (id) => isRead(id) && needsUser(id))],
    },
    routes('sign-in', 'sign-in', (id) => !needsUser(id)),
    routes('host-refused', 'refused', (id) => isRead(id) && !needsUser(id)),
    routes('not-forwarded', 'page'),
    { code: 'route-missing', rows: missing.filter((id) => !decoded.includes(id) && !isSocket(id)) },
    routes('route-fails', 'failed'),
    routes('bad-gateway', 'gateway'),
    routes('stalled', 'timeout', (id) => !isSocket(id)),
    routes('unreachable', 'unreachable', (id) => !isSocket(id)),
    routes('truncated', 'unreadable'),
    routes('answers-odd', 'wrong'),
  ];
}
