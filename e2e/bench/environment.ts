import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { chromium, type Browser } from '@playwright/test';
import { findBrowser } from '../find-browser.mjs';
import { openTab } from './tab';

/** Every other name leads nowhere: the benchmark is loopback only. */
const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** A fresh browser of the kind the tests use. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  return chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ARGS });
}

/** Microseconds in which some task waited for a processor, since the system started; null where it does not say. */
export function readPressure(): number | null {
  try {
    const some = /^some .*total=(\d+)/m.exec(fs.readFileSync('/proc/pressure/cpu', 'utf8'))?.[1];
    return some === undefined ? null : Number(some);
  } catch {
    return null;
  }
}

/** What the figures depend on. */
export interface Environment {
  readonly cpus: number;
  readonly chromium: string;
  readonly renderer: string;
  readonly commit: string;
  /** Frames per second of an empty page. */
  readonly emptyFps: number;
}

const EMPTY_MS = 1_000;

/** Looks at the machine and at what an empty page reaches on it. */
export async function readEnvironment(root: string): Promise<Environment> {
  const browser = await launchBrowser();
  try {
    const { tab, close } = await openTab(browser, false);
    await tab.page.goto('data:text/html,<title>empty</title>');
    const { fps } = await tab.watch(() => new Promise((resolve) => setTimeout(resolve, EMPTY_MS)));
    const renderer = await tab.page.evaluate(() => {
      const gl = document.createElement('canvas').getContext('webgl');
      const info = gl?.getExtension('WEBGL_debug_renderer_info') ?? null;
      return gl === null || info === null ? 'software canvas' : String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL));
    });
    await close();
    return { cpus: os.cpus().length, chromium: browser.version(), renderer, commit: readCommit(root), emptyFps: fps };
  } finally {
    await browser.close();
  }
}

function readCommit(root: string): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const isChanged = git('status', '--porcelain').trim() !== '';
    return `${git('rev-parse', '--short', 'HEAD').trim()}${isChanged ? '+changes' : ''}`;
  } catch {
    return 'unknown';
  }
}
