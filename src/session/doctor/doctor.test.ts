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
const FAULTS: readonly {
  readonly name: string;
  readonly faults: ProxyFaults;
  readonly expected: readonly FindingCode[];
  readonly idleMs?: number;
}[] = [
  { name: 'none', faults: {}, expected: [] },
  { name: 'latency', faults: { latencyMs: 1_500 }, expected: ['slow'] },
  { name: 'jitter', faults: { latencyMs: 400, jitterMs: 390 }, expected: ['unsteady'] },
  { name: 'bandwidth', faults: { bytesPerSecond: 60_000 }, expected: ['narrow'] },
  { name: 'a stall', faults: { isStalled: true }, expected: ['stalled'] },
  { name: 'sockets that hang', faults: { hangsOnAccept: true }, expected: ['socket-hangs'] },
  { name: 'resets', faults: { resets: true }, expected: ['unreachable'] },
  { name: 'a bad gateway', faults: { isBadGateway: true }, expected: ['bad-gateway'] },
  { name: 'a log-in page', faults: { answer: { status: 200, contentType: 'text/html', body: '<form>' } }, expected: ['login-page'] },
  { name: 'a question for a password', faults: { answer: { status: 401, contentType: 'text/plain', body: '' } }, expected: ['sign-in'] },
  { name: 'errors for everything', faults: { answer: { status: 500, contentType: 'text/plain', body: 'oh' } }, expected: ['all-fail'] },
  { name: 'cut answers', faults: { truncatesJson: true }, expected: ['truncated'] },
  { name: 'lost frames', faults: { frames: { every: 4, kind: 'drop' } }, expected: ['frames-lost'] },
  { name: 'doubled frames', faults: { frames: { every: 4, kind: 'duplicate' } }, expected: ['frames-doubled'] },
  { name: 'frames in another order', faults: { frames: { every: 4, kind: 'reorder' } }, expected: ['frames-disordered'] },
  { name: 'damaged frames', faults: { frames: { every: 4, kind: 'corrupt' } }, expected: ['frames-corrupt'] },
  { name: 'a socket cut for its silence', faults: { idleCutMs: 60_000 }, expected: ['socket-idle'], idleMs: 70_000 },
  { name: 'a ghost of the socket before', faults: { ghostMs: 30_000 }, expected: ['socket-deaf'], idleMs: 70_000 },
];

describe('each fault of the way is named', () => {
  it.each(FAULTS)('$name', async ({ faults, expected, idleMs = 0 }) => {
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
