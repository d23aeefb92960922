// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from '@/embedded/index';
import { FINDINGS } from '@/session/doctor/texts';
import { startMissetProxy, type MissetOptions } from '@/testing/misset-proxy';
import { examine } from './doctor';

let server: EmbeddedServer;
beforeAll(async () => {
  server = await startEmbeddedServer({ port: 0 });
});
afterAll(() => server.stop());

async function run(
  ...argv: readonly string[]
): Promise<{ readonly code: number; readonly text: string; readonly findings: readonly string[] }> {
  let text = '';
  const code = await examine(argv, (more) => (text += more));
  const found = Object.entries(FINDINGS).filter(([, sentence]) => text.includes(`: ${sentence}`));
  return { code, text, findings: found.map(([name]) => name) };
}

describe('npm run doctor', () => {
  it('prints every row and ends with 0 where all is well, leaving the server as it was', async () => {
    const before = { history: Object.keys(server.control.engine.history({})).length, files: server.control.world.models('loras') };
    const { code, text, findings } = await run(server.url);
    expect(findings).toEqual([]);
    expect(code).toBe(0);
    expect(text).toContain('Everything works.');
    expect(text).toMatch(/POST \/interrupt +works/);
    expect(text).toMatch(/WS frames of a run +works/);
    expect({ history: Object.keys(server.control.engine.history({})).length, files: server.control.world.models('loras') }).toEqual(before);
    const left = await fetch(`${server.url}/v2/userdata?path=`).then((answer) => answer.text());
    expect(left).not.toContain('doctor-');
    expect(server.control.requests().map(({ path }) => path)).not.toContain('/api/free?');
  });

  it('says how it is used for anything else', async () => {
    for (const argv of [[], ['localhost:8188'], ['http://127.0.0.1:1', '--what'], ['http://127.0.0.1:1', '--idle', 'long']]) {
      const { code, text } = await run(...argv);
      expect([code, text.includes('npm run doctor -- URL')]).toEqual([2, true]);
    }
  });

  it('prints no login of an address, and makes no run when told not to or when jobs wait', async () => {
    const { text } = await run(server.url.replace('://', '://user:hush@'), '--no-run');
    expect(text).not.toContain('hush');
    server.control.hold();
    const { text: busy } = await run(server.url, '--no-run');
    server.control.release();
    expect(busy).toMatch(/WS frames of a run +not tried/);
  });
});

/** The rows of the verified table of set-ups that fail, as the doctor must name them and with what line. */
const ROWS: readonly {
  readonly name: string;
  readonly set: MissetOptions;
  readonly findings: readonly string[];
  readonly lines: readonly string[];
}[] = [
  {
    name: 'Vite with changeOrigin',
    set: { setsHost: true },
    findings: ['origin-refused', 'socket-origin'],
    lines: ['Repair (Vite: remove): changeOrigin: true'],
  },
  {
    name: 'Vite with changeOrigin and rewriteWsOrigin',
    set: { setsHost: true, setsSocketOrigin: true },
    findings: ['origin-refused'],
    lines: ['Repair (Vite: remove): changeOrigin: true'],
  },
  {
    name: 'Vite under another host name',
    set: { refusesHost: true },
    findings: ['host-refused'],
    lines: ["Repair (Vite): allowedHosts: ['127.0.0.1']"],
  },
  {
    name: 'nginx with a bare proxy_pass',
    set: { setsHost: true, dropsUpgrade: true, maxBodyBytes: 1024 * 1024 },
    findings: ['body-limit', 'origin-refused', 'socket-origin'],
    lines: [
      'Repair (nginx): client_max_body_size 110m;',
      'Repair (nginx): proxy_set_header Host $http_host;',
      'proxy_set_header Upgrade $http_upgrade;',
    ],
  },
  {
    name: 'nginx with Upgrade headers only',
    set: { setsHost: true, maxBodyBytes: 1024 * 1024 },
    findings: ['body-limit', 'origin-refused', 'socket-origin'],
    lines: ['Repair (nginx): proxy_set_header Host $http_host;'],
  },
  {
    name: 'nginx without Upgrade',
    set: { dropsUpgrade: true },
    findings: ['socket-no-upgrade'],
    lines: ['Repair (nginx): proxy_set_header Upgrade $http_upgrade;'],
  },
  {
    name: 'nginx below a path with rewrite',
    set: { decodesPath: true },
    findings: ['path-decoded'],
    lines: ['Repair (nginx): proxy_pass http://127.0.0.1:8188$raw;'],
  },
  {
    name: 'Caddy with header_up Host',
    set: { setsHost: true },
    findings: ['origin-refused', 'socket-origin'],
    lines: ['Repair (Caddy: remove): header_up Host {upstream_hostport}'],
  },
  {
    name: 'a static host that knows /api and /ws only',
    set: { forwards: /^\/(api|ws)/ },
    findings: ['not-forwarded'],
    lines: ['Repair (nginx): location ~ ^/(api|internal|extensions|templates)/|^/ws$'],
  },
  {
    name: 'a proxy that drops ranges',
    set: { dropsRange: true },
    findings: ['no-range'],
    lines: ['Repair (nginx): proxy_force_ranges on;'],
  },
];

describe('set-ups that fail are named with the line that repairs them', () => {
  it.each(ROWS)('$name', async ({ set, findings, lines }) => {
    const url = await startMissetProxy(server.url, set);
    const found = await run(url);
    expect(found.findings.toSorted()).toEqual(findings.toSorted());
    for (const line of lines) expect(found.text).toContain(line);
    expect(found.code).toBe(findings.includes('no-range') ? 0 : 1);
  });

  it('a static host, the server without and with CORS', async () => {
    const cors = await startEmbeddedServer({ port: 0, cors: true });
    const found = await run(cors.url);
    await cors.stop();
    expect(found.findings).toEqual(['open-to-all']);
    expect(found.text).toContain(`Repair (ComfyUI): python main.py --enable-cors-header ${cors.url}`);
  });
});

describe('servers that are not the newest', () => {
  it.each(['old', 'pre028', 'cluster'] as const)('%s: what it does not have yet is no fault', async (profile) => {
    const other = await startEmbeddedServer({ port: 0, profile, starter: profile === 'cluster' });
    const { text, findings } = await run(other.url);
    await other.stop();
    expect(findings).toEqual(profile === 'cluster' ? ['route-fails'] : []);
    if (profile === 'old') expect(text).toMatch(/GET \/api\/jobs +not there: new in 0\.6/);
  });

  it('a server of several users asks for one, and is well with one', async () => {
    const several = await startEmbeddedServer({ port: 0, multiUser: true });
    const answer = await fetch(`${several.url}/users`, { method: 'POST', body: JSON.stringify({ username: 'Ann' }) });
    const id = (await answer.json()) as string;
    const without = await run(several.url);
    const as = await run(several.url, '--user', id);
    await several.stop();
    expect(without.findings).toContain('user-needed');
    expect(as.findings).toEqual([]);
  });
});
