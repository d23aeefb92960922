import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findProgram } from './start-proxy';

const DOCS = fileURLToPath(new URL('../../docs/hosting/', import.meta.url));
const read = (name: string): string => readFileSync(join(DOCS, name), 'utf8');
const analyze = findProgram('systemd-analyze');

describe('units of systemd', () => {
  it.skipIf(analyze === null)('comfydeck.service and comfydeck-kiosk.service are understood', () => {
    const dir = mkdtempSync(join(tmpdir(), 'comfydeck-units-'));
    const paths = ['comfydeck.service', 'comfydeck-kiosk.service'].map((name) => {
      const path = join(dir, name);
      // Programs that are not installed here are no fault of the unit.
      writeFileSync(path, read(name).replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true'));
      return path;
    });
    const { stderr, stdout } = spawnSync(analyze ?? '', ['verify', '--man=no', ...paths], { encoding: 'utf8' });
    rmSync(dir, { recursive: true });
    const faults = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('comfydeck'));
    expect(faults).toEqual([]);
  });

  it('the wall is started again whenever it ends, on the route of the wall', () => {
    const unit = read('comfydeck-kiosk.service');
    expect(unit).toMatch(/^Restart=always$/m);
    expect(unit).toMatch(/--kiosk /);
    expect(unit).toContain('/#/kiosk?');
  });
});

describe('the compose file', () => {
  /** Top-level and nested keys with their values; enough of YAML for a file without anchors and flow beyond one line. */
  const lines = read('compose.yaml')
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line));

  it('is indented by twos and has a value or children behind every key', () => {
    for (const [index, line] of lines.entries()) {
      const indent = line.search(/\S/);
      expect(indent % 2, line).toBe(0);
      expect(line).toMatch(/^\s*(- )?([\w-]+:( .+)?|'[^']+'|\.?\/?[\w./:-]+)$/);
      const next = lines[index + 1] ?? '';
      if (/:$/.test(line)) expect(next.search(/\S/), line).toBeGreaterThan(indent);
    }
  });

  it('publishes one port, on loopback, and ComfyUI none', () => {
    const ports = lines.filter((line) => /^\s+- '?[\d.]*:?\d+:\d+'?$/.test(line)).map((line) => line.trim());
    expect(ports).toEqual(["- '127.0.0.1:8080:8080'"]);
    expect(read('compose.yaml')).toMatch(/inside:\n\s+internal: true/);
  });
});
