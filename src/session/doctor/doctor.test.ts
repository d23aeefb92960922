// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { createApiClient } from '@/api/client';
import type { ProxyFaults } from '@/embedded/faults/faults';
import { systemClock } from '@/lib/clock';
import { startLab, type Lab } from '@/testing/trouble-lab';
import { diagnose, type FindingCode } from './diagnose';
import type { DoctorParts } from './examination';
import { FINDINGS } from './texts';
import { repairsOf } from './repairs';
import { toReportText } from './report-text';
import { runDoctor, type DoctorReport } from './run-doctor';
import { DOCTOR_ROWS } from './table';

let lab: Lab | null = null;
afterEach(async () => {
  await lab?.stop();
  lab = null;
});

async function examine(faults: ProxyFaults, change: Partial<DoctorParts> = {}): Promise<DoctorReport> {
  lab = await startLab();
  const { session, page } = lab.connect();
  await lab.advance(1_000);
  lab.proxy.setFaults(faults);
  const parts: DoctorParts = {
    client: session.client,
    openSocket: page.openSocket,
    clock: lab.clock,
    random: session.random,
    place: { origin: null, isSecureContext: null },
    idleMs: 0,
    mayRun: true,
    ...change,
  };
  return lab.during(runDoctor(parts), 2_000_000);
}

const codes = ({ findings }: DoctorReport): readonly FindingCode[] => findings.map(({ code }) => code);

/** Each fault of the fault proxy and what it must be called. */
const FAULTS: readonly (readonly [string, ProxyFaults, readonly FindingCode[], number?])[] = [
  ['none', {}, []],
  ['latency', { latencyMs: 1_500 }, ['slow']],
  ['jitter', { latencyMs: 400, jitterMs: 390 }, ['unsteady']],
  ['bandwidth', { bytesPerSecond: 60_000 }, ['narrow']],
  ['a stall', { isStalled: true }, ['stalled']],
  ['sockets that hang', { hangsOnAccept: true }, ['socket-hangs']],
  ['resets', { resets: true }, ['unreachable']],
  ['a bad gateway', { isBadGateway: true }, ['bad-gateway']],
  ['a log-in page', { answer: { status: 200, contentType: 'text/html', body: '<form>' } }, ['login-page']],
  ['a question for a password', { answer: { status: 401, contentType: 'text/plain', body: '' } }, ['sign-in']],
  ['errors for everything', { answer: { status: 500, contentType: 'text/plain', body: 'oh' } }, ['all-fail']],
  ['cut answers', { truncatesJson: true }, ['truncated']],
  ['lost frames', { frames: { every: 4, kind: 'drop' } }, ['frames-lost']],
  ['doubled frames', { frames: { every: 4, kind: 'duplicate' } }, ['frames-doubled']],
  ['frames in another order', { frames: { every: 4, kind: 'reorder' } }, ['frames-disordered']],
  ['damaged frames', { frames: { every: 4, kind: 'corrupt' } }, ['frames-corrupt']],
  ['a socket cut for its silence', { idleCutMs: 60_000 }, ['socket-idle'], 70_000],
  ['a ghost of the socket before', { ghostMs: 30_000 }, ['socket-deaf'], 70_000],
];

describe('each fault of the way is named', () => {
  it.each(FAULTS)('%s', async (_, faults, expected, idleMs = 0) => {
    const report = await examine(faults, { idleMs });
    expect(codes(report)).toEqual(expected);
    for (const { code, rows } of report.findings) {
      expect(repairsOf(code, report).length, code).toBeGreaterThan(0);
      expect(rows.length).toBeGreaterThan(0);
    }
    expect(report.rows.map(({ id }) => id)).toEqual(DOCTOR_ROWS.map(({ id }) => id));
  });
});

describe('an examination', () => {
  it('tells of every row as it comes, and makes no run while jobs wait', async () => {
    lab = await startLab();
    lab.server.control.hold();
    const client = lab.connect();
    await client.submit();
    const seen: number[] = [];
    const parts = {
      client: client.session.client,
      openSocket: client.page.openSocket,
      clock: lab.clock,
      random: client.session.random,
      place: { origin: 'http://page.test', isSecureContext: false },
      idleMs: 0,
      mayRun: true,
    };
    const report = await lab.during(
      runDoctor(parts, ({ rows }) => seen.push(rows.length)),
      60_000,
    );
    expect(seen.length).toBeGreaterThan(DOCTOR_ROWS.length / 2);
    expect(report.rows.find(({ id }) => id === 'WS frames of a run')?.untried).toBe('busy');
    expect(codes(report)).toEqual(['not-secure']);
    expect(lab.server.control.requests().filter(({ method, path }) => method === 'POST' && /interrupt|free$/.test(path))).toEqual([]);
  });

  it('of a page that may not read what answers says so, by a question without an answer to read', async () => {
    const asked: (string | undefined)[] = [];
    const client = createApiClient({
      base: { http: 'http://server.test', ws: 'ws://server.test' },
      clock: systemClock,
      createXhr: null,
      fetch: (_, init) => {
        asked.push(init?.mode);
        // What a browser gives for an answer of another origin that allows nothing.
        return init?.mode === 'no-cors' ? Promise.resolve(Response.error()) : Promise.reject(new TypeError('Failed to fetch'));
      },
    });
    const report = await runDoctor({
      client,
      openSocket: () => {
        throw new Error('not asked for');
      },
      clock: systemClock,
      random: (words) => words.fill(1),
      place: { origin: 'https://page.test', isSecureContext: true },
      idleMs: 0,
      mayRun: false,
    });
    expect(codes(report)).toEqual(['cors-blocked']);
    expect(asked).toEqual([undefined, 'no-cors']);
    expect(toReportText(report)).toContain('python main.py --enable-cors-header https://page.test');
  });

  it('has a line for everything it can find', () => {
    const facts = { address: 'https://gpu.test:8443/comfy', place: { origin: null, isSecureContext: null } };
    for (const code of Object.keys(FINDINGS) as FindingCode[]) expect(repairsOf(code, facts).length, code).toBeGreaterThan(0);
    expect(diagnose({ rows: [], place: facts.place, isOpaque: false })).toEqual([]);
  });
});
