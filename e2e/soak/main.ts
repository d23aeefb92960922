import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { build } from 'vite';
import { isBuildStale } from '@/embedded/setup/is-build-stale';
import { launchBrowser } from '../bench/environment';
import { blurWorkflow } from '../fixtures/workflows';
import { graphOf, jsonFile } from '../pages/graph';
import { shellOf } from '../pages/shell';
import { formatLines, parseMinutes, percentile, type SoakLine } from './report';
import { openSoakPage, type Footprint, type SoakPage } from './soak-page';
import { serveSoak, type SoakServer } from './supply';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FULL_MINUTES = 10;
const MEGABYTE = 1_000_000;

/** The length of everything as a share of the full soak. */
interface Stage {
  readonly server: SoakServer;
  readonly soak: SoakPage;
  readonly scale: number;
}

/** `npm run soak`: runs the page under load for minutes, prints the table, leaves with 1 when a line fails. */
export async function main(args: readonly string[]): Promise<void> {
  const minutes = parseMinutes(args);
  if (isBuildStale(ROOT)) {
    console.log('Building the page …');
    process.env['NODE_ENV'] = 'production';
    await build({ root: ROOT, mode: 'production', logLevel: 'warn' });
  }
  const lines = await runSoak(minutes);
  console.log(`\n${formatLines(lines, minutes < FULL_MINUTES)}`);
  process.exitCode = lines.every(({ isOk }) => isOk) ? 0 : 1;
}

async function runSoak(minutes: number): Promise<readonly SoakLine[]> {
  const server = await serveSoak();
  const browser = await launchBrowser();
  try {
    console.log(await describeMachine(browser));
    const soak = await openSoakPage(browser, server.previewBytes);
    const stage = { server, soak, scale: minutes / FULL_MINUTES };
    await openWorkflow(stage);
    const storm = await measureStorm(stage);
    const growth = await measureGrowth(stage);
    const routes = await measureRoutes(stage);
    const errors: SoakLine = {
      test: 'uncaught errors',
      figure: String(soak.errors.length),
      bound: '0',
      isOk: soak.errors.length === 0,
    };
    for (const error of soak.errors.slice(0, 3)) console.log(error);
    return [...storm, ...growth, ...routes, errors];
  } finally {
    await browser.close();
    await server.stop();
  }
}

const FLOOR_MS = 5_000;

/** What an empty page reaches here and now: figures of R12 that are no worse are the machine's. */
async function describeMachine(browser: Browser): Promise<string> {
  const { page, close } = await openSoakPage(browser, 0);
  await page.goto('data:text/html,<title>empty</title>');
  await new Promise((resolve) => setTimeout(resolve, FLOOR_MS));
  const blockMs = percentile(await page.evaluate(() => window.soakProbe.takeBlocksMs()), 0.99);
  await close();
  return `An empty page on this machine: main thread blocked, p99 ${Math.round(blockMs)} ms`;
}

async function openWorkflow({ server, soak: { page } }: Stage): Promise<void> {
  await page.goto(`${server.url}#/graph`);
  await shellOf(page).connection.filter({ hasText: /^live/ }).waitFor();
  await graphOf(page).open(jsonFile('soak.json', blurWorkflow().workflow));
  await graphOf(page).node('Blur').waitFor();
}

/** Lets the page queue its workflow once. */
async function queueJob({ server, soak: { page } }: Stage): Promise<Awaited<ReturnType<SoakServer['nextJob']>>> {
  const job = server.nextJob();
  await page.keyboard.press('Control+Enter');
  return job;
}

/** R12: 1,000 frames a second for a minute, and somebody who presses keys meanwhile. */
async function measureStorm(stage: Stage): Promise<readonly SoakLine[]> {
  const { server, soak, scale } = stage;
  const seconds = 60 * scale;
  console.log(`R12: 1,000 frames a second for ${Math.round(seconds)} s …`);
  const job = await queueJob(stage);
  await soak.page.evaluate(() => [window.soakProbe.takeBlocksMs(), window.soakProbe.takeInputsMs()]);
  const progress = { isOver: false };
  const storm = server.send(job, { frames: Math.round(1_000 * seconds), seconds, previews: Math.round(2 * seconds) }).then(() => {
    progress.isOver = true;
  });
  while (!progress.isOver) {
    await soak.page.keyboard.press('Shift');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await storm;
  const blockMs = percentile(await soak.page.evaluate(() => window.soakProbe.takeBlocksMs()), 0.99);
  const inputMs = percentile(await soak.page.evaluate(() => window.soakProbe.takeInputsMs()), 0.95);
  server.end(job);
  return [
    { test: 'R12 main thread blocked, p99', figure: `${Math.round(blockMs)} ms`, bound: '≤ 100 ms', isOk: blockMs <= 100 },
    { test: 'R12 input to paint, p95', figure: `${Math.round(inputMs)} ms`, bound: '≤ 200 ms', isOk: inputMs > 0 && inputMs <= 200 },
  ];
}

const JOBS = 400;
const FRAMES_PER_JOB = 300;
const SECONDS_PER_JOB = 1.5;
/** The figures of the first jobs are those of warming up. */
const WARM_SHARE = 0.3;

/** R18: 200 frames a second in 400 jobs with a preview each, counted from a third of the way on. */
async function measureGrowth(stage: Stage): Promise<readonly SoakLine[]> {
  const { server, soak, scale } = stage;
  const jobs = Math.round(JOBS * scale);
  console.log(`R18: ${jobs} jobs with 200 frames a second …`);
  let warm: Footprint | null = null;
  for (let index = 0; index < jobs; index += 1) {
    if (index === Math.floor(jobs * WARM_SHARE)) warm = await soak.footprint();
    const job = await queueJob(stage);
    await server.send(job, { frames: FRAMES_PER_JOB, seconds: SECONDS_PER_JOB, previews: 1 });
    server.end(job);
  }
  const end = await soak.footprint();
  const before = warm ?? end;
  const grownMb = (end.heapBytes - before.heapBytes) / MEGABYTE;
  const previews = await soak.page.evaluate(() => window.soakProbe.maxPreviews());
  return [
    { test: 'R18 jobs done', figure: String(server.jobsDone() - 1), bound: String(jobs), isOk: server.jobsDone() - 1 === jobs },
    { test: 'R18 heap growth', figure: `${grownMb.toFixed(1)} MB`, bound: '≤ 5 MB', isOk: grownMb <= 5 },
    judgeShare('R18 DOM nodes', before.nodes, end.nodes),
    judgeShare('R18 listeners', before.listeners, end.listeners),
    { test: 'R18 live previews at most', figure: String(previews), bound: '1 to 4', isOk: previews >= 1 && previews <= 4 },
  ];
}

function judgeShare(test: string, before: number, after: number): SoakLine {
  const percent = before === 0 ? 0 : (after / before - 1) * 100;
  return { test, figure: `${before} → ${after} (${percent.toFixed(1)} %)`, bound: '± 5 %', isOk: percent <= 5 };
}

const ROUTES = ['/queue', '/history', '/gallery', '/graph'];
const ROUNDS = 7;
/** Rounds until every chunk is loaded and every cache has its size. */
const WARM_ROUNDS = 2;

/** R20: every route visited seven times. */
async function measureRoutes({ soak }: Stage): Promise<readonly SoakLine[]> {
  console.log('R20: every route seven times …');
  let before: Footprint | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const route of ROUTES) {
      await soak.page.evaluate((hash) => {
        window.location.hash = hash;
      }, route);
      await soak.page.getByRole('main').waitFor();
      await soak.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 250))));
    }
    if (round === WARM_ROUNDS - 1) before = await soak.footprint();
  }
  const after = await soak.footprint();
  const start = before ?? after;
  const grownMb = (after.heapBytes - start.heapBytes) / MEGABYTE;
  return [
    { test: 'R20 heap growth', figure: `${grownMb.toFixed(1)} MB`, bound: '≤ 1 MB', isOk: grownMb <= 1 },
    judgeShare('R20 DOM nodes', start.nodes, after.nodes),
    judgeShare('R20 listeners', start.listeners, after.listeners),
  ];
}
